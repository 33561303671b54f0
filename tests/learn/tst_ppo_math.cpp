#include "doctest_torch.h"

#include <algorithm>
#include <cmath>

#include "golden_tensors.h"
#include "learn/kl_controller.h"
#include "learn/masked.h"
#include "learn/ppo_math.h"

using namespace attune;
using namespace attune::test;

namespace {

PpoParameters parametersFrom(const nlohmann::json& json, PpoConvention convention) {
    PpoParameters p;
    p.convention = convention;
    p.klEstimator = klEstimatorFromText(json.at("kl_estimator"));
    p.klCoefficient = json.at("kl_coef");
    p.whitenRewards = json.at("whiten_rewards");
    p.gamma = json.at("gamma");
    p.lambda = json.at("lam");
    p.clipRange = json.at("cliprange");
    p.clipRangeValue = json.at("cliprange_value");
    p.valueCoefficient = json.at("vf_coef");
    return p;
}

struct Case {
    PpoParameters p;
    ResponseMasks masks;
    torch::Tensor ids, newLogits, vpred, newLogprobs, oldLogprobs, reference;
    Experience experience;
    PolicyLoss policy;
    ValueLoss value;
    torch::Tensor loss;
};

/// Runs the whole chain on the golden inputs and takes the gradient.
Case compute(const GoldenTensors& golden, const PpoParameters& p) {
    Case c;
    c.p = p;
    c.ids = golden["in.responses"];
    c.masks = responseMasks(golden["in.sequence_lengths"], c.ids.size(1), p.convention);
    c.oldLogprobs = tokenLogprobs(golden["in.old_logits"], c.ids);
    c.reference = tokenLogprobs(golden["in.ref_logits"], c.ids);
    c.experience = computeExperience(c.oldLogprobs, c.reference, golden["in.values"], golden["in.scores"], c.masks, p);
    c.newLogits = golden["in.new_logits"].clone().requires_grad_(true);
    c.vpred = golden["in.vpred"].clone().requires_grad_(true);
    c.newLogprobs = tokenLogprobs(c.newLogits, c.ids);
    c.policy = clippedPolicyLoss(c.newLogprobs, c.oldLogprobs, c.experience.advantages, c.masks, p);
    c.value = clippedValueLoss(c.vpred, golden["in.values"], c.experience.returns, c.masks, p);
    c.loss = c.policy.loss + p.valueCoefficient * c.value.loss;
    c.loss.backward();
    return c;
}

void checkShared(const GoldenTensors& golden, const Case& c, const std::string& at) {
    CHECK(worst(c.experience.kl, golden[at + "kl"]) < kTolerance);
    CHECK(worst(c.experience.rewards, golden[at + "rewards"]) < kTolerance);
    CHECK(worst(c.experience.advantages, golden[at + "advantages"]) < kTolerance);
    CHECK(worst(c.experience.returns, golden[at + "returns"]) < kTolerance);
    CHECK(worst(c.policy.ratio, golden[at + "ratio"], c.masks.policy) < kTolerance);
    CHECK(worst(c.policy.loss, golden[at + "pg_loss"]) < kTolerance);
    CHECK(worst(c.value.loss, golden[at + "vf_loss"]) < kTolerance);
    CHECK(worst(c.loss, golden[at + "loss"]) < kTolerance);
    CHECK(worst(c.policy.clipFraction, golden[at + "pg_clipfrac"]) < kTolerance);
    CHECK(worst(c.value.clipFraction, golden[at + "vf_clipfrac"]) < kTolerance);
    CHECK(worst(c.policy.approxKl, golden[at + "approxkl"]) < kTolerance);
    CHECK(worst(c.newLogits.grad(), golden[at + "grad_new_logits"]) < kTolerance);
    CHECK(worst(c.vpred.grad(), golden[at + "grad_vpred"]) < kTolerance);
}

void checkPlain(const GoldenTensors& golden, const Case& c, const std::string& at) {
    CHECK(torch::equal(c.masks.policy, golden[at + "mask"]));
    CHECK(worst(c.experience.rawAdvantages, golden[at + "advantages_raw"]) < kTolerance);
    CHECK(worst(meanEntropy(tokenEntropy(c.newLogits), c.masks.policy, c.p.convention), golden[at + "entropy"]) < kTolerance);
    CHECK(torch::equal(c.policy.moved, c.policy.approxKl));
    CHECK(worst(c.policy.approxKlK3, golden[at + "approxkl_k3"]) < kTolerance);
    CHECK(std::abs(explainedVariance(golden["in.values"], c.experience.returns, c.masks.policy) -
                   golden[at + "explained_variance"].item<double>()) < kTolerance);
}

void checkTrl(const GoldenTensors& golden, const Case& c, const std::string& at) {
    CHECK(torch::equal(c.masks.policy == 0, golden[at + "padding_mask"].to(torch::kBool)));
    CHECK(torch::equal(c.masks.value == 0, golden[at + "padding_mask_p1"].to(torch::kBool)));
    CHECK(worst(c.oldLogprobs, golden[at + "logprobs_raw"]) < kTolerance);
    CHECK(worst(c.reference, golden[at + "ref_logprobs_raw"]) < kTolerance);
    const auto held = fillPadding(c.oldLogprobs, c.masks, c.p.convention);
    CHECK(worst(held, golden[at + "logprobs_masked"]) < kTolerance);
    CHECK(worst(fillPadding(c.reference, c.masks, c.p.convention), golden[at + "ref_logprobs_masked"]) < kTolerance);
    CHECK(worst(fillPadding(c.newLogprobs, c.masks, c.p.convention), golden[at + "new_logprobs"]) < kTolerance);
    CHECK(worst(c.experience.nonScoreReward, golden[at + "non_score_reward"]) < kTolerance);
    CHECK(worst(tokenEntropy(c.newLogits), golden[at + "entropy"]) < kTolerance);
    CHECK(worst(meanEntropy(tokenEntropy(c.newLogits), c.masks.policy, c.p.convention), golden[at + "entropy_mean"]) < kTolerance);
    CHECK(worst(meanRatio(c.policy.ratio, c.masks.policy, c.p.convention), golden[at + "ratio_mean"]) < kTolerance);
    CHECK(worst(responseKl(c.oldLogprobs, c.reference, c.masks, c.p.klEstimator), golden[at + "objective_kl"]) < kTolerance);
    CHECK(worst(responseEntropy(c.oldLogprobs, c.masks, c.p.convention), golden[at + "objective_entropy"]) < kTolerance);
    const auto rlhf = c.experience.nonScoreReward.sum(1).mean() + golden["in.scores"].mean();
    CHECK(worst(rlhf, golden[at + "rlhf_reward"]) < kTolerance);
}

/// Place by place, what the losses are means of: theirs from our ratios, advantages and returns, and our losses from theirs.
void checkTrlPlaces(const GoldenTensors& golden, const Case& c, const std::string& at) {
    const auto close = [&](const char* name, const torch::Tensor& ours) {
        CAPTURE(name);
        if (!golden.contains(at + name)) {
            MESSAGE("skipped: this golden set does not hold it");
            return false;
        }
        const torch::Tensor& theirs = golden[at + name];
        const double scale = std::max(1.0, theirs.abs().max().item<double>());  // squares may be large
        CHECK(worst(ours, theirs) < kTolerance * scale);
        return true;
    };
    const auto larger = [&](const char* one, const char* other) {
        return torch::max(golden[at + one], golden[at + other]);
    };
    const auto &advantages = c.experience.advantages, &ratio = c.policy.ratio, &returns = c.experience.returns;
    const bool policy = close("pg_losses", -advantages * ratio);
    if (close("pg_losses2", -advantages * ratio.clamp(1 - c.p.clipRange, 1 + c.p.clipRange)) && policy)
        CHECK(worst(c.policy.loss, maskedMean(larger("pg_losses", "pg_losses2"), c.masks.policy)) < kTolerance);

    const torch::Tensor before = golden["in.values"].masked_fill(c.masks.value == 0, 0.0);
    const torch::Tensor now = c.vpred.detach().masked_fill(c.masks.value == 0, 0.0);
    const torch::Tensor moved = before + (now - before).clamp(-c.p.clipRangeValue, c.p.clipRangeValue);
    close("values_masked", before);
    const bool value = close("vf_losses1", (now - returns).square());
    if (close("vf_losses2", (moved - returns).square()) && value)
        CHECK(worst(c.value.loss, 0.5 * maskedMean(larger("vf_losses1", "vf_losses2"), c.masks.value)) < kTolerance);
}

/// The log-probability that TRL's convention sets padding to.
double paddedLogprob() {
    const auto nothing = responseMasks(torch::full({1}, -1, torch::kInt64), 1, PpoConvention::Trl);
    return fillPadding(torch::zeros({1, 1}), nothing, PpoConvention::Trl).item<double>();
}

}  // namespace

