// Small statistics of decisions: means, intervals, rank correlation.
#pragma once

#include <cstdint>
#include <vector>

namespace attune {

struct Interval {
    double low = 0;
    double high = 0;
};

/// Score interval of a proportion (Wilson 1927), which stays within [0, 1] and holds its level for small
/// counts.
/// @param z  quantile of the standard normal; 1.96 is 95 %
/// @return [0, 1] where there are no trials
Interval wilsonInterval(std::int64_t successes, std::int64_t trials, double z = 1.96);
/// The same of a share in [0, 1], where ties count as half a success.
Interval wilsonIntervalOfShare(double share, std::int64_t trials, double z = 1.96);

/// How often a judge with two answers errs, from how often two of their answers to one question differ: of independent
/// errors d = 2 e (1 - e), so e = (1 - sqrt(1 - 2 d)) / 2.
/// @param disagreement  in [0, 1]; from 0.5 on the answers are those of a coin @return 0..0.5
double flipRate(double disagreement);

/// 0 for none.
double mean(const std::vector<double>& values);

/// Of the mean of independent values: their deviation over the root of their number. Infinite with fewer than two values.
double standardError(const std::vector<double>& values);

/// 95 % interval of the mean of independent values (Student's t). The whole line with fewer than two values.
Interval meanInterval(const std::vector<double>& values);

/// Spearman's: Pearson's correlation of the ranks; equal values share their mean rank. 0 with fewer than two
/// pairs or without spread. @param a, b  of the same length, finite
double rankCorrelation(const std::vector<double>& a, const std::vector<double>& b);

/// The same for a report, which tells what was not measured from a measured 0: NaN in the place of such a 0.
double measuredRankCorrelation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace attune
