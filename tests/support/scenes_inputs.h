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

/// Rows "images", with ids from 100 on, and "captions", two of each and with ids from 501 on. @param folder  for the pictures
inline std::map<std::string, std::vector<Json>> scenesInputs(const std::filesystem::path& folder, int pictures) {
    ScenesRecipe recipe;
    recipe.captions = 2;
    recipe.writer = terseWriter();
    std::map<std::string, std::vector<Json>> inputs;
    std::int64_t caption = 500;
    for (const auto& example : makeScenes(pictures, 9, recipe)) {
        const auto id = static_cast<std::int64_t>(100 + inputs["images"].size());
        const auto path = folder / (std::to_string(id) + ".png");
        writeFileAtomically(path, encodePng(example.picture));
        inputs["images"].push_back({{"id", id}, {"path", path.string()}});
        for (const auto& text : example.captions) inputs["captions"].push_back({{"id", ++caption}, {"image", id}, {"text", text}});
    }
    return inputs;
}

}  // namespace attune::test
