#include "learn/trunk_tuning.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "data/error.h"
#include "learn/decoder_parameters.h"
#include "learn/policy_lora.h"
#include "learn/reward_measure.h"
#include "learn/saved_state.h"
#include "learn/trunk_state.h"

namespace attune {
namespace {

constexpr std::int64_t kJudgementsPerStep = 16;
constexpr std::size_t kPicturesPerHeldOut = 4;
/// Epochs without a gain that end it.
constexpr int kPatience = 3;
constexpr double kLeastGain = 1e-4;
/// An adapter's part is multiplied by it, whatever the rank.
constexpr double kAdapterScale = 2;

/// Some of the judgements, with the rows that they are about.
struct Batch {
    RewardTargets targets;          ///< their rows are indices into `rows`
    torch::Tensor rows;             ///< (M) int64, ascending
    std::vector<std::int64_t> images;  ///< (M)
    AskedRows captions;             ///< (M)
};

/// @param ratings, comparisons  indices of those to take, int64
Batch makeBatch(const RewardData& data, const RewardTargets& all, const torch::Tensor& ratings,
                const torch::Tensor& comparisons) {
    Batch batch;
    auto& t = batch.targets;
    t.ratingTarget = all.ratingTarget.index_select(0, ratings);
    t.preference = all.preference.index_select(0, comparisons);
    t.mistaken = all.mistaken.index_select(0, comparisons);
    t.ratingWeight = all.ratingWeight.index_select(1, ratings);
    t.comparisonWeight = all.comparisonWeight.index_select(1, comparisons);
    const auto named = torch::cat({all.ratingRow.index_select(0, ratings), all.left.index_select(0, comparisons),
                                   all.right.index_select(0, comparisons)});
    torch::Tensor place, counts;
    std::tie(batch.rows, place, counts) = at::_unique2(named, /*sorted=*/true, /*return_inverse=*/true);
    const auto r = ratings.numel(), c = comparisons.numel();
    t.ratingRow = place.narrow(0, 0, r);
    t.left = place.narrow(0, r, c);
    t.right = place.narrow(0, r + c, c);
    for (std::int64_t i = 0; i < batch.rows.numel(); ++i) {
        const auto row = static_cast<std::size_t>(batch.rows[i].item<std::int64_t>());
        batch.images.push_back(data.imageOfRow[row]);
        batch.captions.ids.push_back(data.rows[row]);
        if (!data.prompts.empty()) batch.captions.prompts.push_back(data.prompts[row]);
    }
    return batch;
}

torch::Tensor indices(const torch::Tensor& mask) { return mask.nonzero().flatten(); }

/// The numbers in another order.
std::vector<std::int64_t> shuffled(const torch::Tensor& numbers, Rng& rng) {
    std::vector<std::int64_t> order(numbers.data_ptr<std::int64_t>(), numbers.data_ptr<std::int64_t>() + numbers.numel());
    rng.shuffle(order);
    return order;
}

/// One of `parts` nearly equal runs of the numbers.
torch::Tensor partOf(const std::vector<std::int64_t>& numbers, std::int64_t part, std::int64_t parts) {
    const auto size = static_cast<std::int64_t>(numbers.size());
    return torch::tensor(std::vector<std::int64_t>(numbers.begin() + size * part / parts, numbers.begin() + size * (part + 1) / parts),
                         torch::kInt64);
}

std::vector<torch::Tensor> copied(const NamedParameters& parameters) {
    std::vector<torch::Tensor> copies;
    for (const auto& [name, parameter] : parameters) copies.push_back(parameter.detach().clone());
    return copies;
}

void restore(NamedParameters& parameters, const std::vector<torch::Tensor>& copies) {
    const torch::NoGradGuard noGrad;
    for (std::size_t i = 0; i < copies.size(); ++i) parameters[i].second.copy_(copies[i]);
}

/// How heads and trunk do on what is held out for both.
struct Held {
    double loss = 0;
    HeldOutAgreement agreement;
};

/// What is known before the first epoch.
TrunkReport reportBefore(const Held& before) {
    TrunkReport report;
    report.heldOut = before.agreement.ratings;
    report.frozenLoss = before.loss;
    report.loss = std::numeric_limits<double>::infinity();
    report.frozenSpearman = before.agreement.spearman;
    report.frozenPairs = before.agreement.pairs;
    return report;
}

class Tuning {
  public:
    Tuning(const TrunkTask& task, RewardHeads& heads, const torch::Tensor& logScale, std::uint64_t adapterSeed)
        : m_task(task),
          m_heads(heads),
          m_logScale(logScale.clone()),
          m_trunk(task.features->captioner()->copy()),
          m_features(task.features->readOff(m_trunk)) {
        m_trunk->eval();
        if (task.options.trunk == "lora") {
            const auto rank = static_cast<std::int64_t>(task.options.trunkRank);
            m_lora = adaptDecoder(*m_trunk, rank, kAdapterScale * static_cast<double>(rank), {}, adapterSeed);
            m_parameters = m_lora->parameters();
        } else {
            m_parameters = trainDecoderOnly(*m_trunk, task.data.features);
        }
        for (const auto& [name, parameter] : m_parameters) m_size += parameter.numel();
        for (const auto& [name, parameter] : heads.parameters()) m_parameters.emplace_back("heads." + name, parameter);
        m_parameters.emplace_back("heads.log_scale", m_logScale);
        for (auto& [name, parameter] : m_parameters) parameter.requires_grad_(true);
        m_held = makeBatch(task.data, task.targets, indices(task.split.ratings == 0), indices(task.split.comparisons == 0));
        m_ratings = indices(task.split.ratings);
        m_comparisons = indices(task.split.comparisons);
    }

