#include <cmath>
#include <filesystem>
#include <iostream>

#include "commands.h"
#include "console.h"
#include "data/policy_presets.h"
#include "demo.h"

namespace attune::cli {

namespace {

void printDemo(const DemoResult& result) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& r : result.rounds)
        rows.push_back({r.round == 0 ? "base" : "round " + std::to_string(r.round), fixed(r.goldSampled, 3),
                        fixed(r.goldGreedy, 3), fixed(r.proxy, 2), fixed(r.kl, 2), fixed(r.length, 1),
                        fixed(r.seconds, 1)});
    std::cout << "held-out images of the demo world; gold is the true score, proxy the learnt reward\n"
              << table({"", "gold sampled", "gold greedy", "proxy", "KL", "length", "seconds"}, rows)
              << "base at temperature 0.7: " << fixed(result.baseAt07, 3) << ", at 0.5: " << fixed(result.baseAt05, 3)
              << " (what mere sharpening would give)\n"
              << "reward model: " << result.reward.value("ratings", 0)
              << " simulated ratings; with the gold score of held-out captions: Spearman "
              << fixed(optional<double>(result.againstGold, "spearman", std::nan("")), 3) << ", pair accuracy "
              << fixed(optional<double>(result.againstGold, "pair_accuracy", std::nan("")), 3) << "; "
              << duration(result.reward.value("seconds", 0.0)) << "\n"
              << "everything took " << duration(result.seconds) << "\n"
              << "report: " << std::filesystem::absolute(result.report).string() << "\n";
}

}  // namespace

void addDemoCommand(CLI::App& app, Globals& globals) {
    const auto options = std::make_shared<DemoOptions>();
    auto* command = addCommand(app, globals, "demo",
                               "The whole loop on the demo world with a simulated rater: ratings, reward model, optimisation, report");
    command->add_option("--out", options->out, "A new folder for project and report [attune-demo]");
    command->add_option("--seed", options->seed, "Decides everything random [0]");
    command->add_option("--algorithm", options->algorithm, "How the captioner is optimised [ppo]")
        ->check(CLI::IsMember(policyAlgorithms()));
    command->add_option("--rounds", options->rounds, "Rounds of optimisation [5]")->check(CLI::Range(1, 1000));
    command->add_option("--ratings", options->ratings, "Simulated ratings [200]")->check(CLI::Range(10, 100000));
    command->callback([options, &globals] {
        Console console(globals.silent());
        const DemoResult result = runDemo(*options, console);
        console.endLine();
        if (globals.json)
            printJson(toJson(result));
        else
            printDemo(result);
    });
}

}  // namespace attune::cli
