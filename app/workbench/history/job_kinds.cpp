// The options of each kind of job; here alone all their headers come together.
#include "data/embed_options.h"
#include "data/evaluate_options.h"
#include "data/generation_options.h"
#include "data/policy_options.h"
#include "data/precision_options.h"
#include "data/pretrain_options.h"
#include "data/reward_options.h"
#include "workbench/history/history_words.h"

namespace attune {

std::vector<OptionDescription> optionsOfKind(const std::string& kind) {
    if (kind == "generate") {
        auto options = describeOptions<GenerationOptions>();
        for (auto& beside : describeOptions<PrecisionOptions>()) options.push_back(std::move(beside));
        return options;
    }
    if (kind == "train_reward") return describeOptions<RewardOptions>();
    if (kind == "optimize") return describeOptions<PolicyOptions>();
    if (kind == "evaluate") return describeOptions<EvaluateOptions>();
    if (kind == "embed") return describeOptions<EmbedOptions>();
    if (kind == "pretrain") return describeOptions<PretrainOptions>();
    return {};
}

}  // namespace attune
