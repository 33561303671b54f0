#include <cmath>
#include <functional>
#include <iostream>
#include <map>
#include <optional>

#include "commands.h"
#include "console.h"
#include "data/embed_options.h"
#include "data/evaluate_options.h"
#include "data/policy_presets.h"
#include "data/reward_options.h"
#include "decoding.h"
#include "loop_reports.h"
#include "option_flags.h"
#include "run_in_process.h"
#include "score_after.h"

namespace attune::cli {

namespace {

struct Arguments {
    std::string project, from, rater = "me", device = "auto", split, prompt, queue, dtype = "float32";
    std::uint64_t seed = 0;
    std::int64_t simulate = 0;
    int captions = 4;
    Id model = 0, reward = 0, against = 0;
    bool resume = false, withCaptions = false, noScore = false;
    std::shared_ptr<Json> options = std::make_shared<Json>(Json::object());

    JobSettings settings() const {
        JobSettings s;
        s.seed = seed;
        s.device = device;
        s.options = *options;
        s.images.split = split;
        return s;
    }
};

using Draft = std::function<JobDraft(Project&, const Arguments&)>;
/// What is done once the run has finished; it may add to the report.
using Then = std::function<void(Session&, Json& report, Console&)>;

/// Goes on with the newest run of this kind if it was cut off or failed. One that finished in the meantime has its report
/// already. @throws Error if there never was one
Json resumeNewest(Session& session, const std::string& kind, Console& console) {
    std::optional<RunRecord> newest;
    for (const auto& run : session.project().runs().list())
        if (run.kind == kind) newest = run;
    if (!newest) throw Error("there is no run to resume", "none of this kind was ever begun", "leave out --resume");
    if (newest->status == "finished") {
        console.warning("the last run finished; there is nothing left to do");
        return session.report(newest->id);
    }
    // It may meet the same end again, and says so then.
    if (newest->status == "failed") console.warning("the last run failed: " + newest->message);
    return runInProcess(session, newest->id, console);
}

/// What of a stopped run is not done again. All come to what they would have come to.
std::string keptOf(const std::string& kind) {
    if (kind == "generate") return "the captions written so far are kept";
    if (kind == "optimize") return "the rounds that are done are kept";
    if (kind == "train_reward") return "the epochs of a trunk that are done are kept; the heads, a matter of seconds, start again";
    if (kind == "embed") return "what was learnt of a shared space is kept; images and captions are read again";
    return "it starts again when it is resumed, and comes to the same";
}

/// Runs the draft, or the interrupted run of the same kind, and prints its report.
void runJobCommand(const Arguments& a, const Globals& globals, const std::string& kind, const Draft& draft,
                   const std::function<void(const Json&)>& print, const Then& then = {}) {
    Console console(globals.silent());
    Session session = Session::open(a.project);
    for (const auto& [run, warning] : session.takeWarnings()) console.warning("run " + std::to_string(run) + ": " + warning);
    try {
        if (a.resume && !a.options->empty()) console.warning("a resumed run keeps its own options; those given are not used");
        Json report = a.resume ? resumeNewest(session, kind, console) : runDraft(session, draft(session.project(), a), console);
        if (then) then(session, report, console);
        console.endLine();
        if (globals.json) return printJson(report);
        print(report);
    } catch (const Cancelled&) {
        throw Error("stopped", keptOf(kind), "go on with --resume");
    }
}

const std::map<std::string, QueueStrategy>& strategies() {
    static const std::map<std::string, QueueStrategy> all{{"random", QueueStrategy::Random},
                                                          {"uncertain", QueueStrategy::Uncertain},
                                                          {"newest", QueueStrategy::Newest},
                                                          {"disagreement", QueueStrategy::Disagreement}};
    return all;
}

/// The order in which the Rate page would show captions; nothing where none is named.
std::optional<QueueOptions> queueOf(Session& session, const Arguments& a) {
    if (a.queue.empty()) return std::nullopt;
    QueueOptions queue;
    queue.strategy = strategies().at(a.queue);
    queue.seed = a.seed;
    const QueueScores scores = RatingQueue(session.project(), queue).scores();
    if (scores.open > 0 && scores.scored == 0)
        Console(true).warning("no caption that is still to be rated has a score of the current reward model: the order is random; "
                              "train-reward and score-captions give it one");
    return queue;
}

RatedReport takeIn(Session& session, const Arguments& a, const Globals& globals) {
    Console console(globals.silent());
    try {
        return session.importRatings(a.from, a.rater, console);
    } catch (const Cancelled&) {
        throw Error("stopped", "nothing was taken from " + a.from);
    }
}

void runRate(const Arguments& a, const Globals& globals) {
    if ((a.simulate > 0) == !a.from.empty())
        throw CLI::ValidationError("rate", "give either --simulate N or --from FILE");
    Session session = Session::open(a.project);
    const auto report = a.simulate > 0 ? session.rateSimulated(a.simulate, a.seed, queueOf(session, a))
                                       : takeIn(session, a, globals);
    if (globals.json)
        return printJson({{"ratings", report.ratings}, {"comparisons", report.comparisons}, {"simulated", a.simulate > 0}});
    std::cout << "took in " << report.ratings << " ratings and " << report.comparisons << " comparisons"
              << (a.simulate > 0 ? ", all marked as simulated" : "") << "; attune-cli undo takes them back\n";
}

/// What every job takes.
CLI::App* jobCommand(CLI::App& app, Globals& globals, const std::shared_ptr<Arguments>& a, const std::string& name,
                     const std::string& help) {
    CLI::App* command = addCommand(app, globals, name, help);
    command->add_option("project", a->project, "The project folder, name.attune")->required();
    command->add_option("--device", a->device, "auto, cpu or cuda:N [auto]");
    command->add_option("--seed", a->seed, "Decides everything random [0]");
    command->add_flag("--resume", a->resume, "Go on with the last interrupted run of this kind");
    return command;
}

void addSplit(CLI::App* command, const std::shared_ptr<Arguments>& a, const std::string& help) {
    command->add_option("--split", a->split, help)->check(CLI::IsMember({"train", "validation", "test"}));
}

void addGenerate(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "generate", "Write captions of the images");
    command->add_option("-n,--n", a->captions, "Captions of each image; greedy search has one [4]")->check(CLI::Range(1, 1024));
    command->add_option("--model", a->model, "The captioner's id [current]");
    command->add_option("--prompt", a->prompt, kPromptHelp);
    addSplit(command, a, "Only images of this split");
    addDtype(command, a->dtype);
    addOptionFlags<GenerationOptions>(command, a->options, "Decoding");
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            const auto decoding = decodingFromFlags(*args.options, "sample");
            JobSettings settings = args.settings();
            settings.options = Json::object();
            if (args.dtype != "float32") settings.options["dtype"] = args.dtype;
            const int count = decoding.mode == "greedy" ? 1 : args.captions;
            return draftGenerate(project, settings, decoding, count, args.prompt, args.model);
        };
        runJobCommand(*a, globals, "generate", draft, [](const Json& r) {
            std::cout << r.value("captions", 0) << " captions of " << r.value("images", 0) << " images in "
                      << duration(r.value("seconds", 0.0)) << "\n";
        });
    });
}

