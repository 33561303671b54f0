#include "doctest_torch.h"

#include "data/error.h"
#include "data/file.h"
#include "failure.h"
#include "golden.h"
#include "learn/critic.h"
#include "learn/invariants.h"
#include "learn/policy_lora.h"
#include "model/load_captioner.h"
#include "policy_toys.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::test;

TEST_CASE("a toy whose best caption is known is solved") {
    auto options = smallOptions();
    options.learningRate = 1e-2;
    options.criticLearningRate = 1e-2;
    auto trainer = makeTrainer(options);
    const double before = trainer.round(silent).metrics.at("objective/scores");
    double after = 0;
    for (int round = 0; round < 24; ++round) after = trainer.round(silent).metrics.at("objective/scores");
    CAPTURE(before);
    CHECK(before < 0.4);
    CHECK(after > 0.9);
}

TEST_CASE("the KL penalty holds the policy near the reference") {
    auto options = smallOptions();
    auto loose = makeTrainer(options);
    options.klCoefficient = 2.0;
    auto tight = makeTrainer(options);
    double looseKl = 0, tightKl = 0;
    for (int round = 0; round < 10; ++round) {
        looseKl = loose.round(silent).metrics.at("objective/kl");
        tightKl = tight.round(silent).metrics.at("objective/kl");
    }
    CHECK(tightKl < looseKl / 2);
}

TEST_CASE("a step that goes too far is taken back and ends the round's updates") {
    auto options = smallOptions();
    options.learningRate = 3e-2;
    auto free = makeTrainer(options);
    options.updateKlLimit = 0.01;
    auto held = makeTrainer(options);
    CHECK(free.round(silent).metrics.at("policy/updates") == 12);
    const auto first = held.round(silent).metrics;
    CHECK(first.at("policy/updates") >= 1);
    CHECK(first.at("policy/updates") < 12);
    CHECK(held.round(silent).metrics.at("objective/kl") < free.round(silent).metrics.at("objective/kl") / 2);
}

TEST_CASE("where already the first step goes too far, the steps become smaller instead of none") {
    auto options = smallOptions();
    options.learningRate = 0.3;
    options.updateKlLimit = 0.01;
    auto trainer = makeTrainer(options);
    const auto report = trainer.round(silent);
    CHECK(report.metrics.at("lr") < 0.3);
    CHECK(report.metrics.at("policy/updates") >= 1);
    // What the rate has come to belongs to the state of the run.
    const TemporaryFolder folder;
    trainer.save(folder.path());
    auto resumed = makeTrainer(options);
    resumed.load(folder.path());
    const auto second = trainer.round(silent).metrics;
    CHECK(second.at("objective/kl") != 0);
    CHECK(resumed.round(silent).metrics.at("lr") == second.at("lr"));
}

TEST_CASE("the last step of a round is looked at as well") {
    // One step a round: no minibatch comes behind it that would find that it went too far.
    auto options = smallOptions();
    options.epochs = 1;
    options.minibatchImages = options.images;
    options.learningRate = 0.3;
    options.updateKlLimit = 0.01;
    auto trainer = makeTrainer(options);
    const auto first = trainer.round(silent).metrics;
    CHECK(first.at("policy/updates") == 1);  // a smaller one
    CHECK(first.at("lr") < 0.3);
    const TemporaryFolder folder;
    trainer.save(folder.path());
    const auto second = trainer.round(silent).metrics;
    CHECK(second.at("objective/kl") != 0);
    CHECK(std::abs(second.at("objective/kl")) < 0.5);
    auto resumed = makeTrainer(options);
    resumed.load(folder.path());
    resumed.round(silent);
    CHECK(parameterBytes(resumed) == parameterBytes(trainer));

    // No step is small enough for this limit: the policy stays what it is, and the round ends.
    options.updateKlLimit = 1e-30;
    auto stuck = makeTrainer(options);
    const auto before = parameterBytes(stuck);
    const auto none = stuck.round(silent).metrics;
    CHECK(none.at("policy/updates") == 0);
    CHECK(parameterBytes(stuck) == before);
    // Of steps that were not kept nothing is told, and what the rollout says is.
    for (const std::string name : {"loss/policy_avg", "val/ratio", "policy/entropy_avg", "policy/gradient_norm"}) {
        CAPTURE(name);
        CHECK(none.count(name) == 0);
        CHECK(first.count(name) == 1);
    }
    CHECK(none.count("objective/kl") == 1);
}

