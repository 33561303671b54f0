// What the user said about decoding, made whole.
#pragma once

#include "data/generation_options.h"

namespace attune::cli {

/// The mode follows from the other options where it is not given: beams ask for beam search, a temperature, top-k or top-p
/// for sampling. @param given  only what the user gave @throws CLI::ValidationError where options contradict each other
GenerationOptions decodingFromFlags(const Json& given, const std::string& defaultMode);

}  // namespace attune::cli
