#include <QtTest>

#include "data/policy_presets.h"

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
