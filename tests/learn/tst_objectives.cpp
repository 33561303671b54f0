#include "doctest_torch.h"

#include <cmath>

#include "data/error.h"
#include "golden_tensors.h"
#include "learn/objectives.h"
#include "learn/ppo_math.h"
#include "learn/reward_fit.h"

using namespace attune;
using namespace attune::test;

namespace {

torch::Tensor leaf(const torch::Tensor& tensor) { return tensor.clone().requires_grad_(true); }

/// What is added to a standard deviation, read off the advantages of the rewards h and -h, whose deviation is h sqrt(2).
double stdEpsilon() {
    const double h = 1e-3;
    const torch::Tensor rewards = torch::tensor({h, -h}, torch::kFloat64);
    return h / grpoAdvantages(rewards, 2)[0].item<double>() - h * std::sqrt(2.0);
}

}  // namespace

TEST_CASE("golden: objectives") {
    const auto path = golden("ppo/ppo_math.safetensors");
    if (path.empty()) {
        MESSAGE("skipped: this golden set holds no ppo/");
        return;
    }
    const GoldenTensors g(path);
    const auto hyper = goldenJson("ppo/ppo_math.json").at("objective_hyper_parameters");
    const std::int64_t group = hyper.at("num_generations");

    SUBCASE("Bradley-Terry") {
        const auto chosen = leaf(g["obj_in.rm_chosen"]), rejected = leaf(g["obj_in.rm_rejected"]);
        const auto& margin = g["obj_in.rm_margin"];
        CHECK(worst(bradleyTerryLoss(chosen, rejected), g["obj.rm_loss"]) < kTolerance);
        // What a reward model learns by: one head, whose decided comparisons nobody made by mistake.
        const auto pairs = chosen.numel();
        RewardTargets targets;
        targets.ratingRow = torch::empty({0}, torch::kInt64);
        targets.left = torch::arange(pairs, torch::kInt64), targets.right = targets.left + pairs;
        targets.preference = torch::ones({pairs}), targets.mistaken = torch::zeros({pairs});
        const auto trained = rewardLosses(torch::cat({chosen, rejected}).unsqueeze(0), torch::zeros({1}), targets, {},
                                          torch::ones({1, pairs}), {.comparisonWeight = 1});
        CHECK(worst(trained, g["obj.rm_loss"]) < kTolerance);
        CHECK(worst(bradleyTerryLoss(chosen, rejected, margin), g["obj.rm_loss_margin"]) < kTolerance);
        const auto full = bradleyTerryLoss(chosen, rejected, margin, hyper.at("center_rewards_coefficient"));
        CHECK(worst(full, g["obj.rm_loss_margin_centered"]) < kTolerance);
        full.backward();
        CHECK(worst(chosen.grad(), g["obj.rm_grad_chosen"]) < kTolerance);
        CHECK(worst(rejected.grad(), g["obj.rm_grad_rejected"]) < kTolerance);
        CHECK(worst((chosen > rejected).to(torch::kFloat32).mean(), g["obj.rm_accuracy"]) < kTolerance);
    }
    SUBCASE("InfoNCE") {
        const auto image = leaf(g["obj_in.image_embeds"]), text = leaf(g["obj_in.text_embeds"]);
        const auto out = infoNce(image, text, g["obj_in.logit_scale_log"]);
        CHECK(worst(out.logitsPerImage, g["obj.infonce_logits_per_image"]) < kTolerance);
        CHECK(worst(out.imageLoss, g["obj.infonce_loss_image"]) < kTolerance);
        CHECK(worst(out.textLoss, g["obj.infonce_loss_text"]) < kTolerance);
        CHECK(worst(out.loss, g["obj.infonce_loss"]) < kTolerance);
        out.loss.sum().backward();
        CHECK(worst(image.grad(), g["obj.infonce_grad_image_embeds"]) < kTolerance);
        CHECK(worst(text.grad(), g["obj.infonce_grad_text_embeds"]) < kTolerance);
    }
    SUBCASE("RLOO") {
        const auto& rewards = g["obj_in.group_rewards"];
        const auto& mask = g["obj_in.grpo_mask"];
        const auto now = (g["obj_in.grpo_logps"] * mask).sum(1), old = (g["obj_in.grpo_old_logps"] * mask).sum(1);
        const auto reference = (g["obj_in.grpo_ref_logps"] * mask).sum(1);
        CHECK(worst(leaveOneOutBaseline(rewards, group), g["obj.rloo_baseline"]) < kTolerance);
        CHECK(worst(rlooAdvantages(rewards, group), g["obj.rloo_advantages"]) < kTolerance);
        CHECK(worst(rlooAdvantages(rewards, group, true), g["obj.rloo_advantages_normalized"]) < kTolerance);
        const auto penalised = rewards - hyper.at("rloo_kl_beta").get<double>() * (old - reference);
        CHECK(worst(penalised, g["obj.rloo_kl_rewards"]) < kTolerance);
        const auto advantages = rlooAdvantages(penalised, group);
        CHECK(worst(advantages, g["obj.rloo_kl_advantages"]) < kTolerance);
        const auto loss = sequenceClippedLoss(now, old, advantages, hyper.at("epsilon_low"), hyper.at("epsilon_high"));
        CHECK(worst(loss, g["obj.rloo_loss"]) < kTolerance);
    }
    SUBCASE("what is added to a standard deviation") {
        if (hyper.contains("grpo_std_eps")) {
            INFO("kStdEpsilon in core/learn/objectives.cpp; RLOO's normalised and GRPO's advantages rest on it");
            CHECK(std::abs(stdEpsilon() - hyper.at("grpo_std_eps").get<double>()) < 1e-9);
        }
    }
    SUBCASE("GRPO") {
        const auto& rewards = g["obj_in.group_rewards"];
        CHECK(worst(tokenKl(g["obj_in.grpo_logps"], g["obj_in.grpo_ref_logps"], KlEstimator::K3),
                    g["obj.grpo_per_token_kl"], g["obj_in.grpo_mask"]) < kTolerance);
        CHECK(worst(grpoAdvantages(rewards, group), g["obj.grpo_advantages"]) < kTolerance);
        CHECK(worst(grpoAdvantages(rewards, group, AdvantageScale::None), g["obj.grpo_advantages_noscale"]) <
              kTolerance);
        CHECK(worst(grpoAdvantages(rewards, group, AdvantageScale::Batch), g["obj.grpo_advantages_batchscale"]) <
              kTolerance);
        GrpoParameters p;
        p.beta = hyper.at("grpo_beta");
        p.clipLow = hyper.at("epsilon_low");
        p.clipHigh = hyper.at("epsilon_high");
        const auto logps = leaf(g["obj_in.grpo_logps"]);
        const auto loss = [&](GrpoReduction reduction) {
            p.reduction = reduction;
            return grpoLoss(logps, g["obj_in.grpo_old_logps"], g["obj_in.grpo_ref_logps"], g["obj.grpo_advantages"],
                            g["obj_in.grpo_mask"], p);
        };
        CHECK(worst(loss(GrpoReduction::Bnpo), g["obj.grpo_loss_bnpo"]) < kTolerance);
        CHECK(worst(loss(GrpoReduction::DrGrpo), g["obj.grpo_loss_dr_grpo"]) < kTolerance);
        const auto standard = loss(GrpoReduction::Grpo);
        CHECK(worst(standard, g["obj.grpo_loss"]) < kTolerance);
        standard.backward();
        CHECK(worst(logps.grad(), g["obj.grpo_grad_logps"]) < kTolerance);
    }
    SUBCASE("DPO") {
        const auto chosen = leaf(g["obj_in.dpo_policy_chosen"]), rejected = leaf(g["obj_in.dpo_policy_rejected"]);
        const double beta = hyper.at("dpo_beta");
        const auto run = [&](DpoKind kind) {
            return dpo(chosen, rejected, g["obj_in.dpo_ref_chosen"], g["obj_in.dpo_ref_rejected"], beta, kind,
                       hyper.at("dpo_label_smoothing"));
        };
        const auto out = run(DpoKind::Sigmoid);
        CHECK(worst(out.perPair, g["obj.dpo_per_pair_loss"]) < kTolerance);
        CHECK(worst(out.loss, g["obj.dpo_loss"]) < kTolerance);
        CHECK(worst(out.chosenRewards, g["obj.dpo_chosen_rewards"]) < kTolerance);
        CHECK(worst(out.rejectedRewards, g["obj.dpo_rejected_rewards"]) < kTolerance);
        CHECK(worst(out.accuracy, g["obj.dpo_accuracy"]) < kTolerance);
        out.loss.backward();
        CHECK(worst(chosen.grad(), g["obj.dpo_grad_chosen"]) < kTolerance);
        CHECK(worst(rejected.grad(), g["obj.dpo_grad_rejected"]) < kTolerance);
        CHECK(worst(run(DpoKind::Hinge).loss, g["obj.dpo_loss_hinge"]) < kTolerance);
        CHECK(worst(run(DpoKind::Cdpo).loss, g["obj.dpo_loss_cdpo"]) < kTolerance);
        CHECK(worst(run(DpoKind::Ipo).loss, g["obj.dpo_loss_ipo"]) < kTolerance);
    }
}

