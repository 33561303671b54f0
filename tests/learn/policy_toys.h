// Policy trainers small enough for tests, and rewards whose best caption is known.
#pragma once

#include "impatient.h"
#include "learn/policy_trainer.h"
#include "tiny_captioner.h"

namespace attune::test {

inline Observer silent;
inline constexpr std::int64_t kWanted = 7;
inline constexpr std::int64_t kToyImages = 20;

/// Share of a caption's tokens that are the wanted word: the best caption says nothing else.
inline RewardScores wantedShare(const RewardRequest& request) {
    auto scores = torch::empty({static_cast<std::int64_t>(request.rows.size())});
    for (std::size_t r = 0; r < request.rows.size(); ++r) {
        double wanted = 0;
        for (const auto id : request.rows[r]) wanted += id == kWanted;
        scores[static_cast<std::int64_t>(r)] = wanted / static_cast<double>(request.rows[r].size());
    }
    return {scores, {}};
}

inline PolicyOptions smallOptions(const std::string& algorithm = "ppo") {
    PolicyOptions options;
    options.algorithm = algorithm;
    options.images = 16;
    options.captionsPerImage = 4;
    options.minibatchImages = 4;
    options.maxNewTokens = 5;
    options.learningRate = 3e-3;
    options.klCoefficient = algorithm == "dpo" ? 0.1 : 0.0;
    options.missingEndPenalty = 0.0;
    options.updateKlLimit = 0;
    return options;
}

/// Of every image a pair of captions, the first of which says the wanted word.
inline PreferenceSet somePairs() {
    PreferenceSet pairs;
    for (std::int64_t image = 0; image < kToyImages; ++image) {
        pairs.images.push_back(image);
        pairs.chosen.push_back({kWanted, kTinyEnd});
        pairs.rejected.push_back({2 + image % 5, 3, kTinyEnd});
    }
    return pairs;
}

inline PolicyTrainer makeTrainer(const PolicyOptions& options, std::uint64_t seed = 1,
                                 RewardFunction reward = wantedShare, PreferenceSet pairs = somePairs()) {
    auto policy = tinyCaptioner();
    auto features = tinyFeatures(*policy, kToyImages);
    return {policy, nullptr, imageSet(features), std::move(reward), options, seed, std::move(pairs)};
}

inline std::string parameterBytes(const PolicyTrainer& trainer) {
    std::string bytes;
    for (const auto& item : trainer.policy()->named_parameters()) {
        const auto tensor = item.value().detach().contiguous();
        bytes.append(static_cast<const char*>(tensor.data_ptr()), tensor.nbytes());
    }
    return bytes;
}

}  // namespace attune::test
