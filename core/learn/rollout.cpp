#include "learn/rollout.h"

#include <algorithm>

#include "data/error.h"
#include "learn/autocast.h"
#include "model/generation.h"

namespace attune {
namespace {

/// Rows per pass: short enough that a wish to stop is heard, long enough to keep the cores busy.
constexpr std::int64_t kRowsPerPass = 256;

std::int64_t imagesPerPass(std::int64_t captionsPerImage) {
    return std::max<std::int64_t>(1, kRowsPerPass / captionsPerImage);
}

GenerationOptions samplingOptions(const PolicyOptions& options) {
    GenerationOptions sampling;
    sampling.mode = "sample";
    sampling.maxNewTokens = options.maxNewTokens;
    // No top-k, top-p or penalties: the update could not reproduce the distribution they sample from.
    sampling.temperature = options.temperature;
    return sampling;
}

Rollout emptyRollout(const ImageSet& set, std::vector<std::int64_t> images) {
    Rollout rollout;
    rollout.images = std::move(images);
    rollout.features = set.features(rollout.images).detach();  // (B, S, D_v)
    if (rollout.features.size(0) != static_cast<std::int64_t>(rollout.images.size()))
        throw Error("the image states do not fit the images asked for");
    return rollout;
}

/// Fills all that follows from images and rows.
void pack(Rollout& rollout, const Captioner& policy, const PolicyOptions& options) {
    rollout.imageOfRow.clear();
    for (std::int64_t image = 0; image < std::ssize(rollout.images); ++image)
        rollout.imageOfRow.insert(rollout.imageOfRow.end(), static_cast<std::size_t>(rollout.captionsPerImage), image);
    rollout.packed = packRows(rollout.rows, policy, rollout.features.device());
    rollout.masks = responseMasks(rollout.packed.lastIndex, rollout.packed.length(),
                                  ppoConventionFromText(options.convention));
}

}  // namespace

bool multipliesInBfloat16(const PolicyOptions& options, torch::Device device) {
    if (options.precision == "auto") return !device.is_cpu();
    if (options.precision == "bfloat16") return true;
    if (options.precision == "float32") return false;
    throw Error("there is no precision \"" + options.precision + '"', "", "choose auto, float32 or bfloat16");
}

ImageSet imageSet(torch::Tensor features) {
    const auto count = features.size(0);
    return {count, [features = std::move(features)](const std::vector<std::int64_t>& images) {
                return features.index_select(0, torch::tensor(images, torch::kInt64).to(features.device()));
            }};
}

Rollout sampleRollout(Captioner& policy, const ImageSet& set, std::vector<std::int64_t> images,
                      const PolicyOptions& options, std::uint64_t seed, Observer& observer) {
    const torch::NoGradGuard noGrad;
    Rollout rollout = emptyRollout(set, std::move(images));
    rollout.captionsPerImage = options.captionsPerImage;
    const auto device = rollout.features.device();
    const Autocast autocast(multipliesInBfloat16(options, device), device.type());
    const auto count = static_cast<std::int64_t>(rollout.images.size());
    const auto sampling = samplingOptions(options);
    const auto step = imagesPerPass(options.captionsPerImage);
    Rng rng(seed);
    for (std::int64_t at = 0; at < count; at += step) {
        observer.breathe();
        const auto part = rollout.features.narrow(0, at, std::min(step, count - at));
        for (auto& caption : generate(policy, part, options.captionsPerImage, sampling, rng.next(), &observer))
            rollout.rows.push_back(std::move(caption.ids));
    }
    pack(rollout, policy, options);
    return rollout;
}

TokenRows greedyRows(Captioner& policy, const Rollout& rollout, const PolicyOptions& options, Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto device = rollout.features.device();
    const Autocast autocast(multipliesInBfloat16(options, device), device.type());
    auto greedy = samplingOptions(options);
    greedy.mode = "greedy";
    TokenRows rows;
    const auto count = rollout.features.size(0);
    for (std::int64_t at = 0; at < count; at += kRowsPerPass) {
        observer.breathe();
        const auto part = rollout.features.narrow(0, at, std::min(kRowsPerPass, count - at));
        for (auto& caption : generate(policy, part, 1, greedy, 0, &observer)) rows.push_back(std::move(caption.ids));
    }
    return rows;
}

Rollout givenRollout(const Captioner& policy, const ImageSet& set, std::vector<std::int64_t> images, TokenRows rows,
                     const PolicyOptions& options) {
    const torch::NoGradGuard noGrad;
    Rollout rollout = emptyRollout(set, std::move(images));
    rollout.rows = std::move(rows);
    if (rollout.images.empty() || rollout.rows.size() % rollout.images.size() != 0)
        throw Error("the captions are not equally many of each image");
    rollout.captionsPerImage = static_cast<std::int64_t>(rollout.rows.size() / rollout.images.size());
    pack(rollout, policy, options);
    return rollout;
}

TeacherForced teacherForce(Captioner& captioner, const Rollout& rollout, const PolicyOptions& options, bool withStates,
                           Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto device = rollout.features.device();
    const Autocast autocast(multipliesInBfloat16(options, device), device.type());
    const auto group = rollout.captionsPerImage;
    const auto images = static_cast<std::int64_t>(rollout.images.size());
    const auto step = imagesPerPass(group);
    const auto inputs = rollout.packed.inputs(), targets = rollout.packed.targets();
    std::vector<torch::Tensor> logprobs, hidden;
    for (std::int64_t at = 0; at < images; at += step) {
        observer.breathe();
        const auto count = std::min(step, images - at);
        const auto out = captioner.decode(inputs.narrow(0, at * group, count * group),
                                          rollout.features.narrow(0, at, count));
        const auto all = torch::log_softmax(out.logits.to(torch::kFloat32) / options.temperature, -1);  // (M, T, V)
        logprobs.push_back(all.gather(2, targets.narrow(0, at * group, count * group).unsqueeze(2)).squeeze(2));
        if (withStates) hidden.push_back(out.hidden);
    }
    TeacherForced result;
    result.logprobs = torch::cat(logprobs) * rollout.masks.policy;  // (N, T)
    if (withStates) result.hidden = torch::cat(hidden);  // (N, T, D)
    return result;
}

}  // namespace attune
