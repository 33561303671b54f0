// Pictures of the demo world as the inputs of a job.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "data/file.h"
#include "data/json.h"
#include "media/thumbnail.h"
#include "scenes/dataset.h"

namespace attune::test {

/// Adds a row to "images", with ids from 100 on, and one to "captions" for each of these, with ids from 501 on.
/// @param folder  where the picture is written
inline void addPicture(std::map<std::string, std::vector<Json>>& inputs, const std::filesystem::path& folder, const Image8& picture,
                       const std::vector<std::string>& captions) {
    auto &images = inputs["images"], &rows = inputs["captions"];
    const auto id = static_cast<std::int64_t>(100 + images.size());
    const auto path = folder / (std::to_string(id) + ".png");
    writeFileAtomically(path, encodePng(picture));
    images.push_back({{"id", id}, {"path", path.string()}});
    for (const auto& text : captions) rows.push_back({{"id", static_cast<std::int64_t>(501 + rows.size())}, {"image", id}, {"text", text}});
}

/// So many pictures, with two captions each.
inline std::map<std::string, std::vector<Json>> scenesInputs(const std::filesystem::path& folder, int pictures) {
    ScenesRecipe recipe;
    recipe.captions = 2;
    recipe.writer = terseWriter();
    std::map<std::string, std::vector<Json>> inputs;
    for (const auto& example : makeScenes(pictures, 9, recipe)) addPicture(inputs, folder, example.picture, example.captions);
    return inputs;
}

}  // namespace attune::test
