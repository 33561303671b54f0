// Every loss against finite differences, in float64.
#include "doctest_torch.h"

#include <ATen/CPUGeneratorImpl.h>

#include <functional>

#include "learn/masked.h"
#include "learn/multitask.h"
#include "learn/objectives.h"
#include "learn/ppo_math.h"

using namespace attune;

namespace {

using Inputs = std::vector<torch::Tensor>;

torch::Tensor randomTensor(torch::IntArrayRef shape) { return torch::randn(shape, torch::kFloat64); }

/// Central differences of each element of each input; the loss is smooth at the random points used.
void checkGradients(const std::string& name, Inputs inputs, const std::function<torch::Tensor(const Inputs&)>& loss) {
    CAPTURE(name);
    for (auto& input : inputs) input = input.detach().clone().requires_grad_(true);
    loss(inputs).backward();
    const torch::NoGradGuard noGrad;
    constexpr double h = 1e-6;
    double largest = 0;
    for (auto& input : inputs) {
        REQUIRE(input.grad().defined());
        auto flat = input.view({-1});
        const auto gradient = input.grad().reshape({-1});
        for (std::int64_t i = 0; i < flat.numel(); ++i) {
            const double at = flat[i].item<double>(), found = gradient[i].item<double>();
            flat[i] = at + h;
            const double above = loss(inputs).item<double>();
            flat[i] = at - h;
            const double below = loss(inputs).item<double>();
            flat[i] = at;
            CHECK(std::abs((above - below) / (2 * h) - found) < 1e-7);
            largest = std::max(largest, std::abs(found));
        }
    }
    // A loss that does not move with its inputs would pass all of the above.
    CHECK(largest > 1e-4);
}

struct Tokens {
    ResponseMasks masks =
        responseMasks(torch::tensor({3, 1, 4, 2}, torch::kInt64), 5, PpoConvention::Plain, torch::kFloat64);
    torch::Tensor old = randomTensor({4, 5}), now = old + 0.3 * randomTensor({4, 5}),
                  reference = old + 0.3 * randomTensor({4, 5}), perToken = randomTensor({4, 5}),
                  perCaption = randomTensor({4});
};

}  // namespace

TEST_CASE("float64: policy losses") {
    torch::manual_seed(11);
    const Tokens t;
    const auto& mask = t.masks.policy;
    const PpoParameters p;
    checkGradients("clipped policy", {t.now}, [&](const Inputs& in) {
        return clippedPolicyLoss(in[0], t.old, t.perToken, t.masks, p).loss;
    });
    const auto returns = randomTensor({4, 5});
    checkGradients("clipped value", {t.now}, [&](const Inputs& in) {
        return clippedValueLoss(in[0], t.old, returns, t.masks, p).loss;
    });
    checkGradients("reinforce", {t.now}, [&](const Inputs& in) {
        return reinforceLoss((in[0] * mask).sum(1), t.perCaption);
    });
    checkGradients("best of n", {t.now}, [&](const Inputs& in) { return maskedMean(-in[0], mask); });
    checkGradients("rloo", {t.now}, [&](const Inputs& in) {
        return sequenceClippedLoss((in[0] * mask).sum(1), (t.old * mask).sum(1), t.perCaption, 0.2, 0.3);
    });
    for (const std::string reduction : {"grpo", "bnpo", "dr_grpo"}) {
        GrpoParameters grpo;
        grpo.beta = 0.3;
        grpo.clipHigh = 0.3;
        grpo.reduction = grpoReductionFromText(reduction);
        checkGradients(reduction, {t.now}, [&](const Inputs& in) {
            return grpoLoss(in[0], t.old, t.reference, t.perCaption, mask, grpo);
        });
    }
    for (const auto estimator : {KlEstimator::K1, KlEstimator::K3})
        checkGradients("token KL", {t.now}, [&](const Inputs& in) {
            return maskedMean(tokenKl(in[0], t.reference, estimator), mask);
        });
    const auto ids = torch::tensor({{1, 0, 3}, {2, 2, 1}}, torch::kInt64);
    checkGradients("log-probability and entropy", {randomTensor({2, 3, 4})}, [&](const Inputs& in) {
        return tokenLogprobs(in[0], ids, 0.7).mean() + tokenEntropy(in[0], 0.7).mean();
    });
}

