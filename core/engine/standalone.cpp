#include "engine/standalone.h"

#include <torch/torch.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "data/rng.h"
#include "engine/caption_ids.h"
#include "engine/device.h"
#include "engine/image_features.h"
#include "engine/prompts.h"
#include "engine/text_tools.h"
#include "engine/weights_dtype.h"
#include "model/generation.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

constexpr std::size_t kImagesPerBatch = 16;

LoadedCaptioner load(const CaptionerChoice& choice, Observer& observer) {
    ModelCache cache;
    const auto device = deviceFromText(choice.device);
    auto captioner = cache.captioner(choice.model, device, choice.prompt, dtypeFromText(choice.dtype, choice.model, device));
    if (const auto text = templateWarning(captioner); !text.empty()) observer.warning(text);
    return captioner;
}

}  // namespace

std::vector<WrittenCaption> captionImages(const CaptionerChoice& choice, const std::vector<std::filesystem::path>& images,
                                          const GenerationOptions& options, std::uint64_t seed, Observer& observer) {
    const auto captioner = load(choice, observer);
    std::vector<WrittenCaption> captions;
    Observer silent;
    for (std::size_t begin = 0; begin < images.size(); begin += kImagesPerBatch) {
        observer.breathe();
        const auto end = std::min(images.size(), begin + kImagesPerBatch);
        const std::vector<std::filesystem::path> batch(images.begin() + static_cast<std::ptrdiff_t>(begin),
                                                       images.begin() + static_cast<std::ptrdiff_t>(end));
        const auto features = encodeFiles(batch, captioner, silent);  // (b, S, D_v)
        auto written = generate(*captioner.model, features, 1, options, Rng(seed).fork(begin).next(), &observer);
        for (std::size_t i = 0; i < written.size(); ++i)
            captions.push_back({batch[i], captionText(written[i].ids, captioner), written[i].ids, written[i].logprob});
        observer.progress(static_cast<std::int64_t>(end), static_cast<std::int64_t>(images.size()));
    }
    return captions;
}

ScoredText scoreText(const CaptionerChoice& choice, const std::filesystem::path& image, const std::string& text,
                     Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto captioner = load(choice, observer);
    Observer silent;
    const auto features = encodeFiles({image}, captioner, silent);
    ScoredText scored;
    scored.ids = captionIds(text, captioner);
    const auto room = captioner.model->maxPositions() - 1;
    if (static_cast<std::int64_t>(scored.ids.size()) > room)
        throw Error("the text is too long for this captioner",
                    "it has " + std::to_string(scored.ids.size()) + " tokens and " + std::to_string(room) + " have room");
    const auto packed = packRows({scored.ids}, *captioner.model, captioner.device);
    const auto logits = captioner.model->decode(packed.inputs(), features).logits.to(torch::kFloat32);  // (1, T, V)
    const auto logprobs = torch::log_softmax(logits, -1).gather(2, packed.targets().unsqueeze(2)).flatten().cpu();  // (T)
    for (std::int64_t t = 0; t < logprobs.numel(); ++t) scored.logprobs.push_back(logprobs[t].item<double>());
    return scored;
}

void tokenizeLines(const std::filesystem::path& model, std::istream& in, std::ostream& out) {
    const auto tokenizer = loadTokenizer(model);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        const std::string name = "line " + std::to_string(++number);
        const Json value = parseJson(line, name);
        if (!value.is_string()) throw Error(name + " is not a JSON string");
        out << dumpJson(tokenizeToJson(*tokenizer, value.get<std::string>())) << '\n';
    }
    out.flush();
}

}  // namespace attune
