// What a model is called that nobody has named.
#pragma once

#include <string>

#include "data/records.h"

namespace attune {

/// The captioner of the demo world, in a project on it.
inline constexpr const char* kDemoCaptionerName = "base";
inline constexpr const char* kDemoCaptionerFolder = "scenes";  ///< below models/

/// The round of a run that the model is, from 1; 0 for any other.
std::int64_t roundOf(const ModelRecord& model);

/// The name under which the program stores it, from what made it: "round 5 of run 7". Empty where whoever added it named it,
/// or its folder. A model whose name is still this was not renamed.
std::string generatedModelName(const ModelRecord& model);

}  // namespace attune
