// What every captioner family offers to generation, scoring and learning.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "data/json.h"

namespace attune {

/// The special ids of a captioner, as generation sees them. -1 means "none".
struct SpecialTokens {
    std::int64_t start = -1;  ///< what rows begin with: behind a prompt its last id
    std::int64_t pad = -1;
    std::vector<std::int64_t> end;  ///< any of these ends a caption
};

/// Pictures as a vision tower takes them, with what a family needs to know beside the pixels.
struct ImageBatch {
    torch::Tensor pixels;  ///< (P, 3, H, W) normalised: the tiles of all pictures, picture by picture
    std::vector<std::int64_t> tiles;  ///< (B) how many tiles each picture has; empty where each has one
    /// (B) the ids of each picture's prompt, for chat models, whose prompt holds the place of the picture; empty for others.
    std::vector<std::vector<std::int64_t>> prompts;
};

/// The states of features that stand for the picture rather than for words or padding.
struct ImageStates {
    torch::Tensor states;  ///< (B, S, D_s), 0 where there is none
    torch::Tensor mask;    ///< (B, S) 1 at states of the picture; undefined where all are
};

/// Keys and values of the tokens decoded so far and of the image, preallocated by the family that uses it.
class KeyValueCache {
  public:
    virtual ~KeyValueCache() = default;
    /// Tokens held per row.
    virtual std::int64_t length() const = 0;
    /// Keeps the given rows in the given order (ended rows retire, beams move). @param rows (M) int64
    virtual void select(const torch::Tensor& rows) = 0;
};

struct DecoderOutput {
    torch::Tensor logits;          ///< (N, T, V)
    torch::Tensor hidden;          ///< (N, T, D) the states that the output projection reads
    torch::Tensor crossAttention;  ///< (N, T, S) last layer, mean over heads; a distribution over the picture's states, 0 elsewhere;
                                   ///< undefined unless asked for
};

/// An image captioner. All methods take and return tensors on the module's device; none does text.
///
/// Rows of tokens are grouped by image: with B images and N = B * k rows, row r describes image r / k. The
/// decoder uses that to share the image's keys and values among its k rows.
///
/// Prompts stay inside. A captioner that continues a text (BLIP) is told it by `setPrompt`; a chat model, whose prompt
/// holds the picture, finds it in `ImageBatch::prompts` and hands it on as part of the features. Either way rows begin
/// with `specialTokens().start`, the last id of the prompt, and logits, hidden states and positions are those of the
/// rows' own tokens: nobody downstream sees a prompt, but for `rowsBegin`.
class Captioner : public torch::nn::Module {
  public:
    /// @param pixels (B, 3, H, W) @return (B, S, D_v), the states that the decoder attends to
    virtual torch::Tensor encodeImages(const torch::Tensor& pixels) = 0;
    /// The same for pictures with tiles and prompts. Features of different batches are joined by `joinFeatures`.
    /// @throws Error if the family takes neither and is given some, or takes them and is given none
    virtual torch::Tensor encodeBatch(const ImageBatch& batch);

    /// All rows from now on begin behind these ids, the start token first and included; none restores the start token
    /// alone. A chat model only takes the last id from here: the end of its template, which all prompts share.
    /// @throws Error if the family takes no prompt and is given one
    virtual void setPrompt(const std::vector<std::int64_t>& ids);
    /// What repetition penalties look back on when a row begins. @param features (B, S, D_v)
    /// @return (B) the ids of each image's prompt, `specialTokens().start` last
    virtual std::vector<std::vector<std::int64_t>> rowsBegin(const torch::Tensor& features) const;

    /// Teacher-forced: `tokens` (N, T) starting with the start token; `mask` (N, T), 1 at real tokens, or
    /// undefined for no padding; `features` (B, S, D_v).
    virtual DecoderOutput decode(const torch::Tensor& tokens, const torch::Tensor& features,
                                 const torch::Tensor& mask = {}, bool withAttention = false) = 0;

    /// Room for `rows` rows of up to `capacity` tokens; the image's keys and values are computed here, once.
    /// @param features (B, S, D_v), rows a multiple of B
    virtual std::unique_ptr<KeyValueCache> makeCache(const torch::Tensor& features, std::int64_t rows,
                                                     std::int64_t capacity) = 0;

    /// Decodes the next tokens behind those in the cache and adds them to it. @param tokens (M, t), M the
    /// cache's rows
    /// @return logits of the last position only, (M, 1, V), and its hidden state
    virtual DecoderOutput decodeNext(const torch::Tensor& tokens, KeyValueCache& cache) = 0;

    virtual const SpecialTokens& specialTokens() const = 0;
    virtual std::int64_t vocabularySize() const = 0;
    /// The longest row, start token included, that the positions allow behind the prompt.
    virtual std::int64_t maxPositions() const = 0;
    /// Width of `DecoderOutput::hidden`.
    virtual std::int64_t hiddenSize() const = 0;
    /// Side lengths of the pictures that `encodeImages` takes, and the grid of patches that it makes of them.
    virtual std::int64_t imageHeight() const = 0;
    virtual std::int64_t imageWidth() const = 0;
    /// Width of `encodeImages`' output.
    virtual std::int64_t featureSize() const = 0;

    /// Whether features depend on this parameter (a vision tower and what follows it, frozen while a policy is optimised).
    virtual bool isVision(std::string_view parameter) const = 0;
    /// What of the features shows the picture. @param features (B, S, D_v)
    virtual ImageStates imageStates(const torch::Tensor& features) const { return {features, {}}; }
    /// How many states stand in front of those of the picture's places and show none of them: a class token.
    virtual std::int64_t classTokens() const { return 0; }
    /// Width of `imageStates`.
    virtual std::int64_t stateSize() const { return featureSize(); }
    /// Features of no picture in particular, the mean of many. @param features (B, S, D_v) @return (S, D_v)
    virtual torch::Tensor meanImage(const torch::Tensor& features) const { return features.mean(0); }
    /// The mean image of all pictures from those of parts of them. @param means  at least one @param pictures  in each part
    virtual torch::Tensor joinMeanImages(const std::vector<torch::Tensor>& means, const std::vector<std::int64_t>& pictures) const;

    /// What `config.json` and `generation_config.json` of its checkpoint say.
    virtual Json config() const = 0;
    virtual Json generationConfig() const = 0;
    /// The same network with weights of its own: a reference policy, say. Its parameters take no gradient.
    virtual std::shared_ptr<Captioner> copy() const = 0;
};

/// Features of several batches as one. Shorter ones are padded in front with zeros, which every family that makes features
/// of different lengths reads as padding. @param parts (b, S, D_v), at least one @return (B, longest S, D_v)
torch::Tensor joinFeatures(const std::vector<torch::Tensor>& parts);

/// The mean state of each picture. @param features (B, S, D_v) @return (B, D_s)
torch::Tensor meanImageState(const Captioner& captioner, const torch::Tensor& features);

}  // namespace attune
