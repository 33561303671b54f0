// Every algorithm on a toy whose optimum can be written down, and what all of them have in common.
#include "doctest_torch.h"

#include "data/error.h"
#include "data/file.h"
#include "data/policy_presets.h"
#include "learn/objectives.h"
#include "learn/score_shaper.h"
#include "learn/update_steps.h"
#include "policy_toys.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;

namespace {

constexpr std::int64_t kOther = 5;
constexpr double kBeta = 0.25;

/// A caption is one word: the wanted one is worth 1, all others nothing. As many passes over a round as the algorithm makes by
/// default; sizes and step are the toy's.
PolicyOptions banditOptions(const std::string& algorithm) {
    auto options = smallOptions(algorithm);
    options.maxNewTokens = 1;
    options.images = kToyImages;
    options.minibatchImages = kToyImages;
    options.captionsPerImage = 8;
    options.epochs = policyDefaults(algorithm).epochs;
    options.learningRate = options.epochs > 1 ? 3.5e-3 : 5e-3;
    options.criticLearningRate = 1e-2;
    options.klCoefficient = kBeta;
    options.scoreNormalization = "none";
    options.scoreClip = 0;
    return options;
}

/// The distribution of the first word. @return (B, V) float64
torch::Tensor firstWord(Captioner& captioner) {
    const torch::NoGradGuard noGrad;
    const auto features = tinyFeatures(captioner, kToyImages);
    const auto start = torch::zeros({kToyImages, 1}, torch::kInt64);
    return torch::softmax(captioner.decode(start, features).logits.squeeze(1).to(torch::kFloat64), 1);
}

torch::Tensor rewards() {
    auto reward = torch::zeros({kTinyVocabulary}, torch::kFloat64);
    reward[kWanted] = 1;
    return reward;
}

/// Mean over images of E r - beta KL(policy || reference), which PPO, REINFORCE and RLOO climb.
double regularized(const torch::Tensor& policy, const torch::Tensor& reference) {
    const auto kl = (policy * (policy / reference).log()).sum(1);
    return (policy.matmul(rewards()) - kBeta * kl).mean().item<double>();
}

/// Its maximum, at policy = reference exp(r / beta) / Z.
double bestRegularized(const torch::Tensor& reference) {
    return (kBeta * reference.matmul((rewards() / kBeta).exp()).log()).mean().item<double>();
}

/// The probability of the wanted word that maximises E r - beta KL(reference || policy), the objective of GRPO's k3:
/// policy = beta reference / (lambda - r), with lambda such that it sums to 1.
double bestForwardKl(double reference) {
    double low = 1, high = 2 + kBeta;
    for (int i = 0; i < 200; ++i) {
        const double lambda = (low + high) / 2;
        (kBeta * ((1 - reference) / lambda + reference / (lambda - 1)) > 1 ? low : high) = lambda;
    }
    return kBeta * reference / (low - 1);
}

torch::Tensor trained(const PolicyOptions& options, int rounds, PreferenceSet pairs = somePairs()) {
    auto trainer = makeTrainer(options, 1, wantedShare, std::move(pairs));
    for (int round = 0; round < rounds; ++round) trainer.round(silent);
    return firstWord(*trainer.policy());
}

/// Of each image four pairs of the two arms: three prefer the wanted word, one the other.
PreferenceSet threeToOne() {
    PreferenceSet pairs;
    for (std::int64_t image = 0; image < kToyImages; ++image)
        for (int i = 0; i < 4; ++i) {
            pairs.images.push_back(image);
            pairs.chosen.push_back({i < 3 ? kWanted : kOther});
            pairs.rejected.push_back({i < 3 ? kOther : kWanted});
        }
    return pairs;
}

/// Of two captions of one image, at the policy that wrote them. @param cutTo  length of the minibatch
double lossOfTwo(PolicyAlgorithm& algorithm, const Rollout& rollout, double beta, std::int64_t cutTo) {
    Metrics metrics;
    Observer nobody;
    algorithm.prepare(rollout, beta, metrics, nobody);
    Minibatch minibatch;
    minibatch.rows = torch::tensor({0, 1}, torch::kInt64);
    minibatch.length = cutTo;
    return algorithm.loss(minibatch, minibatch.of(rollout.logprobs), torch::Tensor()).total.item<double>();
}

std::vector<PolicyOptions> allVariants() {
    std::vector<PolicyOptions> all;
    for (const std::string algorithm : {"ppo", "reinforce", "rloo", "grpo", "dpo", "best_of_n", "sft"})
        all.push_back(smallOptions(algorithm));
    auto separate = smallOptions();
    separate.critic = "separate";
    all.push_back(separate);
    for (auto& options : all)
        if (options.klCoefficient == 0) options.klCoefficient = 0.05;
    return all;
}

}  // namespace

