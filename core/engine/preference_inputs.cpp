#include "engine/preference_inputs.h"

#include "engine/caption_ids.h"

namespace attune {

PreferenceSet readPairs(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner) {
    PreferenceSet pairs;
    const auto rows = folder.inputs("pairs");
    if (rows.empty()) return pairs;
    const auto captions = readCaptions(folder, images);
    const auto ids = captionRows(captions, captioner);
    for (const Json& row : rows) {
        const auto chosen = captions.index(required<std::int64_t>(row, "chosen"));
        const auto rejected = captions.index(required<std::int64_t>(row, "rejected"));
        const auto image = captions.images[static_cast<std::size_t>(chosen)];
        if (image != captions.images[static_cast<std::size_t>(rejected)])
            throw Error("a pair of captions shows two images", dumpJson(row));
        pairs.images.push_back(image);
        pairs.chosen.push_back(ids[static_cast<std::size_t>(chosen)]);
        pairs.rejected.push_back(ids[static_cast<std::size_t>(rejected)]);
    }
    return pairs;
}

PreferenceSet readDemonstrations(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner) {
    PreferenceSet set;
    const auto rows = folder.inputs("demonstrations");
    if (rows.empty()) return set;
    const auto captions = readCaptions(folder, images);
    const auto ids = captionRows(captions, captioner);
    for (const Json& row : rows) {
        const auto at = static_cast<std::size_t>(captions.index(required<std::int64_t>(row, "caption")));
        set.images.push_back(captions.images[at]);
        set.chosen.push_back(ids[at]);
    }
    return set;
}

}  // namespace attune
