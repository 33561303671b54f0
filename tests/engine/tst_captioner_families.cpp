// Once round the loop with the checkpoints of each captioner family: captions, a reward from ratings of them, a round of
// PPO, scores.
#include <QtTest>
#include <cmath>
#include <filesystem>

#include "engine/model_cache.h"
#include "engine/run_job.h"
#include "golden.h"
#include "model/captioner.h"
#include "model/load_captioner.h"

using namespace attune;
namespace fs = std::filesystem;

class TestCaptionerFamilies : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    ModelCache m_models;

    fs::path at(const std::string& name) const { return fs::path(m_dir.path().toStdString()) / name; }

    /// The golden photographs.
    static std::vector<Json> images() {
        std::vector<Json> rows;
        const Json set = test::goldenJson("images/images.json");
        for (const Json& name : set.at("order"))
            rows.push_back({{"id", 10 + rows.size()}, {"path", (test::goldenDir() / "images" / name).string()}});
        return rows;
    }

    /// Runs the job to its end. @return its events; none, with a warning, unless it finished
    std::vector<Event> run(const std::string& name, JobKind kind, const std::map<std::string, std::string>& models,
                           const Json& options, std::map<std::string, std::vector<Json>> inputs) {
        Job job;
        job.kind = kind;
        job.seed = 5;
        job.device = "cpu";
        job.models = models;
        job.options = options;
        inputs["images"] = images();
        const auto folder = RunFolder::create(at(name), job, inputs);
        JobControl control;
        std::vector<Event> events;
        const auto end = runJob(folder, control, m_models, [&](const Event& event) {
            if (event.type == "failed") qWarning("%s", dumpJson(event.data).c_str());
            events.push_back(event);
        });
        return end == "finished" ? events : std::vector<Event>{};
    }

    static std::vector<Json> dataOf(const std::vector<Event>& events, const std::string& type) {
        std::vector<Json> all;
        for (const Event& event : events)
            if (event.type == type) all.push_back(event.data);
        return all;
    }

  private Q_SLOTS:
    void onceRound_data() {
        QTest::addColumn<QByteArray>("family");
        for (const char* family : {"vision-encoder-decoder", "blip", "blip-untied", "git", "idefics3", "smolvlm", "llava"})
            QTest::newRow(family) << QByteArray(family);
    }
    void onceRound() {
        QFETCH(QByteArray, family);
        const std::string name = family.toStdString();
        const auto golden = test::golden(name);
        if (golden.empty() || test::golden("images/images.json").empty())
            QSKIP("this golden set does not hold the family or its images");
        const std::string model = golden.string();
        const bool isChat = name == "idefics3" || name == "smolvlm" || name == "llava";

        const auto written = dataOf(run(name + "-generate", JobKind::Generate, {{"captioner", model}},
                                        {{"n", 4}, {"mode", "sample"}, {"max_new_tokens", 8}}, {}),
                                    "sample");
        QVERIFY(!written.empty());
        QCOMPARE(written.size(), 4 * images().size());
        std::vector<Json> captions, ratings, comparisons;
        for (const Json& sample : written) {
            // Chat models read the picture among their words and have no maps of it.
            QCOMPARE(sample.contains("attention"), !isChat);
            const auto id = static_cast<std::int64_t>(captions.size()) + 1;
            captions.push_back({{"id", id}, {"image", sample["image"]}, {"text", sample["text"]}, {"ids", sample["ids"]}});
            ratings.push_back({{"caption", id}, {"value", 1 + id % 5}});
            if (id % 4 == 0) comparisons.push_back({{"left", id}, {"right", id - 1}, {"outcome", "left"}});
        }

        const auto trained = run(name + "-reward", JobKind::TrainReward, {{"captioner", model}}, {{"epochs", 10}},
                                 {{"captions", captions}, {"ratings", ratings}, {"comparisons", comparisons}});
        QVERIFY(!trained.empty());
        const std::string reward = (at(name + "-reward") / "checkpoints" / "reward").string();
        QVERIFY(fs::exists(reward));

        // One minibatch and one epoch: the first and only step sees the policy that wrote the captions.
        const auto optimized = run(name + "-ppo", JobKind::Optimize,
                                   {{"captioner", model}, {"reference", model}, {"reward", reward}, {"reward_backbone", model}},
                                   {{"rounds", 1}, {"images", images().size()}, {"captions_per_image", 4}, {"max_new_tokens", 8},
                                    {"epochs", 1}, {"minibatch_images", images().size()}},
                                   {});
        const auto metrics = dataOf(optimized, "metric");
        QVERIFY(!metrics.empty());
        const Json& values = metrics.back()["values"];
        QVERIFY2(std::abs(values["val/ratio"].get<double>() - 1) < 1e-4, dumpJson(values).c_str());
        QVERIFY2(std::abs(values["objective/kl"].get<double>()) < 1e-4, dumpJson(values).c_str());
        for (const auto& [key, value] : values.items())
            if (value.is_number()) QVERIFY2(std::isfinite(value.get<double>()), key.c_str());

        // The round's captioner is a checkpoint like any other: its vision tower as it was, its decoder moved.
        const fs::path round = at(name + "-ppo") / "checkpoints" / "round-001";
        const auto before = loadCaptioner(golden), after = loadCaptioner(round);
        QCOMPARE(after->config(), before->config());
        bool moved = false;
        for (const auto& item : before->named_parameters()) {
            const bool same = torch::equal(item.value(), after->named_parameters()[item.key()]);
            if (before->isVision(item.key())) QVERIFY2(same, item.key().c_str());
            moved = moved || !same;
        }
        QVERIFY(moved);

        const auto scored = run(name + "-score", JobKind::Score,
                                {{"reward_backbone", model}, {"reward", reward}}, Json::object(), {{"captions", captions}});
        QVERIFY(!scored.empty());
    }
};

QTEST_GUILESS_MAIN(TestCaptionerFamilies)
#include "tst_captioner_families.moc"
