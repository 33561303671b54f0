// What the rows of a study say: means over seeds with intervals, and whether the targets are met.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "data/statistics.h"
#include "study_rows.h"

namespace attune::cli {

/// Over seeds, 95 % (Student's t).
struct Estimate {
    double mean = 0;
    Interval interval;
    std::size_t seeds = 0;
};

Estimate estimate(const std::vector<double>& values);
/// "+0.213 (+0.190 .. +0.236)"; "-" of nothing. @param sign  with a sign even where it is a plus
std::string toText(const Estimate& estimate, bool sign = true);

using RowFilter = std::function<bool(const StudyRow&)>;

class StudySummary {
  public:
    explicit StudySummary(std::vector<StudyRow> rows) : m_rows(std::move(rows)) {}

    const std::vector<StudyRow>& rows() const { return m_rows; }
    /// The last round of each seed's run that passes the filter.
    std::vector<StudyRow> last(const RowFilter& filter) const;
    /// A measure of them, by seed.
    std::map<std::uint64_t, double> bySeed(const std::string& measure, const RowFilter& filter) const;
    /// The difference to the base of the same seed, one a seed.
    std::vector<double> gains(const std::string& measure, const RowFilter& filter) const;
    /// a minus b, over the seeds that have both.
    std::vector<double> differences(const std::string& measure, const RowFilter& a, const RowFilter& b) const;
    /// Distinct values of a field, in the order in which they first came.
    std::vector<std::string> algorithms(const std::string& part) const;
    std::vector<int> ratings(const RowFilter& filter) const;  ///< ascending

  private:
    std::vector<StudyRow> m_rows;
};

/// One sentence of the study's targets, and what came of it.
struct StudyTarget {
    std::string wanted;
    std::string found;
    std::string verdict;  ///< "met", "not met", "not measured", or "one seed alone"
};

/// @param ratings  of the main comparison @param first  the algorithm that stands for all in the other parts
std::vector<StudyTarget> studyTargets(const StudySummary& summary, int ratings, const std::string& first);

}  // namespace attune::cli