void addRate(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = addCommand(app, globals, "rate", "Take in ratings: from a file, or simulated on the demo world");
    command->add_option("project", a->project, "The project folder, name.attune")->required();
    command->add_option("--from", a->from, "JSONL of ratings and comparisons (see docs/formats.md)");
    command->add_option("--rater", a->rater, "Who rated, for rows that do not say [me]");
    auto* simulate = command->add_option("--simulate", a->simulate,
                                         "Let the simulated rater judge this many captions of Scenes images");
    simulate->check(CLI::Range(1, 1000000));
    command->add_option("--queue", a->queue, "Which captions it judges: in the order of the Rate page [drawn by the seed]")
        ->check(CLI::IsMember({"random", "uncertain", "newest", "disagreement"}))
        ->needs(simulate);
    command->add_option("--seed", a->seed, "Of the simulated rater and the queue [0]");
    command->callback([a, &globals] { runRate(*a, globals); });
}

void addTrainReward(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "train-reward", "Train the reward model on the ratings");
    command->add_option("--backbone,--model", a->model,
                        "What it reads through: the id of a captioner or of an encoder (clip, siglip) [current captioner]");
    command->add_flag("--no-score", a->noScore,
                      "Do not let it score the captions that are to be rated; score-captions does that later");
    addOptionFlags<RewardOptions>(command, a->options);
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            return draftTrainReward(project, args.settings(), args.model);
        };
        const auto score = [](Session& session, Json& report, Console& console) {
            try {
                report["scored"] = scoreAfterTraining(session, console);
            } catch (const Cancelled&) {
                throw Error("the scoring was stopped", "the reward model is trained and kept",
                            "attune-cli score-captions PROJECT --resume goes on with it");
            }
        };
        runJobCommand(*a, globals, "train_reward", draft, printRewardReport, a->noScore ? Then() : Then(score));
    });
}

