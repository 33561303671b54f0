#include "engine/policy_projection.h"

#include <torch/torch.h>

#include <algorithm>
#include <numeric>

#include "model/captioner.h"
#include "model/generation.h"
#include "engine/caption_ids.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

/// One greedy caption for this many sampled ones costs a few hundredths of a round.
constexpr std::int64_t kRoundCaptionsEach = 20;
constexpr std::int64_t kLeast = 8, kMost = 256;

/// That which came with the reference, else one that an earlier job learnt and this one was given.
std::optional<SharedSpace> spaceOf(const LoadedCaptioner& reference, const std::filesystem::path& runFolder) {
    auto own = SharedSpace::load(reference.folder, *reference.model);
    return own ? own : SharedSpace::load(runFolder / "inputs", *reference.model);
}

}  // namespace

PolicyProjection::PolicyProjection(const InputImages& images, const LoadedCaptioner& reference,
                                   const torch::Tensor& features, const RewardOnImages* reward,
                                   const PolicyOptions& options, std::filesystem::path runFolder)
    : m_reference(reference),
      m_reward(reward),
      m_space(spaceOf(reference, runFolder)),
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
    torch::Tensor points;
    if (m_reward) {
        const auto inputs = m_reward->inputs(m_imageOfRow, rows, m_reference, observer);
        points = inputs.columns;  // (N, F)
        captions.rewards = m_reward->model().scoreFeatures(inputs).mean;
    }
    if (m_space) points = m_space->texts(*m_reference.model, rows, m_reference.device, observer);
    if (!points.defined()) return captions;
    Projection shown{.image = m_images, .caption = torch::full_like(m_images, -1), .score = captions.rewards};
    for (const auto& row : rows) shown.texts.push_back(captionText(row, m_reference));
    m_series.emit(points, std::move(shown), round, observer);
    return captions;
}

}  // namespace attune
