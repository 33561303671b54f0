// The rank correlation in the report of a reward model.
#pragma once

#include <optional>

#include "data/json.h"

namespace attune {

/// Of predicted with given held-out ratings. Nothing where it is not told, or where fewer than two ratings were held out: the
/// engine then writes 0, which is no correlation that was measured.
std::optional<double> spearmanOf(const Json& report);

}  // namespace attune
