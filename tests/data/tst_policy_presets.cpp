#include <QtTest>

#include "data/policy_presets.h"
#include "data/reward_options.h"
#include "message_of.h"

using namespace attune;

class TestPolicyPresets : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyAlgorithmHasDefaultsThatItAccepts() {
        QVERIFY(policyAlgorithms().size() >= 6);
        for (const auto& algorithm : policyAlgorithms()) {
            const Json defaults = optionsToJson(policyDefaults(algorithm));
            QCOMPARE(QString::fromStdString(defaults["algorithm"].get<std::string>()), QString::fromStdString(algorithm));
            // Spelt out or not, they are the same; and a job that spells them out is accepted.
            QVERIFY(optionsToJson(policyOptionsFromJson({{"algorithm", algorithm}})) == defaults);
            QVERIFY(optionsToJson(policyOptionsFromJson(defaults)) == defaults);
        }
        QVERIFY(optionsToJson(policyOptionsFromJson(Json())) == optionsToJson(PolicyOptions()));
        QVERIFY_THROWS_EXCEPTION(Error, policyDefaults("sarsa"));
    }

    void whatAnAlgorithmDoesNotReadIsRefused() {
        const auto refuses = [](const Json& options) {
            try {
                policyOptionsFromJson(options);
            } catch (const Error&) {
                return true;
            }
            return false;
        };
        QVERIFY(refuses({{"baseline", "mean"}}));
        QVERIFY(!refuses({{"algorithm", "reinforce"}, {"baseline", "mean"}}));
        QVERIFY(refuses({{"algorithm", "grpo"}, {"lambda", 0.5}}));
        QVERIFY(refuses({{"algorithm", "dpo"}, {"captions_per_image", 4}}));
        QVERIFY(!refuses({{"algorithm", "dpo"}, {"captions_per_image", 1}}));
        QVERIFY(refuses({{"no_such_option", 1}}));
        QVERIFY(refuses({{"rounds", 0}}));
    }

    void whatIsNotReadAsTheOthersStandIsRefused_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("why");  // empty: accepted
        const auto policy = [](const char* json, const char* why) { QTest::newRow(json) << QByteArray(json) << QByteArray(why); };
        policy(R"({"lora_alpha":32})", "lora_rank above 0");
        policy(R"({"lora_targets":"q_proj"})", "lora_rank above 0");
        policy(R"({"lora_rank":4,"lora_alpha":32,"lora_targets":"q_proj"})", "");
        policy(R"({"lora_rank":0,"lora_alpha":16,"lora_targets":""})", "");  // the defaults, spelt out
        policy(R"({"kl_horizon":500})", "kl_target above 0");
        policy(R"({"kl_horizon":500,"kl_target":6})", "");
        policy(R"({"kl_coefficient":0,"kl_target":6})", "kl_coefficient above 0");
        policy(R"({"kl_coefficient":0})", "");
        policy(R"({"algorithm":"dpo","label_smoothing":0.2})", "preference_loss set to cdpo");
        policy(R"({"algorithm":"dpo","label_smoothing":0.2,"preference_loss":"cdpo"})", "");
    }
    void whatIsNotReadAsTheOthersStandIsRefused() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, why);
        const QByteArray message = messageOf([&] { policyOptionsFromJson(Json::parse(json.toStdString())); });
        QVERIFY2(message.isEmpty() == why.isEmpty() && message.contains(why), message.constData());
    }

    void soAreTheRewards_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("why");
        const auto reward = [](const char* json, const char* why) { QTest::newRow(json) << QByteArray(json) << QByteArray(why); };
        reward(R"({"trunk_rank":4})", "trunk set to lora");
        reward(R"({"trunk_rank":4,"trunk":"full"})", "trunk set to lora");
        reward(R"({"trunk_rank":4,"trunk":"lora","trunk_epochs":3,"trunk_learning_rate":0.001})", "");
        reward(R"({"trunk_epochs":3})", "trunk set to lora/full");
        reward(R"({"trunk_learning_rate":0.001})", "trunk set to lora/full");
        reward(R"({"trunk":"full","trunk_epochs":3,"trunk_learning_rate":0.001})", "");
        reward(R"({"fusion_size":8})", "fusion set to hadamard/cross_attention");
        reward(R"({"fusion_size":8,"fusion":"gated"})", "fusion set to hadamard/cross_attention");
        reward(R"({"fusion_size":8,"fusion":"cross_attention"})", "");
        reward(R"({"label_smoothing":0.1})", "");
    }
    void soAreTheRewards() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, why);
        const QByteArray message = messageOf([&] { optionsFromJson<RewardOptions>(Json::parse(json.toStdString())); });
        QVERIFY2(message.isEmpty() == why.isEmpty() && message.contains(why), message.constData());
        QVERIFY(optionsToJson(optionsFromJson<RewardOptions>(optionsToJson(RewardOptions()))) == optionsToJson(RewardOptions()));
    }

    void theGuardIsOffWhereNoRewardIsClimbed() {
        for (const auto& algorithm : policyAlgorithms())
            QVERIFY2(policyDefaults(algorithm).guard == policyNeedsReward(algorithm), algorithm.c_str());
        // It can still be asked for.
        QVERIFY(policyOptionsFromJson({{"algorithm", "sft"}, {"guard", true}}).guard);
        QVERIFY(!policyOptionsFromJson({{"algorithm", "dpo"}}).guard);
    }

    void everyOptionIsReadBySomeone() {
        for (const auto& option : describeOptions<PolicyOptions>()) {
            bool read = false;
            for (const auto& algorithm : policyAlgorithms()) read = read || policyOptionMatters(algorithm, option.name);
            QVERIFY2(read, option.name.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestPolicyPresets)
#include "tst_policy_presets.moc"
