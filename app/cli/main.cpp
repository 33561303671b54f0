// attune-cli: the whole loop for a terminal, a script, a server without a screen.
#include <iostream>

#include "commands.h"
#include "data/describe_exception.h"
#include "data/error.h"
#include "engine/device.h"

namespace attune::cli {

CLI::App* addCommand(CLI::App& app, Globals& globals, const std::string& name, const std::string& help) {
    CLI::App* command = app.add_subcommand(name, help);
    command->add_flag("--json", globals.json, "Print the result as JSON, and no progress");
    command->add_flag("-q,--quiet", globals.quiet, "Show no progress");
    return command;
}

void addDtype(CLI::App* command, std::string& dtype) {
    command
        ->add_option("--dtype", dtype,
                     "Numbers to compute with; bfloat16 is faster where the device multiplies in it, auto is what the checkpoint is "
                     "stored in [float32]")
        ->check(CLI::IsMember({"float32", "bfloat16", "float16", "auto"}));
}

}  // namespace attune::cli

int main(int argc, char** argv) {
    using namespace attune::cli;
    CLI::App app{"Attune: align an image captioner with your own judgement."};
    app.set_version_flag("--version", ATTUNE_VERSION);
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
    Globals globals;
    addProjectCommands(app, globals);
    addLoopCommands(app, globals);
    addModelCommands(app, globals);
    addDemoCommand(app, globals);
    addStudyCommand(app, globals);
    attune::prepareProcess();
    try {
        // CLI11 would only say that a subcommand is required.
        const auto isMeant = [&](const CLI::App* command) { return command->check_name(argv[1]); };
        if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(isMeant).empty())
            throw CLI::ValidationError("there is no command \"" + std::string(argv[1]) + "\"");
        app.parse(argc, argv);  // runs the subcommand
        if (!std::cout.flush())
            throw attune::Error("the result cannot be written", "standard output is full or closed",
                                "what was done in the project is kept");
        return 0;
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    } catch (const attune::Cancelled&) {
        std::cerr << "attune-cli: stopped; what was done is kept\n";
        return 1;
    } catch (const std::exception& e) {
        std::cerr << "attune-cli: " << attune::describeException(e) << "\n";
        return 1;
    }
}