TEST_CASE("golden: both conventions, every set of hyper-parameters") {
    const auto path = golden("ppo/ppo_math.safetensors");
    if (path.empty()) {
        MESSAGE("skipped: this golden set holds no ppo/");
        return;
    }
    const GoldenTensors tensors(path);
    const auto json = goldenJson("ppo/ppo_math.json");
    if (json.contains("invalid_logprob")) {
        INFO("what padded log-probabilities are set to: kTrlPaddedLogprob in core/learn/ppo_math.cpp");
        CHECK(paddedLogprob() == json.at("invalid_logprob").get<double>());
    }
    for (const auto& [set, values] : json.at("hyper_parameters").items()) {
        for (const std::string convention : {"plain", "trl"}) {
            const auto at = convention + "_" + set + ".";
            CAPTURE(at);
            if (!tensors.contains(at + "loss")) {
                MESSAGE("skipped: this golden set holds no " << at << "*");
                continue;
            }
            const auto c = compute(tensors, parametersFrom(values, ppoConventionFromText(convention)));
            checkShared(tensors, c, at);
            if (convention == "plain") {
                checkPlain(tensors, c, at);
            } else {
                checkTrl(tensors, c, at);
                checkTrlPlaces(tensors, c, at);
            }
        }
    }
}

TEST_CASE("float64: the gradient of the losses agrees with finite differences") {
    torch::manual_seed(5);
    const auto type = torch::TensorOptions().dtype(torch::kFloat64);
    const auto masks = responseMasks(torch::tensor({3, 1, 4}, torch::kInt64), 5, PpoConvention::Plain, torch::kFloat64);
    const auto old = torch::randn({3, 5}, type), advantages = torch::randn({3, 5}, type);
    const auto oldValues = torch::randn({3, 5}, type), returns = torch::randn({3, 5}, type);
    const PpoParameters p;
    const auto loss = [&](const torch::Tensor& logprobs, const torch::Tensor& values) {
        return clippedPolicyLoss(logprobs, old, advantages, masks, p).loss +
               p.valueCoefficient * clippedValueLoss(values, oldValues, returns, masks, p).loss;
    };
    auto logprobs = (old + 0.3 * torch::randn({3, 5}, type)).requires_grad_(true);
    auto values = (oldValues + 0.3 * torch::randn({3, 5}, type)).requires_grad_(true);
    loss(logprobs, values).backward();
    const torch::NoGradGuard noGrad;
    const double h = 1e-6;
    for (auto* input : {&logprobs, &values}) {
        for (std::int64_t i = 0; i < input->numel(); ++i) {
            auto flat = input->view({-1});
            const double at = flat[i].item<double>();
            flat[i] = at + h;
            const double above = loss(logprobs, values).item<double>();
            flat[i] = at - h;
            const double below = loss(logprobs, values).item<double>();
            flat[i] = at;
            CHECK(std::abs((above - below) / (2 * h) - input->grad().view({-1})[i].item<double>()) < 1e-7);
        }
    }
}

