#include "model/image_text_encoder.h"

#include <algorithm>
#include <map>

#include "data/error.h"
#include "model/checkpoint.h"
#include "model/clip.h"
#include "model/siglip.h"

namespace attune {

namespace fs = std::filesystem;

torch::Tensor ImageTextEncoder::imageEmbeds(const torch::Tensor& pixels) {
    const torch::Tensor x = imageFeatures(pixels);
    return x / x.norm(2, -1, true);
}

torch::Tensor ImageTextEncoder::textEmbeds(const TextBatch& texts) {
    const torch::Tensor x = textFeatures(texts);
    return x / x.norm(2, -1, true);
}

void ImageTextEncoder::checkId(std::int64_t id) const {
    if (id < 0 || id >= vocabularySize())
        throw Error("the token " + std::to_string(id) + " is not in the encoder's vocabulary");
}

void ImageTextEncoder::setTextTokens(std::int64_t pad, std::int64_t end) {
    checkId(pad);
    checkId(end);
    m_rules.pad = pad;
    m_rules.end = end;
}

TextBatch ImageTextEncoder::textBatch(const std::vector<std::vector<std::int64_t>>& texts) const {
    const TextRules& rules = textRules();
    const auto count = static_cast<std::int64_t>(texts.size());
    std::int64_t longest = rules.toFullLength ? rules.length : 1;
    for (const auto& text : texts)
        longest = std::min(rules.length, std::max(longest, static_cast<std::int64_t>(text.size())));
    torch::Tensor ids = torch::full({count, longest}, rules.pad, torch::kInt64);
    torch::Tensor mask = torch::zeros({count, longest}, torch::kInt64);
    auto id = ids.accessor<std::int64_t, 2>(), real = mask.accessor<std::int64_t, 2>();
    for (std::int64_t row = 0; row < count; ++row) {
        const auto& text = texts[static_cast<std::size_t>(row)];
        const auto size = static_cast<std::int64_t>(text.size());
        for (std::int64_t t = 0; t < std::min(size, longest); ++t) {
            const auto value = size > longest && t + 1 == longest ? rules.end : text[static_cast<std::size_t>(t)];
            checkId(value);
            id[row][t] = value;
            real[row][t] = 1;
        }
        // An empty text is its padding: a row in which all is forbidden has no meaning.
        if (size == 0) real[row][0] = 1;
    }
    const auto device = parameters().front().device();
    return {ids.to(device), rules.toFullLength ? torch::Tensor() : mask.to(device)};
}

std::shared_ptr<ImageTextEncoder> loadImageTextEncoder(const fs::path& folder, torch::Device device,
                                                       torch::Dtype dtype) {
    if (!fs::exists(folder / "config.json"))
        throw Error("cannot open the model " + folder.string(), "it holds no config.json",
                    "give a Hugging Face checkpoint folder");
    const Json config = readJsonFile(folder / "config.json", std::uint64_t{1} << 24);
    const auto family = config.is_object() ? optional<std::string>(config, "model_type", "") : std::string();
    static const std::map<std::string, std::shared_ptr<ImageTextEncoder> (*)(const Checkpoint&, const Json&)> loaders = {
        {"clip", [](const Checkpoint& weights, const Json& json) -> std::shared_ptr<ImageTextEncoder> { return Clip::load(weights, json); }},
        {"siglip",
         [](const Checkpoint& weights, const Json& json) -> std::shared_ptr<ImageTextEncoder> { return Siglip::load(weights, json); }}};
    const auto found = loaders.find(family);
    if (found == loaders.end())
        throw Error("the model " + folder.string() + " is no encoder of images and texts",
                    family.empty() ? "its config.json names no model_type"
                                   : "it is of the family \"" + family.substr(0, 80) + "\"",
                    "choose a clip or siglip folder");
    try {
        const auto model = found->second(Checkpoint(folder, device, dtype).unwrapped(), config);
        model->to(device, dtype);
        model->eval();
        return model;
    } catch (const c10::Error& e) {
        // An allocation that fails, say, on a device without enough memory.
        throw Error("cannot open the model " + folder.string(), e.what_without_backtrace());
    }
}

}  // namespace attune
