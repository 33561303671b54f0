#include "data/policy_presets.h"

#include <algorithm>
#include <map>

namespace attune {

namespace {

using Names = std::vector<std::string>;

/// Options that only some algorithms read; the others all do.
const std::map<std::string, Names>& readers() {
    static const Names sampling{"ppo", "reinforce", "rloo", "grpo", "best_of_n"};
    static const Names gradients{"ppo", "reinforce", "rloo", "grpo"};
    static const std::map<std::string, Names> all{
        {"reward_source", sampling},
        {"captions_per_image", sampling},
        {"missing_end_penalty", sampling},
        {"length_penalty", sampling},
        {"repetition_penalty", sampling},
        {"lower_bound", sampling},
        {"score_normalization", sampling},
        {"score_clip", sampling},
        {"update_kl_limit", gradients},
        {"kl_target", gradients},
        {"kl_horizon", gradients},
        {"kl_coefficient", {"ppo", "reinforce", "rloo", "grpo", "dpo"}},
        // GRPO's loss holds k3 itself.
        {"kl_estimator", {"ppo", "reinforce", "rloo"}},
        {"whiten_advantages", {"ppo", "reinforce", "rloo"}},
        {"clip_range", {"ppo", "rloo", "grpo"}},
        {"critic", {"ppo"}},
        {"critic_learning_rate", {"ppo"}},
        {"clip_range_value", {"ppo"}},
        {"gamma", {"ppo"}},
        {"lambda", {"ppo"}},
        {"value_coefficient", {"ppo"}},
        {"convention", {"ppo"}},
        {"baseline", {"reinforce"}},
        {"advantage_scale", {"grpo"}},
        {"reduction", {"grpo"}},
        {"demonstrations", {"sft"}},
        {"preference_loss", {"dpo"}},
        {"label_smoothing", {"dpo"}},
    };
    return all;
}

}  // namespace

const std::vector<std::string>& policyAlgorithms() {
    static const Names names = [] {
        for (const auto& option : describeOptions<PolicyOptions>())
            if (option.name == "algorithm") return option.info.choices;
        return Names{};
    }();
    return names;
}

PolicyOptions policyDefaults(const std::string& algorithm) {
    // Names the algorithms there are, if this is none.
    auto o = optionsFromJson<PolicyOptions>({{"algorithm", algorithm}});
    // Half the size for those that imitate: what they learn from is chosen, and has less noise to be averaged away.
    if (algorithm == "dpo" || algorithm == "best_of_n" || algorithm == "sft") {
        o.images = 256;
        o.minibatchImages = 32;
    }
    if (algorithm == "reinforce") {
        // Nothing clips its steps: at twice the rate the limit on a round's update ends it after a few. Nor does a ratio say that
        // passes behind the first step see captions which an earlier policy wrote. Those steps are no policy gradient of the policy
        // that takes them: they make the round's captions likelier or less likely, each by its advantage, and go the farther from
        // where that was estimated the more they are. update_kl_limit bounds it; with one pass over one minibatch a round
        // (epochs 1, minibatch_images the round's images) it is REINFORCE by the book.
        o.learningRate = 1e-4;
        o.baseline = "group";
        o.whitenAdvantages = false;
    } else if (algorithm == "grpo") {
        // k3 stands in the loss, where all of it pulls; the others' penalty passes through rewards that are centred and scaled.
        o.klCoefficient = 0.01;
    } else if (algorithm == "dpo") {
        // A few ratings hold a handful of pairs. Larger steps learn these by heart, and harm what else the captioner knew.
        o.learningRate = 5e-5;
        o.klCoefficient = 0.1;
        o.captionsPerImage = 1;
        o.epochs = 1;
        o.updateKlLimit = 0;
        o.guard = false;  // no reward is climbed that could be gamed
    } else if (algorithm == "best_of_n") {
        o.klCoefficient = 0;
        o.captionsPerImage = 8;
        o.epochs = 1;
        o.updateKlLimit = 0;
    } else if (algorithm == "sft") {
        o.klCoefficient = 0;
        o.captionsPerImage = 1;
        o.epochs = 1;
        o.updateKlLimit = 0;
        o.guard = false;
    }
    return o;
}

bool policyOptionMatters(const std::string& algorithm, const std::string& option) {
    const auto at = readers().find(option);
    return at == readers().end() || std::find(at->second.begin(), at->second.end(), algorithm) != at->second.end();
}

bool policyNeedsReward(const std::string& algorithm) { return algorithm != "dpo" && algorithm != "sft"; }

PolicyOptions policyOptionsFromJson(const Json& object) {
    const auto given = optionsFromJson<PolicyOptions>(object);
    const Json defaults = optionsToJson(policyDefaults(given.algorithm));
    Json all = defaults;
    if (object.is_object()) all.update(object);
    const auto options = optionsFromJson<PolicyOptions>(all);
    for (const auto& [name, value] : all.items())
        if (!policyOptionMatters(options.algorithm, name) && value != defaults[name])
            throw Error("the option " + name + " cannot be " + dumpJson(value), options.algorithm + " does not read it",
                        "leave it out, or choose an algorithm that reads it");
    return options;
}

}  // namespace attune