TEST_CASE("policy gradients reach the optimum of the two-armed toy") {
    const auto reference = firstWord(*tinyCaptioner());
    const double best = bestRegularized(reference), before = regularized(reference, reference);
    REQUIRE(best > before + 0.2);
    const auto reaches = [&](const PolicyOptions& options, int rounds = 90) {
        CAPTURE(options.algorithm);
        CAPTURE(options.baseline);
        CAPTURE(options.critic);
        const double after = regularized(trained(options, rounds), reference);
        CHECK(after <= best + 1e-6);
        CHECK(after > best - 0.03);
    };
    SUBCASE("ppo") { reaches(banditOptions("ppo")); }
    SUBCASE("ppo, separate critic") {
        auto options = banditOptions("ppo");
        options.critic = "separate";
        options.criticLearningRate = 3e-3;
        reaches(options);
    }
    SUBCASE("rloo") {
        for (const bool whiten : {false, true}) {
            auto options = banditOptions("rloo");
            options.whitenAdvantages = whiten;
            reaches(options);
        }
    }
    SUBCASE("reinforce") {
        // By its own defaults, three passes under the limit on a round's update; and with one pass, as it is written.
        const auto own = policyDefaults("reinforce");
        REQUIRE(own.epochs > 1);
        REQUIRE(own.updateKlLimit > 0);
        for (const bool onePass : {false, true})
            for (const std::string baseline : {"mean", "group", "greedy"}) {
                CAPTURE(onePass);
                auto options = banditOptions("reinforce");
                options.baseline = baseline;
                options.whitenAdvantages = own.whitenAdvantages;
                if (onePass) {
                    options.epochs = 1;
                    options.learningRate = 5e-3;
                    options.minibatchImages = kToyImages / 2;
                } else {
                    options.updateKlLimit = own.updateKlLimit;
                    options.captionsPerImage = 16;
                    options.learningRate = 3e-3;
                }
                reaches(options, onePass ? 60 : 120);
            }
    }
}

TEST_CASE("GRPO reaches the optimum of its own objective") {
    const auto reference = firstWord(*tinyCaptioner());
    auto options = banditOptions("grpo");
    options.advantageScale = "none";
    const auto now = trained(options, 90);
    double gap = 0;
    for (std::int64_t image = 0; image < kToyImages; ++image)
        gap += now[image][kWanted].item<double>() - bestForwardKl(reference[image][kWanted].item<double>());
    CHECK(reference.select(1, kWanted).mean().item<double>() < 0.5);
    CHECK(std::abs(gap / static_cast<double>(kToyImages)) < 0.05);
    // Scaled by the group's deviation and without a pull to the reference, only the better arm is left.
    options.advantageScale = "group";
    options.klCoefficient = 0;
    CHECK(trained(options, 60).select(1, kWanted).mean().item<double>() > 0.95);
}

TEST_CASE("Dr. GRPO divides by the longest that captions can be, not by the longest of a minibatch") {
    auto options = smallOptions("grpo");
    options.reduction = "dr_grpo";
    Rollout rollout;
    rollout.captionsPerImage = 2;
    rollout.scores = torch::tensor({1.0, 0.0});
    rollout.masks.policy = torch::tensor({{1.0, 1.0, 0.0, 0.0, 0.0}, {1.0, 1.0, 1.0, 0.0, 0.0}});
    rollout.logprobs = rollout.reference = -rollout.masks.policy;
    const auto algorithm = makeGrpo(options);
    const auto loss = [&](std::int64_t cutTo) { return lossOfTwo(*algorithm, rollout, 0, cutTo); };
    const double tokens = 2 * options.maxNewTokens, each = grpoAdvantages(rollout.scores, 2)[0].item<double>();
    CHECK(loss(5) == doctest::Approx((3 - 2) * each / tokens));
    CHECK(loss(3) == doctest::Approx(loss(5)));
}

