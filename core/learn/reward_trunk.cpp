#include "learn/reward_trunk.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "data/error.h"
#include "learn/decoder_parameters.h"
#include "learn/reward_fit.h"
#include "learn/reward_model.h"

namespace attune {
namespace {

constexpr int kPatience = 3;
/// Images a step; with two to five judged captions each that is some 30 captions.
constexpr std::size_t kBatchImages = 8;
constexpr double kGradientNorm = 1.0;
constexpr double kTrunkWeightDecay = 0.01;
/// The heads are where they should be already; they follow the decoder in smaller steps.
constexpr double kHeadsSlowdown = 0.1;

/// The judgements of one image, by index.
struct ImageJudgements {
    std::vector<std::int64_t> ratings, comparisons;
};

class TrunkFit {
  public:
    TrunkFit(Captioner& trunk, RewardHeads& heads, const RewardFeatures& features, const RewardScaling& scaling,
             const RewardData& data, const RewardTargets& targets, const RewardOptions& options)
        : m_heads(heads), m_features(features), m_scaling(scaling), m_data(data), m_targets(targets),
          m_options(options), m_logScale(initialLogScale(heads.shape().heads)),
          m_trunkAdam(trainDecoderOnly(trunk, data.features),
                      {.learningRate = options.trunkLearningRate, .weightDecay = kTrunkWeightDecay}),
          m_headsAdam(headParameters(), {.learningRate = options.learningRate * kHeadsSlowdown,
                                         .weightDecay = options.weightDecay}) {
        const auto drawnRatings = (targets.ratingWeight.sum(0) > 0), drawnPairs = (targets.comparisonWeight.sum(0) > 0);
        for (std::size_t i = 0; i < data.ratings.size(); ++i)
            place(data.ratings[i].row, drawnRatings, static_cast<std::int64_t>(i)).ratings.push_back(static_cast<std::int64_t>(i));
        for (std::size_t i = 0; i < data.comparisons.size(); ++i)
            place(data.comparisons[i].left, drawnPairs, static_cast<std::int64_t>(i)).comparisons.push_back(static_cast<std::int64_t>(i));
    }

    /// One pass over the images that some head drew. @return mean loss
    double pass(Rng& rng, Observer& observer) {
        std::vector<const ImageJudgements*> order;
        for (const auto& [image, judgements] : m_learnt) order.push_back(&judgements);
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[rng.below(i)]);
        double sum = 0;
        int steps = 0;
        for (std::size_t at = 0; at < order.size(); at += kBatchImages, ++steps) {
            observer.breathe();
            const auto end = std::min(order.size(), at + kBatchImages);
            const std::vector<const ImageJudgements*> batch(order.begin() + static_cast<std::ptrdiff_t>(at),
                                                            order.begin() + static_cast<std::ptrdiff_t>(end));
            m_trunkAdam.zeroGradients();
            m_headsAdam.zeroGradients();
            const auto loss = losses(batch, /*heldOut=*/false).mean();
            loss.backward();
            clipGradientNorm({&m_trunkAdam.parameters(), &m_headsAdam.parameters()}, kGradientNorm);
            m_trunkAdam.step();
            m_headsAdam.step();
            sum += loss.item<double>();
        }
        return sum / std::max(steps, 1);
    }

    /// Mean loss over the images that no head drew.
    double heldOutLoss(Observer& observer) {
        const torch::NoGradGuard noGrad;
        std::vector<const ImageJudgements*> batch;
        double sum = 0, weight = 0;
        for (auto it = m_heldOut.begin(); it != m_heldOut.end();) {
            batch.push_back(&it->second);
            if (++it != m_heldOut.end() && batch.size() < kBatchImages) continue;
            observer.breathe();
            sum += losses(batch, /*heldOut=*/true).mean().item<double>() * static_cast<double>(batch.size());
            weight += static_cast<double>(batch.size());
            batch.clear();
        }
        return sum / weight;
    }

    struct State {
        Adam::Snapshot trunk, heads;
    };
    State state() const { return {m_trunkAdam.snapshot(), m_headsAdam.snapshot()}; }
    void restore(const State& state) {
        m_trunkAdam.restore(state.trunk);
        m_headsAdam.restore(state.heads);
    }
    /// No gradients, and none that linger.
    void finish() {
        for (auto* adam : {&m_trunkAdam, &m_headsAdam}) {
            for (auto [name, parameter] : adam->parameters()) {
                parameter.requires_grad_(false);
                parameter.mutable_grad() = torch::Tensor();
            }
        }
    }

