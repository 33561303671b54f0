// Where a checkpoint folder keeps what its image processor does.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string_view>

#include "data/json.h"

namespace attune {

/// The files that may hold them. In the first, which newer exports write, they are the object "image_processor"; older ones
/// have that file, too, with other things in it. The second holds nothing else.
inline constexpr std::array<std::string_view, 2> kImageSettingsFiles{"processor_config.json", "preprocessor_config.json"};

struct ImageSettings {
    std::filesystem::path file;
    Json values;  ///< the settings themselves
};

/// Nothing where the folder has none. Where both files have them the newer one counts, as in the reference.
/// @throws Error if a file cannot be read
std::optional<ImageSettings> findImageSettings(const std::filesystem::path& folder);

}  // namespace attune
