// Preference and policy-gradient objectives besides PPO, as pure functions of tensors.
//
// Rows of one group (the completions of one prompt) lie side by side: row r belongs to group r / k.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>

namespace attune {

/// Bradley-Terry (1952) with a soft outcome: -p log sigmoid(gap) - (1 - p) log sigmoid(-gap), averaged over the pairs.
/// @param gap (.., N) by how much the left one's reward is larger @param preference (N) or (.., N) p, the probability that it
/// is better: 1 or 0 where one won, 0.5 for a tie @param weights (.., N) or undefined @return (..), 0 where no pair has weight
torch::Tensor bradleyTerrySoftLoss(const torch::Tensor& gap, const torch::Tensor& preference, const torch::Tensor& weights = {});

/// The same of pairs with a winner, whose reward is to be larger by a margin, plus `centering` times the mean squared
/// sum of the two rewards, which fixes their otherwise free zero point (Eisenstein et al. 2023). That is the reference's, to
/// which the golden files hold the soft loss; `rewardLosses` (reward_fit.h) is made of the soft loss alone.
/// @param chosen, rejected (N) @param margin (N) or undefined
torch::Tensor bradleyTerryLoss(const torch::Tensor& chosen, const torch::Tensor& rejected,
                               const torch::Tensor& margin = {}, double centering = 0);


struct InfoNce {
    torch::Tensor logitsPerImage;  ///< (B, B) scale * image . text
    torch::Tensor imageLoss;       ///< scalar: each image finds its text
    torch::Tensor textLoss;        ///< scalar: each text finds its image
    torch::Tensor loss;            ///< their mean
};

/// Symmetric InfoNCE (van den Oord et al. 2018; Radford et al. 2021).
/// @param image, text (B, D), L2-normalised @param logScale  scalar; logits are multiplied by its exponential
InfoNce infoNce(const torch::Tensor& image, const torch::Tensor& text, const torch::Tensor& logScale);

/// Mean reward of the other rows of the group (Kool et al. 2019). @param rewards (N) @param group  k >= 2
torch::Tensor leaveOneOutBaseline(const torch::Tensor& rewards, std::int64_t group);

/// rewards - baseline; with `normalize`, centred and divided by (standard deviation + 1e-4) over the batch.
torch::Tensor rlooAdvantages(const torch::Tensor& rewards, std::int64_t group, bool normalize = false);

/// -A log pi(caption), averaged over captions (Williams 1992). @param logprobs (N) sums per caption @param advantages (N)
torch::Tensor reinforceLoss(const torch::Tensor& logprobs, const torch::Tensor& advantages);

/// Centred and divided by (standard deviation + 1e-4); a single value becomes 0. @param values (N)
torch::Tensor standardized(const torch::Tensor& values);

/// 1 where the clipped objective takes the gradient off: the ratio has left its range in the direction in which the
/// advantage pushes. @param logRatio, advantages  of shapes that broadcast
torch::Tensor clippedShare(const torch::Tensor& logRatio, const torch::Tensor& advantages, double clipLow, double clipHigh);

/// Clipped objective on whole captions: the ratio is that of the captions' probabilities, from 1 - clipLow to 1 + clipHigh.
/// @param logprobs, oldLogprobs (N) sums per caption @param advantages (N)
torch::Tensor sequenceClippedLoss(const torch::Tensor& logprobs, const torch::Tensor& oldLogprobs,
                                  const torch::Tensor& advantages, double clipLow, double clipHigh);

/// What centred rewards are divided by: the group's standard deviation (GRPO), the batch's, or nothing (Dr. GRPO).
enum class AdvantageScale { Group, Batch, None };

/// Rewards minus their group's mean, scaled (Shao et al. 2024); 1e-4 is added to the standard deviation.
torch::Tensor grpoAdvantages(const torch::Tensor& rewards, std::int64_t group,
                             AdvantageScale scale = AdvantageScale::Group);

/// How token losses become one number: mean of captions' means, mean over all tokens, or sum over N captions of one fixed
/// length, however long these are.
enum class GrpoReduction { Grpo, Bnpo, DrGrpo };

struct GrpoParameters {
    double beta = 0.04;  ///< weight of the k3 KL to the reference
    double clipLow = 0.2;
    double clipHigh = 0.2;
    GrpoReduction reduction = GrpoReduction::Grpo;
    std::int64_t length = 0;  ///< tokens of a caption that DrGrpo divides by: the most there can be; 0: T
};

/// The words under which options name them. @throws Error naming the choices
AdvantageScale advantageScaleFromText(const std::string& text);
GrpoReduction grpoReductionFromText(const std::string& text);

/// @param logprobs, oldLogprobs, reference, mask (N, T) @param advantages (N)
torch::Tensor grpoLoss(const torch::Tensor& logprobs, const torch::Tensor& oldLogprobs, const torch::Tensor& reference,
                       const torch::Tensor& advantages, const torch::Tensor& mask, const GrpoParameters& parameters);

/// Sigmoid (Rafailov et al. 2023), hinge, sigmoid with label smoothing ("cdpo"), IPO (Azar et al. 2024, on summed
/// log-ratios).
enum class DpoKind { Sigmoid, Hinge, Cdpo, Ipo };

/// @throws Error naming the choices
DpoKind dpoKindFromText(const std::string& text);

struct Dpo {
    torch::Tensor perPair;          ///< (N)
    torch::Tensor loss;             ///< scalar, their mean
    torch::Tensor chosenRewards;    ///< (N) beta * log(policy / reference)
    torch::Tensor rejectedRewards;  ///< (N)
    torch::Tensor accuracy;         ///< scalar: share of pairs in the right order
};

/// All (N): summed log-probabilities of whole captions. @param labelSmoothing  used by Cdpo only
Dpo dpo(const torch::Tensor& policyChosen, const torch::Tensor& policyRejected, const torch::Tensor& referenceChosen,
        const torch::Tensor& referenceRejected, double beta, DpoKind kind = DpoKind::Sigmoid,
        double labelSmoothing = 0);

}  // namespace attune
