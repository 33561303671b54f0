// A reward reads a caption behind the words that its captioner was asked, the same in every job that asks it.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "data/file.h"
#include "engine_jobs.h"
#include "golden.h"
#include "media/thumbnail.h"
#include "scenes/dataset.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

constexpr int kPictures = 12, kTokens = 8;
const std::string kWords = "a picture of";
/// Scores have a deviation near 1. Rounding in other batches is far below the one, what was asked far above the other.
constexpr double kSame = 5e-3, kOther = 0.05;

}  // namespace

class TestRewardPrompts : public QObject, test::EngineJobs {
    Q_OBJECT

    std::vector<Json> m_images;
    std::string m_model;
    fs::path m_reward;  ///< trained on captions with words and without
    Inputs m_rated;
    std::map<std::int64_t, std::pair<double, double>> m_trained;  ///< the scores that its training left

    std::vector<Json> asked(const std::string& words) const {
        auto images = m_images;
        for (auto& image : images)
            if (!words.empty()) image["prompt"] = words;
        return images;
    }

    /// Captions that the golden BLIP writes when it is asked this, with their ids; numbered from `first` on.
    std::vector<Json> written(const std::string& name, const std::string& words, const Json& options, std::int64_t first) {
        std::vector<Json> captions;
        const auto folder = makeRun(name, JobKind::Generate, options, {{"images", asked(words)}}, {{"captioner", m_model}});
        for (const auto& event : run(folder)) {
            if (event.type != "sample") continue;
            const Json& said = event.data;
            captions.push_back({{"id", first++}, {"image", said["image"]}, {"text", said["text"]}, {"ids", said["ids"]}});
            if (!words.empty()) captions.back()["prompt"] = words;
        }
        return captions;
    }

    Models judge() const {
        return {{"captioner", m_model}, {"reference", m_model}, {"reward", m_reward.string()}, {"reward_backbone", m_model}};
    }

    /// What a score job says of captions: by caption, the mean of the heads.
    std::map<std::int64_t, double> scored(const std::string& name, const std::vector<Json>& captions) {
        const Inputs inputs{{"images", m_images}, {"captions", captions}};
        const auto folder = makeRun(name, JobKind::Score, Json::object(), inputs, judge());
        std::map<std::int64_t, double> means;
        if (run(folder).empty()) return means;
        for (const auto& [caption, score] : scoresOf(folder)) means[caption] = score.first;
        return means;
    }

    /// Greedy captions behind the words, by picture: text, and what a score job says of it.
    std::map<std::int64_t, std::pair<std::string, double>> greedy(const std::string& name) {
        const auto captions = written(name, kWords, {{"mode", "greedy"}, {"max_new_tokens", kTokens}, {"n", 1}}, 1);
        const auto means = scored(name + "-score", captions);
        std::map<std::int64_t, std::pair<std::string, double>> found;
        if (means.size() == captions.size())
            for (const auto& caption : captions)
                found[caption["image"].get<std::int64_t>()] = {caption["text"].get<std::string>(),
                                                               means.at(caption["id"].get<std::int64_t>())};
        return found;
    }

  private Q_SLOTS:
    void initTestCase() {
        if (test::golden("blip").empty()) QSKIP("this golden set does not hold blip");
        m_model = test::golden("blip").string();
        std::int64_t id = 100;
        for (const auto& example : makeScenes(kPictures, 9)) {
            const auto path = at(std::to_string(++id) + ".png");
            writeFileAtomically(path, encodePng(example.picture));
            m_images.push_back({{"id", id}, {"path", path.string()}});
        }
        const Json options{{"n", 2}, {"max_new_tokens", kTokens}};
        const auto plain = written("plain", {}, options, 500), behind = written("behind", kWords, options, 600);
        QCOMPARE(plain.size(), std::size_t{2 * kPictures});
        QCOMPARE(behind.size(), std::size_t{2 * kPictures});
        m_rated["images"] = m_images;
        for (std::size_t i = 0; i < plain.size(); ++i) {  // one of each in turn, so that they have to be sorted out
            for (const Json& caption : {behind[i], plain[i]}) {
                m_rated["captions"].push_back(caption);
                m_rated["ratings"].push_back({{"caption", caption["id"]}, {"value", 1 + caption["ids"][0].get<std::int64_t>() % 5}});
            }
        }
        const auto folder = makeRun("reward", JobKind::TrainReward, {{"features", "states"}, {"epochs", 60}}, m_rated,
                                    {{"captioner", m_model}});
        QVERIFY(!run(folder).empty());
        m_reward = folder.checkpoints() / "reward";
        m_trained = scoresOf(folder);
        QCOMPARE(m_trained.size(), m_rated["captions"].size());
    }

