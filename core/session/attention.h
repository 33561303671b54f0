// What the captioner looked at, word by word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "project/project.h"

namespace attune {

/// One map for each word of a caption, over a grid of the picture as the captioner saw it (resized to a
/// square).
struct AttentionMaps {
    int rows = 0;  ///< of the grid, from the top
    int columns = 0;
    std::vector<std::string> words;  ///< of the caption, as blanks separate them
    std::vector<std::vector<std::uint8_t>>
        maps;  ///< rows * columns for each word; 255 is the caption's maximum
};

/// @return nothing where the caption has no maps or their file is gone. @throws Error if the file is damaged
/// or does not fit the caption
std::optional<AttentionMaps> attentionOf(const Project& project, const CaptionRecord& caption);
std::optional<AttentionMaps> attentionOf(Project& project, Id caption);

}  // namespace attune
