// The heads and the loss of multi-task training: L = L_caption + w1 L_contrast + w2 L_attributes on one
// trunk.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "model/captioner.h"

namespace attune {

/// Labels and class numbers of one attribute are looked up by its index in the heads.
struct MultitaskHeadsOptions {
    std::int64_t featureSize = 128;  ///< width of the encoder's states
    std::int64_t hiddenSize = 128;   ///< width of the decoder's states
    std::int64_t sharedSpace = 64;   ///< dimensions of the space that images and texts share
    std::vector<std::int64_t>
        attributes;  ///< classes of each dense attribute; the last class is the background
};

/// f_v and f_t: projections of the captioner's states to the shared space; and one linear classifier per
/// attribute that reads a patch's state.
class MultitaskHeadsImpl : public torch::nn::Module {
  public:
    MultitaskHeadsImpl(const MultitaskHeadsOptions& options, torch::Generator& generator);

    /// @param features (B, 1 + P, D_v), the class token first @return (B, E), of unit length
    torch::Tensor embedImages(const torch::Tensor& features);
    /// @param hidden (N, T, D) @param mask (N, T), 1 at real tokens @return (N, E), of unit length, from the
    /// last one
    torch::Tensor embedTexts(const torch::Tensor& hidden, const torch::Tensor& mask);
    /// @param features (B, 1 + P, D_v) @return (B, P, classes)
    torch::Tensor attributeLogits(std::size_t attribute, const torch::Tensor& features);

    const MultitaskHeadsOptions options;
    torch::Tensor logitScale;  ///< logarithm of the inverse temperature, as CLIP names it

  private:
    torch::Tensor m_imageProjection, m_textProjection;
    std::vector<torch::nn::Linear> m_attributes;
};
TORCH_MODULE(MultitaskHeads);

/// One step's worth of plain tensors; what a stage does not use may be undefined.
struct MultitaskBatch {
    torch::Tensor pixels;                   ///< (B, 3, H, W), normalised
    std::vector<torch::Tensor> attributes;  ///< (B, P) int64 each, -100 where ignored
    torch::Tensor tokens;  ///< (N, T) int64, start token first, N a multiple of B, grouped by image
    torch::Tensor labels;  ///< (N, T) int64, the token that follows each, -100 at padding
};

struct MultitaskWeights {
    double caption = 1;
    double contrast = 0;
    double attributes = 0;
    double background = 0.25;  ///< weight of background patches within the attribute loss
};

struct MultitaskLoss {
    torch::Tensor total;
    torch::Tensor caption;     ///< nats per token; undefined where its weight is 0, as the others
    torch::Tensor contrast;    ///< InfoNCE, mean of both directions
    torch::Tensor attributes;  ///< mean of the attributes' weighted cross-entropies
};

/// The parts of the loss, each in float32, or in float64 where that is given. Labels of -100 do not count.
/// @param logits (N, T, V) @param labels (N, T) @return nats per token
torch::Tensor captionLoss(const torch::Tensor& logits, const torch::Tensor& labels);
/// @param logits (B, P, classes) of each attribute, one at least, the background last @param labels (B, P) of each
/// @param background  its weight @return the mean over attributes
torch::Tensor attributeLoss(const std::vector<torch::Tensor>& logits, const std::vector<torch::Tensor>& labels,
                            double background);
/// @param features (B, 1 + P, D_v) of images @param hidden (B, T, D) of a caption of each, which has not seen the image
/// @param mask (B, T), 1 at real tokens
torch::Tensor contrastLoss(MultitaskHeads& heads, const torch::Tensor& features, const torch::Tensor& hidden,
                           const torch::Tensor& mask);

/// @param trainEncoder  without it, no gradient flows into the encoder
MultitaskLoss multitaskLoss(Captioner& captioner, MultitaskHeads& heads, const MultitaskBatch& batch,
                            const MultitaskWeights& weights, bool trainEncoder = true);

/// Share of the patches that show an object (neither background nor ignored) whose class is right.
double attributeAccuracy(MultitaskHeads& heads, std::size_t attribute, const torch::Tensor& features,
                         const torch::Tensor& labels);

}  // namespace attune
