// Saving and resuming a policy's training, between rounds.
#include "data/json.h"
#include "learn/policy_trainer.h"
#include "learn/saved_state.h"

namespace attune {
namespace {

namespace fs = std::filesystem;

constexpr int kStateVersion = 3;

/// What must be the same for a resumed run to be the same run. More rounds may be asked for.
Json comparableOptions(const PolicyOptions& options) {
    Json json = optionsToJson(options);
    json.erase("rounds");
    return json;
}

}  // namespace

bool PolicyTrainer::hasState(const fs::path& folder) { return hasSavedState(folder); }

Json PolicyTrainer::stateJson() const {
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
            {"rng", rngToJson(m_rng)},
            {"image_count", m_images.count},
            {"images", m_imageDeck.state()},
            {"pairs_hash", m_pairs.hash()},
            {"pairs", m_pairDeck.state()}};
}

void PolicyTrainer::save(const fs::path& folder) const {
    NamedTensors tensors;
    addParameters(m_policyAdam->parameters(), "policy.", tensors);
    addParameters(m_ownAdam->parameters(), "algorithm.", tensors);
    m_policyAdam->saveState("adam.policy.", tensors);
    m_ownAdam->saveState("adam.algorithm.", tensors);
    writeSavedState(folder, m_round, stateJson(), std::move(tensors));
}

void PolicyTrainer::load(const fs::path& folder) {
    const auto [json, tensors] = readSavedState(folder, kStateVersion);
    const auto refuse = [&](const std::string& what) { refuseSavedState(folder, what); };
    if (required<Json>(json, "options") != comparableOptions(m_options)) refuse("its options differ");
    if (required<std::uint64_t>(json, "seed") != m_seed) refuse("its seed differs");
    if (required<std::string>(json, "reference_hash") != m_referenceHash) refuse("its reference captioner differs");
    if (required<std::int64_t>(json, "image_count") != m_images.count) refuse("its number of images differs");
    if (required<std::string>(json, "pairs_hash") != m_pairs.hash()) refuse("its pairs of captions differ");

    const auto rng = rngStateFromJson(required<Json>(json, "rng"));
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
    m_rng.setState(rng);
    m_round = required<int>(json, "round");
    m_episodes = required<std::int64_t>(json, "episodes");
    m_imageDeck = imageDeck;
    m_pairDeck = pairDeck;
}

}  // namespace attune
