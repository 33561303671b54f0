#include "engine/image_text_folder.h"

#include <torch/torch.h>

#include <algorithm>

#include "data/error.h"
#include "data/json.h"
#include "data/model_family.h"
#include "engine/image_features.h"
#include "media/image_processor.h"
#include "model/image_text_encoder.h"
#include "text/tokenizer.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// Short enough that a wish to stop is heard.
constexpr std::size_t kImagesPerPass = 32, kTextsPerPass = 256;

/// A network that reads its padding reads what its tokenizer pads with; one that masks it does not care.
void useTokensOf(const Tokenizer& tokenizer, ImageTextEncoder& model) {
    const TextRules& rules = model.textRules();
    if (!rules.toFullLength) return;
    model.setTextTokens(tokenizer.roleId("pad_token").value_or(rules.pad), tokenizer.roleId("eos_token").value_or(rules.end));
}

}  // namespace

bool isEncoderFolder(const fs::path& folder) {
    try {
        const Json config = readJsonFile(folder / "config.json");
        const ModelFamily* family = findFamily(config.is_object() ? optional<std::string>(config, "model_type", "") : "");
        return family && family->kind == FamilyKind::Encoder;
    } catch (const Error&) {
        return false;  // who loads the folder will say what is wrong with it
    }
}

LoadedEncoder loadEncoderFolder(const fs::path& folder, torch::Device device) {
    LoadedEncoder loaded;
    loaded.folder = folder;
    loaded.device = device;
    loaded.processor = std::make_shared<const ImageProcessor>(ImageProcessor::fromFolder(folder));
    loaded.model = loadImageTextEncoder(folder, device);
    try {
        auto tokenizer = loadTokenizer(folder);
        useTokensOf(*tokenizer, *loaded.model);
        loaded.tokenizer = std::move(tokenizer);
    } catch (const Error& e) {
        loaded.whyNoTokenizer = e.what();
    }
    return loaded;
}

torch::Tensor embedImages(const std::vector<fs::path>& files, const LoadedEncoder& encoder, Observer& observer) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> parts;
    for (std::size_t begin = 0; begin < files.size(); begin += kImagesPerPass) {
        observer.breathe();
        const std::size_t end = std::min(files.size(), begin + kImagesPerPass);
        const auto pixels = loadPixels({files.begin() + static_cast<std::ptrdiff_t>(begin),
                                        files.begin() + static_cast<std::ptrdiff_t>(end)},
                                       *encoder.processor);
        parts.push_back(encoder.model->imageEmbeds(pixels.to(encoder.device)).to(torch::kCPU, torch::kFloat32));
        observer.progress(static_cast<std::int64_t>(end), static_cast<std::int64_t>(files.size()));
    }
    if (parts.empty()) throw Error("there are no images to look at");
    return torch::cat(parts);  // (B, E)
}

std::vector<std::int64_t> encoderIds(const std::string& text, const LoadedEncoder& encoder) {
    if (!encoder.tokenizer)
        throw Error("the encoder " + encoder.folder.string() + " cannot read texts", encoder.whyNoTokenizer,
                    "use it for images alone, or choose an encoder with a tokenizer.json");
    return encoder.tokenizer->encode(text, true);
}

torch::Tensor embedTexts(const std::vector<std::string>& texts, const LoadedEncoder& encoder, Observer& observer) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> parts;
    for (std::size_t begin = 0; begin < texts.size(); begin += kTextsPerPass) {
        observer.breathe();
        std::vector<std::vector<std::int64_t>> ids;
        for (std::size_t i = begin; i < std::min(texts.size(), begin + kTextsPerPass); ++i)
            ids.push_back(encoderIds(texts[i], encoder));
        parts.push_back(
            encoder.model->textEmbeds(encoder.model->textBatch(ids)).to(torch::kCPU, torch::kFloat32));
    }
    if (parts.empty()) return torch::zeros({0, encoder.model->embedSize()});
    return torch::cat(parts);  // (N, E)
}

}  // namespace attune
