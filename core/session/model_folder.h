// What a checkpoint folder says about itself, without loading it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "data/json.h"

namespace attune {

/// The sizes in config.json that decide how much memory a job takes; 0 where it does not name them.
struct ModelShape {
    std::int64_t visionWidth = 0;
    std::int64_t visionHeads = 0;
    std::int64_t imageStates = 0;  ///< patches and the class token
    std::int64_t textWidth = 0;
    std::int64_t textLayers = 0;
    std::int64_t textHeads = 0;
    std::int64_t vocabulary = 0;
    std::int64_t positions = 0;  ///< longest text, in tokens
};

struct ModelFolderInfo {
    std::string kind;             ///< "captioner" or "reward"
    std::string family;           ///< config.json's model_type
    std::int64_t parameters = 0;
    ModelShape shape;             ///< of a captioner
};

/// Looks at config.json, at the headers of the weights and, of a captioner, at its tokenizer.
/// @throws Error naming what is missing, damaged or of an unknown family
ModelFolderInfo inspectModelFolder(const std::filesystem::path& folder);

/// Copies a checkpoint folder; the target appears whole or not at all. @throws Error if something is there
/// already
void copyModelFolder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace attune
