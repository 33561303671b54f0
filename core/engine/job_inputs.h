// The rows that a run folder's inputs hold, read and checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/json.h"
#include "protocol/run_folder.h"

namespace attune {

/// inputs/images.jsonl: {"id", "path", "prompt"?, "references"?, "scene"?}
struct InputImages {
    std::vector<std::int64_t> ids;
    std::vector<std::filesystem::path> files;
    std::vector<std::vector<std::string>> references;  ///< empty ones where there are none
    std::vector<Json> scenes;                          ///< null where it is no Scenes picture
    std::unordered_map<std::int64_t, std::int64_t> indexOf;

    std::int64_t size() const { return static_cast<std::int64_t>(ids.size()); }
    /// @throws Error for an image that was not given
    std::int64_t index(std::int64_t id) const;
};

/// @throws Error on a bad row, a repeated id, or if there are none
InputImages readImages(const RunFolder& folder);

/// inputs/captions.jsonl: {"id", "image", "text", "ids"?, "prompt"?}
struct InputCaptions {
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> images;  ///< index into InputImages
    std::vector<std::string> texts;
    std::vector<std::vector<std::int64_t>> tokens;  ///< as whoever wrote it stored them; empty where the row has none
    std::vector<std::string> prompts;               ///< what the captioner was asked; empty: its default
    std::unordered_map<std::int64_t, std::int64_t> indexOf;

    std::int64_t size() const { return static_cast<std::int64_t>(ids.size()); }
    std::int64_t index(std::int64_t id) const;
};

InputCaptions readCaptions(const RunFolder& folder, const InputImages& images);

/// What all images of the job are asked, the field "prompt" of their rows; empty for the captioner's default.
/// @throws Error if they are asked this and that
std::string promptOf(const RunFolder& folder);

/// The checkpoint folder of a role; relative paths are taken from the run folder, so that a run can be moved with its
/// models. @throws Error if the job names none
std::filesystem::path modelFolder(const RunFolder& folder, const std::string& role);

}  // namespace attune
