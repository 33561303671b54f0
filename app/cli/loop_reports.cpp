#include "loop_reports.h"

#include <cmath>
#include <iostream>

#include "console.h"
#include "data/records.h"

namespace attune::cli {

namespace {

/// Of an evaluation, in the order of its table.
constexpr const char* kMetrics[] = {"gold", "reward", "cider", "bleu4", "rouge_l", "length", "distinct_2", "kl"};

double number(const Json& report, const char* group, const char* key) {
    if (!report.contains(group) || !report[group].contains(key)) return std::nan("");
    return optional<double>(report[group], key, std::nan(""));  // what was not measured is null
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
            std::cout << mode << ", against the other captioner (95 % by paired bootstrap over the images)\n"
                      << table({"", "other", "this", "difference", "low", "high"}, rows);
    }
}

}  // namespace

void printRewardReport(const Json& r) {
    const auto pairs = r.value("pairs", 0);
    std::cout << "learnt from " << r.value("ratings", 0) << " ratings and " << r.value("comparisons", 0)
              << " comparisons in " << duration(r.value("seconds", 0.0)) << "\n"
              << "held out: Spearman " << fixed(optional<double>(r, "spearman", std::nan("")), 3) << ", pair accuracy "
              << fixed(pairs > 0 ? optional<double>(r, "pair_accuracy", std::nan("")) : std::nan(""), 3);
    if (const Json interval = r.value("pair_interval", Json()); pairs > 0 && interval.is_array() && interval.size() == 2)
        std::cout << " (" << fixed(interval[0].get<double>(), 3) << " to " << fixed(interval[1].get<double>(), 3) << ", "
                  << pairs << (r.value("pairs_of", "") == "different images" ? " pairs of different images)" : " pairs)");
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
    if (const auto scored = r.value("scored", 0); scored > 0)
        std::cout << "it scored " << scored << " captions: rate --queue uncertain and the Rate page ask for those first that tell most\n";
}

void printEvaluation(const Json& r) {
    std::vector<std::vector<std::string>> rows;
    for (const char* key : kMetrics) {
        const double greedy = number(r, "greedy", key), sampled = number(r, "sampled", key);
        if (std::isnan(greedy) && std::isnan(sampled)) continue;
        rows.push_back({key, fixed(greedy, 3), fixed(sampled, 3)});
    }
    std::cout << r.value("images", 0) << " images\n" << table({"", "greedy", "sampled"}, rows);
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
    if (const Json current = r.value("current", Json()); current.is_object())
        std::cout << "new work starts from model " << current.value("id", Id{0}) << " (" << current.value("name", "") << ")\n";
}

}  // namespace attune::cli
