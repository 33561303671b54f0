#include "engine/preference_inputs.h"

#include <cmath>
#include <map>

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

HeldOutSet readHeldOut(const RunFolder& folder, const InputImages& images, const LoadedCaptioner& captioner) {
    HeldOutSet set;
    auto pairs = folder.inputs("pairs");
    std::erase_if(pairs, [](const Json& row) { return !optional(row, "held_out", false); });
    const auto ratings = folder.inputs("held_out");
    if (pairs.empty() && ratings.empty()) return set;
    const auto captions = readCaptions(folder, images);
    const auto ids = captionRows(captions, captioner);
    std::map<std::int64_t, std::size_t> known;  // index in the set, by that among the captions
    const auto take = [&](const Json& row, const char* field) {
        const auto caption = captions.index(required<std::int64_t>(row, field));
        const auto [at, isNew] = known.try_emplace(caption, set.rows.size());
        if (isNew) {
            set.images.push_back(captions.images[static_cast<std::size_t>(caption)]);
            set.rows.push_back(ids[static_cast<std::size_t>(caption)]);
            set.ratings.push_back(std::nan(""));
        }
        return at->second;
    };
    for (const Json& row : ratings) {
        const auto at = take(row, "caption");
        set.ratings[at] = required<double>(row, "value");
    }
    for (const Json& row : pairs) {
        const auto chosen = take(row, "chosen");
        set.preferred.emplace_back(chosen, take(row, "rejected"));
    }
    return set;
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