    std::int64_t size() const { return m_size; }
    NamedParameters& parameters() { return m_parameters; }
    std::int64_t steps() const {
        return (m_ratings.numel() + m_comparisons.numel() + kJudgementsPerStep - 1) / kJudgementsPerStep;
    }

    /// Each judgement once. Ratings and comparisons are dealt out apart, so that the weight of either is the same in all steps.
    /// @return the mean loss
    double epoch(Adam& adam, Rng& rng, Observer& observer, const std::function<void()>& stepped) {
        const auto ratings = shuffled(m_ratings, rng), comparisons = shuffled(m_comparisons, rng);
        double sum = 0;
        for (std::int64_t step = 0; step < steps(); ++step) {
            observer.breathe();
            const auto batch = makeBatch(m_task.data, m_task.targets, partOf(ratings, step, steps()), partOf(comparisons, step, steps()));
            adam.zeroGradients();
            const auto inputs = m_features->read(m_task.data.features, batch.images, batch.captions, m_heads.readsStates());
            const auto& t = batch.targets;
            const auto loss = rewardLosses(m_heads.forward(m_task.scaling.apply(inputs)), m_logScale, t, t.ratingWeight,
                                           t.comparisonWeight, m_task.options)
                                  .mean();
            loss.backward();
            adam.step();
            sum += loss.item<double>();
            stepped();
        }
        return sum / static_cast<double>(steps());
    }

    Held held(Observer& observer) const {
        const torch::NoGradGuard noGrad;
        auto inputs = m_features->compute(m_task.data.features, m_held.images, m_held.captions, m_heads.readsStates(), observer);
        const auto scores = m_heads.forward(m_task.scaling.apply(inputs));  // (K, M)
        const auto ratings = (m_held.targets.ratingWeight == 0).to(torch::kFloat32);
        const auto comparisons = (m_held.targets.comparisonWeight == 0).to(torch::kFloat32);
        const auto losses = rewardLosses(scores, m_logScale, m_held.targets, ratings, comparisons, m_task.options);
        const auto asked = (ratings.sum(1) + comparisons.sum(1) > 0).sum().item<double>();  // heads
        const auto rows = static_cast<std::int64_t>(m_task.data.rows.size());
        const auto all = torch::zeros({scores.size(0), rows}).index_copy_(1, m_held.rows, scores);  // no other row is asked for
        return {losses.sum().item<double>() / asked,
                heldOutAgreement(all, m_task.data, heldOutForAll(m_task.targets, m_task.split))};
    }

    /// The trunk as it is now, for good. @return it and what is read off it
    std::pair<std::shared_ptr<Captioner>, std::shared_ptr<const RewardFeatures>> finish() {
        if (m_lora) m_lora->merge();
        return {m_trunk, m_features};
    }
    void stopLearning() {
        for (auto& [name, parameter] : m_parameters) {
            parameter.mutable_grad() = torch::Tensor();
            parameter.requires_grad_(false);
        }
    }