TEST_CASE("padding takes no part in advantages") {
    const auto masks = responseMasks(torch::tensor({1, 3}, torch::kInt64), 4, PpoConvention::Plain);
    auto logprobs = torch::randn({2, 4}), values = torch::randn({2, 4});
    const auto reference = torch::randn({2, 4}), scores = torch::randn({2});
    const auto first = computeExperience(logprobs, reference, values, scores, masks, {});
    logprobs[0][3] = 50;
    values[0][2] = -70;
    const auto second = computeExperience(logprobs, reference, values, scores, masks, {});
    CHECK(torch::equal(first.advantages, second.advantages));
    CHECK(torch::equal(first.returns, second.returns));
}

TEST_CASE("padding takes part in what TRL's convention tells, and in no limit") {
    const auto last = torch::tensor({1}, torch::kInt64);
    const auto now = torch::full({1, 4}, -1.0), old = torch::full({1, 4}, -3.0);
    for (const auto convention : {PpoConvention::Plain, PpoConvention::Trl}) {
        const bool trl = convention == PpoConvention::Trl;
        const auto masks = responseMasks(last, 4, convention);
        PpoParameters p;
        p.convention = convention;
        const auto loss = clippedPolicyLoss(now, old, torch::ones({1, 4}), masks, p);  // two tokens moved by 2 nats, two are padding
        CHECK(loss.approxKl.item<double>() == doctest::Approx(trl ? 1 : 2));
        CHECK(loss.moved.item<double>() == doctest::Approx(2));
        const double moved = std::exp(2.0);
        CHECK(meanRatio(loss.ratio, masks.policy, convention).item<double>() == doctest::Approx(trl ? (moved + 1) / 2 : moved));
        CHECK(responseEntropy(old, masks, convention).item<double>() == doctest::Approx(trl ? 6 - 2 : 6));
        CHECK(responseKl(now, old, masks, KlEstimator::K1).item<double>() == doctest::Approx(4));
        const auto entropy = torch::tensor({{1.0, 1.0, 3.0, 3.0}});
        CHECK(meanEntropy(entropy, masks.policy, convention).item<double>() == doctest::Approx(trl ? 2 : 1));
    }
}

TEST_CASE("the temperature divides the logits") {
    const auto logits = torch::randn({2, 3, 7});
    const auto ids = torch::randint(7, {2, 3}, torch::kInt64);
    CHECK(worst(tokenLogprobs(logits, ids, 0.5), tokenLogprobs(logits * 2, ids)) < 1e-6);
    CHECK(worst(tokenEntropy(logits, 0.5), tokenEntropy(logits * 2)) < 1e-6);
}

TEST_CASE("the KL controller steers beta and stays within its limits") {
    KlController adaptive(0.1, 6, 10000);
    adaptive.update(60, 1000);
    CHECK(adaptive.beta() == doctest::Approx(0.1 * (1 + 0.2 * 0.1)));
    adaptive.update(0, 1000);
    CHECK(adaptive.beta() == doctest::Approx(0.1 * (1 + 0.2 * 0.1) * (1 - 0.2 * 0.1)));
    KlController fixed(0.1, 0, 10000);
    fixed.update(60, 1000);
    CHECK(fixed.beta() == 0.1);
}
