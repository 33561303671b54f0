#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "data/policy_presets.h"
#include "engine/captioner_folder.h"
#include "engine/gold_reward.h"
#include "engine/image_features.h"
#include "engine/jobs.h"
#include "engine/job_inputs.h"
#include "engine/policy_projection.h"
#include "engine/policy_samples.h"
#include "engine/preference_inputs.h"
#include "engine/prompts.h"
#include "engine/reward_on_images.h"
#include "learn/guard.h"
#include "learn/parameter_hash.h"
#include "learn/policy_lora.h"
#include "learn/policy_trainer.h"
#include "learn/repetition.h"
#include "model/captioner.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

std::string roundName(int round) {
    const std::string number = std::to_string(round);
    return "round-" + std::string(3 - std::min<std::size_t>(3, number.size()), '0') + number;
}

void addSeconds(const RoundSeconds& seconds, Metrics& metrics) {
    metrics["time/rollout"] = seconds.rollout;
    metrics["time/reward"] = seconds.reward;
    metrics["time/reference"] = seconds.reference;
    metrics["time/update"] = seconds.update;
    metrics["time/round"] = seconds.total();
}

/// The rounds of one life of the run: up to the last one, or until it is cancelled.
class Optimization {
  public:
    Optimization(const JobContext& context, const PolicyOptions& options, const LoadedCaptioner& start,
                 PolicyTrainer& trainer, PolicySamples& samples, PolicyProjection& projection)
        : m_context(context),
          m_options(options),
          m_start(start),
          m_trainer(trainer),
          m_samples(samples),
          m_projection(projection) {}

    Json run() {
        // Before a state is read: what the guard measures against is the policy as it began.
        Metrics told = m_trainer.look(m_context.observer);
        watch(0, told);
        if (m_options.guard && !m_guard.watchesGrounding()) tellOfPreferences(told);
        if (PolicyTrainer::hasState(state())) {
            m_trainer.load(state());
            m_projection.continueFrom(m_trainer.completedRounds());
            if (const Metrics last = recall(); !last.empty()) told = last;
        } else {
            m_projection.emit(*m_trainer.policy(), 0, m_context.observer);
        }
        m_context.observer.progress(m_trainer.completedRounds(), m_options.rounds);
        while (!(m_options.guard && m_verdict) && m_trainer.completedRounds() < m_options.rounds) {
            m_context.observer.breathe();
            RoundReport report = m_trainer.round(m_context.observer);
            addSeconds(report.seconds, report.metrics);
            report.metrics["objective/repetition"] = repeatedBigrams(report.rollout.rows);
            report.metrics.merge(m_trainer.look(m_context.observer));
            finishRound(report);
            told = report.metrics;
            watch(report.round, told);
        }
        Json result{{"rounds", m_trainer.completedRounds()}, {"metrics", told}};
        if (m_verdict) addVerdict(result);
        return result;
    }

  private:
    fs::path state() const { return m_context.folder.checkpoints() / "state"; }

    void watch(int round, const Metrics& metrics) {
        // Off, it tells what it would have done; not where no reward is climbed, so that there is nothing to game.
        if (!m_options.guard && !policyNeedsReward(m_options.algorithm)) return;
        const auto stop = m_guard.look(round, metrics);
        if (!m_verdict && stop) m_verdict = {round, *stop};
    }

    void warn(const std::string& text) const { m_context.observer.emit("warning", {{"text", text}, {"about", "guard"}}); }

    void tellOfPreferences(const Metrics& metrics) const {
        const auto count = [&](const char* name) { return std::to_string(std::lround(metrics.at(name))); };
        warn("The guard does not watch what captions tell of their images: the better caption tells more in just " +
             count("guard/preferences_grounded") + " of the " + count("guard/preferences") + " preferences.");
    }

    /// Shows the guard the rounds of an earlier life of this run, as the events tell them. @return those of the last one
    Metrics recall() {
        std::map<int, Metrics> rounds;
        m_context.folder.readEvents(0, [&](const Event& event) {
            if (event.type != "metric") return;
            for (const auto& [name, value] : event.data["values"].items())
                // The memory is told with a round, but is nothing of what it did: the run's report does not have it.
                if (value.is_number() && !name.starts_with("memory/"))
                    rounds[optional<int>(event.data, "step", 0)][name] = value.get<double>();
        });
        for (const auto& [round, metrics] : rounds)
            if (round >= 1 && round <= m_trainer.completedRounds()) watch(round, metrics);
        return rounds[m_trainer.completedRounds()];
    }

