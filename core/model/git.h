// The `git` family (GitForCausalLM): CLIP's vision tower in front of a BERT that reads its states before the text.
#pragma once

#include <memory>

#include "model/bert_captioner.h"
#include "model/git_network.h"

namespace attune {

class Checkpoint;

using GitOptions = BertCaptionerOptions;

/// @param config  config.json @param generation  generation_config.json, or null
/// @throws Error naming an option that is not supported
GitOptions gitOptions(const Json& config, const Json& generation);

class Git : public BertCaptioner {
  public:
    explicit Git(const GitOptions& options);

    /// Random weights as the reference classes draw them.
    static std::shared_ptr<Git> random(const GitOptions& options, std::uint64_t seed);
    /// @throws Error if config.json and weights do not fit each other or ask for something unsupported
    static std::shared_ptr<Git> load(const Checkpoint& checkpoint, const Json& config, const Json& generation);

    torch::Tensor encodeImages(const torch::Tensor& pixels) override { return m_network->encodeImages(pixels); }
    DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask = {},
                         bool withAttention = false) override;
    /// What the reference puts in front of the text's logits: those of the image states. @return (B, S, V)
    torch::Tensor imageLogits(const torch::Tensor& features);

    bool isVision(std::string_view parameter) const override { return parameter.starts_with("git.image_encoder."); }

    Json config() const override;
    Json generationConfig() const override;
    std::shared_ptr<Captioner> copy() const override;

    const GitOptions& options() const override { return m_options; }

  protected:
    std::unique_ptr<DecoderCache> emptyCache(const torch::Tensor& features, std::int64_t rows,
                                             std::int64_t capacity) override {
        return m_network->makeCache(features, rows, capacity);
    }
    torch::Tensor next(const torch::Tensor& tokens, DecoderCache& cache) override { return m_network->next(tokens, cache); }
    torch::Tensor imageWeights(const torch::Tensor& tokens, const torch::Tensor& features) override;
    torch::Tensor project(const torch::Tensor& hidden) override;

  private:
    GitOptions m_options;
    GitNetwork m_network{nullptr};
    Linear m_output{nullptr};  ///< null where the output is tied to the word embedding
    torch::Tensor m_tiedBias;  ///< the bias that is then left of it
};

}  // namespace attune
