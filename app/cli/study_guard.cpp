#include "study_guard.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace attune::cli {

namespace {

/// A difference in gold that matters, and errors that a difference must exceed to be one.
constexpr double kMatters = 0.02, kErrors = 2;

double gold(const StudyRow& row) { return row.values.at("gold_sampled"); }

/// What a difference must exceed. @param measure  of its standard error; 0 where the row has none
double margin(const StudyRow& row, const char* measure) {
    const auto at = row.values.find(measure);
    return at == row.values.end() ? 0 : kErrors * at->second;
}

/// @param rows  of one run, by round
GuardCase caseOf(const std::vector<StudyRow>& rows) {
    const auto& last = rows.back();
    const auto peak = std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return gold(a) < gold(b); });
    const auto mayBePeak = [&](const StudyRow& row) { return gold(*peak) - gold(row) <= margin(row, "gold_peak_se"); };
    GuardCase one;
    one.algorithm = last.algorithm;
    one.ratings = last.ratings;
    one.seed = last.seed;
    one.peakRound = peak->round;
    one.peak = gold(*peak);
    one.last = gold(last);
    auto begin = peak, end = peak;
    while (begin != rows.begin() && mayBePeak(*std::prev(begin))) --begin;
    while (std::next(end) != rows.end() && mayBePeak(*std::next(end))) ++end;
    one.firstPeak = begin->round;
    one.lastPeak = end->round;
    one.falls = one.peak - one.last > std::max(kMatters, margin(last, "gold_peak_se")) &&
                last.values.at("proxy") > peak->values.at("proxy");
    const auto stop = last.values.find("guard_round");
    if (stop == last.values.end()) return one;
    one.guardRound = static_cast<int>(stop->second);
    one.reason = last.note;
    const auto best = last.values.find("guard_best");
    for (const auto& row : rows) {
        if (row.round == one.guardRound) one.atStop = gold(row);
        if (best != last.values.end() && row.round == static_cast<int>(best->second)) {
            one.keptRound = row.round;
            one.kept = gold(row);
        }
    }
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i - 1].round == one.guardRound) {
            const double gain = gold(rows[i]) - gold(rows[i - 1]);
            one.strictlyImproving = gain > kMatters;
            one.improving = gain > std::max(kMatters, margin(rows[i], "gold_step_se"));
        }
    return one;
}

}  // namespace

int keptRound(const Json& report, int last) {
    const Json verdict = optional(report, "guard", Json());
    if (!verdict.is_object() || !required<bool>(verdict, "stops")) return last;
    const int best = required<int>(verdict, "best_round");
    if (best < 0 || best > last)
        throw Error("the guard points at round " + std::to_string(best), "the run has " + std::to_string(last) + " rounds");
    return best;
}

std::vector<GuardCase> guardCases(const StudySummary& summary) {
    std::map<std::tuple<int, std::string, std::uint64_t>, std::vector<StudyRow>> runs;
    for (const auto& row : summary.rows())
        if (row.part == "guard") runs[{row.ratings, row.algorithm, row.seed}].push_back(row);
    std::vector<GuardCase> cases;
    for (auto& [key, rows] : runs) {
        std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.round < b.round; });
        cases.push_back(caseOf(rows));
    }
    return cases;
}

}  // namespace attune::cli