    /// What the guard said first, and whether it was to stop the run.
    void addVerdict(Json& result) const {
        const auto& [round, stop] = *m_verdict;
        const std::string after = std::to_string(round), best = std::to_string(stop.bestRound);
        if (m_options.guard && stop.bestRound > 0)
            warn("The guard stopped the run after round " + after + ": " + stop.text + ". The captioner of round " + best +
                 " is the best so far: new work starts from it.");
        else if (m_options.guard)
            warn("The guard stopped the run after round " + after + ": " + stop.text +
                 ". No round was better than the captioner that the run began with: new work starts from that.");
        else if (stop.bestRound > 0)
            warn("The guard, which is off, would have stopped the run after round " + after + ": " + stop.text +
                 ". The captioner of round " + best + " is the best so far.");
        else
            warn("The guard, which is off, would have stopped the run after round " + after + ": " + stop.text +
                 ". No round was better than the captioner that the run began with.");
        result["guard"] = {{"stops", m_options.guard}, {"round", round}, {"reason", stop.reason}, {"text", stop.text}, {"best_round", stop.bestRound}};
    }

    /// Model and events first, the state for resuming last: a run that is killed in between does the round again, to
    /// the same bytes, and says the same again.
    void finishRound(const RoundReport& report) {
        const std::string name = roundName(report.round);
        saveCaptionerFolder(*m_trainer.policy(), m_start.folder, m_context.folder.checkpoints() / name,
                            m_trainer.adapters());
        m_context.observer.metrics(report.round, report.metrics);
        auto& policy = *m_trainer.policy();
        const auto captions = m_projection.emit(policy, report.round, m_context.observer);
        m_samples.emit(policy, captions, report.round, m_context.folder.path(), m_context.observer);
        m_context.observer.emit("checkpoint", {{"path", "checkpoints/" + name}, {"kind", "captioner"}, {"round", report.round}});
        m_trainer.save(state());
        m_context.observer.progress(report.round, m_options.rounds);
    }

    const JobContext& m_context;
    const PolicyOptions& m_options;
    const LoadedCaptioner& m_start;
    PolicyTrainer& m_trainer;
    PolicySamples& m_samples;
    PolicyProjection& m_projection;
    Guard m_guard;
    std::optional<std::pair<int, GuardStop>> m_verdict;  ///< the first, and after which round
};

/// The reference of a policy with adapters: nothing where that is the policy without them.
std::shared_ptr<Captioner> otherThan(const LoadedCaptioner& start, const LoadedCaptioner& reference) {
    const bool same = start.model == reference.model || parameterHash(*start.model) == parameterHash(*reference.model);
    return same ? nullptr : reference.model;
}

}  // namespace

Json runOptimize(const JobContext& context) {
    const Job& job = context.folder.job();
    const auto options = policyOptionsFromJson(job.options);
    const auto images = readImages(context.folder);
    const auto start = askedCaptioner(context, "captioner");
    const auto reference = askedCaptioner(context, "reference");
    if (!sameTower(*start.model, *reference.model))
        throw Error("policy and reference do not see images through the same network",
                    "their vision towers differ, and the reference reads the policy's image states",
                    "choose a reference from the policy's own lineage");
    const auto given = options.algorithm == "sft" ? readDemonstrations(context.folder, images, start)
                                                  : readPairs(context.folder, images, start);
    std::optional<RewardOnImages> reward;
    const bool byGold = options.rewardSource == "gold";
    if (!byGold && (policyNeedsReward(options.algorithm) || job.models.contains("reward")))
        reward.emplace(modelFolder(context.folder, "reward"),
                       RewardBackbone::load(context, "reward_backbone"));

    context.observer.phase("look at the images");
    const auto features = encodeFiles(images.files, start, context.observer);  // (B, S, D_v)
    context.observer.watchMemoryOf(features.device());
    if (reward) reward->look(images.files, &start, features, context.observer);

    const RewardOnImages* judge = reward ? &*reward : nullptr;
    RewardFunction score;
    if (byGold) score = goldReward(images, start);
    if (reward) score = reward->function(start, context.observer);
    PolicySamples samples(images, start, reference, features, judge, options, context.observer);
    PolicyProjection projection(images, reference, features, judge, options, context.folder.path());
    const bool adapts = options.loraRank > 0;
    // The reference learns nothing, so that it may be the one that others read as well.
    PolicyTrainer trainer(adapts ? sharingCopy(*start.model) : start.model->copy(),
                          adapts ? otherThan(start, reference) : reference.model, imageSet(features),
                          std::move(score), options, job.seed, given, readHeldOut(context.folder, images, start));
    return Optimization(context, options, start, trainer, samples, projection).run();
}

}  // namespace attune
