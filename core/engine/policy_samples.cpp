#include "engine/policy_samples.h"

#include <torch/torch.h>

#include <algorithm>
#include <numeric>

#include "engine/attention_maps.h"
#include "engine/caption_ids.h"
#include "model/captioner.h"
#include "model/generation.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

constexpr std::int64_t kPictures = 6;

}  // namespace

PolicySamples::PolicySamples(const InputImages& images, const LoadedCaptioner& start, const LoadedCaptioner& reference,
                             const torch::Tensor& features, const RewardOnImages* reward, const PolicyOptions& options,
                             Observer& observer)
    : m_reward(reward), m_start(start), m_maxNewTokens(options.maxNewTokens) {
    const auto count = std::min(kPictures, images.size());
    m_ids.assign(images.ids.begin(), images.ids.begin() + count);
    m_features = features.narrow(0, 0, count);
    m_before = write(*reference.model, observer);
}

PolicySamples::Captions PolicySamples::write(Captioner& captioner, Observer& observer) const {
    GenerationOptions greedy;
    greedy.mode = "greedy";
    greedy.maxNewTokens = m_maxNewTokens;
    Captions captions;
    TokenRows rows;
    for (auto& caption : generate(captioner, m_features, 1, greedy, 0, &observer)) {
        captions.texts.push_back(captionText(caption.ids, m_start));
        rows.push_back(std::move(caption.ids));
    }
    if (!m_reward) return captions;
    std::vector<std::int64_t> imageOfRow(rows.size());
    std::iota(imageOfRow.begin(), imageOfRow.end(), std::int64_t{0});
    const auto scores = m_reward->score(imageOfRow, rows, m_start, observer).mean;
    for (std::int64_t i = 0; i < scores.numel(); ++i) captions.rewards.push_back(scores[i].item<double>());
    return captions;
}

void PolicySamples::emit(Captioner& policy, const GreedyCaptions& now, int round,
                         const std::filesystem::path& runFolder, RunObserver& observer) {
    const TokenRows rows(now.rows.begin(), now.rows.begin() + static_cast<std::ptrdiff_t>(m_ids.size()));
    const auto maps = attentionMaps(policy, *m_start.tokenizer, m_features, rows, observer);
    if (maps.defined()) writeAttention(runFolder, round, maps);
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        Json sample{{"image", m_ids[i]},
                    {"round", round},
                    {"before", m_before.texts[i]},
                    {"now", captionText(rows[i], m_start)}};
        if (now.rewards.defined()) {
            sample["reward_before"] = m_before.rewards[i];
            sample["reward_now"] = now.rewards[static_cast<std::int64_t>(i)].item<double>();
        }
        if (maps.defined()) sample["attention"] = attentionReference(round, static_cast<std::int64_t>(i));
        observer.emit("sample", std::move(sample));
    }
}

}  // namespace attune
