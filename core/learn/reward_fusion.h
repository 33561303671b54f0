// How what is known of the image and what is known of the caption come together in a reward head: g.
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "data/rng.h"
#include "learn/adam.h"
#include "learn/reward_features.h"

namespace attune {

/// - Concatenate: the blocks side by side; nothing of its own to learn
/// - Gated: each modality is weighed by a gate that sees all of them (after Arevalo et al. 2017, "Gated multimodal
///   units"); the gates of a caption add up to the number of modalities and start at 1
/// - Hadamard: besides the blocks, tanh(A x_v) * tanh(B x_t) of what is seen (image, attention) and what is said (text, prompt)
///   (Kim et al. 2017, "Hadamard product for low-rank bilinear pooling")
/// - CrossAttention: besides the blocks, what the caption finds in the image states: one query made of its text columns,
///   keys and values of the states (Vaswani et al. 2017)
enum class FusionKind { Concatenate, Gated, Hadamard, CrossAttention };

/// "concatenate", "gated", "hadamard" or "cross_attention". @throws Error on another word
FusionKind fusionFromText(const std::string& text);
std::string toText(FusionKind kind);

/// The sizes of an ensemble of heads and of what it reads.
struct RewardHeadsShape {
    std::int64_t heads = 8;
    std::int64_t hidden = 24;  ///< 0: linear heads
    FusionKind fusion = FusionKind::Concatenate;
    std::int64_t fusionSize = 24;  ///< width of products and of what attention finds
    std::vector<FeatureBlock> blocks;
    std::int64_t stateSize = 0;  ///< D_s

    std::int64_t features() const;
};

/// One fusion for each of K heads. N rows, F columns, M modalities, E wide extras.
class RewardFusion {
  public:
    /// All parameters are 0. @throws Error where the columns lack a modality that the fusion needs
    explicit RewardFusion(const RewardHeadsShape& shape);
    /// Gates stay at 0, which is 1 for each modality.
    void draw(Rng& rng);

    struct Fused {
        torch::Tensor gates;  ///< (K, N, M), undefined without gates
        torch::Tensor extra;  ///< (K, N, E), undefined without
    };
    /// @param x  standardised
    Fused forward(const RewardInputs& x) const;

    /// Those that occur among the columns, in the order of their gates.
    const std::vector<Modality>& modalities() const { return m_modalities; }
    /// Which gate weighs this block.
    std::int64_t gateOf(const FeatureBlock& block) const;
    /// E; 0 where there are no extras.
    std::int64_t extraSize() const;
    /// By name, "fusion." in front; the first dimension of each is the head.
    const NamedParameters& parameters() const { return m_parameters; }

  private:
    const torch::Tensor& at(std::size_t i) const { return m_parameters[i].second; }
    torch::Tensor attend(const RewardInputs& x) const;

    FusionKind m_kind;
    std::int64_t m_size;
    std::vector<Modality> m_modalities;
    torch::Tensor m_seen, m_said;  ///< int64, columns of image and attention, and of text and prompt
    NamedParameters m_parameters;
};

}  // namespace attune
