// The whole loop on the demo world, measured after every round on pictures that nothing was learnt from.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "console.h"

namespace attune::cli {

struct DemoOptions {
    std::filesystem::path out = "attune-demo";
    std::uint64_t seed = 0;
    int rounds = 5;
    int ratings = 200;
    std::string algorithm = "ppo";
};

/// A model of the lineage on the held-out pictures.
struct DemoRound {
    int round = 0;           ///< 0 is the base
    double goldSampled = 0;  ///< mean gold score of sampled captions, temperature 1
    double goldGreedy = 0;
    double proxy = 0;   ///< mean learnt reward of the sampled captions
    double kl = 0;      ///< to the base, in nats per sampled caption
    double length = 0;  ///< words per sampled caption
    double seconds = 0; ///< that the round took, without the measuring
};

struct DemoResult {
    std::uint64_t seed = 0;
    std::string algorithm;
    std::vector<DemoRound> rounds;
    double baseAt05 = 0, baseAt07 = 0;  ///< gold of the base sampled at lower temperatures
    Json reward;                        ///< report of the reward model
    Json againstGold;                   ///< how it orders the base's captions of held-out pictures, against the truth
    double seconds = 0;
    std::filesystem::path report;
};

Json toJson(const DemoResult& result);

/// @throws Error if the folder is not new; Cancelled
DemoResult runDemo(const DemoOptions& options, Console& console);

}  // namespace attune::cli
