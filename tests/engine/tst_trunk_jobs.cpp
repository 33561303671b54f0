// A reward that brings its own captioner along: trained, saved, stopped, scored with and optimised against.
#include <QtTest>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include "data/file.h"
#include "engine_jobs.h"
#include "golden.h"
#include "learn/parameter_hash.h"
#include "model/captioner.h"
#include "scenes/dataset.h"
#include "scenes_inputs.h"

using namespace attune;
using attune::test::scenesFolder;
namespace fs = std::filesystem;

namespace {

constexpr int kPictures = 24, kHeadEpochs = 2;

}  // namespace

class TestTrunkJobs : public QObject, test::EngineJobs {
    Q_OBJECT

    Inputs m_inputs;  ///< pictures, captions and ratings of them

    /// Heads that have hardly learnt yet, so that going on with the trunk is a gain for sure (tst_trunk looks at what a trunk
    /// adds to heads that have).
    static Json tuned(const std::string& trunk) {
        return {{"epochs", kHeadEpochs}, {"trunk", trunk}, {"trunk_epochs", 4}, {"trunk_learning_rate", 2e-3}};
    }

    static Models judge(const RunFolder& folder) {
        return {{"reward", (folder.checkpoints() / "reward").string()}, {"reward_backbone", scenesFolder().string()}};
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!fs::exists(scenesFolder() / "model.safetensors")) QSKIP("resources/models/scenes is not there");
        ScenesRecipe recipe;
        recipe.captions = 2;
        const auto examples = makeScenes(kPictures, 9, recipe);
        for (std::size_t i = 0; i < examples.size(); ++i)
            test::addPicture(m_inputs, at(""), examples[i].picture,
                             {examples[i].captions[0], examples[i].captions[1], examples[(i + 7) % examples.size()].captions[0]});
        for (const Json& caption : m_inputs["captions"]) {
            const auto text = caption["text"].get<std::string>();
            const bool wanted = text.find("red") != text.npos || text.find("blue") != text.npos;
            m_inputs["ratings"].push_back({{"caption", caption["id"]}, {"value", wanted ? 5 : 1}});
        }
    }

    void itIsSavedScoredWithAndOptimisedAgainst_data() {
        QTest::addColumn<QByteArray>("trunk");
        QTest::newRow("lora") << QByteArray("lora");
        QTest::newRow("full") << QByteArray("full");
    }
    void itIsSavedScoredWithAndOptimisedAgainst() {
        QFETCH(QByteArray, trunk);
        const std::string name = trunk.toStdString();
        const auto before = parameterHash(*models.captioner(scenesFolder(), torch::kCPU).model);
        const auto folder = makeRun(name, JobKind::TrainReward, tuned(name), m_inputs);
        const Json report = last(run(folder));
        qInfo("%s", dumpJson(report.value("trunk", Json())).c_str());
        QVERIFY(report["trunk"]["kept"].get<bool>());
        QVERIFY(report["trunk"]["tuned"]["loss"].get<double>() < report["trunk"]["frozen"]["loss"].get<double>());
        const auto reward = folder.checkpoints() / "reward";
        for (const char* file : {"config.json", "model.safetensors", "tokenizer.json", "preprocessor_config.json"})
            QVERIFY2(fs::exists(reward / "trunk" / file), file);
        QVERIFY(!fs::exists(folder.checkpoints() / "reward.partial"));
        QCOMPARE(parameterHash(*models.captioner(scenesFolder(), torch::kCPU).model), before);
        QCOMPARE(parameterHash(*models.captioner(reward / "trunk", torch::kCPU).model),
                 readJsonFile(reward / "config.json").at("backbone_hash").get<std::string>());

        // Read back from the disk it scores the same.
        const auto scored = makeRun(name + "-score", JobKind::Score, Json::object(),
                                    {{"images", m_inputs["images"]}, {"captions", m_inputs["captions"]}}, judge(folder));
        QVERIFY(!run(scored).empty());
        const auto first = scoresOf(folder), again = scoresOf(scored);
        QCOMPARE(first.size(), m_inputs["captions"].size());
        for (const auto& [caption, score] : first) QVERIFY(std::abs(again.at(caption).first - score.first) < 1e-5);

        // The policy begins at its reference, whatever the reward reads through.
        const auto events = run(makeRun(name + "-ppo", JobKind::Optimize,
                                        {{"rounds", 1}, {"images", 8}, {"captions_per_image", 2}, {"minibatch_images", 8}, {"epochs", 1},
                                         {"max_new_tokens", 12}},
                                        {{"images", m_inputs["images"]}}, judge(folder)));
        int rounds = 0;
        for (const auto& event : events) {
            if (event.type != "metric" || !event.data["values"].contains("objective/kl")) continue;
            ++rounds;
            QVERIFY(std::abs(event.data["values"]["objective/kl"].get<double>()) < 1e-4);
            QVERIFY(std::abs(event.data["values"]["val/ratio"].get<double>() - 1) < 1e-4);
        }
        QCOMPARE(rounds, 1);
        const Json evaluated = last(run(makeRun(name + "-evaluate", JobKind::Evaluate, {{"samples_per_image", 0}},
                                                {{"images", m_inputs["images"]}}, judge(folder))));
        QVERIFY(evaluated["greedy"].contains("reward"));
    }

    void stoppedItLeavesNothingAndGoesOnToTheSameBytes() {
        const auto whole = makeRun("whole", JobKind::TrainReward, tuned("lora"), m_inputs);
        QVERIFY(!run(whole).empty());
        const auto cut = makeRun("cut", JobKind::TrainReward, tuned("lora"), m_inputs);
        QVERIFY(!run(cut, "cancelled", atMetrics(kHeadEpochs + 1)).empty());  // the first epoch of the trunk
        QVERIFY(!fs::exists(cut.checkpoints() / "reward"));
        QVERIFY(!fs::exists(cut.checkpoints() / "reward.partial"));
        QVERIFY(fs::exists(cut.checkpoints() / "state" / "state.json"));
        const auto rest = run(cut);
        QVERIFY(!rest.empty());
        // The heads are fitted again; the trunk goes on behind its first epoch.
        std::set<int> told;
        for (const auto& event : rest)
            if (event.type == "metric") told.insert(event.data["step"].get<int>());
        QVERIFY(!told.contains(kHeadEpochs + 1));
        QVERIFY(told.contains(kHeadEpochs + 2));
        QVERIFY(!fs::exists(cut.checkpoints() / "state"));
        for (const char* name : {"reward/model.safetensors", "reward/config.json", "reward/trunk/model.safetensors", "reward/trunk/config.json"})
            QVERIFY2(readFile(whole.checkpoints() / name) == readFile(cut.checkpoints() / name), name);
    }

    void anEncoderIsNotTuned() {
        if (test::golden("clip").empty()) QSKIP("this golden set does not hold clip");
        const auto end = last(run(makeRun("clip", JobKind::TrainReward, {{"trunk", "lora"}}, m_inputs, {{"captioner", test::golden("clip").string()}}),
                                  "failed"));
        QVERIFY2(dumpJson(end).find("the trunk of an encoder cannot be tuned") != std::string::npos, dumpJson(end).c_str());
    }
};

QTEST_GUILESS_MAIN(TestTrunkJobs)
#include "tst_trunk_jobs.moc"
