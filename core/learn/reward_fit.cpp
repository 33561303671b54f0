#include "learn/reward_fit.h"

#include <cmath>
#include <limits>
#include <utility>

#include "data/error.h"
#include "learn/objectives.h"

namespace attune {
namespace {

/// Scores are in standardised rating units; one unit apart makes a preference about e^2 : 1.
constexpr double kInitialLogScale = 0.7;

/// A loss that is the best of none.
constexpr double kNever = std::numeric_limits<double>::infinity();

/// Remembers each head's parameters at its lowest held-out loss.
class BestState {
  public:
    /// @param parameters  of K heads, which the first dimension of each counts
    explicit BestState(NamedParameters parameters) : m_parameters(std::move(parameters)) {
        for (const auto& [name, parameter] : m_parameters) m_saved.push_back(parameter.detach().clone());
        m_loss = torch::full({m_saved[0].size(0)}, kNever);
    }
    /// @param loss (K) @return whether any head improved
    bool update(const torch::Tensor& loss) {
        const auto better = loss < m_loss - 1e-4;
        if (!better.any().item<bool>()) return false;
        m_loss = torch::where(better, loss, m_loss);
        for (std::size_t i = 0; i < m_saved.size(); ++i) {
            const auto parameter = m_parameters[i].second.detach();
            std::vector<std::int64_t> shape(static_cast<std::size_t>(parameter.dim()), 1);
            shape[0] = -1;
            m_saved[i] = torch::where(better.view(shape), parameter, m_saved[i]);
        }
        return true;
    }
    void restore() {
        for (std::size_t i = 0; i < m_saved.size(); ++i) m_parameters[i].second.copy_(m_saved[i]);
    }
    /// In the order of the parameters.
    const std::vector<torch::Tensor>& saved() const { return m_saved; }

  private:
    NamedParameters m_parameters;
    std::vector<torch::Tensor> m_saved;
    torch::Tensor m_loss;  ///< (K)
};

/// Each head's best state on what it did not learn from, or on a part of that.
struct Choice {
    Choice(const NamedParameters& trained, torch::Tensor heldRatings, torch::Tensor heldComparisons)
        : best(trained), ratings(std::move(heldRatings)), comparisons(std::move(heldComparisons)),
          canChoose((ratings.sum(1) + comparisons.sum(1)) >= kFewestToChoose) {}

    /// @return (K)
    torch::Tensor losses(const torch::Tensor& scores, const torch::Tensor& logScale, const RewardTargets& targets,
                         const RewardOptions& options) const {
        return rewardLosses(scores, logScale, targets, ratings, comparisons, options);
    }

    BestState best;
    torch::Tensor ratings;      ///< (K, R) 1 where the judgement may say how good the head is
    torch::Tensor comparisons;  ///< (K, C)
    torch::Tensor canChoose;    ///< (K) whether there are enough of them
};

/// By what is held out in the first half of the pictures, and in the second.
std::array<Choice, 2> choicesOfHalves(const NamedParameters& trained, const Choice& all, const RewardHalves& halves) {
    return {Choice(trained, all.ratings * (1 - halves.ratings), all.comparisons * (1 - halves.comparisons)),
            Choice(trained, all.ratings * halves.ratings, all.comparisons * halves.comparisons)};
}

}  // namespace

torch::Tensor rewardLosses(const torch::Tensor& scores, const torch::Tensor& logScale, const RewardTargets& targets,
                           const torch::Tensor& ratingWeight, const torch::Tensor& comparisonWeight,
                           const RewardOptions& options) {
    auto loss = torch::zeros({scores.size(0)}, scores.options());
    if (targets.ratingRow.numel() > 0) {
        const auto errors = (scores.index_select(1, targets.ratingRow) - targets.ratingTarget).square();  // (K, R)
        loss = loss + (errors * ratingWeight).sum(1) / ratingWeight.sum(1).clamp_min(1);
    }
    if (targets.left.numel() > 0 && options.comparisonWeight > 0) {
        const auto gap = (scores.index_select(1, targets.left) - scores.index_select(1, targets.right)) *
                         logScale.exp().unsqueeze(1);  // (K, C)
        const auto smooth = targets.preference * (1 - 2 * targets.mistaken) + targets.mistaken;  // (C)
        loss = loss + options.comparisonWeight * bradleyTerrySoftLoss(gap, smooth, comparisonWeight);
    }
    return loss;
}

FittedHeads fitRewardHeads(RewardHeads& heads, const RewardInputs& x, const RewardTargets& targets,
                           const RewardHalves& halves, const RewardOptions& options, Observer& observer,
                           const HeadsProbe& probe) {
    NamedParameters trained = heads.parameters();
    auto logScale = torch::full({heads.shape().heads}, kInitialLogScale);
    trained.emplace_back("log_scale", logScale);
    for (auto& [name, parameter] : trained) parameter.requires_grad_(true);
    Adam adam(trained, {.learningRate = options.learningRate, .weightDecay = options.weightDecay});

    Choice all(trained, (targets.ratingWeight == 0).to(torch::kFloat32), (targets.comparisonWeight == 0).to(torch::kFloat32));
    auto ofHalves = choicesOfHalves(trained, all, halves);
    int epoch = 0, sinceBest = 0, nextProbe = 0;
    for (; epoch < options.epochs && sinceBest < options.patience; ++epoch, ++sinceBest) {
        observer.breathe();
        adam.zeroGradients();
        const auto scores = heads.forward(x);  // (K, N)
        const auto losses =
            rewardLosses(scores, logScale, targets, targets.ratingWeight, targets.comparisonWeight, options);
        {
            const torch::NoGradGuard noGrad;
            const auto held = all.losses(scores, logScale, targets, options);
            // Where too little is held out the training loss falls on, so the last state is the best one.
            if (all.best.update(torch::where(all.canChoose, held, losses))) sinceBest = -1;
            for (Choice& half : ofHalves)
                half.best.update(half.losses(scores, logScale, targets, options).masked_fill(half.canChoose.logical_not(), kNever));
            if (probe && epoch == nextProbe) {
                probe(epoch, heads, scores);
                nextProbe = epoch * 3 / 2 + 2;  // most moves early, and nobody knows when it will stop
            }
            if (epoch % 10 == 0)
                observer.metrics(epoch, {{"loss/train", losses.mean().item<double>()},
                                         {"loss/validation", held.mean().item<double>()}});
        }
        losses.sum().backward();
        adam.step();
        observer.progress(epoch + 1, options.epochs);
    }
    const torch::NoGradGuard noGrad;
    all.best.restore();
    for (auto& [name, parameter] : trained) parameter.requires_grad_(false);
    if (probe) probe(epoch, heads, heads.forward(x));
    FittedHeads fitted{epoch, logScale, {}};
    for (std::size_t half = 0; half < ofHalves.size(); ++half)
        for (std::size_t i = 0; i < heads.parameters().size(); ++i)
            fitted.chosenOn[half]["heads." + heads.parameters()[i].first] = ofHalves[half].best.saved()[i];
    return fitted;
}

}  // namespace attune
