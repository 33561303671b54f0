// Tokenizers from before tokenizer.json: vocabulary files alone, and the class named in tokenizer_config.json
// tells what the other parts are.
#pragma once

#include <filesystem>

#include "data/json.h"
#include "text/pipeline.h"

namespace attune {

/// @param config  tokenizer_config.json, or an empty object. @throws Error if there are no vocabulary files,
/// or if they belong to a class that is not known here
TokenizerParts partsFromVocabularyFiles(const std::filesystem::path& folder, const Json& config);

/// No tokenizer file has more bytes; the largest public ones have about 35 MB.
inline constexpr std::uint64_t kMostTokenizerBytes = std::uint64_t{64} << 20U;

}  // namespace attune
