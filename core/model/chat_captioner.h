// What the chat families share: a Llama decoder that reads a prompt in which the picture's states take the place of
// image tokens.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "model/captioner.h"
#include "model/cross_attention.h"
#include "model/llama.h"

namespace attune {

class Checkpoint;

/// What a chat family's config.json and generation_config.json say beside its networks.
struct ChatOptions {
    SpecialTokens tokens;  ///< the start comes with the prompt
    std::int64_t imageToken = -1;
    Json config, generation;  ///< as they were read: they go back out as they are
};

/// @param imageTokenKeys  names of the image token's id, the first that is there counts @param imageToken  where none is
/// @throws Error naming an option that is not sound
ChatOptions chatOptions(const Json& config, const Json& generation, const LlamaOptions& text,
                        const std::vector<const char*>& imageTokenKeys, std::int64_t imageToken);

/// Whether config.json says that the output projection is not the word embedding: a file without one is incomplete then.
bool saysUntied(const Json& config);

/// Features are whole prompts, (B, S, D + 4): a state of the picture or zeros, the three bytes of the token's id, smallest
/// first (bytes are exact in every floating type), and the kind of place: 0 padding, which stands in front, 1 a token, 2
/// the picture. Ids rather than embeddings, because a policy that is trained reads prompts with its own. The last id of
/// the prompt is left out: rows start with it.
class ChatCaptioner : public Captioner, public CrossAttention {
  public:
    torch::Tensor encodeImages(const torch::Tensor& pixels) override;  ///< @throws Error: it takes a prompt
    torch::Tensor encodeBatch(const ImageBatch& batch) override;
    /// The states that take the image tokens' places. @param pixels (P, 3, H, W) @return (P, n, D)
    /// @throws Error if there are no pictures
    torch::Tensor pictureStates(const torch::Tensor& pixels);
    /// Image tokens of a tile.
    virtual std::int64_t statesPerTile() const = 0;
    /// Rows, and columns, of the grid that a tile's last states make; what is in front of them is no place of the picture.
    virtual std::int64_t tileSide() const = 0;
    void setPrompt(const std::vector<std::int64_t>& ids) override;
    std::vector<std::vector<std::int64_t>> rowsBegin(const torch::Tensor& features) const override;

    DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask = {},
                         bool withAttention = false) override;
    std::unique_ptr<KeyValueCache> makeCache(const torch::Tensor& features, std::int64_t rows,
                                             std::int64_t capacity) override;
    DecoderOutput decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) override;
    /// A token attends to the picture's states in the prompt; the mean over layers and heads. Tiles lie as they were cut, and
    /// what falls on the whole picture beside them is spread over it. Pictures that were cut differently share the larger
    /// grid of both.
    torch::Tensor patchAttention(const torch::Tensor& tokens, const torch::Tensor& features) override;
    /// What the decoder says within the prompts. @return (B, S, V), meaningless at padding
    torch::Tensor promptLogits(const torch::Tensor& features);
    /// The mean embedding of each prompt's words, without the picture. @return (B, D)
    torch::Tensor promptWords(const torch::Tensor& features);

    const SpecialTokens& specialTokens() const override { return m_options.tokens; }
    std::int64_t vocabularySize() const override { return m_text->options.vocabularySize; }
    std::int64_t maxPositions() const override { return m_text->options.positions; }
    std::int64_t hiddenSize() const override { return m_text->options.hiddenSize; }
    std::int64_t featureSize() const override { return hiddenSize() + 4; }
    std::int64_t stateSize() const override { return hiddenSize(); }
    ImageStates imageStates(const torch::Tensor& features) const override;
    /// The layout of the first picture, with the mean of all pictures' states in it.
    torch::Tensor meanImage(const torch::Tensor& features) const override;
    torch::Tensor joinMeanImages(const std::vector<torch::Tensor>& means, const std::vector<std::int64_t>& pictures) const override;

    Json config() const override { return m_options.config; }
    Json generationConfig() const override;

  protected:
    explicit ChatCaptioner(ChatOptions options) : m_options(std::move(options)) {}
    /// What `pictureStates` computes in one pass. @param pixels (p, 3, H, W) @return (p, n, D)
    virtual torch::Tensor tileStates(const torch::Tensor& pixels) = 0;
    /// The weights and the prompt of another captioner of the same shape.
    void takeFrom(const ChatCaptioner& other);
    /// (.., D) -> (.., V)
    torch::Tensor project(const torch::Tensor& hidden);

    ChatOptions m_options;
    LlamaModel m_text{nullptr};
    Linear m_head{nullptr};  ///< null where the output projection is the embedding

  private:
    LlamaPrompt readPrompt(const torch::Tensor& features, torch::Tensor* hidden = nullptr);
    DecoderOutput decodeTogether(const torch::Tensor& tokens, const torch::Tensor& features, const torch::Tensor& mask,
                                 bool withAttention);
};

}  // namespace attune
