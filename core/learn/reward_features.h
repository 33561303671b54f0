// What reward heads see of images and captions: numbers read off a network.
#pragma once

#include <torch/torch.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "data/observer.h"
#include "learn/rows.h"

namespace attune {

/// What a column tells about: the image alone, the caption (as it is read beside the image), where the caption's words
/// look, what the captioner was asked, or image and caption multiplied.
enum class Modality { Image, Text, Attention, Prompt, Both };

/// "image", "text", "attention", "prompt" or "both".
std::string toText(Modality modality);

/// What rewards can be read off: a captioner that reads the caption while it looks, or an encoder of images and texts.
enum class BackboneKind { Captioner, Encoder };

/// "captioner" or "encoder".
std::string toText(BackboneKind kind);

/// @throws Error unless it is "all", "states" or "statistics"
void checkFeatureKind(const std::string& kind);

/// A run of columns that belong together.
struct FeatureBlock {
    std::string name;
    std::int64_t size = 0;
    Modality modality = Modality::Text;
};

/// What the heads read of N captions of B images. States are there only for heads that attend to them.
struct RewardInputs {
    torch::Tensor columns;     ///< (N, F) float32, the blocks side by side
    torch::Tensor states;      ///< (B, S, D_s) float32, what the images are to the network; may be undefined
    torch::Tensor shown;       ///< (B, S) 1 at states of the picture, 0 at padding and words; undefined: all show it
    torch::Tensor imageOfRow;  ///< (N) int64, index into `states`

    std::int64_t rows() const { return columns.size(0); }
    /// Some of the rows, with all states. @param index (M) int64
    RewardInputs select(const torch::Tensor& index) const;
};

/// One kind of network that rewards can be read off. Immutable once made.
class RewardFeatures {
  public:
    virtual ~RewardFeatures() = default;

    const std::vector<FeatureBlock>& blocks() const { return m_blocks; }
    /// F, the sum of the blocks' sizes.
    std::int64_t size() const;
    /// D_s, the width of the image states.
    virtual std::int64_t stateSize() const = 0;
    /// What of the features shows the picture. @param features (B, S, D_v)
    virtual ImageStates states(const torch::Tensor& features) const { return {features, {}}; }
    virtual BackboneKind backboneKind() const = 0;
    /// Which weights the columns were read off (see parameterHash).
    virtual std::string backboneHash() const = 0;
    /// What a saved reward model needs besides the network to read the same columns again, by name.
    virtual std::map<std::string, torch::Tensor> tensors() const { return {}; }
    /// The captioner that the columns are read off; null where it is none.
    virtual std::shared_ptr<const Captioner> captioner() const { return nullptr; }
    /// The same columns read off another captioner of that shape. @throws Error where this one is read off none
    virtual std::shared_ptr<const RewardFeatures> readOff(std::shared_ptr<Captioner> other) const;

    /// Without gradients, in passes short enough that a wish to stop is heard. A captioner that continues texts reads each
    /// caption behind its own prompt, and is left with one of them.
    /// @param features (B, S, D_v) of the images, @param imageOfRow  index into them for each row
    /// @param withStates  of all images, which for large captioners is megabytes each
    /// @return on the CPU, not standardised @throws Error, Cancelled
    RewardInputs compute(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                         const AskedRows& rows, bool withStates, Observer& observer) const;
    /// The same in one pass, with gradients for what of the network takes any. States are of the images used alone, which
    /// the rows' indices name then.
    RewardInputs read(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow, const AskedRows& rows,
                      bool withStates) const;

  protected:
    /// What rows continue from now on. Nothing to a network that continues no texts.
    virtual void ask(const std::vector<std::int64_t>&) const {}
    /// One pass. @return (N, F) on the network's device
    virtual torch::Tensor columns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                  const TokenRows& rows) const = 0;

    std::vector<FeatureBlock> m_blocks;

  private:
    /// One pass for each prompt.
    torch::Tensor askedColumns(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                               const AskedRows& rows) const;
};

}  // namespace attune