void addScoreCaptions(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "score-captions",
                               "Have a reward model score the captions of the project's captioners");
    command->add_option("--reward", a->reward, "The reward model's id [current]");
    addSplit(command, a, "Only captions of images of this split [all but test: they are chosen from to be rated next]");
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            return draftScore(project, args.settings(), args.reward);
        };
        runJobCommand(*a, globals, "score", draft, [](const Json& r) {
            std::cout << r.value("captions", 0) << " captions scored; their mean is "
                      << fixed(r.value("mean", std::nan("")), 3) << "\n";
        });
    });
}

/// Says in the help of each flag where algorithms differ in their defaults, and which of them read it.
void addAlgorithmDefaults(CLI::App& command) {
    for (const auto& option : describeOptions<PolicyOptions>()) {
        std::string others, readers;
        bool all = true;
        for (const auto& algorithm : policyAlgorithms()) {
            if (!policyOptionMatters(algorithm, option.name)) {
                all = false;
                continue;
            }
            readers += (readers.empty() ? "" : ", ") + algorithm;
            const Json own = optionsToJson(policyDefaults(algorithm))[option.name];
            if (own != option.defaultValue && option.name != "algorithm") others += "; " + algorithm + " " + dumpJson(own);
        }
        CLI::Option* flag = command.get_option(flagOf(option.name));
        std::string help = flag->get_description();
        if (!others.empty()) help.insert(help.size() - 1, others);
        flag->description(all ? help : help + " (" + readers + ")");
    }
}

void addOptimize(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "optimize", "Optimise the captioner against the reward model");
    command->add_option("--model", a->model, "The captioner to start from [current]");
    command->add_option("--reward", a->reward, "The reward model's id [current]");
    addSplit(command, a, "Images to learn on [train]");
    addOptionFlags<PolicyOptions>(command, a->options);
    addAlgorithmDefaults(*command);
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            return draftOptimize(project, args.settings(), args.model, args.reward);
        };
        // Not always the last round's: the guard may have pointed at an earlier one.
        const auto sayCurrent = [](Session& session, Json& report, Console&) {
            if (const auto now = session.currentModel("captioner")) report["current"] = {{"id", now->id}, {"name", now->name}};
        };
        runJobCommand(*a, globals, "optimize", draft, printOptimization, sayCurrent);
    });
}

void addEvaluate(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "evaluate", "Measure a captioner on held-out images");
    command->add_option("--model", a->model, "The captioner's id [current]");
    command->add_option("--reward", a->reward, "Also score with this reward model [current, if there is one]");
    command->add_option("--against", a->against, "The id of another captioner: how the metrics differ, with intervals");
    addSplit(command, a, "Images to judge on [test]");
    addOptionFlags<EvaluateOptions>(command, a->options);
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            const auto current = currentModel(project, "reward");
            const Id reward = args.reward > 0 || !current ? args.reward : current->id;
            return draftEvaluate(project, args.settings(), args.model, reward, args.against);
        };
        runJobCommand(*a, globals, "evaluate", draft, printEvaluation);
    });
}

void addEmbed(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "embed", "Where images and captions lie in the captioner's space");
    command->add_option("--model", a->model, "The id of a captioner or encoder [current captioner]");
    command->add_flag("--captions", a->withCaptions, "Captions as well");
    addSplit(command, a, "Only images of this split");
    addOptionFlags<EmbedOptions>(command, a->options);
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            return draftEmbed(project, args.settings(), args.withCaptions, args.model);
        };
        runJobCommand(*a, globals, "embed", draft, [](const Json& r) {
            std::cout << r.value("images", 0) << " images in " << r.value("dimensions", 0)
                      << " dimensions; two hold " << fixed(100 * r.value("explained_variance", 0.0), 0)
                      << " % of the variance\n";
            if (!r.contains("retrieval")) return;
            for (const auto& [key, words] : {std::pair{"text_to_image", "a caption finds its image"},
                                             std::pair{"image_to_text", "an image finds one of its captions"}}) {
                std::cout << words << " among the first";
                for (const char* rank : {"1", "5", "10"})
                    std::cout << (*rank == '1' && rank[1] == 0 ? " " : ", ") << rank << " in "
                              << fixed(100 * r["retrieval"][key].value(rank, 0.0), 0) << " %";
                std::cout << "\n";
            }
            if (r.value("learnt_space", Json::object()).value("selection", "") == "same")
                std::cout << "somewhat optimistic: the same held-out images decided when the learning of the space stopped\n";
        });
    });
}

}  // namespace

void addLoopCommands(CLI::App& app, Globals& globals) {
    addGenerate(app, globals);
    addRate(app, globals);
    addTrainReward(app, globals);
    addScoreCaptions(app, globals);
    addOptimize(app, globals);
    addEvaluate(app, globals);
    addEmbed(app, globals);
}

}  // namespace attune::cli
