// Optimises a captioner against a reward, round by round: rollout -> reward -> reference -> advantages -> epochs of
// minibatches. The method (PPO, ...) is a PolicyAlgorithm; everything here is shared by all of them.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "data/rng.h"
#include "learn/deck.h"
#include "learn/guard_sample.h"
#include "learn/held_out.h"
#include "learn/kl_controller.h"
#include "learn/policy_algorithm.h"
#include "learn/preference_set.h"
#include "learn/score_shaper.h"

namespace attune {

class Lora;
class UpdateSteps;

/// Seconds that the parts of a round took.
struct RoundSeconds {
    double rollout = 0, reward = 0, reference = 0, update = 0;
    double total() const { return rollout + reward + reference + update; }
};

/// What a round did.
struct RoundReport {
    int round = 0;  ///< from 1
    Metrics metrics;
    RoundSeconds seconds;
    Rollout rollout;  ///< its captions and scores, for samples and plots
};

class PolicyTrainer {
  public:
    /// @param policy  trained in place, its decoder only, or with the option lora_rank adapters on that @param reference
    /// frozen; null for the policy as it is: a copy of it, or the policy without its adapters
    /// @param reward  may be empty where the algorithm learns from pairs; it is then only not reported
    /// @param pairs  for the algorithms that learn from them, and for the guard @param heldOut  for the guard alone
    /// @throws Error if the options do not fit the captioner or what they learn from is missing
    PolicyTrainer(std::shared_ptr<Captioner> policy, std::shared_ptr<Captioner> reference, ImageSet images,
                  RewardFunction reward, const PolicyOptions& options, std::uint64_t seed, PreferenceSet pairs = {},
                  const HeldOutSet& heldOut = {});
    ~PolicyTrainer();

    /// @throws BrokenInvariant; Cancelled. Both leave the trainer in the middle of a round: go on by loading the state saved
    /// last
    RoundReport round(Observer& observer);
    /// What the guard is told of the policy as it stands, as GuardSample and HeldOutWatch say. The first call is the policy that
    /// others are measured against: make it before the first round, and before `load`. It also tells of how many preferences
    /// (guard/preferences) how many go to the caption that tells more of its picture (guard/preferences_grounded), where there are
    /// enough of these and of their pictures to say.
    /// @throws Cancelled
    Metrics look(Observer& observer);

    int completedRounds() const { return m_round; }
    const std::shared_ptr<Captioner>& policy() const { return m_policy; }
    /// The policy's adapters; null where all weights are trained.
    const Lora* adapters() const { return m_lora.get(); }

    /// Writes all that the rounds to come depend on; the folder holds the old state or the new one, whole, whenever the
    /// machine stops. @throws Error
    void save(const std::filesystem::path& folder) const;
    /// @throws Error if the state is damaged or belongs to other options, another seed or another reference
    void load(const std::filesystem::path& folder);
    /// Whether a state was saved there.
    static bool hasState(const std::filesystem::path& folder);

  private:
    void score(Rollout& rollout, Metrics& metrics, Observer& observer);
    Rollout nextPairs(Observer& observer);
    bool takeSmallerSteps(std::int64_t stepsLeft, Observer& observer);
    void learn(const StepLoss& loss, UpdateSteps& steps);
    bool endsTooFar(const Rollout& rollout, const Minibatch& minibatch, const UpdateSteps& steps);
    void update(const Rollout& rollout, Rng& rng, Metrics& metrics, Observer& observer);
    Minibatch minibatch(const Rollout& rollout, const std::vector<std::int64_t>& images) const;
    StepLoss step(const Rollout& rollout, const Minibatch& minibatch);
    TeacherForced underReference(const Rollout& rollout, Observer& observer);
    void addPreferences(const TokenLogprobs& reference, Metrics& metrics) const;
    Json stateJson() const;

    std::shared_ptr<Captioner> m_policy, m_reference;  ///< no reference: the policy without its adapters
    std::unique_ptr<Lora> m_lora;
    ImageSet m_images;
    RewardFunction m_reward;
    PreferenceSet m_pairs;
    PolicyOptions m_options;
    std::uint64_t m_seed;
    std::string m_referenceHash;
    bool m_startsAtReference = false;

    std::unique_ptr<PolicyAlgorithm> m_algorithm;
    std::unique_ptr<Adam> m_policyAdam, m_ownAdam;
    KlController m_kl;
    ScoreShaper m_shaper;
    GuardSample m_guardSample;
    HeldOutWatch m_heldOut;
    Rng m_rng;
    int m_round = 0, m_looks = 0;
    std::int64_t m_episodes = 0;
    Deck m_imageDeck, m_pairDeck;
};

}  // namespace attune
