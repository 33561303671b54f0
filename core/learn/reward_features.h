// What a reward head sees of an image and a caption: numbers read off a frozen captioner that reads the caption
// while it looks at the image.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

#include "data/observer.h"
#include "learn/rows.h"

namespace attune {

/// A run of columns that belong together.
struct FeatureBlock {
    std::string name;
    std::int64_t size = 0;
};

/// The blocks, for D_s wide image states and D wide decoder states:
/// - image_mean (D_s): the mean image state
/// - end_state (D), mean_state (D): the decoder's state behind the last token, and its mean over tokens
/// - product (D): mean image state times end state, element by element (Hadamard fusion)
/// - attended (D_s): image states as the captioner's attention weighs them, averaged over tokens
/// - unseen (D_s): image states weighed by how little any token attended to them: what the caption left out
/// - statistics: length, repetition, log-probabilities, and how much of them is due to the image (against
///   the log-probabilities under the mean image)
///
/// Log-probabilities alone would reward a captioner for being sure of itself; the states tie the score to the image.
class RewardFeatures {
  public:
    /// @param kind  "all", "states" or "statistics" @param meanImage (S, D_v) @throws Error on another kind
    RewardFeatures(std::shared_ptr<Captioner> backbone, const std::string& kind, torch::Tensor meanImage);

    const std::vector<FeatureBlock>& blocks() const { return m_blocks; }
    std::int64_t size() const;
    const torch::Tensor& meanImage() const { return m_meanImage; }

    /// @param features (B, S, D_v) of the images, @param imageOfRow  index into them for each row
    /// @return (N, size()) float32 on the CPU, not standardised @throws Error, Cancelled
    torch::Tensor compute(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                          const TokenRows& rows, Observer& observer) const;

  private:
    torch::Tensor chunk(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                        const TokenRows& rows) const;
    torch::Tensor stateBlocks(const ImageStates& picture, const DecoderOutput& out, const PackedRows& packed) const;
    torch::Tensor statisticBlock(const DecoderOutput& out, const PackedRows& packed, const TokenRows& rows) const;

    std::shared_ptr<Captioner> m_backbone;
    torch::Tensor m_meanImage;   ///< (S, D_v)
    torch::Tensor m_projection;  ///< (D_s, D) for the product where the widths differ
    std::vector<FeatureBlock> m_blocks;
    bool m_states = true, m_statistics = true;
};

}  // namespace attune
