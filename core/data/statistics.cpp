#include "data/statistics.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace attune {

namespace {

std::vector<double> ranksOf(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
        for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + end - 1) / 2;
        begin = end;
    }
    return ranks;
}

}  // namespace

Interval wilsonInterval(std::int64_t successes, std::int64_t trials, double z) {
    return wilsonIntervalOfShare(static_cast<double>(successes) / static_cast<double>(std::max<std::int64_t>(trials, 1)),
                                 trials, z);
}

Interval wilsonIntervalOfShare(double share, std::int64_t trials, double z) {
    if (trials <= 0) return {0, 1};
    const double n = static_cast<double>(trials);
    const double p = std::clamp(share, 0.0, 1.0);
    const double scale = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / scale;
    const double half = z / scale * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

double flipRate(double disagreement) { return (1 - std::sqrt(1 - 2 * std::clamp(disagreement, 0.0, 0.5))) / 2; }

double mean(const std::vector<double>& values) {
    if (values.empty()) return 0;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standardError(const std::vector<double>& values) {
    if (values.size() < 2) return std::numeric_limits<double>::infinity();
    const double centre = mean(values), count = static_cast<double>(values.size());
    double squares = 0;
    for (const double value : values) squares += (value - centre) * (value - centre);
    return std::sqrt(squares / (count - 1) / count);
}

Interval meanInterval(const std::vector<double>& values) {
    // Two-sided 95 % quantiles of Student's t for 1 .. 30 degrees of freedom.
    static constexpr double kQuantile[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                           2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                                           2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
    if (values.size() < 2) return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    const double centre = mean(values), freedom = static_cast<double>(values.size() - 1);
    // Beyond the table: an expansion in 1 / freedom that is exact to three digits there.
    const double t = values.size() - 1 <= std::size(kQuantile) ? kQuantile[values.size() - 2] : 1.960 + 2.372 / freedom + 2.82 / (freedom * freedom);
    const double half = t * standardError(values);
    return {centre - half, centre + half};
}

double rankCorrelation(const std::vector<double>& a, const std::vector<double>& b) {
    const double measured = measuredRankCorrelation(a, b);
    return std::isnan(measured) ? 0 : measured;
}

double measuredRankCorrelation(const std::vector<double>& a, const std::vector<double>& b) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    if (a.size() != b.size() || a.size() < 2) return kNone;
    const auto x = ranksOf(a), y = ranksOf(b);
    const double centre = static_cast<double>(a.size() - 1) / 2;
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - centre) * (y[i] - centre);
        xx += (x[i] - centre) * (x[i] - centre);
        yy += (y[i] - centre) * (y[i] - centre);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : kNone;
}

}  // namespace attune