TEST_CASE("the KL that is told is the one that the penalty takes") {
    for (const auto& [algorithm, estimator] : std::vector<std::pair<std::string, std::string>>{{"ppo", "k1"}, {"ppo", "k3"}, {"grpo", "k3"}}) {
        CAPTURE(algorithm);
        CAPTURE(estimator);
        auto options = smallOptions();
        options.algorithm = algorithm;
        if (algorithm == "ppo") options.klEstimator = estimator;
        options.klCoefficient = 0.1;
        auto trainer = makeTrainer(options);
        trainer.round(silent);
        const auto report = trainer.round(silent);
        const auto& rollout = report.rollout;
        const auto kl = tokenKl(rollout.logprobs, rollout.reference, klEstimatorFromText(estimator)) * rollout.masks.policy;
        const double expected = kl.sum(1).mean().item<double>();
        CHECK(expected != 0);
        CHECK(report.metrics.at("objective/kl") == doctest::Approx(expected));
        CHECK(report.metrics.at("objective/non_score_reward") == doctest::Approx(-0.1 * expected));
        CHECK(report.metrics.at("objective/rlhf_reward") ==
              doctest::Approx(report.metrics.at("objective/scores_normalized") - 0.1 * expected));
    }
}

TEST_CASE("the vision tower is left alone, and every named metric is there") {
    auto trainer = makeTrainer(smallOptions());
    const auto before = trainer.policy()->copy();
    const auto report = trainer.round(silent);
    const auto then = before->named_parameters();
    bool moved = false;
    for (const auto& item : trainer.policy()->named_parameters()) {
        const bool same = torch::equal(item.value(), then[item.key()]);
        if (item.key().rfind("encoder.", 0) == 0) CHECK(same);
        moved = moved || !same;
    }
    CHECK(moved);
    for (const std::string name :
         {"objective/kl", "objective/entropy", "objective/scores", "objective/rlhf_reward",
          "objective/non_score_reward", "objective/kl_coef", "policy/approxkl_avg", "policy/clipfrac_avg",
          "policy/entropy_avg", "loss/policy_avg", "loss/value_avg", "val/clipfrac_avg", "val/ratio",
          "val/ratio_var", "val/num_eos_tokens", "lr", "episode", "eps"}) {
        CAPTURE(name);
        REQUIRE(report.metrics.count(name) == 1);
        CHECK(std::isfinite(report.metrics.at(name)));
    }
    CHECK(report.metrics.at("objective/kl") == doctest::Approx(0));
    CHECK(report.metrics.at("episode") == 64);
}

TEST_CASE("same seed same bytes, another seed others") {
    auto a = makeTrainer(smallOptions()), b = makeTrainer(smallOptions()), c = makeTrainer(smallOptions(), 2);
    for (int round = 0; round < 2; ++round)
        for (auto* trainer : {&a, &b, &c}) trainer->round(silent);
    CHECK(parameterBytes(a) == parameterBytes(b));
    CHECK(parameterBytes(a) != parameterBytes(c));
}

TEST_CASE("a run that is stopped anywhere and resumed ends with the same bytes") {
    auto options = smallOptions();
    options.klCoefficient = 0.05;
    options.klTarget = 0.5;
    options.klHorizon = 200;
    auto whole = makeTrainer(options);
    for (int round = 0; round < 4; ++round) whole.round(silent);

    for (const int breaths : {1, 8, 13}) {
        CAPTURE(breaths);
        const TemporaryFolder folder;
        {
            auto trainer = makeTrainer(options);
            trainer.round(silent);
            trainer.save(folder.path());
            trainer.round(silent);
            trainer.save(folder.path());
            Impatient impatient(breaths);
            CHECK_THROWS_AS(trainer.round(impatient), Cancelled);
        }
        // As a kill leaves it that comes right behind the new state.
        writeFileAtomically(folder.path() / "state-1.safetensors", "of the round before");
        auto resumed = makeTrainer(options);
        REQUIRE(PolicyTrainer::hasState(folder.path()));
        resumed.load(folder.path());
        CHECK(resumed.completedRounds() == 2);
        CHECK_FALSE(std::filesystem::exists(folder.path() / "state-1.safetensors"));
        resumed.round(silent);
        resumed.round(silent);
        CHECK(parameterBytes(resumed) == parameterBytes(whole));
        const TemporaryFolder a, b;
        whole.save(a.path());
        resumed.save(b.path());
        CHECK(readFile(a.path() / "state.json") == readFile(b.path() / "state.json"));
        CHECK(readFile(a.path() / "state-4.safetensors") == readFile(b.path() / "state-4.safetensors"));
    }
}

