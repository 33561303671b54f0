#include "workbench/training/metric_titles.h"

#include <QCoreApplication>

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::MetricTitles)

  public:
    static QVector<MetricTitle> all() {
        return {{QStringLiteral("objective/scores"), tr("Reward"), {}, false},
                {QStringLiteral("objective/kl"), tr("KL from the reference"), tr("nats"), false},
                {QStringLiteral("objective/entropy"), tr("Entropy"), tr("nats"), false},
                {QStringLiteral("objective/length"), tr("Length of captions"), tr("tokens"), false},
                {QStringLiteral("objective/repetition"), tr("Repeated word pairs"), {}, false},
                {QStringLiteral("objective/best_scores"), tr("Reward of the best of n"), {}, false},
                {QStringLiteral("rewards/accuracies"), tr("Pairs in the right order"), {}, false},
                {QStringLiteral("rewards/margins"), tr("Margin between the captions of a pair"), tr("nats"), false},
                {QStringLiteral("objective/scores_uncertainty"), tr("Reward uncertainty"), {}, false},
                {QStringLiteral("guard/gain"), tr("Gain on the same images"), {}, false},
                {QStringLiteral("guard/gain_deviation"), tr("Uncertainty of the gain"), {}, false},
                {QStringLiteral("guard/grounding"), tr("Grounding in the image"), tr("nats"), false},
                {QStringLiteral("guard/held_out_agreement"), tr("Agreement with held-out ratings"), {}, false,
                 tr("Of the pairs of judged captions that the reward did not learn from, the share whose better one the policy came "
                    "to favour. At one half it favours neither.")},
                {QStringLiteral("guard/held_out_pairs"), tr("Held-out pairs of captions"), {}, false},
                {QStringLiteral("guard/held_out_judgements"), tr("Held-out captions in pairs"), {}, false},
                {QStringLiteral("guard/reference_logprob"), tr("Likelihood under the reference"), tr("nats a token"), false},
                {QStringLiteral("policy/clipfrac_avg"), tr("Clip fraction"), {}, false},
                {QStringLiteral("policy/approxkl_avg"), tr("KL of the update"), tr("nats"), false},
                {QStringLiteral("loss/policy_avg"), tr("Policy loss"), {}, false},
                {QStringLiteral("loss/value_avg"), tr("Value loss"), {}, false},
                {QStringLiteral("objective/length_penalty"), tr("Length penalty"), {}, false},
                {QStringLiteral("objective/repetition_penalty"), tr("Repetition penalty"), {}, false},
                {QStringLiteral("val/explained_variance"), tr("Explained variance of the critic"), {}, false},
                {QStringLiteral("loss/train"), tr("Training loss"), {}, false},
                {QStringLiteral("loss/validation"), tr("Held-out loss"), {}, false},
                {QStringLiteral("time/round"), tr("Time of a round"), tr("s"), false},
                {QStringLiteral("eps"), tr("Captions per second"), {}, false},
                {QStringLiteral("memory/resident"), tr("Memory of the engine"), tr("MiB"), false,
                 tr("What the engine holds of the machine's memory, models that it keeps loaded between runs included."), true},
                {QStringLiteral("memory/device"), tr("Memory in use on the GPU"), tr("MiB"), false,
                 tr("What all programs together use of the GPU's memory."), true},
                {QStringLiteral("episode"), tr("Captions so far"), {}, false},
                {QStringLiteral("objective/rlhf_reward"), tr("Reward, normalised, less KL"), {}, false},
                {QStringLiteral("objective/non_score_reward"), tr("KL taken from the reward"), {}, false},
                {QStringLiteral("objective/scores_std"), tr("Spread of the rewards"), {}, false},
                {QStringLiteral("objective/scores_normalized"), tr("Reward, normalised"), {}, false},
                {QStringLiteral("objective/kl_coef"), tr("KL coefficient"), {}, false},
                {QStringLiteral("policy/entropy_avg"), tr("Entropy in the update"), tr("nats"), false},
                {QStringLiteral("policy/gradient_norm"), tr("Gradient norm"), {}, false},
                {QStringLiteral("policy/updates"), tr("Updates"), {}, false},
                {QStringLiteral("lr"), tr("Learning rate"), {}, false},
                {QStringLiteral("val/mean"), tr("Mean value of the critic"), {}, false},
                {QStringLiteral("val/clipfrac_avg"), tr("Clip fraction of the critic"), {}, false},
                {QStringLiteral("val/ratio"), tr("Probability ratio"), {}, false},
                {QStringLiteral("val/ratio_var"), tr("Variance of the probability ratio"), {}, false},
                {QStringLiteral("val/num_eos_tokens"), tr("Captions that ended by themselves"), {}, false},
                {QStringLiteral("time/rollout"), tr("Time of the rollout"), tr("s"), false},
                {QStringLiteral("time/reference"), tr("Time of the reference"), tr("s"), false},
                {QStringLiteral("time/reward"), tr("Time of the reward"), tr("s"), false},
                {QStringLiteral("time/update"), tr("Time of the update"), tr("s"), false}};
    }
};

}  // namespace

QVector<MetricTitle> metricTitles() { return Words::all(); }

}  // namespace attune