TEST_CASE("float64: preference losses") {
    torch::manual_seed(12);
    const auto pair = [] { return Inputs{randomTensor({6}), randomTensor({6})}; };
    const auto margin = randomTensor({6}).abs(), weights = randomTensor({6}).abs();
    const auto preference = torch::tensor({1.0, 0.0, 0.5, 0.9, 0.5, 1.0}, torch::kFloat64);
    checkGradients("Bradley-Terry", pair(), [&](const Inputs& in) {
        return bradleyTerryLoss(in[0], in[1], margin, 0.01);
    });
    checkGradients("Bradley-Terry, soft", pair(), [&](const Inputs& in) {
        return bradleyTerrySoftLoss(in[0] - in[1], preference, weights);
    });
    const auto referenceChosen = randomTensor({6}), referenceRejected = randomTensor({6});
    for (const std::string kind : {"sigmoid", "hinge", "cdpo", "ipo"})
        checkGradients("DPO " + kind, pair(), [&](const Inputs& in) {
            return dpo(in[0], in[1], referenceChosen, referenceRejected, 0.4, dpoKindFromText(kind), 0.1).loss;
        });
    checkGradients("InfoNCE", {randomTensor({4, 3}), randomTensor({4, 3}), torch::tensor(0.7, torch::kFloat64)},
                   [](const Inputs& in) {
                       const auto unit = [](const torch::Tensor& x) { return x / x.norm(2, {1}, true); };
                       return infoNce(unit(in[0]), unit(in[1]), in[2]).loss;
                   });
}

TEST_CASE("float64: losses of pre-training") {
    torch::manual_seed(13);
    const auto labels = torch::tensor({{1, 0, 3}, {2, 4, -100}}, torch::kInt64);
    checkGradients("caption", {randomTensor({2, 3, 5})}, [&](const Inputs& in) { return captionLoss(in[0], labels); });

    // The last class of each attribute is the background.
    const std::vector<torch::Tensor> attributes{torch::tensor({{0, 2, -100}, {1, 2, 2}}, torch::kInt64),
                                                torch::tensor({{1, 0, 1}, {-100, 0, 1}}, torch::kInt64)};
    checkGradients("attributes", {randomTensor({2, 3, 3}), randomTensor({2, 3, 2})},
                   [&](const Inputs& in) { return attributeLoss(in, attributes, 0.25); });

    auto generator = at::detail::createCPUGenerator(5);
    MultitaskHeads heads(MultitaskHeadsOptions{6, 4, 3, {}}, generator);
    heads->to(torch::kFloat64);
    const auto mask = torch::tensor({{1, 1, 1}, {1, 1, 0}, {1, 0, 0}}, torch::kInt64);
    checkGradients("contrast", {randomTensor({3, 5, 6}), randomTensor({3, 3, 4})},
                   [&](const Inputs& in) { return contrastLoss(heads, in[0], in[1], mask); });
}

TEST_CASE("losses of pre-training are taken in float32 of networks that multiply in less") {
    const auto labels = torch::tensor({{1, 0}, {2, 2}}, torch::kInt64);
    const auto logits = torch::randn({2, 2, 3});
    // doctest cannot write out a dtype
    CHECK((captionLoss(logits.to(torch::kBFloat16), labels).scalar_type() == torch::kFloat32));
    CHECK((captionLoss(logits.to(torch::kFloat64), labels).scalar_type() == torch::kFloat64));
    CHECK((attributeLoss({logits.to(torch::kBFloat16)}, {labels}, 0.5).scalar_type() == torch::kFloat32));
}
