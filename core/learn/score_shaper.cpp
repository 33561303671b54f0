#include "learn/score_shaper.h"

#include "data/error.h"
#include "learn/repetition.h"

namespace attune {

torch::Tensor ScoreShaper::bounded(const RewardScores& reward) const {
    const auto mean = reward.mean.to(torch::kCPU, torch::kFloat32);
    if (m_options.lowerBound <= 0) return mean;
    if (!reward.deviation.defined())
        throw Error("the option lower_bound needs a reward that knows its uncertainty");
    return mean - m_options.lowerBound * reward.deviation.to(torch::kCPU, torch::kFloat32);
}

void ScoreShaper::observe(const RewardScores& reward) {
    if (m_options.scoreNormalization == "running") normalizer.add(bounded(reward));
}

ShapedScores ScoreShaper::shape(const RewardScores& reward, const TokenRows& rows, const torch::Tensor& ended) const {
    const torch::NoGradGuard noGrad;
    ShapedScores out;
    out.scores = bounded(reward);
    if (m_options.scoreNormalization == "running") out.scores = normalizer.apply(out.scores).to(torch::kFloat32);
    if (m_options.scoreClip > 0) out.scores = out.scores.clamp(-m_options.scoreClip, m_options.scoreClip);
    out.scores = out.scores -
                 m_options.missingEndPenalty * ended.to(torch::kCPU).logical_not().to(torch::kFloat32);
    auto length = torch::empty({static_cast<std::int64_t>(rows.size())}), repetition = torch::empty_like(length);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        length[static_cast<std::int64_t>(r)] = static_cast<double>(rows[r].size()) * m_options.lengthPenalty;
        repetition[static_cast<std::int64_t>(r)] = repeatedShare(rows[r]) * m_options.repetitionPenalty;
    }
    out.scores = out.scores - length - repetition;
    out.lengthPenalty = length.mean().item<double>();
    out.repetitionPenalty = repetition.mean().item<double>();
    return out;
}

}  // namespace attune
