#include "study_fingerprint.h"

#include "data/evaluate_options.h"
#include "data/generation_options.h"
#include "data/json.h"
#include "data/policy_presets.h"
#include "data/reward_options.h"

namespace attune::cli {

namespace {

/// Goes up when the study plans, draws or measures something else under the same name.
constexpr int kStudyFormat = 3;

}  // namespace

std::string studyFingerprint(const std::string& captioner) {
    Json policies = Json::object();
    for (const auto& algorithm : policyAlgorithms()) policies[algorithm] = optionsToJson(policyDefaults(algorithm));
    return dumpJson({{"format", kStudyFormat},
                     {"policies", policies},
                     {"reward", optionsToJson(RewardOptions())},
                     {"evaluate", optionsToJson(EvaluateOptions())},
                     {"generate", optionsToJson(GenerationOptions())},
                     {"captioner", captioner}});
}

}  // namespace attune::cli