TEST_CASE("with a fixed length, a token weighs the same whatever the others of its minibatch are cut to") {
    const auto now = torch::tensor({{-1.0, -2.0, -1.5, 0.0}, {-0.5, -1.0, 0.0, 0.0}}), old = now - 0.1;
    const auto mask = torch::tensor({{1.0, 1.0, 1.0, 0.0}, {1.0, 1.0, 0.0, 0.0}}), advantages = torch::tensor({0.5, -1.5});
    GrpoParameters p;
    p.reduction = GrpoReduction::DrGrpo;
    const auto loss = [&](std::int64_t cutTo) {
        const auto cut = [&](const torch::Tensor& values) { return values.narrow(1, 0, cutTo); };
        return grpoLoss(cut(now), cut(old), cut(old), advantages, cut(mask), p).item<double>();
    };
    CHECK(loss(4) == doctest::Approx(0.75 * loss(3)));  // of these tensors' own length
    p.length = 8;
    CHECK(loss(4) == doctest::Approx(loss(3)));
    p.length = 16;
    const double half = loss(4);
    p.length = 8;
    CHECK(loss(4) == doctest::Approx(2 * half));
}

TEST_CASE("a ratio has a range of its own below and above") {
    // Ratios of 0.6, 0.85, 1.25 and 1.5 where no more than 0.7 to 1.4 may be gained by.
    const auto now = torch::tensor({0.6, 0.85, 1.25, 1.5}).log(), old = torch::zeros({4});
    const auto up = torch::ones({4}), down = -up;
    const auto loss = [&](const torch::Tensor& advantages) {
        return sequenceClippedLoss(now, old, advantages, 0.3, 0.4).item<double>();
    };
    CHECK(loss(up) == doctest::Approx(-(0.6 + 0.85 + 1.25 + 1.4) / 4));
    CHECK(loss(down) == doctest::Approx((0.7 + 0.85 + 1.25 + 1.5) / 4));
    CHECK(torch::equal(clippedShare(now, up, 0.3, 0.4), torch::tensor({0.0f, 0.0f, 0.0f, 1.0f})));
    CHECK(torch::equal(clippedShare(now, down, 0.3, 0.4), torch::tensor({1.0f, 0.0f, 0.0f, 0.0f})));
}

TEST_CASE("a tie pulls the two rewards together") {
    const auto left = leaf(torch::tensor({2.0})), right = leaf(torch::tensor({-1.0}));
    bradleyTerrySoftLoss(left - right, torch::tensor({0.5})).backward();
    CHECK(left.grad().item<double>() > 0);
    CHECK(right.grad().item<double>() < 0);
}

TEST_CASE("each head's pairs are averaged by their weights, and none is a loss of 0") {
    const auto gap = torch::tensor({{0.5, -1.0}, {2.0, 3.0}});
    const auto weights = torch::tensor({{1.0, 3.0}, {0.0, 0.0}});
    const auto losses = bradleyTerrySoftLoss(gap, torch::ones({2}), weights);
    CHECK(losses.numel() == 2);
    CHECK(losses[0].item<double>() == doctest::Approx((std::log1p(std::exp(-0.5)) + 3 * std::log1p(std::exp(1.0))) / 4));
    CHECK(losses[1].item<double>() == 0);
}

TEST_CASE("groups that are not whole are refused") {
    CHECK_THROWS_AS(grpoAdvantages(torch::randn({7}), 4), Error);
    CHECK_THROWS_AS(rlooAdvantages(torch::randn({4}), 1), Error);
}
