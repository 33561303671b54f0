// What an encoder of images and texts (clip, siglip) makes of an image and a caption, as columns for reward heads.
#pragma once

#include <memory>

#include "learn/reward_features.h"

namespace attune {

class ImageTextEncoder;

/// The blocks, for embeddings E wide and of length 1:
/// - image_embed (E), text_embed (E)
/// - product (E): the two, element by element
/// - match (1): their cosine, the sum of the product
/// - statistics (4): length in tokens and its logarithm, share of tokens that are new in their caption, and of bigrams that
///   are not
/// Rows are ids of the encoder's own tokenizer, special tokens included. Features are the images' embeddings, (B, 1, E).
/// There are no image states that a head could attend to.
class EncoderFeatures : public RewardFeatures {
  public:
    /// @param kind  "all", "states" (without statistics) or "statistics" (those and the match) @throws Error on another
    EncoderFeatures(std::shared_ptr<ImageTextEncoder> encoder, const std::string& kind);

    std::int64_t stateSize() const override { return 0; }
    BackboneKind backboneKind() const override { return BackboneKind::Encoder; }
    std::string backboneHash() const override;

  protected:
    torch::Tensor columns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                          const TokenRows& rows) const override;

  private:
    std::shared_ptr<ImageTextEncoder> m_encoder;
    bool m_states = true, m_statistics = true;
};

}  // namespace attune
