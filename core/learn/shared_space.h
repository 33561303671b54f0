// The space that images and texts share: f_v and f_t, as multi-task training left them beside a checkpoint, or as they were learnt
// from a project's own pairs (see contrastive_heads.h).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "data/observer.h"
#include "learn/rows.h"
#include "learn/space_head.h"

namespace attune {

/// Which states the heads read.
enum class HeadStates {
    Words,  ///< as multi-task training shows them: of pictures all places, of texts what has read the last word
    Whole,  ///< of pictures the class token, too, of texts what has read the last token, the end included
};

class SharedSpace {
  public:
    /// From `attune_heads.safetensors` in a folder, the captioner's or another; none where there is no such file. Heads that were
    /// learnt have a `mean_image` there.
    /// @throws Error if the file is damaged or does not fit the captioner
    static std::optional<SharedSpace> load(const std::filesystem::path& folder, const Captioner& captioner);

    /// A space that was learnt, from whole states. @param blank (S, D_v) what texts are read in front of
    /// @param learntFrom  ids of the images that the heads have seen @param chosenApart  whether other images chose the epoch than
    /// those that are left to measure it on; nothing: it is not known
    SharedSpace(SpaceHead visual, SpaceHead text, torch::Tensor blank, std::vector<std::int64_t> learntFrom,
                std::optional<bool> chosenApart = {});
    /// @throws Error if the disk refuses
    void save(const std::filesystem::path& file) const;

    /// What a visual head reads, the mean over each picture.
    /// @param features (B, S, D_v) of this captioner @return (B, D_s), float32 on the CPU
    static torch::Tensor imageStates(const Captioner& captioner, const torch::Tensor& features, HeadStates which);
    /// What a text head reads of the decoder.
    /// @param blank (S, D_v) features of no picture in particular, so that the states are those of the texts alone
    /// @return (N, D), float32 on the CPU
    static torch::Tensor textStates(Captioner& captioner, const TokenRows& rows, const torch::Tensor& blank, HeadStates which,
                                    torch::Device device, Observer& observer);

    /// @param features (B, S, D_v) of this captioner @return (B, E) of unit length, on the CPU
    torch::Tensor images(const Captioner& captioner, const torch::Tensor& features) const;
    /// @return (N, E) of unit length, on the CPU
    torch::Tensor texts(Captioner& captioner, const TokenRows& rows, torch::Device device, Observer& observer) const;
    /// Ids of images that the heads have seen, ascending; empty where they came with the captioner.
    const std::vector<std::int64_t>& learntFrom() const { return m_learntFrom; }
    std::optional<bool> chosenApart() const { return m_chosenApart; }

  private:
    SpaceHead m_visual, m_text;  ///< (E, D_s), (E, D)
    torch::Tensor m_blank;       ///< (S, D_v)
    HeadStates m_states = HeadStates::Whole;
    std::vector<std::int64_t> m_learntFrom;
    std::optional<bool> m_chosenApart;
};

}  // namespace attune
