// What evaluation runs measured of two captioners, side by side. For the reader's thread.
#pragma once

#include <QString>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "data/statistics.h"
#include "workbench/judge/judge_match.h"

namespace attune {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

struct MetricOfBoth {
    QString name;                  ///< as the field calls it: "CIDEr"
    double a = 0, b = 0;
    bool higherIsBetter = false;   ///< false: neither is
    bool isShare = false;          ///< lies in [0, 1]
    std::optional<Interval> difference = {};  ///< 95 %, of B - A by paired bootstrap over the pictures; same pictures only
};

/// An image on which B did worse than A.
struct WorseImage {
    Id image = 0;
    QString path, name;
    QString captionA, captionB;
    double gold = kNoValue;    ///< B - A; NaN: not measured
    double reward = kNoValue;  ///< B - A
    bool lost = false;         ///< the rater preferred A
};

struct JudgeMetrics {
    Id runA = 0, runB = 0;         ///< evaluations; 0: there is none
    std::int64_t images = 0;       ///< of B's evaluation
    bool sameImages = false;       ///< both were measured on the same ones, in the same way
    bool sampled = false;          ///< the figures are of sampled captions; else of greedy ones
    std::vector<MetricOfBoth> metrics;
    std::vector<WorseImage> worse;  ///< the largest fall first
};

/// The newest evaluations of both that can be compared; else the newest of each. `match` brings the lost comparisons and,
/// without evaluations, the rewards of its captions.
JudgeMetrics loadMetrics(Project& project, const JudgeMatch& match);

}  // namespace attune
