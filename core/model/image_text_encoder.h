// What CLIP and SigLIP offer to rewards and embeddings: pictures and texts as points of one space.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "data/json.h"

namespace attune {

/// How texts are put into a batch.
struct TextRules {
    std::int64_t length = 0;  ///< the most ids that there are positions for
    std::int64_t pad = 0;
    std::int64_t end = 0;      ///< stays the last id of a text that is cut
    bool toFullLength = false;  ///< all texts are padded to `length`, as the network was trained
};

/// Texts of a batch, padded at the right.
struct TextBatch {
    torch::Tensor ids;   ///< (N, T) int64
    torch::Tensor mask;  ///< (N, T) int64, 1 at ids of a text; undefined where padding is read like all else
};

/// An encoder of pictures and one of texts that were trained together. All tensors are on the module's device.
class ImageTextEncoder : public torch::nn::Module {
  public:
    /// @param pixels (B, 3, H, W), normalised @return (B, E), of any length
    virtual torch::Tensor imageFeatures(const torch::Tensor& pixels) = 0;
    /// @return (N, E), of any length @throws Error if there are more ids than positions
    virtual torch::Tensor textFeatures(const TextBatch& texts) = 0;
    /// The same, of length 1: their products are cosines.
    torch::Tensor imageEmbeds(const torch::Tensor& pixels);
    torch::Tensor textEmbeds(const TextBatch& texts);

    /// How well each text goes with each picture. @param images (B, E) and texts (N, E), embeds @return (B, N)
    virtual torch::Tensor logits(const torch::Tensor& images, const torch::Tensor& texts) const = 0;
    /// What the family is trained to lower. @param logits (B, B), pair b is picture b and text b @return a scalar
    virtual torch::Tensor contrastiveLoss(const torch::Tensor& logits) const = 0;

    virtual std::int64_t embedSize() const = 0;  ///< E
    virtual std::int64_t imageSize() const = 0;  ///< pixels along a side
    virtual std::int64_t vocabularySize() const = 0;
    const TextRules& textRules() const { return m_rules; }
    /// The ids by which the checkpoint's own tokenizer pads and ends texts: config.json need not name them (SigLIP 2's does
    /// not). @throws Error on an id that is not in the vocabulary
    void setTextTokens(std::int64_t pad, std::int64_t end);
    /// What config.json says.
    virtual const Json& config() const = 0;

    /// @param texts  ids with special tokens; too long ones are cut @throws Error on an id that is not in the vocabulary
    TextBatch textBatch(const std::vector<std::vector<std::int64_t>>& texts) const;

  protected:
    TextRules m_rules;

  private:
    void checkId(std::int64_t id) const;
};

/// Reads config.json and the weights of a `clip` or `siglip` folder.
/// @throws Error naming the family, option or weights that are not supported or do not fit
std::shared_ptr<ImageTextEncoder> loadImageTextEncoder(const std::filesystem::path& folder,
                                                       torch::Device device = torch::kCPU,
                                                       torch::Dtype dtype = torch::kFloat32);

}  // namespace attune