TEST_CASE("with adapters, the weights stay, the reference is the policy without them, and learning works") {
    auto options = smallOptions();
    options.loraRank = 4;
    options.learningRate = 2e-2;
    options.criticLearningRate = 1e-2;
    auto trainer = makeTrainer(options);
    REQUIRE(trainer.adapters());
    const std::string before = parameterBytes(trainer);
    for (const auto& [name, parameter] : trainer.adapters()->parameters()) {
        CAPTURE(name);
        CHECK(name.rfind("decoder.", 0) == 0);
        CHECK(parameter.requires_grad());
    }
    const auto first = trainer.round(silent).metrics;
    CHECK(first.at("objective/kl") == doctest::Approx(0));
    double after = 0, kl = 0;
    for (int round = 0; round < 24; ++round) {
        const auto metrics = trainer.round(silent).metrics;
        after = metrics.at("objective/scores");
        kl = metrics.at("objective/kl");
    }
    CHECK(first.at("objective/scores") < 0.4);
    CHECK(after > 0.8);
    CHECK(kl > 0.5);  // measured against the policy without its adapters
    CHECK(parameterBytes(trainer) == before);
    for (const auto& parameter : trainer.policy()->parameters()) CHECK_FALSE(parameter.grad().defined());

    options.loraTargets = "attn.c_attn, c_fc";
    CHECK(makeTrainer(options).adapters()->parameters().size() == 4);
    const auto refusal = [&](const char* targets) {
        options.loraTargets = targets;
        return failure([&] { makeTrainer(options); });
    };
    CHECK(mentions(refusal("query"), "before the image features"));  // of the vision tower
    CHECK(mentions(refusal("c_attn, query"), "\"query\""));
    CHECK(mentions(refusal("no_such_layer"), "no layer to adapt is called"));
}

TEST_CASE("the projection onto the vocabulary is there, and cannot be adapted") {
    const auto folder = golden("blip-untied");
    if (folder.empty()) {
        MESSAGE("skipped: the golden set does not hold blip-untied");
        return;
    }
    const auto captioner = loadCaptioner(folder);
    CHECK(mentions(failure([&] { adaptDecoder(*captioner, 2, 2, "predictions.decoder", 1); }), "onto the vocabulary"));
    CHECK(mentions(failure([&] { adaptDecoder(*captioner, 2, 2, "query, predictions.decoder", 1); }), "predictions.decoder"));
    // A name that means layers of both kinds means those that learn.
    CHECK(failure([&] { adaptDecoder(*captioner, 2, 2, "*", 1); }).empty());
}

TEST_CASE("a policy with adapters shares the memory of its start and resumes to the byte") {
    auto options = smallOptions();
    options.loraRank = 2;
    const auto start = tinyCaptioner();
    const auto features = tinyFeatures(*start, 20);
    const auto make = [&] {
        const auto policy = sharingCopy(*start);
        CHECK(policy->parameters().front().data_ptr() == start->parameters().front().data_ptr());
        return PolicyTrainer(policy, nullptr, imageSet(features), wantedShare, options, 1);
    };
    auto whole = make();
    const TemporaryFolder folder, a, b;
    whole.round(silent);
    whole.save(folder.path());
    whole.round(silent);
    auto resumed = make();
    resumed.load(folder.path());
    resumed.round(silent);
    whole.save(a.path());
    resumed.save(b.path());
    CHECK(readFile(a.path() / "state.json") == readFile(b.path() / "state.json"));
    CHECK(readFile(a.path() / "state-2.safetensors") == readFile(b.path() / "state-2.safetensors"));
    // The one that they share is not adapted, and what is written of the policy is.
    const TemporaryFolder merged;
    saveCheckpoint(*resumed.policy(), merged.path());
    const auto written = loadCaptioner(merged.path());
    const torch::NoGradGuard noGrad;
    const auto tokens = torch::tensor({{0, 3, 4}}, torch::kInt64);
    const auto one = features.narrow(0, 0, 1);
    const auto logits = resumed.policy()->decode(tokens, one).logits;
    CHECK((written->decode(tokens, one).logits - logits).abs().max().item<double>() < 1e-5);
    CHECK((start->decode(tokens, one).logits - logits).abs().max().item<double>() > 1e-4);
}