    void aCaptionIsReadBehindItsOwnWords() {
        const auto together = scored("together", m_rated["captions"]);
        QCOMPARE(together.size(), m_trained.size());
        for (const auto& [caption, score] : m_trained) QVERIFY(std::abs(together.at(caption) - score.first) < kSame);

        // It matters neither who else is asked about nor in which order.
        std::vector<Json> behind, bare;
        for (const auto& caption : m_rated["captions"]) {
            if (!caption.contains("prompt")) continue;
            behind.insert(behind.begin(), caption);
            bare.push_back(caption);
            bare.back().erase("prompt");
        }
        QCOMPARE(behind.size(), std::size_t{2 * kPictures});
        const auto alone = scored("alone", behind);
        QCOMPARE(alone.size(), behind.size());
        for (const auto& [caption, score] : alone) QVERIFY(std::abs(together.at(caption) - score) < kSame);

        // Without the words it is another caption.
        const auto without = scored("bare", bare);
        QCOMPARE(without.size(), behind.size());
        double furthest = 0;
        for (const auto& [caption, score] : without) furthest = std::max(furthest, std::abs(together.at(caption) - score));
        qInfo("at most %.3f from the words", furthest);
        QVERIFY(furthest > kOther);
    }

    void theScoreIsTheSameInEvaluate() {
        const auto wanted = greedy("greedy");
        QCOMPARE(wanted.size(), m_images.size());
        const auto folder = makeRun("evaluate", JobKind::Evaluate, {{"samples_per_image", 0}, {"max_new_tokens", kTokens}},
                                    {{"images", asked(kWords)}}, judge());
        QVERIFY(!run(folder).empty());
        std::size_t rows = 0;
        readJsonLines(folder.outputs() / "captions.jsonl", [&](std::size_t, const Json& row) {
            const auto& [text, score] = wanted.at(row["image"].get<std::int64_t>());
            QCOMPARE(row["text"].get<std::string>(), text);
            QVERIFY2(std::abs(row["reward"].get<double>() - score) < kSame, dumpJson(row).c_str());
            ++rows;
        });
        QCOMPARE(rows, m_images.size());
    }

    void theScoreIsTheSameInOptimise() {
        const auto wanted = greedy("before");
        QCOMPARE(wanted.size(), m_images.size());
        const Json options{{"rounds", 1}, {"images", 4}, {"captions_per_image", 2}, {"minibatch_images", 4}, {"epochs", 1},
                           {"max_new_tokens", kTokens}};
        int samples = 0;
        for (const auto& event : run(makeRun("optimize", JobKind::Optimize, options, {{"images", asked(kWords)}}, judge()))) {
            if (event.type != "sample") continue;
            const auto& [text, score] = wanted.at(event.data["image"].get<std::int64_t>());
            QCOMPARE(event.data["before"].get<std::string>(), text);
            QVERIFY2(std::abs(event.data["reward_before"].get<double>() - score) < kSame, dumpJson(event.data).c_str());
            ++samples;
        }
        QVERIFY(samples > 0);
    }
};

QTEST_GUILESS_MAIN(TestRewardPrompts)
#include "tst_reward_prompts.moc"
