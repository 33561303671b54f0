// The `git` family (GitForCausalLM): CLIP's vision tower in front of a BERT that reads its states before the text.
#pragma once

#include <memory>

#include "model/captioner.h"
#include "model/cross_attention.h"
#include "model/git_network.h"
#include "model/prompt.h"

namespace attune {

class Checkpoint;

struct GitOptions {
    ClipVisionOptions vision;
    BertOptions text;
    bool tieWordEmbeddings = false;
    SpecialTokens tokens;
};

/// @param config  config.json @param generation  generation_config.json, or null
/// @throws Error naming an option that is not supported
GitOptions gitOptions(const Json& config, const Json& generation);

class Git : public Captioner, public CrossAttention {
  public:
    explicit Git(const GitOptions& options);

    /// Random weights as the reference classes draw them.
    static std::shared_ptr<Git> random(const GitOptions& options, std::uint64_t seed);
    /// @throws Error if config.json and weights do not fit each other or ask for something unsupported
    static std::shared_ptr<Git> load(const Checkpoint& checkpoint, const Json& config, const Json& generation);

    torch::Tensor encodeImages(const torch::Tensor& pixels) override { return m_network->encodeImages(pixels); }
    void setPrompt(const std::vector<std::int64_t>& ids) override;
    std::vector<std::vector<std::int64_t>> rowsBegin(const torch::Tensor& features) const override;
    DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask = {},
                         bool withAttention = false) override;
    std::unique_ptr<KeyValueCache> makeCache(const torch::Tensor& features, std::int64_t rows,
                                             std::int64_t capacity) override;
    DecoderOutput decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) override;
    torch::Tensor patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) override;
    /// What the reference puts in front of the text's logits: those of the image states. @return (B, S, V)
    torch::Tensor imageLogits(const torch::Tensor& features);

    const SpecialTokens& specialTokens() const override { return m_tokens; }
    std::int64_t vocabularySize() const override { return m_options.text.vocabularySize; }
    std::int64_t maxPositions() const override { return m_options.text.positions - m_prompt.size(); }
    std::int64_t hiddenSize() const override { return m_options.text.hiddenSize; }
    std::int64_t imageHeight() const override { return m_options.vision.imageSize; }
    std::int64_t imageWidth() const override { return m_options.vision.imageSize; }
    std::int64_t featureSize() const override { return m_options.vision.encoder.hiddenSize; }
    bool isVision(std::string_view parameter) const override { return parameter.starts_with("git.image_encoder."); }

    Json config() const override;
    Json generationConfig() const override;
    std::shared_ptr<Captioner> copy() const override;

    const GitOptions& options() const { return m_options; }

  private:
    torch::Tensor project(const torch::Tensor& hidden);

    GitOptions m_options;
    SpecialTokens m_tokens;
    Prompt m_prompt;
    GitNetwork m_network{nullptr};
    Linear m_output{nullptr};  ///< null where the output is tied to the word embedding
    torch::Tensor m_tiedBias;  ///< the bias that is then left of it
};

}  // namespace attune
