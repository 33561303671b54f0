// What the families on BERT share (BLIP, GIT): a decoder that continues a prompt and looks at a grid of patches.
#pragma once

#include <memory>

#include "model/bert.h"
#include "model/captioner.h"
#include "model/clip_vision.h"
#include "model/cross_attention.h"
#include "model/decoder_cache.h"
#include "model/prompt.h"

namespace attune {

struct BertCaptionerOptions {
    ClipVisionOptions vision;
    BertOptions text;
    bool tieWordEmbeddings = false;
    SpecialTokens tokens;
};

class BertCaptioner : public Captioner, public CrossAttention {
  public:
    virtual const BertCaptionerOptions& options() const = 0;

    void setPrompt(const std::vector<std::int64_t>& ids) override;
    std::vector<std::vector<std::int64_t>> rowsBegin(const torch::Tensor& features) const override;
    std::unique_ptr<KeyValueCache> makeCache(const torch::Tensor& features, std::int64_t rows,
                                             std::int64_t capacity) override;
    DecoderOutput decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) override;
    torch::Tensor patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) override;

    const SpecialTokens& specialTokens() const override { return m_tokens; }
    std::int64_t vocabularySize() const override { return options().text.vocabularySize; }
    std::int64_t maxPositions() const override { return options().text.positions - m_prompt.size(); }
    std::int64_t hiddenSize() const override { return options().text.hiddenSize; }
    std::int64_t imageHeight() const override { return options().vision.imageSize; }
    std::int64_t imageWidth() const override { return options().vision.imageSize; }
    std::int64_t featureSize() const override { return options().vision.encoder.hiddenSize; }
    std::int64_t classTokens() const override { return 1; }

  protected:
    explicit BertCaptioner(const SpecialTokens& tokens) : m_tokens(tokens) {}
    /// The weights and the prompt of another captioner of the same shape.
    void takeFrom(const BertCaptioner& other);

    // The family's decoder, which knows nothing of a prompt.
    virtual std::unique_ptr<DecoderCache> emptyCache(const torch::Tensor& features, std::int64_t rows,
                                                     std::int64_t capacity) = 0;
    /// @param tokens (M, t) @return (M, 1, D), of the last position
    virtual torch::Tensor next(const torch::Tensor& tokens, DecoderCache& cache) = 0;
    /// Attention to the image, the mean over layers and heads. @return (N, T, S), the class token first
    virtual torch::Tensor imageWeights(const torch::Tensor& tokens, const torch::Tensor& features) = 0;
    /// (.., D) -> (.., V)
    virtual torch::Tensor project(const torch::Tensor& hidden) = 0;

    Prompt m_prompt;

  private:
    SpecialTokens m_tokens;
};

}  // namespace attune