  private:
    const TrunkTask& m_task;
    RewardHeads& m_heads;
    torch::Tensor m_logScale;  ///< (K)
    std::shared_ptr<Captioner> m_trunk;
    std::shared_ptr<const RewardFeatures> m_features;
    std::unique_ptr<Lora> m_lora;  ///< behind the trunk: it goes first
    NamedParameters m_parameters;  ///< the trunk's, then the heads'
    std::int64_t m_size = 0;
    Batch m_held;
    torch::Tensor m_ratings, m_comparisons;  ///< int64, those that are learnt from
};

}  // namespace

TrunkSplit splitForTrunk(const RewardData& data, const RewardTargets& targets, Rng& rng) {
    auto pictures = judgedPictures(data);
    rng.shuffle(pictures);
    const std::set<std::int64_t> held(pictures.begin(), pictures.begin() + static_cast<std::ptrdiff_t>(
                                                            (pictures.size() + kPicturesPerHeldOut - 1) / kPicturesPerHeldOut));
    TrunkSplit split{torch::ones({static_cast<std::int64_t>(data.ratings.size())}),
                     torch::ones({static_cast<std::int64_t>(data.comparisons.size())})};
    for (std::size_t i = 0; i < data.ratings.size(); ++i)
        if (held.contains(data.pictureOfRow(data.ratings[i].row))) split.ratings[static_cast<std::int64_t>(i)] = 0;
    for (std::size_t i = 0; i < data.comparisons.size(); ++i)
        if (held.contains(data.pictureOfRow(data.comparisons[i].left))) split.comparisons[static_cast<std::int64_t>(i)] = 0;
    if (const auto found = heldOutCount(heldOutForAll(targets, split)); found < 5 || pictures.size() < kPicturesPerHeldOut)
        throw Error("there are too few judgements to tune the trunk of the reward",
                    std::to_string(found) + " of them could be held out, and five are needed",
                    "rate more images, or set the option trunk to frozen");
    return split;
}

RewardTargets heldOutForAll(const RewardTargets& targets, const TrunkSplit& split) {
    RewardTargets measured = targets;
    measured.ratingWeight = targets.ratingWeight + split.ratings;
    measured.comparisonWeight = targets.comparisonWeight + split.comparisons;
    return measured;
}

TunedTrunk tuneTrunk(const TrunkTask& task, RewardHeads& heads, const FittedHeads& fitted, Rng& rng, Observer& observer) {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const auto seconds = [begin] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
    // The random state tells the seed and how much was judged.
    const TrunkState state(task.state, {{"options", optionsToJson(task.options)},
                                        {"rng", rngToJson(rng)},
                                        {"trunk", task.features->backboneHash()}});
    auto headsBefore = copied(heads.parameters());
    Tuning tuning(task, heads, fitted.logScale, rng.next());
    TunedTrunk tuned;
    auto& report = tuned.report;
    Adam adam(tuning.parameters(), {.learningRate = task.options.trunkLearningRate});
    std::vector<torch::Tensor> best;
    const TrunkProgress progress{tuning.parameters(), adam, rng, best, headsBefore, report};
    if (!state.load(progress)) report = reportBefore(tuning.held(observer));
    report.kind = task.options.trunk;
    report.parameters = tuning.size();

    const double earlier = report.seconds;  // in another life
    const auto steps = task.options.trunkEpochs * tuning.steps();
    std::int64_t done = report.epochs * tuning.steps();
    while (report.epochs < task.options.trunkEpochs && report.epochs - report.bestEpoch < kPatience) {
        const double loss = tuning.epoch(adam, rng, observer, [&] { observer.progress(++done, steps); });
        const auto now = tuning.held(observer);
        ++report.epochs;
        observer.metrics(fitted.epochs + report.epochs, {{"loss/train", loss}, {"loss/validation", now.loss}});
        if (now.loss < report.loss - kLeastGain) {
            report.loss = now.loss;
            report.bestEpoch = report.epochs;
            report.spearman = now.agreement.spearman;
            report.pairs = now.agreement.pairs;
            best = copied(tuning.parameters());
        }
        report.seconds = earlier + seconds();
        state.save(progress);
    }
    report.kept = report.loss < report.frozenLoss - kLeastGain;
    tuning.stopLearning();
    if (report.kept) {
        restore(tuning.parameters(), best);
        std::tie(tuned.model, tuned.features) = tuning.finish();
    } else {
        auto parameters = heads.parameters();
        restore(parameters, headsBefore);
    }
    report.seconds = earlier + seconds();
    return tuned;
}

}  // namespace attune
