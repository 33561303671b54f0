// What a captioner makes of a caption that it reads while it looks at the image, as columns for reward heads.
#pragma once

#include <memory>

#include "learn/reward_features.h"

namespace attune {

class ChatCaptioner;

/// The blocks, for D_s wide image states and D wide decoder states:
/// - image_mean (D_s): the mean image state
/// - end_state (D), mean_state (D): the decoder's state behind the last token, and its mean over tokens
/// - product (D): mean image state times end state, element by element
/// - attended (D_s): image states as the captioner's attention weighs them, averaged over tokens
/// - unseen (D_s): image states weighed by how little any token attended to them: what the caption left out
/// - attention_map (S + 2, if asked for): that attention itself, y_image: its mean over the tokens, and how sharp it is,
///   on average and at its least, in nats of entropy
/// - prompt (D, of chat models): the mean embedding of the words that the captioner was asked, x_text
/// - statistics: length, repetition, log-probabilities, and how much of them is due to the image (against
///   the log-probabilities under the mean image)
/// A captioner that continues texts (BLIP, GIT) reads a caption behind what was asked: x_text is in its states.
/// A captioner whose family does not attend to image states has no attended, unseen and attention_map.
///
/// Log-probabilities alone would reward a captioner for being sure of itself; the states tie the score to the image.
class CaptionerFeatures : public RewardFeatures {
  public:
    /// @param kind  "all", "states" or "statistics" @param meanImage (S, D_v)
    /// @throws Error on another kind, or on a map asked of a captioner that has none of one size
    CaptionerFeatures(std::shared_ptr<Captioner> backbone, const std::string& kind, bool attentionMap,
                      torch::Tensor meanImage);

    std::int64_t stateSize() const override;
    ImageStates states(const torch::Tensor& features) const override;
    BackboneKind backboneKind() const override { return BackboneKind::Captioner; }
    std::string backboneHash() const override;
    std::map<std::string, torch::Tensor> tensors() const override;
    std::shared_ptr<const Captioner> captioner() const override { return m_backbone; }
    std::shared_ptr<const RewardFeatures> readOff(std::shared_ptr<Captioner> other) const override;

  protected:
    void ask(const std::vector<std::int64_t>& prompt) const override { m_backbone->setPrompt(prompt); }
    torch::Tensor columns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                          const TokenRows& rows) const override;

  private:
    torch::Tensor stateBlocks(const torch::Tensor& image, const DecoderOutput& out, const PackedRows& packed) const;
    void addAttentionBlocks(const torch::Tensor& states, const torch::Tensor& area, const torch::Tensor& attention,
                            const PackedRows& packed, std::vector<torch::Tensor>& blocks) const;
    torch::Tensor statisticBlock(const DecoderOutput& out, const PackedRows& packed, const TokenRows& rows) const;

    std::shared_ptr<Captioner> m_backbone;
    std::string m_kind;
    torch::Tensor m_meanImage;   ///< (S, D_v)
    torch::Tensor m_projection;  ///< (D_s, D) for the product where the widths differ
    ChatCaptioner* m_chat = nullptr;  ///< the backbone, where it is a chat model
    bool m_states = true, m_statistics = true, m_attention = false, m_map = false;
};

}  // namespace attune
