// Saving and resuming: state.json names the tensor file that belongs to it and is replaced last, so that a folder
// always holds one whole state.
#include "data/error.h"
#include "data/file.h"
#include "data/json.h"
#include "learn/policy_trainer.h"
#include "model/safetensors.h"

namespace attune {
namespace {

namespace fs = std::filesystem;

constexpr int kStateVersion = 3;
constexpr const char* kStateFile = "state.json";

/// What must be the same for a resumed run to be the same run. More rounds may be asked for.
Json comparableOptions(const PolicyOptions& options) {
    Json json = optionsToJson(options);
    json.erase("rounds");
    return json;
}

void removeOtherStates(const fs::path& folder, const std::string& kept) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const auto name = entry.path().filename().string();
        if (name.rfind("state-", 0) == 0 && name != kept && entry.path().extension() == ".safetensors")
            fs::remove(entry.path(), ignored);
    }
}

void copyParameters(const NamedParameters& parameters, const NamedTensors& tensors, const std::string& prefix) {
    const torch::NoGradGuard noGrad;
    for (const auto& [name, parameter] : parameters) {
        const auto at = tensors.find(prefix + name);
        if (at == tensors.end() || at->second.sizes() != parameter.sizes())
            throw Error("the saved state does not fit this captioner", "\"" + name + "\" is missing or has another shape");
        auto target = parameter;
        target.copy_(at->second);
    }
}

}  // namespace

bool PolicyTrainer::hasState(const fs::path& folder) { return fs::exists(folder / kStateFile); }

Json PolicyTrainer::stateJson() const {
    const std::vector<std::uint64_t> rng(m_rng.state().begin(), m_rng.state().end());
    return {{"format_version", kStateVersion},
            {"options", comparableOptions(m_options)},
            {"seed", m_seed},
            {"reference_hash", m_referenceHash},
            {"round", m_round},
            {"episodes", m_episodes},
            {"kl_coef", m_kl.beta()},
            {"learning_rate", m_policyAdam->options.learningRate},
            {"scores", {{"count", m_shaper.normalizer.count}, {"mean", m_shaper.normalizer.mean}, {"squares", m_shaper.normalizer.squares}}},
            {"algorithm_state", m_algorithm->state()},
            {"rng", rng},
            {"image_count", m_images.count},
            {"images", m_imageDeck.state()},
            {"pairs_hash", m_pairs.hash()},
            {"pairs", m_pairDeck.state()}};
}

void PolicyTrainer::save(const fs::path& folder) const {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) throw Error("cannot make the folder " + folder.string(), failure.message());
    NamedTensors tensors;
    for (const auto& [name, parameter] : m_policyAdam->parameters()) tensors["policy." + name] = parameter.detach();
    for (const auto& [name, parameter] : m_ownAdam->parameters()) tensors["algorithm." + name] = parameter.detach();
    m_policyAdam->saveState("adam.policy.", tensors);
    m_ownAdam->saveState("adam.algorithm.", tensors);
    for (auto& [name, tensor] : tensors) tensor = tensor.to(torch::kCPU).contiguous();

    Json json = stateJson();
    const std::string file = "state-" + std::to_string(m_round) + ".safetensors";
    json["tensors"] = file;
    writeSafetensors(folder / file, tensors);
    writeFileAtomically(folder / kStateFile, dumpJson(json, true) + "\n");
    removeOtherStates(folder, file);
}

void PolicyTrainer::load(const fs::path& folder) {
    const Json json = readJsonFile(folder / kStateFile);
    if (required<int>(json, "format_version") != kStateVersion)
        throw Error("the saved state in " + folder.string() + " was written by another version of the program");
    const auto refuse = [&](const std::string& what) {
        throw Error("the saved state in " + folder.string() + " belongs to another run", what,
                    "resume with the settings that the run was started with");
    };
    if (required<Json>(json, "options") != comparableOptions(m_options)) refuse("its options differ");
    if (required<std::uint64_t>(json, "seed") != m_seed) refuse("its seed differs");
    if (required<std::string>(json, "reference_hash") != m_referenceHash) refuse("its reference captioner differs");
    if (required<std::int64_t>(json, "image_count") != m_images.count) refuse("its number of images differs");
    if (required<std::string>(json, "pairs_hash") != m_pairs.hash()) refuse("its pairs of captions differ");

    const auto name = required<std::string>(json, "tensors");
    if (fs::path(name).filename() != name) throw Error("the saved state names a file outside its folder");
    const NamedTensors tensors = SafetensorsFile(folder / name).tensors();
    const auto rng = required<std::vector<std::uint64_t>>(json, "rng");
    if (rng.size() != Rng::State{}.size()) throw Error("the saved random state is damaged");
    auto imageDeck = m_imageDeck, pairDeck = m_pairDeck;
    imageDeck.setState(required<Json>(json, "images"));
    pairDeck.setState(required<Json>(json, "pairs"));

    copyParameters(m_policyAdam->parameters(), tensors, "policy.");
    copyParameters(m_ownAdam->parameters(), tensors, "algorithm.");
    m_policyAdam->loadState("adam.policy.", tensors);
    m_ownAdam->loadState("adam.algorithm.", tensors);
    m_algorithm->setState(required<std::map<std::string, double>>(json, "algorithm_state"));
    const auto scores = required<Json>(json, "scores");
    m_shaper.normalizer.count = required<double>(scores, "count");
    m_shaper.normalizer.mean = required<double>(scores, "mean");
    m_shaper.normalizer.squares = required<double>(scores, "squares");
    m_kl.setBeta(required<double>(json, "kl_coef"));
    m_policyAdam->options.learningRate = required<double>(json, "learning_rate");
    m_rng.setState({rng[0], rng[1], rng[2], rng[3]});
    m_round = required<int>(json, "round");
    m_episodes = required<std::int64_t>(json, "episodes");
    m_imageDeck = imageDeck;
    m_pairDeck = pairDeck;
    removeOtherStates(folder, name);  // a kill may have come before the last save did
}

}  // namespace attune
