#include "session/consistency.h"

#include <algorithm>
#include <map>
#include <optional>
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

using CaptionPair = std::pair<Id, Id>;

CaptionPair unordered(Id a, Id b) {
    return std::minmax(a, b);
}

/// The caption with the higher rating; 0 where they are equal. None unless both are rated.
std::optional<Id> betterRated(Id a, int ratingOfA, Id b, int ratingOfB) {
    if (ratingOfA == 0 || ratingOfB == 0) return {};
    return ratingOfA == ratingOfB ? 0 : ratingOfA > ratingOfB ? a : b;
}

/// What a rater said of pairs at the first look.
class FirstLooks {
  public:
    explicit FirstLooks(const RaterHistory& history) : m_history(history) {
        for (const auto& comparison : history.comparisons())
            if (!comparison.repeat) m_compared.try_emplace(unordered(comparison.left, comparison.right), winnerOf(comparison));
    }
    std::optional<Id> compared(Id a, Id b) const {
        const auto at = m_compared.find(unordered(a, b));
        return at == m_compared.end() ? std::nullopt : std::optional(at->second);
    }
    std::optional<Id> rated(Id a, Id b) const {
        return betterRated(a, m_history.ratingOf(a), b, m_history.ratingOf(b));
    }

  private:
    const RaterHistory& m_history;
    std::map<CaptionPair, Id> m_compared;
};

/// One pair, looked at twice. @param first,again  the better caption; no winner: 0 and below
void addRepeat(Id first, Id again, ConsistencyReport& report) {
    ++report.repeats;
    report.agreed += first == again;
    if (first <= 0 || again <= 0) return;
    ++report.decided;
    report.flipped += first != again;
}

/// Ratings know no "both bad": equal is equal.
Id asRated(Id winner) { return std::max<Id>(winner, 0); }

void addComparisons(const RaterHistory& history, const FirstLooks& looks, ConsistencyReport& report) {
    for (const auto& comparison : history.comparisons()) {
        report.leftChosen += comparison.outcome == Preference::Left;
        report.rightChosen += comparison.outcome == Preference::Right;
        if (!comparison.repeat) continue;
        const Id winner = winnerOf(comparison);
        if (const auto first = looks.compared(comparison.left, comparison.right))
            addRepeat(*first, winner, report);
        else if (const auto rated = looks.rated(comparison.left, comparison.right))
            addRepeat(*rated, asRated(winner), report);
    }
}

void addRatings(const RaterHistory& history, const FirstLooks& looks, ConsistencyReport& report) {
    for (const auto& [image, a, b, task] : history.pairsRatedAgain()) {
        const auto again = betterRated(a, history.ratingAgainOf(a), b, history.ratingAgainOf(b));
        auto first = looks.compared(a, b);
        if (!first) first = looks.rated(a, b);
        if (first && again) addRepeat(asRated(*first), *again, report);
    }
}

}  // namespace

ConsistencyReport consistencyOf(Project& project, const std::string& rater) {
    ConsistencyReport report;
    const RaterHistory history(project, rater);
    const FirstLooks looks(history);
    addComparisons(history, looks, report);
    addRatings(history, looks, report);
    const std::int64_t sides = report.leftChosen + report.rightChosen;
    report.agreement = wilsonInterval(report.agreed, report.repeats);
    report.leftShare = wilsonInterval(report.leftChosen, sides);
    if (sides > 0)
        report.positionBias = static_cast<double>(report.leftChosen) / static_cast<double>(sides) - 0.5;
    return report;
}

}  // namespace attune
