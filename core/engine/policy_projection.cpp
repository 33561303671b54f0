#include "engine/policy_projection.h"

#include <torch/torch.h>

#include <algorithm>
#include <numeric>

#include "model/captioner.h"
#include "model/generation.h"

namespace attune {

namespace {

/// One greedy caption for this many sampled ones costs a few hundredths of a round.
constexpr std::int64_t kRoundCaptionsEach = 20;
constexpr std::int64_t kLeast = 8, kMost = 256;

}  // namespace

PolicyProjection::PolicyProjection(const InputImages& images, const LoadedCaptioner& reference,
                                   const torch::Tensor& features, const RewardOnImages& reward,
                                   const PolicyOptions& options, std::filesystem::path runFolder)
    : m_reference(reference),
      m_reward(reward),
      m_space(SharedSpace::load(reference.folder, *reference.model)),
      m_maxNewTokens(options.maxNewTokens),
      m_series(std::move(runFolder), "policy") {
    const auto round = std::int64_t{options.images} * options.captionsPerImage;
    const auto count = std::min(images.size(), std::clamp(round / kRoundCaptionsEach, kLeast, kMost));
    m_features = features.narrow(0, 0, count);
    m_images = torch::tensor(std::vector<std::int64_t>(images.ids.begin(), images.ids.begin() + count));
    m_imageOfRow.resize(static_cast<std::size_t>(count));
    std::iota(m_imageOfRow.begin(), m_imageOfRow.end(), std::int64_t{0});
}

GreedyCaptions PolicyProjection::emit(Captioner& policy, int round, RunObserver& observer) {
    GenerationOptions greedy;
    greedy.mode = "greedy";
    greedy.maxNewTokens = m_maxNewTokens;
    GreedyCaptions captions;
    TokenRows& rows = captions.rows;
    for (auto& caption : generate(policy, m_features, 1, greedy, 0, &observer)) rows.push_back(std::move(caption.ids));
    const auto& model = m_reward.model();
    const auto raw = model.features().compute(m_reward.features().narrow(0, 0, m_images.numel()), m_imageOfRow, rows,
                                              observer);
    const auto points = m_space ? m_space->texts(*m_reference.model, rows, m_reference.device, observer) : raw.columns;
    captions.rewards = model.scoreFeatures(raw).mean;
    m_series.emit(points,
                  {.image = m_images, .caption = torch::full_like(m_images, -1), .score = captions.rewards}, round,
                  observer);
    return captions;
}

}  // namespace attune
