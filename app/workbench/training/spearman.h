// The rank correlation in the report of a reward model.
#pragma once

#include <QString>
#include <optional>

#include "data/json.h"

namespace attune {

/// Of predicted with given held-out ratings. Nothing where it is not told, or where it was not measured: the engine then
/// writes null. Older ones wrote 0, which counts for nothing where fewer than two ratings were held out.
std::optional<double> spearmanOf(const Json& report);
/// "0.82"; a dash where there is none.
QString spearmanText(const Json& report);

}  // namespace attune
