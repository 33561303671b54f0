// What the report of a reward model has measured: its rank correlation above all.
#pragma once

#include <QString>
#include <optional>

#include "data/json.h"

namespace attune {

/// Of predicted with given held-out ratings. Nothing where it is not told, or where it was not measured: the engine then
/// writes null. Older ones wrote 0, which counts for nothing where fewer than two ratings were held out.
std::optional<double> spearmanOf(const Json& report);
/// The share of held-out pairs in the right order, and by how many points predictions of held-out ratings are off on average.
/// Nothing where there were no pairs, or no such ratings: older engines wrote 0.
std::optional<double> pairAccuracyOf(const Json& report);
std::optional<double> meanErrorOf(const Json& report);
/// "0.82"; a dash where there is none.
QString spearmanText(const Json& report);

}  // namespace attune
