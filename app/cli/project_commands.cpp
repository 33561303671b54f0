#include <filesystem>
#include <iostream>

#include "commands.h"
#include "console.h"
#include "demo_project.h"
#include "session/session.h"

namespace attune::cli {

namespace fs = std::filesystem;

namespace {

struct Arguments {
    std::string project;
    std::vector<std::string> paths;
    std::string format, out, split;
    bool copy = false, demo = false, withJudge = false;
    std::uint64_t seed = 0;
    int pictures = DemoWorld{}.trainImages;
    Id model = 0, run = 0;
};

void printCounts(const std::string& what, const std::map<std::string, std::int64_t>& counts) {
    std::int64_t total = 0;
    std::string parts;
    for (const auto& [name, count] : counts) {
        total += count;
        parts += (parts.empty() ? "" : ", ") + std::to_string(count) + " " + name;
    }
    std::cout << what << ": " << total << (parts.empty() ? "" : " (" + parts + ")") << "\n";
}

void runNew(const Arguments& a, const Globals& globals) {
    Console console(globals.silent());
    if (a.demo) demoCaptionerFolder();  // said before anything is made
    Session session = Session::create(a.project);
    if (a.demo) fillDemoProject(session, {.seed = a.seed, .trainImages = a.pictures, .testImages = (a.pictures + 1) / 2}, console);
    console.endLine();
    if (globals.json) return printJson({{"project", fs::absolute(a.project).string()}, {"info", toJson(session.info())}});
    std::cout << "Made " << a.project << ".\n";
    std::cout << (a.demo ? "It holds images of the demo world and first captions. Next: attune-cli rate " + a.project +
                               " --simulate 200\n"
                         : "Next: attune-cli import " + a.project + " FOLDER\n");
}

void runImport(const Arguments& a, const Globals& globals) {
    Console console(globals.silent());
    Session session = Session::open(a.project);
    const std::vector<fs::path> paths(a.paths.begin(), a.paths.end());
    console.phase("import");
    const auto report = session.importPaths(paths, {.copy = a.copy, .split = a.split}, console);
    console.endLine();
    if (report.cancelled) throw Cancelled();
    if (report.added.empty() && report.known == 0) {
        if (report.problems.empty()) throw Error("nothing was imported", "no image was found");
        const auto& first = report.problems.front();
        const auto more = report.problems.size() - 1;
        throw Error("nothing was imported: " + first.path.string(), first.reason,
                    more > 0 ? "and " + std::to_string(more) + " more" : "");
    }
    Json problems = Json::array();
    for (const auto& problem : report.problems) problems.push_back({{"path", problem.path.string()}, {"reason", problem.reason}});
    if (globals.json) {
        printJson({{"added", report.added.size()}, {"known", report.known}, {"references", report.references}, {"problems", problems}});
    } else {
        for (const auto& problem : report.problems)
            std::cout << "not imported: " << problem.path.string() << ": " << problem.reason << "\n";
        std::cout << report.added.size() << " images added, " << report.known << " known already, " << report.references
                  << " reference captions, " << report.problems.size() << " could not be read\n";
    }
}

void runInfo(const Arguments& a, const Globals& globals) {
    Session session = Session::open(a.project, OpenMode::ReadOnly);
    const auto info = session.info();
    if (globals.json) return printJson(toJson(info));
    std::cout << a.project << "\n";
    printCounts("images", info.images);
    printCounts("captions", info.captions);
    std::cout << "ratings: " << info.decisions.ratings << " (" << info.decisions.simulatedRatings << " simulated)\n"
              << "comparisons: " << info.decisions.comparisons << " (" << info.decisions.simulatedComparisons
              << " simulated)\n";
    printCounts("models", info.models);
    printCounts("runs", info.runs);
    if (const auto writer = session.project().writer())
        std::cout << "open for writing by " << writer->program << " (process " << writer->pid << ")\n";
    for (const auto& run : session.resumableRuns())
        std::cout << "run " << run.id << " (" << run.kind << ") " << (run.status == "failed" ? "failed; " : "was cut off; ")
                  << (run.kind == "merge" ? "add the adapter again\n" : "--resume goes on with it\n");
}

void runUndo(const Arguments& a, const Globals& globals, bool redo) {
    Session session = Session::open(a.project);
    const auto count = redo ? session.redo() : session.undo();
    if (globals.json) return printJson({{redo ? "redone" : "undone", count}});
    if (count == 0)
        std::cout << (redo ? "nothing to redo\n" : "nothing to undo\n");
    else
        std::cout << (redo ? "brought back " : "took back ") << count << (count == 1 ? " decision\n" : " decisions\n");
}

void runExport(const Arguments& a, const Globals& globals) {
    if (a.run != 0 && a.format != "tensorboard")
        throw CLI::ValidationError("--run", "has a meaning only with --format tensorboard");
    Session session = Session::open(a.project, OpenMode::ReadOnly);
    const auto report = session.exportTo(a.format, a.out, {.model = a.model, .withJudge = a.withJudge, .run = a.run});
    if (globals.json)
        return printJson({{"out", a.out}, {"rows", report.rows}, {"simulated", report.simulated}, {"notes", report.notes}});
    std::cout << "wrote " << a.out;
    if (a.format == "tensorboard")
        std::cout << ": " << report.rows << " values; tensorboard --logdir " << a.out << " shows them";
    else if (a.format != "checkpoint" && a.format != "adapter")
        std::cout << ": " << report.rows << " rows, " << report.simulated << " of them simulated";
    std::cout << "\n";
    for (const auto& note : report.notes) std::cout << note << "\n";
}

CLI::App* projectCommand(CLI::App& app, Globals& globals, const std::shared_ptr<Arguments>& a, const std::string& name,
                         const std::string& help) {
    CLI::App* command = addCommand(app, globals, name, help);
    command->add_option("project", a->project, "The project folder, name.attune")->required();
    return command;
}

}  // namespace

void addProjectCommands(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* make = projectCommand(app, globals, a, "new", "Make a project");
    auto* demo = make->add_flag("--demo", a->demo, "Fill it with images of the demo world, its captioner and first captions");
    make->add_option("--seed", a->seed, "Of the demo's images and captions [0]")->needs(demo);
    make->add_option("--pictures", a->pictures, "Of the demo: to learn on; half as many again are held out [512]")
        ->check(CLI::Range(8, 100000))
        ->needs(demo);
    make->callback([a, &globals] { runNew(*a, globals); });

    auto* import = projectCommand(app, globals, a, "import", "Add images: files, folders, COCO JSON, JSONL, CSV");
    import->add_option("paths", a->paths, "What to import")->required();
    import->add_flag("--copy", a->copy, "Copy the images into the project; otherwise they stay where they are");
    import->add_option("--split", a->split, "Put all into this split")->check(CLI::IsMember({"train", "validation", "test"}));
    import->callback([a, &globals] { runImport(*a, globals); });

    auto* info = projectCommand(app, globals, a, "info", "What a project holds");
    info->callback([a, &globals] { runInfo(*a, globals); });

    addModelsCommand(app, globals);

    auto* undo = projectCommand(app, globals, a, "undo", "Take back the last rating or pass of ratings");
    undo->callback([a, &globals] { runUndo(*a, globals, false); });
    auto* redo = projectCommand(app, globals, a, "redo", "Bring back what was undone");
    redo->callback([a, &globals] { runUndo(*a, globals, true); });

    auto* out = projectCommand(app, globals, a, "export", "Write preferences, ratings, captions, curves or a checkpoint");
    out->add_option("--format", a->format, "What to write")->required()->check(CLI::IsMember(exportFormats()));
    out->add_option("--out", a->out, "The file; for tensorboard, checkpoint and adapter the folder")->required();
    out->add_option("--model", a->model, "For coco, checkpoint and adapter: the captioner's id [current]");
    out->add_option("--run", a->run, "For tensorboard: only this run [all]")->check(CLI::PositiveNumber);
    out->add_flag("--with-judge", a->withJudge, "For trl: also the comparisons of the Judge page, which test captioners");
    out->callback([a, &globals] { runExport(*a, globals); });
}

}  // namespace attune::cli
