#include "learn/pair_accuracy.h"

#include <algorithm>

namespace attune {
namespace {

double rightness(double gap) { return gap > 0 ? 1 : gap == 0 ? 0.5 : 0; }

/// By how much the better of two is predicted to be better.
double gapOf(const std::vector<double>& predicted, const std::vector<double>& truth, std::size_t i, std::size_t j) {
    return (predicted[i] - predicted[j]) * (truth[i] > truth[j] ? 1 : -1);
}

}  // namespace

void PairCount::add(std::int64_t image, std::int64_t first, std::int64_t second, double gap) {
    m_right += rightness(gap);
    ++m_pairs;
    m_pairsOf[image].insert(std::minmax(first, second));
}

PairAccuracy PairCount::result() const {
    PairAccuracy result;
    result.pairs = m_pairs;
    if (m_pairs > 0) result.value = m_right / static_cast<double>(m_pairs);
    // Each caption of an image stands in as many pairs as it has others, and two may be compared more than once: such pairs are
    // far from independent.
    for (const auto& [image, pairs] : m_pairsOf) {
        std::set<std::int64_t> captions;
        for (const auto& [first, second] : pairs) captions.insert({first, second});
        result.judgements += static_cast<std::int64_t>(std::min(pairs.size(), captions.size()));
    }
    return result;
}

void addPairsWithin(PairCount& count, const std::vector<double>& predicted, const std::vector<double>& truth,
                    const std::vector<std::int64_t>& groups, const std::vector<std::int64_t>& rows) {
    std::map<std::int64_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < truth.size(); ++i) members[groups[i]].push_back(i);
    const auto rowOf = [&](std::size_t i) { return rows.empty() ? static_cast<std::int64_t>(i) : rows[i]; };
    for (const auto& [group, of] : members)
        for (auto i = of.begin(); i != of.end(); ++i)
            for (auto j = i + 1; j != of.end(); ++j)
                if (truth[*i] != truth[*j]) count.add(group, rowOf(*i), rowOf(*j), gapOf(predicted, truth, *i, *j));
}

PairAccuracy pairAccuracyAcross(const std::vector<double>& predicted, const std::vector<double>& truth) {
    double right = 0;
    PairAccuracy result;
    result.across = true;
    std::vector<bool> stands(truth.size(), false);  // in a pair
    for (std::size_t i = 0; i < truth.size(); ++i) {
        for (std::size_t j = i + 1; j < truth.size(); ++j) {
            if (truth[i] == truth[j]) continue;
            right += rightness(gapOf(predicted, truth, i, j));
            stands[i] = stands[j] = true;
            ++result.pairs;
        }
    }
    if (result.pairs > 0) result.value = right / static_cast<double>(result.pairs);
    result.judgements = std::min(result.pairs, static_cast<std::int64_t>(std::count(stands.begin(), stands.end(), true)));
    return result;
}

PairAccuracy pairAccuracy(const std::vector<double>& predicted, const std::vector<double>& truth,
                          const std::vector<std::int64_t>& groups) {
    PairCount within;
    if (!groups.empty()) addPairsWithin(within, predicted, truth, groups);
    const auto result = within.result();
    return result.pairs > 0 ? result : pairAccuracyAcross(predicted, truth);
}

}  // namespace attune
