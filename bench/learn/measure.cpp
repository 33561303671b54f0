#include "measure.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "captioner_sizes.h"
#include "learn/autocast.h"
#include "learn/policy_trainer.h"
#include "model/device_memory.h"
#include "model/generation.h"
#include "untrained_reward.h"

namespace attune::bench {

namespace {

double secondsOf(torch::Device device, const std::function<void()>& work) {
    synchronize(device);
    const auto begin = std::chrono::steady_clock::now();
    work();
    synchronize(device);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The best of several, after one to warm up.
double bestOf(int times, torch::Device device, const std::function<void()>& work) {
    work();
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < times; ++i) best = std::min(best, secondsOf(device, work));
    return best;
}

/// Parameters that multiply something, for counting operations: two for each in a forward pass of one position.
double parametersOf(torch::nn::Module& module, const std::string& part) {
    double count = 0;
    for (const auto& item : module.named_parameters())
        if (item.key().starts_with(part) && item.value().dim() > 1 && item.key().find("wpe") == std::string::npos)
            count += static_cast<double>(item.value().numel());
    return count;
}

double usedMemory(torch::Device device) {
    const auto memory = deviceMemory(device);
    return memory ? static_cast<double>(memory->total - memory->free) : 0;
}

/// The pictures of a setting as the tower sees them.
struct Encoded {
    torch::Tensor features;  ///< (B, S, D_v)
    double seconds = 0;
};

Encoded encodePictures(const Setting& s, Captioner& policy) {
    const auto pixels =
        torch::randn({s.images, 3, policy.imageHeight(), policy.imageWidth()}, torch::TensorOptions().device(s.device));
    Encoded encoded;
    encoded.seconds = bestOf(2, s.device, [&] {
        const torch::NoGradGuard noGrad;
        const Autocast autocast(s.bfloat16, s.device.type());
        std::vector<torch::Tensor> parts;
        for (std::int64_t at = 0; at < s.images; at += 64)
            parts.push_back(policy.encodeImages(pixels.narrow(0, at, std::min<std::int64_t>(64, s.images - at))));
        encoded.features = torch::cat(parts).to(torch::kFloat32);
    });
    return encoded;
}

/// Of all captions, sampled.
double writingSeconds(const Setting& s, Captioner& policy, const torch::Tensor& features) {
    const GenerationOptions sampling{.mode = "sample", .maxNewTokens = s.tokens};
    return bestOf(2, s.device, [&] {
        const Autocast autocast(s.bfloat16, s.device.type());
        generate(policy, features, s.captionsPerImage, sampling, 1);
    });
}

PolicyOptions roundOptions(const Setting& s) {
    PolicyOptions options;
    options.images = static_cast<int>(s.images);
    options.captionsPerImage = static_cast<int>(s.captionsPerImage);
    options.maxNewTokens = s.tokens;
    options.missingEndPenalty = 0;
    options.updateKlLimit = 0;
    options.precision = s.bfloat16 ? "bfloat16" : "float32";
    return options;
}

/// What a round of PPO takes, and the guard's look behind it.
struct RoundAndLook {
    RoundSeconds round;
    double look = 0;
};

/// The mean of the rounds behind a first one, which warms up.
RoundAndLook meanRound(const Setting& s, const PolicyOptions& options, const std::shared_ptr<Captioner>& policy,
                       const torch::Tensor& features) {
    PolicyTrainer trainer(policy, nullptr, imageSet(features), untrainedReward(*policy, features), options, 1);
    Observer silent;
    trainer.look(silent);
    trainer.round(silent);
    RoundAndLook sum;
    for (int round = 0; round < s.rounds; ++round) {
        const auto seconds = trainer.round(silent).seconds;
        sum.round.rollout += seconds.rollout / s.rounds;
        sum.round.reward += seconds.reward / s.rounds;
        sum.round.reference += seconds.reference / s.rounds;
        sum.round.update += seconds.update / s.rounds;
        sum.look += secondsOf(s.device, [&] { trainer.look(silent); }) / s.rounds;
    }
    return sum;
}

}  // namespace

double matrixRate(torch::Device device, bool bfloat16) {
    const torch::NoGradGuard noGrad;
    const std::int64_t n = device.is_cuda() ? 8192 : 1024;
    const auto options = torch::TensorOptions().device(device).dtype(bfloat16 ? torch::kBFloat16 : torch::kFloat32);
    const auto a = torch::randn({n, n}, options), b = torch::randn({n, n}, options);
    torch::Tensor c;
    const double seconds = bestOf(5, device, [&] { c = torch::mm(a, b); });
    return 2.0 * static_cast<double>(n * n * n) / seconds;
}

Json measure(const Setting& s, double peak) {
    torch::manual_seed(1);
    const std::shared_ptr<Captioner> policy = captionerOfSize(s.size);
    policy->to(s.device);
    const auto [features, encode] = encodePictures(s, *policy);
    const double write = writingSeconds(s, *policy, features);
    const auto options = roundOptions(s);
    const auto [sum, look] = meanRound(s, options, policy, features);

    const double captions = static_cast<double>(s.images * s.captionsPerImage);
    const double patches = static_cast<double>(s.images * features.size(1));
    const double decoder = parametersOf(*policy, "decoder");
    return {{"size", s.size},
            {"precision", options.precision},
            {"images_per_second", static_cast<double>(s.images) / encode},
            {"tokens_per_second", captions * s.tokens / write},
            {"captions_per_second", captions / write},
            {"round_seconds", sum.total()},
            {"rollout_seconds", sum.rollout},
            {"reward_seconds", sum.reward},
            {"reference_seconds", sum.reference},
            {"update_seconds", sum.update},
            {"look_seconds", look},
            {"memory_bytes", usedMemory(s.device)},
            {"encode_share", 2 * parametersOf(*policy, "encoder") * patches / encode / peak},
            // Forward once, backward twice as much.
            {"update_share", 6 * decoder * captions * s.tokens * options.epochs / std::max(sum.update, 1e-9) / peak}};
}

}  // namespace attune::bench