TEST_CASE("a state of another run, or a damaged one, is refused") {
    const TemporaryFolder folder;
    auto trainer = makeTrainer(smallOptions());
    trainer.round(silent);
    trainer.save(folder.path());
    auto options = smallOptions();
    options.epochs = 7;
    CHECK_THROWS_AS(makeTrainer(options).load(folder.path()), Error);
    CHECK_THROWS_AS(makeTrainer(smallOptions(), 2).load(folder.path()), Error);
    auto longer = smallOptions();
    longer.rounds = 99;
    CHECK_NOTHROW(makeTrainer(longer).load(folder.path()));

    const auto json = folder.path() / "state.json";
    const Json good = readJsonFile(json);
    const auto with = [&](const char* key, const Json& value) {
        Json changed = good;
        changed[key] = value;
        writeFileAtomically(json, dumpJson(changed));
        CAPTURE(key);
        CHECK_THROWS_AS(makeTrainer(smallOptions()).load(folder.path()), Error);
    };
    with("tensors", "../state-1.safetensors");
    with("tensors", "state-9.safetensors");
    with("images", {{"order", Json::array({5, 900})}, {"cursor", 0}});
    with("images", {{"order", good["images"]["order"]}, {"cursor", -3}});
    with("pairs_hash", "0123456789abcdef");
    with("rng", Json::array({1, 2}));
    writeFileAtomically(json, dumpJson(good));
    const auto tensors = folder.path() / "state-1.safetensors";
    writeFileAtomically(tensors, readFile(tensors).substr(0, 900));
    CHECK_THROWS_AS(makeTrainer(smallOptions()).load(folder.path()), Error);
}

TEST_CASE("broken invariants stop the run by name") {
    auto trainer = makeTrainer(smallOptions(), 1, [](const RewardRequest& request) {
        return RewardScores{torch::full({static_cast<std::int64_t>(request.rows.size())}, NAN), {}};
    });
    try {
        trainer.round(silent);
        FAIL("accepted");
    } catch (const BrokenInvariant& e) {
        CHECK(e.invariant() == "all scores are finite");
        CHECK(e.problem().find("\"all scores are finite\"") != std::string::npos);
    }
    CHECK_THROWS_AS(checkFirstRatio(torch::tensor({{1.1}}), torch::ones({1, 1})), BrokenInvariant);
    CHECK_NOTHROW(checkFirstRatio(torch::tensor({{1.0, 7.0}}), torch::tensor({{1.0, 0.0}})));
    CHECK_THROWS_AS(checkInitialKl(0.1), BrokenInvariant);
    auto short_ = makeTrainer(smallOptions(), 1, [](const RewardRequest&) {
        return RewardScores{torch::zeros({1}), {}};
    });
    CHECK_THROWS_AS(short_.round(silent), Error);
}

TEST_CASE("a rollout is checked for masks, log-probabilities, states and scores") {
    Rollout sound;
    sound.rows = {{4, 5}, {6}};
    sound.masks.policy = torch::tensor({{1.0, 1.0}, {1.0, 0.0}});
    sound.logprobs = sound.reference = -sound.masks.policy;
    sound.hidden = torch::ones({2, 2, 3});
    sound.scores = torch::zeros({2});
    CHECK_NOTHROW(checkRollout(sound));
    const auto brokenBy = [](const Rollout& rollout) {
        try {
            checkRollout(rollout);
        } catch (const BrokenInvariant& e) {
            return e.invariant();
        }
        return std::string();
    };
    for (const double value : {NAN, INFINITY}) {
        auto broken = sound;
        broken.hidden = sound.hidden.clone();
        broken.hidden[1][0][2] = value;
        CHECK(brokenBy(broken) == "all states are finite");
    }
    auto broken = sound;
    broken.reference = sound.reference / 0.0;
    CHECK(brokenBy(broken) == "all reference log-probabilities are finite");
    broken = sound;
    broken.rows[1].push_back(7);
    CHECK(brokenBy(broken) == "the mask adds up to the tokens");
    broken = sound;
    broken.hidden = torch::Tensor();  // captions that were given have none
    CHECK_NOTHROW(checkRollout(broken));
}

TEST_CASE("both conventions and both estimators run") {
    for (const std::string convention : {"plain", "trl"})
        for (const std::string estimator : {"k1", "k3"}) {
            auto options = smallOptions();
            options.convention = convention;
            options.klEstimator = estimator;
            options.temperature = 0.8;
            auto trainer = makeTrainer(options);
            CHECK_NOTHROW(trainer.round(silent));
            CHECK_NOTHROW(trainer.round(silent));
        }
}
