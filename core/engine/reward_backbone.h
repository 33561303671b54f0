// What a reward model reads pictures and captions through: a captioner, or an encoder of both (clip, siglip).
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <memory>
#include <variant>
#include <vector>

#include "data/observer.h"
#include "data/reward_options.h"
#include "engine/image_text_folder.h"
#include "engine/job_inputs.h"
#include "engine/jobs.h"
#include "engine/model_cache.h"
#include "learn/reward_model.h"

namespace attune {

/// The folder, inside that of a reward model, of the captioner that was tuned with it. Where there is one it is the
/// model of the role "reward_backbone", whatever the job names.
inline constexpr const char* kRewardTrunk = "trunk";

/// What a reward sees of captions' images: each picture once for each prompt that its captions answer.
struct RewardLooks {
    torch::Tensor features;                              ///< (B, S, D_v), as RewardBackbone::look returns them
    std::vector<std::int64_t> ofCaption;                 ///< index into them
    std::vector<std::int64_t> pictureOf = {}, promptOf = {};  ///< as in RewardData
};

class RewardBackbone {
  public:
    /// The model of a role of the job; a captioner is asked what the job's images are asked. @throws Error
    static RewardBackbone load(const JobContext& context, const std::string& role);

    /// Null for an encoder.
    const LoadedCaptioner* captioner() const { return std::get_if<LoadedCaptioner>(&m_loaded); }

    /// What the reward's features are computed from: a captioner's image states (B, S, D_v), an encoder's embeddings
    /// (B, 1, E). @throws Error, Cancelled
    torch::Tensor look(const std::vector<std::filesystem::path>& files, Observer& observer) const;
    /// The same of the images of captions, with the prompts that those answer, which a chat model reads with the picture.
    RewardLooks look(const InputImages& images, const InputCaptions& captions, Observer& observer) const;
    /// Captions as ids of this backbone, with the prompt that each answers where the backbone continues it (a chat model
    /// sees it with the picture). @throws Error if one is empty or the backbone reads no texts
    AskedRows read(const InputCaptions& captions) const;
    /// The same of captions that a captioner wrote, all of them as answers to what the backbone was asked when it was loaded:
    /// its ids where the backbone understands them as it does, else their text.
    TokenRows read(const TokenRows& written, const LoadedCaptioner& writer) const;

    /// What heads read through it. @param features  of the images to learn from, as `look` returns them
    std::shared_ptr<const RewardFeatures> makeFeatures(const RewardOptions& options, const torch::Tensor& features) const;
    /// @throws Error unless the folder holds a reward model that was trained on this backbone
    RewardModel loadReward(const std::filesystem::path& folder) const;

  private:
    explicit RewardBackbone(std::variant<LoadedCaptioner, LoadedEncoder> loaded) : m_loaded(std::move(loaded)) {}

    std::variant<LoadedCaptioner, LoadedEncoder> m_loaded;
};

}  // namespace attune
