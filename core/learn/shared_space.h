// The space that images and texts share: f_v and f_t, the projections that multi-task training left beside a checkpoint.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <optional>

#include "data/observer.h"
#include "learn/rows.h"

namespace attune {

class SharedSpace {
  public:
    /// From `attune_heads.safetensors` in the captioner's folder; none where there is no such file.
    /// @throws Error if the file is damaged or does not fit the captioner
    static std::optional<SharedSpace> load(const std::filesystem::path& folder, const Captioner& captioner);

    /// By the mean state of each picture's places, without a class token. @param features (B, S, D_v) of this captioner
    /// @return (B, E) of unit length, on the CPU
    torch::Tensor images(const Captioner& captioner, const torch::Tensor& features) const;
    /// The texts alone: the decoder sees no picture, as in training. @return (N, E) of unit length, on the CPU
    torch::Tensor texts(Captioner& captioner, const TokenRows& rows, torch::Device device, Observer& observer) const;

  private:
    torch::Tensor m_visual;  ///< (E, D_s)
    torch::Tensor m_text;    ///< (E, D)
};

}  // namespace attune
