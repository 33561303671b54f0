// What a checkpoint folder says about itself, without loading it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "data/json.h"

namespace attune {

struct ModelFolderInfo {
    std::string kind;             ///< "captioner" or "reward"
    std::string family;           ///< config.json's model_type
    std::int64_t parameters = 0;  ///< 0 where the weights are not in safetensors files
};

/// Looks at config.json, at the headers of the weights and, of a captioner, at its tokenizer.
/// @throws Error naming what is missing, damaged or of an unknown family
ModelFolderInfo inspectModelFolder(const std::filesystem::path& folder);

/// Copies a checkpoint folder; the target appears whole or not at all. @throws Error if something is there
/// already
void copyModelFolder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace attune
