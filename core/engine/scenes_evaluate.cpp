#include "engine/scenes_evaluate.h"

#include <torch/torch.h>

#include <algorithm>

#include "engine/scenes_batches.h"
#include "model/generation.h"
#include "scenes/gold_score.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

constexpr std::uint64_t kTestPictures =
    0x7465737470696373;  // keeps them apart from pictures of the same seed
constexpr int kBatch = 64;

}  // namespace

ScenesEvaluation evaluateScenes(const LoadedCaptioner& captioner, const GenerationOptions& options,
                                int images, std::uint64_t seed, Observer& observer) {
    if (images < 1) throw Error("there is no image to evaluate the captioner on");
    if (captioner.model->imageHeight() != kSceneSide || captioner.model->imageWidth() != kSceneSide)
        throw Error("this captioner cannot be evaluated on Scenes",
                    "it does not take images of " + std::to_string(kSceneSide) + " pixels");
    const Rng stream = Rng(seed).fork(kTestPictures);
    const std::uint64_t pictures = stream.fork(0).next();
    ScenesEvaluation result;
    torch::NoGradGuard noGrad;
    for (int begin = 0; begin < images; begin += kBatch) {
        observer.breathe();
        const int end = std::min(images, begin + kBatch);
        std::vector<ScenesExample> examples;
        for (int i = begin; i < end; ++i)
            examples.push_back(makeScenesExample(pictures, static_cast<std::uint64_t>(i)));
        const auto features = captioner.model->encodeImages(scenesPixels(examples).to(captioner.device));
        const auto captions = generate(*captioner.model, features, 1, options,
                                       stream.fork(static_cast<std::uint64_t>(begin) + 1).next(), &observer);
        for (std::size_t i = 0; i < captions.size(); ++i) {
            const GoldScore score =
                goldScore(examples[i].scene, captioner.tokenizer->decode(captions[i].ids));
            result.gold += score.value;
            result.invented += score.invented;
            result.missing += score.missing;
            result.repeated += score.repeated;
            result.tokens += static_cast<double>(captions[i].ids.size());
        }
    }
    result.captions = images;
    for (double* sum : {&result.gold, &result.invented, &result.missing, &result.repeated, &result.tokens})
        *sum /= images;
    return result;
}

GenerationOptions greedyOnScenes() {
    GenerationOptions options;
    options.mode = "greedy";
    return options;
}

GenerationOptions sampledOnScenes(double temperature) {
    GenerationOptions options;
    options.temperature = temperature;
    return options;
}

}  // namespace attune
