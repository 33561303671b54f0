// How many pairs of captions a reward orders as they were judged.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace attune {

struct PairAccuracy {
    double value = 0;  ///< share of pairs in the right order; a predicted tie counts half; says nothing where there are no pairs
    std::int64_t pairs = 0;
    std::int64_t judgements = 0;  ///< that the pairs were made of, no more than the pairs: what an interval may count
    bool across = false;          ///< the pairs are of different images, since no image has one
};

/// Counts pairs of captions of the same image.
class PairCount {
  public:
    /// @param first, second  the captions @param gap  by how much the one that was judged better is predicted to be better
    void add(std::int64_t image, std::int64_t first, std::int64_t second, double gap);
    PairAccuracy result() const;

  private:
    double m_right = 0;
    std::int64_t m_pairs = 0;
    std::map<std::int64_t, std::set<std::pair<std::int64_t, std::int64_t>>> m_pairsOf;  ///< an image's, each once
};

/// Adds the pairs within a group (captions of one image) whose true values differ. @param groups  one per value
/// @param rows  which caption each value is of, each only once; empty: the values are numbered
void addPairsWithin(PairCount& count, const std::vector<double>& predicted, const std::vector<double>& truth,
                    const std::vector<std::int64_t>& groups, const std::vector<std::int64_t>& rows = {});

/// Over all pairs whose true values differ.
PairAccuracy pairAccuracyAcross(const std::vector<double>& predicted, const std::vector<double>& truth);

/// Over pairs within a group; over all where no group has one. @param groups  one per value, or empty for a single group
PairAccuracy pairAccuracy(const std::vector<double>& predicted, const std::vector<double>& truth,
                          const std::vector<std::int64_t>& groups);

}  // namespace attune
