// attune-engine: the process that computes. It knows no project and no window, only run folders.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "data/describe_exception.h"
#include "data/error.h"
#include "engine/device.h"
#include "engine/model_cache.h"
#include "engine/run_job.h"
#include "engine/serve.h"

namespace {

attune::JobControl* g_control = nullptr;  // for the signal handler, which can be given nothing else

void onSignal(int) {
    if (g_control) g_control->cancel();
}

/// Whoever ends an engine that nobody talks to any more means the run: it leaves its checkpoint and says "cancelled". An
/// engine that is idle just ends, as other programs do.
void onServeSignal(int signal) {
    if (g_control && g_control->atWork()) return g_control->cancel();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

int serveAll() {
    attune::JobControl control;
    g_control = &control;
    std::signal(SIGTERM, onServeSignal);
    attune::serve(std::cin, std::cout, control);
    g_control = nullptr;
    return 0;
}

int runOne(const std::string& path) {
    attune::JobControl control;
    g_control = &control;
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    attune::ModelCache models;
    const auto end = attune::runJob(attune::RunFolder::open(path), control, models, [](const attune::Event& event) {
        std::cout << attune::dumpJson(attune::toJson(event)) << std::endl;
    });
    return end == "finished" ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"The engine of Attune: generates, scores and trains. Usually started by the workbench."};
    app.require_subcommand(1);
    app.set_version_flag("--version", ATTUNE_VERSION);
    auto* serve = app.add_subcommand("serve", "answer requests on standard input with events on standard output");
    std::string folder;
    auto* run = app.add_subcommand("run", "run the job of one run folder, or resume it");
    run->add_option("folder", folder, "the run folder, with its job.json")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    // A workbench that went away must not take a run with it.
    std::signal(SIGPIPE, SIG_IGN);
    attune::prepareProcess();
    try {
        if (run->parsed()) return runOne(folder);
        return serve->parsed() ? serveAll() : 0;
    } catch (const std::exception& e) {
        std::cerr << "attune-engine: " << attune::describeException(e) << "\n";
        return 1;
    }
}