  private:
    NamedParameters headParameters() {
        auto all = m_heads.parameters();
        all.emplace_back("log_scale", m_logScale);
        for (auto& [name, parameter] : all) parameter.requires_grad_(true);
        return all;
    }

    ImageJudgements& place(std::int64_t row, const torch::Tensor& drawn, std::int64_t judgement) {
        auto& images = drawn[judgement].item<bool>() ? m_learnt : m_heldOut;
        return images[m_data.imageOfRow[static_cast<std::size_t>(row)]];
    }

    /// @return (K)
    torch::Tensor losses(const std::vector<const ImageJudgements*>& batch, bool heldOut) {
        std::vector<std::int64_t> ratings, comparisons;
        std::set<std::int64_t> rows;
        for (const auto* image : batch) {
            for (const auto i : image->ratings) {
                ratings.push_back(i);
                rows.insert(m_data.ratings[static_cast<std::size_t>(i)].row);
            }
            for (const auto i : image->comparisons) {
                const auto& pair = m_data.comparisons[static_cast<std::size_t>(i)];
                comparisons.push_back(i);
                rows.insert({pair.left, pair.right});
            }
        }
        auto rowOf = torch::zeros({static_cast<std::int64_t>(m_data.rows.size())}, torch::kInt64);
        std::map<std::int64_t, std::int64_t> imageOf;
        std::vector<std::int64_t> used, local;
        TokenRows tokens;
        for (const auto row : rows) {
            rowOf[row] = static_cast<std::int64_t>(tokens.size());
            tokens.push_back(m_data.rows[static_cast<std::size_t>(row)]);
            const auto image = m_data.imageOfRow[static_cast<std::size_t>(row)];
            const auto [at, isNew] = imageOf.try_emplace(image, static_cast<std::int64_t>(used.size()));
            if (isNew) used.push_back(image);
            local.push_back(at->second);
        }
        const auto states =
            m_data.features.index_select(0, torch::tensor(used, torch::kInt64).to(m_data.features.device()));
        const RewardInputs raw{m_features.columns(states, local, tokens).to(torch::kCPU, torch::kFloat32),
                               m_features.states(states).to(torch::kCPU, torch::kFloat32), torch::tensor(local, torch::kInt64)};
        const auto scores = m_heads.forward(m_scaling.apply(raw));  // (K, n)
        const auto some = m_targets.select(torch::tensor(ratings, torch::kInt64),
                                           torch::tensor(comparisons, torch::kInt64), rowOf);
        const auto weights = [heldOut](const torch::Tensor& drawn) { return heldOut ? torch::ones_like(drawn) : drawn; };
        return rewardLosses(scores, m_logScale, some, weights(some.ratingWeight), weights(some.comparisonWeight), m_options);
    }

    RewardHeads& m_heads;
    const RewardFeatures& m_features;
    const RewardScaling& m_scaling;
    const RewardData& m_data;
    const RewardTargets& m_targets;
    const RewardOptions& m_options;
    torch::Tensor m_logScale;  ///< (K)
    Adam m_trunkAdam, m_headsAdam;
    std::map<std::int64_t, ImageJudgements> m_learnt, m_heldOut;  ///< by image
};

}  // namespace

int fitRewardTrunk(Captioner& trunk, RewardHeads& heads, const RewardFeatures& features, const RewardScaling& scaling,
                   const RewardData& data, const RewardTargets& targets, const RewardOptions& options, int epochsBefore,
                   Rng& rng, Observer& observer) {
    TrunkFit fit(trunk, heads, features, scaling, data, targets, options);
    auto best = fit.state();
    double lowest = fit.heldOutLoss(observer);
    int epoch = 0;
    for (int sinceBest = 0; epoch < options.trunkEpochs && sinceBest < kPatience; ++sinceBest) {
        const double learnt = fit.pass(rng, observer);
        const double held = fit.heldOutLoss(observer);
        ++epoch;
        observer.metrics(epochsBefore + epoch, {{"loss/train", learnt}, {"loss/validation", held}});
        observer.progress(epoch, options.trunkEpochs);
        if (!std::isfinite(held)) break;
        if (held < lowest) {
            lowest = held;
            best = fit.state();
            sinceBest = -1;
        }
    }
    fit.restore(best);
    fit.finish();
    return epoch;
}

}  // namespace attune