TEST_CASE("a KL that all captions share takes nothing from what one is better by than the greedy one") {
    auto options = smallOptions("reinforce");
    options.baseline = "greedy";
    options.whitenAdvantages = false;
    Rollout rollout;
    rollout.captionsPerImage = 2;
    rollout.scores = torch::tensor({1.0, 0.0});
    rollout.greedyScores = torch::tensor({0.4});
    rollout.masks.policy = torch::ones({2, 3});
    rollout.logprobs = torch::tensor({{-1.0, -1.0, -1.0}, {-2.0, -2.0, -2.0}});
    rollout.reference = rollout.logprobs - 0.5;
    const auto algorithm = makeReinforce(options);
    // The captions' log-probabilities are -3 and -6, their advantages 0.6 and -0.4.
    CHECK(lossOfTwo(*algorithm, rollout, 0, 3) == doctest::Approx((0.6 * 3 - 0.4 * 6) / 2));
    CHECK(lossOfTwo(*algorithm, rollout, 2, 3) == doctest::Approx((0.6 * 3 - 0.4 * 6) / 2));
    // KLs of 1.5 and 0.3, by 0.6 above and below their mean.
    rollout.reference = rollout.logprobs - torch::tensor({{0.5}, {0.1}});
    CHECK(lossOfTwo(*algorithm, rollout, 1, 3) == doctest::Approx(0.2 * 6 / 2));
}

TEST_CASE("best of n keeps only the better arm") {
    CHECK(trained(banditOptions("best_of_n"), 80).select(1, kWanted).mean().item<double>() > 0.95);
}

TEST_CASE("supervised fine-tuning writes what it was shown, of pairs or alone") {
    for (const bool alone : {true, false}) {
        auto shown = threeToOne();
        std::fill(shown.chosen.begin(), shown.chosen.end(), std::vector<std::int64_t>{kWanted});
        if (alone) shown.rejected.clear();
        CHECK(trained(banditOptions("sft"), 120, shown).select(1, kWanted).mean().item<double>() > 0.9);
    }
}

TEST_CASE("DPO reaches the margin that its loss asks of three against one") {
    const auto reference = firstWord(*tinyCaptioner());
    const auto margin = [](const torch::Tensor& p) { return (p.select(1, kWanted) / p.select(1, kOther)).log(); };
    const double beta = 0.5;
    const auto logit = [](double p) { return std::log(p / (1 - p)); };
    const double smoothing = 0.1, flipped = 0.75 * (1 - smoothing) + 0.25 * smoothing;
    const std::map<std::string, double> wanted{
        {"sigmoid", logit(0.75) / beta}, {"cdpo", logit(flipped) / beta}, {"hinge", 1 / beta}, {"ipo", 0.5 / (2 * beta)}};
    for (const auto& [kind, optimum] : wanted) {
        CAPTURE(kind);
        auto options = banditOptions("dpo");
        options.preferenceLoss = kind;
        options.labelSmoothing = smoothing;
        options.klCoefficient = beta;
        options.captionsPerImage = 1;
        options.images = options.minibatchImages = 4 * kToyImages;
        const auto now = trained(options, 120, threeToOne());
        CHECK(std::abs((margin(now) - margin(reference)).mean().item<double>() - optimum) < 0.15);
    }
}

TEST_CASE("DPO needs no reward, the others do; and it needs pairs") {
    auto trainer = makeTrainer(smallOptions("dpo"), 1, RewardFunction{});
    const auto metrics = trainer.round(silent).metrics;
    CHECK(metrics.count("objective/scores") == 0);
    CHECK(metrics.at("rewards/accuracies") <= 1);
    CHECK(metrics.at("objective/kl") == doctest::Approx(0));
    CHECK_THROWS_AS(makeTrainer(smallOptions("dpo"), 1, wantedShare, {}), Error);
    CHECK_NOTHROW(makeTrainer(smallOptions("sft"), 1, RewardFunction{}).round(silent));
    CHECK_THROWS_AS(makeTrainer(smallOptions("sft"), 1, wantedShare, {}), Error);
    CHECK_THROWS_AS(makeTrainer(smallOptions("rloo"), 1, RewardFunction{}), Error);
}

TEST_CASE("groups of one are refused where captions are compared with each other") {
    for (const std::string algorithm : {"rloo", "grpo"}) {
        auto options = smallOptions(algorithm);
        options.captionsPerImage = 1;
        CHECK_THROWS_AS(makeTrainer(options), Error);
    }
    auto options = smallOptions("reinforce");
    options.captionsPerImage = 1;
    CHECK_NOTHROW(makeTrainer(options).round(silent));
    options.baseline = "group";
    CHECK_THROWS_AS(makeTrainer(options), Error);
}

