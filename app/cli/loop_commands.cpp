#include <functional>
#include <iostream>
#include <optional>

#include "commands.h"
#include "console.h"
#include "data/evaluate_options.h"
#include "data/policy_presets.h"
#include "data/reward_options.h"
#include "decoding.h"
#include "option_flags.h"
#include "run_in_process.h"

namespace attune::cli {

namespace {

struct Arguments {
    std::string project, from, rater = "me", device = "auto", split, prompt;
    std::uint64_t seed = 0;
    std::int64_t simulate = 0;
    int captions = 4;
    Id model = 0, reward = 0, against = 0;
    bool resume = false, withCaptions = false;
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

/// Goes on with the newest run of this kind if it was cut off. One that finished in the meantime has its report already.
/// @throws Error if there never was one, or it failed
Json resumeNewest(Session& session, const std::string& kind, Console& console) {
    std::optional<RunRecord> newest;
    for (const auto& run : session.project().runs().list())
        if (run.kind == kind) newest = run;
    if (!newest) throw Error("there is no run to resume", "none of this kind was ever begun", "leave out --resume");
    if (newest->status == "finished") {
        console.warning("the last run finished; there is nothing left to do");
        return session.report(newest->id);
    }
    if (newest->status == "failed") throw Error("the last run cannot be resumed, it failed", newest->message, "leave out --resume");
    return runInProcess(session, newest->id, console);
}

/// Runs the draft, or the interrupted run of the same kind, and prints its report.
void runJobCommand(const Arguments& a, const Globals& globals, const std::string& kind, const Draft& draft,
                   const std::function<void(const Json&)>& print) {
    Console console(globals.silent());
    Session session = Session::open(a.project);
    try {
        if (a.resume && !a.options->empty()) console.warning("a resumed run keeps its own options; those given are not used");
        const Json report = a.resume ? resumeNewest(session, kind, console)
                                     : runDraft(session, draft(session.project(), a), console);
        console.endLine();
        if (globals.json) return printJson(report);
        print(report);
    } catch (const Cancelled&) {
        throw Error("stopped", "what was done is kept", "go on with --resume");
    }
}

/// Of an evaluation, in the order of its table.
constexpr const char* kMetrics[] = {"gold", "reward", "cider", "bleu4", "rouge_l", "length", "distinct_2", "kl"};

double number(const Json& report, const char* group, const char* key) {
    if (!report.contains(group) || !report[group].contains(key)) return std::nan("");
    return report[group][key].get<double>();
}

/// "gates: image 1.20, text 0.80"; nothing where there are none.
void printParts(const char* what, const Json& parts) {
    if (parts.empty()) return;
    const char* between = ": ";
    std::cout << what;
    for (const auto& [name, value] : parts.items()) {
        std::cout << between << name << " " << fixed(value.get<double>(), 2);
        between = ", ";
    }
    std::cout << "\n";
}

/// What tuning the captioner below the reward came to.
void printTrunk(const Json& trunk) {
    if (trunk.empty()) return;
    const auto of = [&](const char* side, const char* key) { return fixed(number(trunk, side, key), 3); };
    std::cout << "trunk (" << trunk.value("kind", "") << ", " << trunk.value("epochs", 0) << " epochs in "
              << duration(trunk.value("seconds", 0.0)) << "), on what neither it nor the heads learnt from\n"
              << table({"", "frozen", "tuned"}, {{"Spearman", of("frozen", "spearman"), of("tuned", "spearman")},
                                                 {"pair accuracy", of("frozen", "pair_accuracy"), of("tuned", "pair_accuracy")},
                                                 {"loss", of("frozen", "loss"), of("tuned", "loss")}})
              << (trunk.value("kept", false) ? "the tuned trunk is part of the reward\n" : "no better: the trunk stays frozen\n");
}

void printRewardReport(const Json& r) {
    std::cout << "learnt from " << r.value("ratings", 0) << " ratings and " << r.value("comparisons", 0)
              << " comparisons in " << duration(r.value("seconds", 0.0)) << "\n"
              << "held out: Spearman " << fixed(r.value("spearman", std::nan("")), 3) << ", pair accuracy "
              << fixed(r.value("pair_accuracy", std::nan("")), 3);
    if (const Json interval = r.value("pair_interval", Json()); interval.is_array() && interval.size() == 2)
        std::cout << " (" << fixed(interval[0].get<double>(), 3) << " to " << fixed(interval[1].get<double>(), 3) << ", "
                  << r.value("pairs", 0) << " pairs)";
    std::cout << "\n";
    if (const auto selection = r.value("selection", ""); selection == "same")
        std::cout << "somewhat optimistic: the same held-out judgements decided when the training stopped\n";
    else if (selection == "apart")
        std::cout << "other held-out judgements than those measured on decided when the training stopped; the reward that was kept\n"
                     "stopped where all of them together say, and may score a little differently\n";
    printTrunk(r.value("trunk", Json::object()));
    printParts("what it rests on", r.value("contributions", Json::object()));
    printParts("gates", r.value("gates", Json::object()));
    for (const Json& rater : r.value("raters", Json::array()))
        std::cout << rater.value("rater", "") << " contradicted themselves in " << rater.value("flipped", 0) << " of "
                  << rater.value("decided", 0) << " repeats: " << fixed(100 * rater.value("mistaken", 0.0), 0)
                  << " % of their comparisons are taken for mistakes\n";
}

/// Against another captioner, where there is one.
void printDifferences(const Json& r) {
    const Json differences = r.value("difference", Json::object());
    for (const char* mode : {"greedy", "sampled"}) {
        if (!differences.contains(mode)) continue;
        std::vector<std::vector<std::string>> rows;
        for (const char* key : kMetrics) {
            if (!differences[mode].contains(key)) continue;
            const Json& one = differences[mode][key];
            const double a = one.value("a", 0.0), b = one.value("b", 0.0);
            rows.push_back({key, fixed(a, 3), fixed(b, 3), fixed(b - a, 3), fixed(one.value("low", 0.0), 3), fixed(one.value("high", 0.0), 3)});
        }
        if (!rows.empty())
            std::cout << mode << ", against the other captioner (95 % by paired bootstrap over the pictures)\n"
                      << table({"", "other", "this", "difference", "low", "high"}, rows);
    }
}

void printEvaluation(const Json& r) {
    std::vector<std::vector<std::string>> rows;
    for (const char* key : kMetrics) {
        const double greedy = number(r, "greedy", key), sampled = number(r, "sampled", key);
        if (std::isnan(greedy) && std::isnan(sampled)) continue;
        rows.push_back({key, fixed(greedy, 3), fixed(sampled, 3)});
    }
    std::cout << r.value("images", 0) << " pictures\n" << table({"", "greedy", "sampled"}, rows);
    printDifferences(r);
}

void printOptimization(const Json& r) {
    const Json metrics = r.value("metrics", Json::object());
    std::cout << r.value("rounds", 0) << " rounds in " << duration(r.value("seconds", 0.0));
    if (metrics.contains("objective/scores"))
        std::cout << "; last round: score " << fixed(metrics.value("objective/scores", 0.0), 3);
    if (metrics.contains("rewards/accuracies"))
        std::cout << "; pairs in the right order " << fixed(100 * metrics.value("rewards/accuracies", 0.0), 0) << " %";
    if (metrics.contains("objective/kl"))
        std::cout << ", KL " << fixed(metrics.value("objective/kl", 0.0), 2) << " nats, length "
                  << fixed(metrics.value("objective/length", 0.0), 1) << " tokens";
    std::cout << "\n";
}

void runRate(const Arguments& a, const Globals& globals) {
    if ((a.simulate > 0) == !a.from.empty())
        throw CLI::ValidationError("rate", "give either --simulate N or --from FILE");
    Session session = Session::open(a.project);
    const auto report = a.simulate > 0 ? session.rateSimulated(a.simulate, a.seed) : session.importRatings(a.from, a.rater);
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
    auto* command = jobCommand(app, globals, a, "generate", "Write captions of the pictures");
    command->add_option("-n,--n", a->captions, "Captions of each picture; greedy search has one [4]")->check(CLI::Range(1, 1024));
    command->add_option("--model", a->model, "The captioner's id [newest]");
    command->add_option("--prompt", a->prompt, kPromptHelp);
    addSplit(command, a, "Only pictures of this split");
    addOptionFlags<GenerationOptions>(command, a->options, "Decoding");
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            const auto decoding = decodingFromFlags(*args.options, "sample");
            JobSettings settings = args.settings();
            settings.options = Json::object();
            const int count = decoding.mode == "greedy" ? 1 : args.captions;
            return draftGenerate(project, settings, decoding, count, args.prompt, args.model);
        };
        runJobCommand(*a, globals, "generate", draft, [](const Json& r) {
            std::cout << r.value("captions", 0) << " captions of " << r.value("images", 0) << " pictures in "
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
    command->add_option("--simulate", a->simulate, "Let the simulated rater judge this many captions of Scenes pictures")
        ->check(CLI::Range(1, 1000000));
    command->add_option("--seed", a->seed, "Of the simulated rater [0]");
    command->callback([a, &globals] { runRate(*a, globals); });
}

void addTrainReward(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "train-reward", "Train the reward model on the ratings");
    command->add_option("--backbone,--model", a->model,
                        "What it reads through: the id of a captioner or of an encoder (clip, siglip) [newest captioner]");
    addOptionFlags<RewardOptions>(command, a->options);
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            return draftTrainReward(project, args.settings(), args.model);
        };
        runJobCommand(*a, globals, "train_reward", draft, printRewardReport);
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
    command->add_option("--model", a->model, "The captioner to start from [newest]");
    command->add_option("--reward", a->reward, "The reward model's id [newest]");
    addSplit(command, a, "Pictures to learn on [train]");
    addOptionFlags<PolicyOptions>(command, a->options);
    addAlgorithmDefaults(*command);
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            return draftOptimize(project, args.settings(), args.model, args.reward);
        };
        runJobCommand(*a, globals, "optimize", draft, printOptimization);
    });
}

