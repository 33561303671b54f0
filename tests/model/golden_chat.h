// What the tests of the chat families have in common: golden checkpoints, their pictures and their prompts.
#pragma once

#include <torch/torch.h>

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "golden_captioner.h"
#include "model/chat_captioner.h"
#include "model/load_captioner.h"

namespace attune::test {

inline constexpr double tolerance = 5e-5;
inline const std::vector<std::string> chatFamilies{"idefics3", "smolvlm", "llava"};

struct Golden : GoldenModel {
    std::shared_ptr<ChatCaptioner> model;
    std::int64_t imageToken = 0;

    bool has(const std::string& name) const { return tensors.count(name) > 0; }
};

inline std::optional<Golden> openChat(const std::string& family) {
    auto set = openGolden(family);
    if (!set) return std::nullopt;
    Golden golden{*std::move(set), {}, 0};
    // SmolVLM's pictures are those of Idefics3 and not repeated.
    if (family == "smolvlm" && !golden.has("pixel_values")) {
        const auto twin = openGolden("idefics3");
        if (!twin) return std::nullopt;
        for (const auto& [name, tensor] : twin->tensors)
            if (name.find("pixel_") != name.npos) golden.tensors.emplace(name, tensor);
    }
    golden.model = std::dynamic_pointer_cast<ChatCaptioner>(loadCaptioner(golden.folder));
    REQUIRE(golden.model);
    for (const char* key : {"image_token_id", "image_token_index"})
        if (golden.json.contains(key)) golden.imageToken = golden.json[key].get<std::int64_t>();
    return golden;
}

/// Runs `check` on each family that the golden set holds. @param check  takes a Golden&
template <class Check>
void onEachChat(Check check) {
    for (const auto& family : chatFamilies) {
        CAPTURE(family);
        if (auto set = openChat(family)) check(*set);
    }
}

inline Ids idsOf(const torch::Tensor& row) {
    const auto flat = row.contiguous();
    return {flat.data_ptr<std::int64_t>(), flat.data_ptr<std::int64_t>() + flat.numel()};
}

/// The real ids of a padded row.
inline Ids realIds(const torch::Tensor& ids, const torch::Tensor& mask) { return idsOf(ids.masked_select(mask.to(torch::kBool))); }

/// Pixels of the real tiles of the pictures in [first, first + count), and how many each has.
inline ImageBatch picturesOf(const Golden& set, const std::string& prefix, std::int64_t first, std::int64_t count) {
    ImageBatch batch;
    const torch::Tensor pixels = set[prefix + "pixel_values"].narrow(0, first, count);
    if (pixels.dim() == 4) {
        batch.pixels = pixels;
        return batch;
    }
    const torch::Tensor real = pixels.flatten(2).ne(0).any(2);  // (B, tiles): padding tiles are all zero
    batch.pixels = pixels.flatten(0, 1).index({real.flatten()});
    for (std::int64_t b = 0; b < count; ++b) batch.tiles.push_back(real[b].sum().item<std::int64_t>());
    return batch;
}

/// The first `places` ids of each row as prompts, the last of them the start.
inline torch::Tensor featuresOf(Golden& set, ImageBatch batch, std::vector<Ids> prompts) {
    set.model->setPrompt(prompts.front());
    batch.prompts = std::move(prompts);
    return set.model->encodeBatch(batch);
}

/// @param device  where the model is
inline torch::Tensor generationFeatures(Golden& set, const std::string& prefix = {}, torch::Device device = torch::kCPU) {
    const torch::Tensor ids = set[prefix + "gen_input_ids"], mask = set[prefix + "gen_attention_mask"];
    std::vector<Ids> prompts;
    for (std::int64_t b = 0; b < ids.size(0); ++b) prompts.push_back(realIds(ids[b], mask[b]));
    ImageBatch batch = picturesOf(set, prefix, 0, ids.size(0));
    batch.pixels = batch.pixels.to(device);
    return featuresOf(set, std::move(batch), std::move(prompts));
}

}  // namespace attune::test