TEST_CASE("all tell the same things under the same names, and start where they sampled") {
    for (const auto& options : allVariants()) {
        CAPTURE(options.algorithm);
        const auto metrics = makeTrainer(options).round(silent).metrics;
        for (const std::string name :
             {"objective/kl", "objective/entropy", "objective/scores", "objective/rlhf_reward", "objective/kl_coef",
              "objective/length", "objective/length_penalty", "objective/repetition_penalty", "policy/approxkl_avg",
              "policy/entropy_avg", "policy/updates", "loss/policy_avg", "val/ratio", "val/ratio_var",
              "val/num_eos_tokens", "lr", "episode", "eps"}) {
            CAPTURE(name);
            REQUIRE(metrics.count(name) == 1);
            CHECK(std::isfinite(metrics.at(name)));
        }
        CHECK(metrics.at("objective/kl") == doctest::Approx(0));
    }
}

TEST_CASE("the variance of the ratio is that of the steps' means, without a step that was taken back") {
    Adam policy({}, {}), own({}, {});
    UpdateSteps steps(policy, own, 0.03);
    const auto told = [&](const char* name) {
        Metrics metrics;
        steps.tell(metrics);
        return metrics.contains(name) ? metrics.at(name) : NAN;
    };
    steps.take({{"val/ratio", 1.0}});
    CHECK(std::isnan(told("val/ratio_var")));  // one step has none
    steps.take({{"val/ratio", 1.1}});
    steps.take({{"val/ratio", 1.3}});
    CHECK(told("val/ratio_var") == doctest::Approx(0.07 / 3));
    steps.takeBack();
    CHECK(told("val/ratio_var") == doctest::Approx(0.005));
    steps.take({{"val/ratio", 1.4}});
    CHECK(told("val/ratio") == doctest::Approx(3.5 / 3));
    CHECK(told("val/ratio_var") == doctest::Approx(0.13 / 3));
}

TEST_CASE("same seed same bytes, and a run that is stopped and resumed ends with the same bytes") {
    for (const auto& options : allVariants()) {
        CAPTURE(options.algorithm);
        CAPTURE(options.critic);
        auto whole = makeTrainer(options);
        for (int round = 0; round < 3; ++round) whole.round(silent);
        const TemporaryFolder folder;
        {
            auto trainer = makeTrainer(options);
            trainer.round(silent);
            trainer.save(folder.path());
            Impatient impatient(9);
            CHECK_THROWS_AS(trainer.round(impatient), Cancelled);
        }
        auto resumed = makeTrainer(options);
        resumed.load(folder.path());
        for (int round = 0; round < 2; ++round) resumed.round(silent);
        CHECK(parameterBytes(resumed) == parameterBytes(whole));
        const TemporaryFolder a, b;
        whole.save(a.path());
        resumed.save(b.path());
        CHECK(readFile(a.path() / "state.json") == readFile(b.path() / "state.json"));
        CHECK(readFile(a.path() / "state-3.safetensors") == readFile(b.path() / "state-3.safetensors"));
    }
}

TEST_CASE("other pairs are another run") {
    const TemporaryFolder folder;
    auto trainer = makeTrainer(smallOptions("dpo"));
    trainer.round(silent);
    trainer.save(folder.path());
    auto pairs = somePairs();
    std::swap(pairs.chosen[3], pairs.rejected[3]);
    CHECK_THROWS_AS(makeTrainer(smallOptions("dpo"), 1, wantedShare, pairs).load(folder.path()), Error);
}

TEST_CASE("length and repetition are taken from the score and told") {
    PolicyOptions options;
    options.scoreNormalization = "none";
    options.scoreClip = 0;
    options.missingEndPenalty = 2;
    options.lengthPenalty = 0.5;
    options.repetitionPenalty = 3;
    const TokenRows rows{{4, 5, 4, 5, 1}, {6}, {8, 8, 8}};
    const auto ended = torch::tensor({true, false, true});
    const auto shaped = ScoreShaper(options).shape({torch::tensor({1.0f, 2.0f, 3.0f}), {}}, rows, ended);
    // One of four word pairs came before; one of two.
    const auto expected = torch::tensor({1 - 2.5 - 0.75, 2 - 0.5 - 2.0, 3 - 1.5 - 1.5});
    CHECK(torch::allclose(shaped.scores, expected.to(torch::kFloat32)));
    CHECK(shaped.lengthPenalty == doctest::Approx(1.5));
    CHECK(shaped.repetitionPenalty == doctest::Approx(0.75));

    auto small = smallOptions("rloo");
    small.scoreNormalization = "none";
    small.scoreClip = 0;
    small.lengthPenalty = 0.1;
    const auto metrics = makeTrainer(small).round(silent).metrics;
    CHECK(metrics.at("objective/length_penalty") == doctest::Approx(0.1 * metrics.at("objective/length")));
    CHECK(metrics.at("objective/scores_normalized") ==
          doctest::Approx(metrics.at("objective/scores") - metrics.at("objective/length_penalty")));
}