void addEvaluate(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "evaluate", "Measure a captioner on held-out pictures");
    command->add_option("--model", a->model, "The captioner's id [newest]");
    command->add_option("--reward", a->reward, "Also score with this reward model [newest, if there is one]");
    command->add_option("--against", a->against, "The id of another captioner: how the metrics differ, with intervals");
    addSplit(command, a, "Pictures to judge on [test]");
    addOptionFlags<EvaluateOptions>(command, a->options);
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            const auto newest = project.models().latest("reward");
            const Id reward = args.reward > 0 || !newest ? args.reward : newest->id;
            return draftEvaluate(project, args.settings(), args.model, reward, args.against);
        };
        runJobCommand(*a, globals, "evaluate", draft, printEvaluation);
    });
}

void addEmbed(CLI::App& app, Globals& globals) {
    const auto a = std::make_shared<Arguments>();
    auto* command = jobCommand(app, globals, a, "embed", "Where pictures and captions lie in the captioner's space");
    command->add_option("--model", a->model, "The id of a captioner or encoder [current captioner]");
    command->add_flag("--captions", a->withCaptions, "Captions as well");
    addSplit(command, a, "Only pictures of this split");
    command->callback([a, &globals] {
        const auto draft = [](Project& project, const Arguments& args) {
            return draftEmbed(project, args.settings(), args.withCaptions, args.model);
        };
        runJobCommand(*a, globals, "embed", draft, [](const Json& r) {
            std::cout << r.value("images", 0) << " pictures in " << r.value("dimensions", 0)
                      << " dimensions; two hold " << fixed(100 * r.value("explained_variance", 0.0), 0)
                      << " % of the variance\n";
            if (!r.contains("retrieval")) return;
            for (const auto& [key, words] : {std::pair{"text_to_image", "a caption finds its picture"},
                                             std::pair{"image_to_text", "a picture finds one of its captions"}}) {
                std::cout << words << " among the first";
                for (const char* rank : {"1", "5", "10"})
                    std::cout << (*rank == '1' && rank[1] == 0 ? " " : ", ") << rank << " in "
                              << fixed(100 * r["retrieval"][key].value(rank, 0.0), 0) << " %";
                std::cout << "\n";
            }
        });
    });
}

}  // namespace

void addLoopCommands(CLI::App& app, Globals& globals) {
    addGenerate(app, globals);
    addRate(app, globals);
    addTrainReward(app, globals);
    addOptimize(app, globals);
    addEvaluate(app, globals);
    addEmbed(app, globals);
}

}  // namespace attune::cli
