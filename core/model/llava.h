// The `llava` family (Liu et al. 2023): CLIP's tower, two linear maps, Llama.
#pragma once

#include "model/chat_captioner.h"
#include "model/clip_vision.h"

namespace attune {

struct LlavaOptions {
    ClipVisionOptions vision;
    LlamaOptions text;
    ChatOptions chat;
    std::vector<std::int64_t> featureLayers{-2};  ///< whose states are taken, side by side if several
    bool keepClassToken = false;                  ///< "vision_feature_select_strategy" is "full"
    std::string projectorActivation = "gelu";
    bool projectorBias = true;
};

/// @throws Error naming an option that is not supported
LlavaOptions llavaOptions(const Json& config, const Json& generation);

/// Keys as on the hub: `vision_tower.vision_model`, `multi_modal_projector.linear_{1,2}`, `language_model.{model,lm_head}`.
/// Those that newer files have (`model.language_model`, a `vision_tower` without its wrapper, ..) are read as well.
class Llava : public ChatCaptioner {
  public:
    explicit Llava(const LlavaOptions& options);
    /// @throws Error if config.json and weights do not fit each other or ask for something unsupported
    static std::shared_ptr<Llava> load(const Checkpoint& checkpoint, const Json& config, const Json& generation);

    std::int64_t statesPerTile() const override { return m_shape.vision.patches() + (m_shape.keepClassToken ? 1 : 0); }
    std::int64_t tileSide() const override { return m_shape.vision.imageSize / m_shape.vision.patchSize; }
    /// The tower's states behind a layer. @return (P, 1 + patches, D_vision)
    torch::Tensor visionStates(const torch::Tensor& pixels, std::int64_t layer) { return m_vision(pixels, layer); }

    std::int64_t imageHeight() const override { return m_shape.vision.imageSize; }
    std::int64_t imageWidth() const override { return m_shape.vision.imageSize; }
    bool isVision(std::string_view parameter) const override {
        return parameter.starts_with("vision_tower.") || parameter.starts_with("multi_modal_projector.");
    }
    std::shared_ptr<Captioner> copy() const override;

  protected:
    torch::Tensor tileStates(const torch::Tensor& pixels) override;

  private:
    LlavaOptions m_shape;
    Activation m_activation;
    ClipVision m_vision{nullptr};
    Linear m_linear1{nullptr}, m_linear2{nullptr};
};

}  // namespace attune
