#include "study_fingerprint.h"

#include "data/evaluate_options.h"
#include "data/generation_options.h"
#include "data/policy_presets.h"
#include "data/reward_options.h"
#include "media/sha256.h"

namespace attune::cli {

namespace fs = std::filesystem;

namespace {

/// Goes up when the study plans, draws or measures something else under the same name.
constexpr int kStudyFormat = 2;

/// The hash of each file, by its name.
Json filesOf(const fs::path& folder) {
    Json files = Json::object();
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure))
        if (at->path().extension() != ".md") files[at->path().filename().string()] = sha256OfFile(at->path());
    if (failure) throw Error("cannot read the folder " + folder.string(), failure.message());
    return files;
}

}  // namespace

std::string studyFingerprint(const fs::path& captioner) {
    Json policies = Json::object();
    for (const auto& algorithm : policyAlgorithms()) policies[algorithm] = optionsToJson(policyDefaults(algorithm));
    return sha256(dumpJson({{"format", kStudyFormat},
                            {"policies", policies},
                            {"reward", optionsToJson(RewardOptions())},
                            {"evaluate", optionsToJson(EvaluateOptions())},
                            {"generate", optionsToJson(GenerationOptions())},
                            {"captioner", filesOf(captioner)}}));
}

}  // namespace attune::cli
