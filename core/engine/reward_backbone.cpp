#include "engine/reward_backbone.h"

#include <torch/torch.h>

#include <algorithm>
#include <map>

#include "data/error.h"
#include "engine/caption_ids.h"
#include "engine/device.h"
#include "engine/image_features.h"
#include "engine/prompts.h"
#include "learn/captioner_features.h"
#include "learn/encoder_features.h"
#include "model/captioner.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

TokenRows encoderRows(const std::vector<std::string>& texts, const LoadedEncoder& encoder) {
    TokenRows rows;
    rows.reserve(texts.size());
    for (const auto& text : texts) rows.push_back(encoderIds(text, encoder));
    return rows;
}

/// The row as `reader` would have written it.
std::vector<std::int64_t> translated(const std::vector<std::int64_t>& row, const LoadedCaptioner& writer,
                                     const LoadedCaptioner& reader) {
    const std::string text = captionText(row, writer);
    const bool same = readsAs(row, text, reader);
    auto ids = same ? row : captionIds(text, reader);
    const auto& ends = writer.model->specialTokens().end;
    const bool hasEnd = !reader.model->specialTokens().end.empty();
    const bool ended = std::find(ends.begin(), ends.end(), row.back()) != ends.end();
    if (!same && !ended && hasEnd && ids.size() > 1) ids.pop_back();  // what was cut off has no end
    const auto room = static_cast<std::size_t>(reader.model->maxPositions() - 1);
    if (ids.size() > room) ids.resize(room);
    return ids;
}

}  // namespace

RewardBackbone RewardBackbone::load(const JobContext& context, const std::string& role) {
    const auto folder = modelFolder(context.folder, role);
    if (isEncoderFolder(folder)) return RewardBackbone(loadEncoderFolder(folder, deviceFromText(context.folder.job().device)));
    return RewardBackbone(askedCaptioner(context, role));
}

torch::Tensor RewardBackbone::look(const std::vector<std::filesystem::path>& files, Observer& observer) const {
    if (const auto* own = captioner()) return encodeFiles(files, *own, observer);
    const auto& encoder = std::get<LoadedEncoder>(m_loaded);
    return embedImages(files, encoder, observer).unsqueeze(1).to(encoder.device);  // (B, 1, E)
}

RewardLooks RewardBackbone::look(const InputImages& images, const InputCaptions& captions, Observer& observer) const {
    const auto* own = captioner();
    if (!own || !own->chat) return {look(images.files, observer), captions.images};
    std::map<std::string, std::map<std::int64_t, std::int64_t>> asked;  // prompt -> image -> its place in the features
    for (std::int64_t i = 0; i < captions.size(); ++i)
        asked[captions.prompts[static_cast<std::size_t>(i)]][captions.images[static_cast<std::size_t>(i)]] = 0;
    RewardLooks looks;
    std::vector<torch::Tensor> parts;
    std::int64_t place = 0, number = 0;
    for (auto& [prompt, places] : asked) {
        std::vector<std::filesystem::path> files;
        for (auto& [image, at] : places) {
            files.push_back(images.files[static_cast<std::size_t>(image)]);
            looks.pictureOf.push_back(image);
            looks.promptOf.push_back(number);
            at = place++;
        }
        parts.push_back(encodeFiles(files, withPrompt(*own, prompt), observer));
        ++number;
    }
    looks.features = joinFeatures(parts);
    withPrompt(*own, {});
    for (std::size_t i = 0; i < captions.images.size(); ++i)
        looks.ofCaption.push_back(asked[captions.prompts[i]][captions.images[i]]);
    return looks;
}

AskedRows RewardBackbone::read(const InputCaptions& captions) const {
    if (const auto* own = captioner()) return askedRows(captions, *own);
    return encoderRows(captions.texts, std::get<LoadedEncoder>(m_loaded));
}

TokenRows RewardBackbone::read(const TokenRows& written, const LoadedCaptioner& writer) const {
    TokenRows rows;
    if (const auto* own = captioner()) {
        if (own->model == writer.model || own->folder == writer.folder) return written;
        for (const auto& row : written) rows.push_back(translated(row, writer, *own));
        return rows;
    }
    std::vector<std::string> texts;
    for (const auto& row : written) texts.push_back(captionText(row, writer));
    return encoderRows(texts, std::get<LoadedEncoder>(m_loaded));
}

std::shared_ptr<const RewardFeatures> RewardBackbone::makeFeatures(const RewardOptions& options,
                                                                   const torch::Tensor& features) const {
    if (const auto* own = captioner())
        return std::make_shared<const CaptionerFeatures>(own->model, options.features, options.attentionMap,
                                                         own->model->meanImage(features).to(torch::kFloat32));
    if (options.attentionMap)
        throw Error("the reward cannot read an attention map", "an encoder does not say where it looks",
                    "leave the option attention_map off");
    return std::make_shared<const EncoderFeatures>(std::get<LoadedEncoder>(m_loaded).model, options.features);
}

RewardModel RewardBackbone::loadReward(const std::filesystem::path& folder) const {
    if (const auto* own = captioner()) return RewardModel::load(folder, own->model);
    return RewardModel::load(folder, std::get<LoadedEncoder>(m_loaded).model);
}

}  // namespace attune
