#include "session/consistency.h"

#include <algorithm>
#include <map>
#include <utility>

#include "session/rater_history.h"

namespace attune {

namespace {

/// The caption that won; 0 a tie, -1 both bad.
Id winnerOf(const PastComparison& comparison) {
    switch (comparison.outcome) {
        case Preference::Left:
            return comparison.left;
        case Preference::Right:
            return comparison.right;
        case Preference::Tie:
            return 0;
        case Preference::BothBad:
            return -1;
    }
    return 0;
}

}  // namespace

ConsistencyReport consistencyOf(Project& project, const std::string& rater) {
    ConsistencyReport report;
    std::map<std::pair<Id, Id>, Id> winners;  // of the first look at a pair
    const RaterHistory history(project, rater);
    for (const auto& comparison : history.comparisons()) {
        report.leftChosen += comparison.outcome == Preference::Left;
        report.rightChosen += comparison.outcome == Preference::Right;
        const std::pair<Id, Id> pair = std::minmax(comparison.left, comparison.right);
        const auto [first, isNew] = winners.try_emplace(pair, winnerOf(comparison));
        if (isNew || !comparison.repeat) continue;
        ++report.repeats;
        report.agreed += first->second == winnerOf(comparison);
        if (first->second <= 0 || winnerOf(comparison) <= 0) continue;
        ++report.decided;
        report.flipped += first->second != winnerOf(comparison);
    }
    const std::int64_t sides = report.leftChosen + report.rightChosen;
    report.agreement = wilsonInterval(report.agreed, report.repeats);
    report.leftShare = wilsonInterval(report.leftChosen, sides);
    if (sides > 0)
        report.positionBias = static_cast<double>(report.leftChosen) / static_cast<double>(sides) - 0.5;
    return report;
}

}  // namespace attune
