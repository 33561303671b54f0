// The `idefics3` and `smolvlm` families: SigLIP's tower on tiles, a pixel shuffle, one linear map, Llama.
#pragma once

#include "model/chat_captioner.h"
#include "model/siglip_vision.h"

namespace attune {

struct Idefics3Options {
    SiglipVisionOptions vision;
    LlamaOptions text;
    ChatOptions chat;
    std::int64_t scaleFactor = 2;  ///< this many states along each side become one
};

/// @throws Error naming an option that is not supported
Idefics3Options idefics3Options(const Json& config, const Json& generation);

/// Keys `model.{vision_model,connector.modality_projection.proj,text_model}`, `lm_head`.
class Idefics3 : public ChatCaptioner {
  public:
    explicit Idefics3(const Idefics3Options& options);
    /// @throws Error if config.json and weights do not fit each other or ask for something unsupported
    static std::shared_ptr<Idefics3> load(const Checkpoint& checkpoint, const Json& config, const Json& generation);

    std::int64_t statesPerTile() const override { return tileSide() * tileSide(); }
    std::int64_t tileSide() const override { return m_shape.vision.grid() / m_shape.scaleFactor; }
    /// The tower's states of tiles that may be cut short. @param patches  as `SiglipVision::forwardPatches` takes them
    /// @return (P, patches, D_vision)
    torch::Tensor visionStates(const torch::Tensor& pixels, const torch::Tensor& patches = {});

    std::int64_t imageHeight() const override { return m_shape.vision.imageSize; }
    std::int64_t imageWidth() const override { return m_shape.vision.imageSize; }
    bool isVision(std::string_view parameter) const override {
        return parameter.starts_with("model.vision_model.") || parameter.starts_with("model.connector.");
    }
    std::shared_ptr<Captioner> copy() const override;

  protected:
    torch::Tensor tileStates(const torch::Tensor& pixels) override;

  private:
    Idefics3Options m_shape;
    SiglipVision m_vision{nullptr};
    Linear m_connector{nullptr};
};

/// Squares of `factor` x `factor` neighbouring states become one that is as much wider, in the reference's order.
/// @param states (P, n * n, D) @return (P, (n / factor)^2, D factor^2)
torch::Tensor pixelShuffle(const torch::Tensor& states, std::int64_t factor);

}  // namespace attune
