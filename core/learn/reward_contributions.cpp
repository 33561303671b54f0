#include "learn/reward_contributions.h"

#include <algorithm>
#include <bit>

namespace attune {
namespace {

/// Puts all columns of the modalities at their mean.
void blank(torch::Tensor& columns, const RewardModel& model, std::initializer_list<Modality> modalities) {
    std::int64_t at = 0;
    for (const auto& block : model.features().blocks()) {
        if (std::find(modalities.begin(), modalities.end(), block.modality) != modalities.end())
            columns.narrow(1, at, block.size).copy_(model.scaling().featureMean.narrow(0, at, block.size));
        at += block.size;
    }
}

/// Weight of what one of n players adds to a coalition of s others: s! (n - s - 1)! / n!
double orderShare(int n, int s) {
    double share = 1.0 / n;
    for (int i = 1; i <= s; ++i) share *= static_cast<double>(i) / (n - i);
    return share;
}

}  // namespace

std::vector<std::pair<std::string, double>> rewardContributions(
    const RewardModel& model, const RewardInputs& own, const RewardInputs& swapped,
    const std::function<double(const RewardInputs&)>& measure) {
    std::vector<Modality> players{Modality::Image, Modality::Text};
    const auto& blocks = model.features().blocks();
    for (const auto modality : {Modality::Attention, Modality::Prompt})
        if (std::any_of(blocks.begin(), blocks.end(), [&](const auto& block) { return block.modality == modality; }))
            players.push_back(modality);
    const auto count = static_cast<unsigned>(players.size());
    std::vector<double> worth(1U << count, 0.0);  // of each coalition, player i being bit i
    for (unsigned present = 1; present < worth.size(); ++present) {
        auto inputs = (present & 1U) != 0 ? own : swapped;
        inputs.columns = inputs.columns.clone();
        if ((present & 2U) == 0) blank(inputs.columns, model, {Modality::Text, Modality::Both});
        for (unsigned i = 2; i < count; ++i)
            if ((present >> i & 1U) == 0) blank(inputs.columns, model, {players[i]});
        worth[present] = measure(inputs);
    }
    std::vector<std::pair<std::string, double>> parts;
    for (unsigned i = 0; i < count; ++i) {
        double sum = 0;
        for (unsigned others = 0; others < worth.size(); ++others)
            if ((others & (1U << i)) == 0)
                sum += orderShare(static_cast<int>(count), std::popcount(others)) *
                       (worth[others | (1U << i)] - worth[others]);
        parts.emplace_back(toText(players[i]), sum);
    }
    return parts;
}

}  // namespace attune
