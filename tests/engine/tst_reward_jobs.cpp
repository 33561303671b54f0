// Jobs of a reward model on the demo world: what it judges by, through which network, whom it believes.
#include <QtTest>
#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "data/file.h"
#include "data/rng.h"
#include "engine_jobs.h"
#include "golden.h"
#include "model/captioner.h"
#include "scenes/dataset.h"
#include "scenes/gold_score.h"
#include "scenes/grammar.h"
#include "scenes_inputs.h"
#include "siglip_folder.h"

using namespace attune;
using attune::test::scenesFolder;
namespace fs = std::filesystem;

namespace {

constexpr int kPictures = 60;

int wordsOf(const std::string& text) {
    std::istringstream stream(text);
    std::string word;
    int words = 0;
    while (stream >> word) ++words;
    return words;
}

}  // namespace

class TestRewardJobs : public QObject, test::EngineJobs {
    Q_OBJECT

    Inputs m_inputs;  ///< pictures, and captions of which half are true
    std::vector<Scene> m_scenes;
    std::vector<double> m_gold;
    std::vector<int> m_words;
    std::set<std::string> m_vocabulary;

    /// The inputs with each caption rated 1 to 5 by what `judge` says of it, 0 to 1.
    Inputs rated(const std::function<double(std::size_t)>& judge) const {
        Inputs inputs = m_inputs;
        for (std::size_t i = 0; i < m_gold.size(); ++i)
            inputs["ratings"].push_back({{"caption", m_inputs.at("captions")[i]["id"]}, {"value", 1 + 4 * judge(i)}});
        return inputs;
    }
    Inputs ratedByGold() const {
        return rated([this](std::size_t i) { return m_gold[i]; });
    }
    Inputs ratedByLength() const {
        return rated([this](std::size_t i) { return std::min(1.0, m_words[i] / 20.0); });
    }

    fs::path siglipWithoutWords(const std::string& name) const {
        test::copySiglip(at(name));
        return at(name);
    }

    /// With a tokenizer of this test's words, as many as its embedding holds.
    fs::path siglipWithWords() const {
        const auto folder = siglipWithoutWords("siglip-words");
        std::set<std::string> words;
        for (std::string word : m_vocabulary) {
            std::erase_if(word, [](unsigned char c) { return std::ispunct(c) != 0; });
            if (!word.empty()) words.insert(word);
        }
        std::vector<std::string> known(words.begin(), words.end());
        const auto room = static_cast<std::size_t>(test::siglipVocabulary(folder) - test::kFirstSiglipWord);
        if (known.size() > room) known.resize(room);
        test::writeSiglipTokenizer(folder, known);
        return folder;
    }

    /// What holds of a reward through any network, one of random weights too: each caption has a score, they are numbers and
    /// not all the same.
    static void checkScored(const Json& report, const RunFolder& folder, const Inputs& inputs) {
        for (const char* key : {"spearman", "mean_absolute_error", "image_swap_fall"}) {
            QVERIFY2(report.contains(key) && report[key].is_number(), key);
            QVERIFY2(std::isfinite(report[key].get<double>()), key);
        }
        QCOMPARE(report["ratings"].get<std::size_t>(), inputs.at("ratings").size());
        const auto scores = scoresOf(folder);
        QCOMPARE(scores.size(), inputs.at("captions").size());
        std::set<double> means;
        for (const auto& [caption, score] : scores) {
            QVERIFY(std::isfinite(score.first) && std::isfinite(score.second));
            means.insert(score.first);
        }
        QVERIFY(means.size() > 1);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!fs::exists(scenesFolder() / "model.safetensors")) QSKIP("resources/models/scenes is not there");
        ScenesRecipe recipe;
        recipe.captions = 2;
        recipe.writer = carelessWriter();
        const auto examples = makeScenes(kPictures, 9, recipe);
        for (std::size_t i = 0; i < examples.size(); ++i) {
            const std::vector<std::string> captions{examples[i].captions[0], examples[i].captions[1],
                                                    examples[(i + 7) % examples.size()].captions[0]};
            test::addPicture(m_inputs, at(""), examples[i].picture, captions);
            m_scenes.push_back(examples[i].scene);
            for (const auto& text : captions) {
                m_gold.push_back(goldScore(examples[i].scene, text).value);
                m_words.push_back(wordsOf(text));
                std::istringstream stream(text);
                for (std::string word; stream >> word;) m_vocabulary.insert(word);
            }
        }
    }

    void aRewardThatIgnoresThePictureIsNamed() {
        const auto saysTextAlone = [](const std::vector<Event>& events) {
            return std::any_of(events.begin(), events.end(), [](const Event& event) {
                return event.type == "warning" && dumpJson(event.data).find("judges the text alone") != std::string::npos;
            });
        };
        const auto goldEvents = run(makeRun("gold", JobKind::TrainReward, Json::object(), ratedByGold()));
        const Json gold = last(goldEvents);
        qInfo("gold: %s", dumpJson({gold["spearman"], gold["image_swap_fall"], gold["contributions"]}).c_str());
        QVERIFY(gold["spearman"].get<double>() > 0.4);
        QVERIFY(gold["reads_image"].get<bool>());
        QVERIFY(!saysTextAlone(goldEvents));

        const auto events = run(makeRun("length", JobKind::TrainReward, Json::object(), ratedByLength()));
        const Json length = last(events);
        qInfo("length: %s", dumpJson({length["spearman"], length["image_swap_fall"], length["contributions"]}).c_str());
        QVERIFY(length["spearman"].get<double>() > 0.7);
        QVERIFY(!length["reads_image"].get<bool>());
        QVERIFY(saysTextAlone(events));
        // And the report says what it rests on instead.
        QVERIFY(length["contributions"]["text"].get<double>() > length["contributions"]["image"].get<double>() + 0.3);
        QVERIFY(gold["contributions"]["image"].get<double>() > length["contributions"]["image"].get<double>() + 0.1);
    }

    void everyFusionTrainsAndScores_data() {
        QTest::addColumn<QByteArray>("fusion");
        for (const char* fusion : {"concatenate", "gated", "hadamard", "cross_attention"}) QTest::newRow(fusion) << QByteArray(fusion);
    }
    void everyFusionTrainsAndScores() {
        QFETCH(QByteArray, fusion);
        const std::string name = fusion.toStdString();
        const auto inputs = ratedByGold();
        const auto folder = makeRun("fusion-" + name, JobKind::TrainReward, {{"fusion", name}, {"attention_map", true}}, inputs);
        const Json report = last(run(folder));
        qInfo("%s", dumpJson({report["spearman"], report["seconds"]}).c_str());
        QVERIFY(report["spearman"].get<double>() > 0.4);
        QCOMPARE(report["fusion"].get<std::string>(), name);
        double parts = 0;
        for (const auto& [part, value] : report["contributions"].items()) parts += value.get<double>();
        QVERIFY(std::abs(parts - report["spearman"].get<double>()) < 1e-9);
        const auto interval = report["pair_interval"];
        QVERIFY(interval[0].get<double>() < report["pair_accuracy"].get<double>());
        QVERIFY(interval[1].get<double>() > report["pair_accuracy"].get<double>());

        // The scores on the disk are those that a later job gives.
        const auto scored = makeRun("score-" + name, JobKind::Score, Json::object(),
                                    {{"images", inputs.at("images")}, {"captions", inputs.at("captions")}},
                                    {{"reward", (folder.checkpoints() / "reward").string()},
                                     {"reward_backbone", scenesFolder().string()}});
        QVERIFY(!run(scored).empty());
        QCOMPARE(scoresOf(folder), scoresOf(scored));
    }

    void aStoppedRunGoesOnToTheSameBytes() {
        const Json options{{"fusion", "hadamard"}, {"epochs", 60}};
        const auto whole = makeRun("whole", JobKind::TrainReward, options, ratedByGold());
        QVERIFY(!run(whole).empty());
        const auto cut = makeRun("cut", JobKind::TrainReward, options, ratedByGold());
        QVERIFY(!run(cut, "cancelled", atMetrics(20)).empty());
        QVERIFY(!run(cut).empty());
        for (const char* name : {"checkpoints/reward/model.safetensors", "checkpoints/reward/config.json", "outputs/reward_scores.jsonl"})
            QVERIFY2(readFile(whole.path() / name) == readFile(cut.path() / name), name);
    }

    void whoContradictsThemselvesIsBelievedLess() {
        Inputs inputs = m_inputs;
        for (std::size_t i = 0; i + 2 < m_gold.size(); i += 3) {
            const Json &left = inputs["captions"][i]["id"], &right = inputs["captions"][i + 2]["id"];
            inputs["comparisons"].push_back({{"left", left}, {"right", right}, {"rater", i % 2 == 0 ? "ann" : "ben"},
                                             {"outcome", m_gold[i] > m_gold[i + 2] ? "left" : "right"}});
        }
        const Json options{{"epochs", 20}};
        Json report = last(run(makeRun("raters-none", JobKind::TrainReward, options, inputs)));
        QVERIFY(std::abs(report["label_smoothing"].get<double>() - 0.02) < 1e-6);
        QVERIFY(report["raters"].empty());
        // Of most heads some images are left out, by the ids of the project.
        std::set<Json> shown, learnt;
        for (const Json& image : inputs["images"]) shown.insert(image["id"]);
        for (const Json& image : report["learnt_images"]) learnt.insert(image);
        QVERIFY(std::includes(shown.begin(), shown.end(), learnt.begin(), learnt.end()));
        QVERIFY(!learnt.empty() && learnt.size() < shown.size());
        // What it gets wrong is named by the ids of the project.
        QVERIFY(report["wrong_pairs"].is_array());
        std::map<Json, Json> imageOf;
        for (const Json& caption : inputs["captions"]) imageOf[caption["id"]] = caption["image"];
        for (const Json& pair : report["wrong_pairs"]) {
            QCOMPARE(pair["image"], imageOf.at(pair["preferred"]));
            QCOMPARE(pair["image"], imageOf.at(pair["other"]));
            QVERIFY(pair["by"].get<double>() > 0);
            QVERIFY(std::any_of(inputs["comparisons"].begin(), inputs["comparisons"].end(), [&](const Json& said) {
                const bool left = said["outcome"] == "left";
                return said[left ? "left" : "right"] == pair["preferred"] && said[left ? "right" : "left"] == pair["other"];
            }));
        }
        // 36 of 100 repeats the other way: an error rate near 0.235; ben was not tested.
        inputs["raters"] = {{{"rater", "ann"}, {"decided", 100}, {"flipped", 36}}};
        report = last(run(makeRun("raters", JobKind::TrainReward, options, inputs)));
        QCOMPARE(report["raters"].size(), std::size_t{1});
        const double ann = report["raters"][0]["mistaken"].get<double>();
        QVERIFY2(ann > 0.19 && ann < 0.235, qPrintable(QString::number(ann)));
        QVERIFY(std::abs(report["label_smoothing"].get<double>() - (ann + 0.02) / 2) < 1e-6);
        Json ignored = options;
        ignored["rater_noise"] = false;
        report = last(run(makeRun("raters-ignored", JobKind::TrainReward, ignored, inputs)));
        QVERIFY(std::abs(report["label_smoothing"].get<double>() - 0.02) < 1e-6);
        inputs["raters"] = {{{"rater", "ann"}, {"decided", 2}, {"flipped", 3}}};
        QVERIFY(!run(makeRun("raters-wrong", JobKind::TrainReward, options, inputs), "failed").empty());
    }

    void whatWasAskedIsPartOfTheReward() {
        if (test::golden("smolvlm").empty()) QSKIP("this golden set does not hold smolvlm");
        const std::string model = test::golden("smolvlm").string();
        // The same words, good as the answer to one question and bad as that to another.
        Inputs inputs;
        std::int64_t id = 0;
        for (std::size_t i = 0; i < 20; ++i) {
            inputs["images"].push_back(m_inputs["images"][i]);
            for (const char* prompt : {"What is this?", "Name a colour."})
                for (const char* text : {"it is red", "a blue thing"}) {
                    inputs["captions"].push_back({{"id", ++id}, {"image", m_inputs["images"][i]["id"]}, {"text", text}, {"prompt", prompt}});
                    inputs["ratings"].push_back({{"caption", id}, {"value", *prompt == 'N' ? 5 : 1}});
                }
        }
        const auto folder = makeRun("asked", JobKind::TrainReward, {{"features", "states"}}, inputs, {{"captioner", model}});
        const Json report = last(run(folder));
        qInfo("%s", dumpJson({report["spearman"], report["contributions"]}).c_str());
        checkScored(report, folder, inputs);
        if (QTest::currentTestFailed()) return;
        if (test::isShipped("smolvlm")) QVERIFY(report["spearman"].get<double>() > 0.8);
        QVERIFY(report["contributions"].contains("prompt"));
        const auto scored = makeRun("asked-score", JobKind::Score, Json::object(), {{"images", inputs["images"]}, {"captions", inputs["captions"]}},
                                    {{"reward", (folder.checkpoints() / "reward").string()}, {"reward_backbone", model}});
        QVERIFY(!run(scored).empty());
        QCOMPARE(scoresOf(folder), scoresOf(scored));
        // Asked the same of all, there is nothing to learn.
        for (auto& caption : inputs["captions"]) caption["prompt"] = "What is this?";
        const Json same = last(run(makeRun("asked-same", JobKind::TrainReward, {{"features", "states"}}, inputs, {{"captioner", model}})));
        QVERIFY(std::abs(same["spearman"].get<double>()) < 0.4);
        QVERIFY(std::abs(same["contributions"]["prompt"].get<double>()) < 1e-6);
    }

    void encodersAreBackbones_data() {
        QTest::addColumn<QByteArray>("family");
        QTest::newRow("clip") << QByteArray("clip");
        QTest::newRow("siglip") << QByteArray("siglip");
    }
    void encodersAreBackbones() {
        QFETCH(QByteArray, family);
        const std::string name = family.toStdString();
        if (test::golden(name).empty()) QSKIP("this golden set does not hold the family");
        const std::string encoder = name == "clip" ? test::golden(name).string() : siglipWithWords().string();
        const auto inputs = ratedByLength();
        const auto folder = makeRun(name + "-reward", JobKind::TrainReward, {{"fusion", "hadamard"}}, inputs, {{"captioner", encoder}});
        const Json report = last(run(folder));
        qInfo("%s", dumpJson({report["spearman"], report["contributions"]}).c_str());
        checkScored(report, folder, inputs);
        if (QTest::currentTestFailed()) return;
        if (test::isShipped(name)) QVERIFY(report["spearman"].get<double>() > 0.6);  // this SigLIP reads 16 tokens of a caption
        const std::string reward = (folder.checkpoints() / "reward").string();
        const Models judge{{"reward", reward}, {"reward_backbone", encoder}};

        const auto scored = makeRun(name + "-score", JobKind::Score, Json::object(),
                                    {{"images", inputs.at("images")}, {"captions", inputs.at("captions")}}, judge);
        QVERIFY(!run(scored).empty());
        QCOMPARE(scoresOf(folder), scoresOf(scored));

        // It judges what a captioner with another tokenizer writes, and a policy learns from it.
        Models models = judge;
        models["captioner"] = models["reference"] = scenesFolder().string();
        const auto events = run(makeRun(name + "-ppo", JobKind::Optimize,
                                        {{"rounds", 1}, {"images", 8}, {"captions_per_image", 4}, {"minibatch_images", 8}, {"max_new_tokens", 12}},
                                        {{"images", inputs.at("images")}}, models));
        QVERIFY(!events.empty());
        for (const auto& event : events) {
            if (event.type == "sample") QVERIFY(std::isfinite(event.data["reward_now"].get<double>()));
            if (event.type == "metric")
                for (const auto& [key, value] : event.data["values"].items())
                    if (value.is_number()) QVERIFY2(std::isfinite(value.get<double>()), key.c_str());
        }
        const Json evaluated = last(run(makeRun(name + "-evaluate", JobKind::Evaluate, {{"samples_per_image", 0}},
                                                {{"images", inputs.at("images")}}, models)));
        QVERIFY(evaluated["greedy"].contains("reward"));

        // Taken for another network's, it is refused.
        models["reward_backbone"] = scenesFolder().string();
        const auto refused = last(run(makeRun(name + "-wrong", JobKind::Evaluate, Json::object(), {{"images", inputs.at("images")}}, models),
                                      "failed"));
        QVERIFY2(dumpJson(refused).find("another kind of model") != std::string::npos, dumpJson(refused).c_str());
    }

    void twoCaptionersAreCompared() {
        Inputs images;
        Rng rng(4);
        for (std::size_t i = 0; i < m_scenes.size(); ++i) {
            images["images"].push_back(m_inputs["images"][i]);
            images["images"].back()["scene"] = toJson(m_scenes[i]);
            for (int k = 0; k < 2; ++k) images["images"].back()["references"].push_back(writeCaption(m_scenes[i], carefulWriter(), rng));
        }
        const std::string scenes = scenesFolder().string();
        const Json options{{"samples_per_image", 1}};
        const auto itself = makeRun("against-itself", JobKind::Evaluate, options, images,
                                    {{"captioner", scenes}, {"against", scenes}, {"reference", scenes}});
        Json report = last(run(itself));
        for (const char* mode : {"greedy", "sampled"}) {
            QCOMPARE(report["against"][mode]["gold"], report[mode]["gold"]);
            for (const auto& [name, one] : report["difference"][mode].items())
                QVERIFY2(one["low"].get<double>() == 0 && one["high"].get<double>() == 0, name.c_str());
        }
        QVERIFY(report["difference"]["sampled"].contains("kl"));

        if (test::golden("blip").empty()) QSKIP("this golden set does not hold blip");
        const auto folder = makeRun("against-blip", JobKind::Evaluate, options, images,
                                    {{"captioner", scenes}, {"against", test::golden("blip").string()}});
        report = last(run(folder));
        qInfo("%s", dumpJson(report["difference"]["greedy"]).c_str());
        for (const char* name : {"gold", "cider", "rouge_l", "bleu4", "distinct_1", "distinct_2", "length"}) {
            const Json one = report["difference"]["greedy"][name];
            QVERIFY2(std::abs(one["b"].get<double>() - report["greedy"][name].get<double>()) < 1e-9, name);
            QVERIFY2(std::abs(one["a"].get<double>() - report["against"]["greedy"][name].get<double>()) < 1e-9, name);
            const double difference = one["b"].get<double>() - one["a"].get<double>();
            // Where all pictures differ by the same, the interval has no width and rounding may put the mean beside it.
            QVERIFY2(one["low"].get<double>() - 1e-9 <= difference && difference <= one["high"].get<double>() + 1e-9, name);
        }
        // Random words against a captioner of this world: beyond doubt.
        QVERIFY(report["difference"]["greedy"]["gold"]["low"].get<double>() > 0.2);
        QVERIFY(fs::exists(folder.outputs() / "captions_against.jsonl"));
    }

    void withTheGoldOfOneCaptionThereIsNoCorrelation() {
        const auto learnt = makeRun("few", JobKind::TrainReward, {{"epochs", 5}, {"heads", 2}}, ratedByLength());
        QVERIFY(!run(learnt).empty());
        const Models judge{{"reward", (learnt.checkpoints() / "reward").string()}, {"reward_backbone", scenesFolder().string()}};
        const auto againstGold = [&](const std::string& name, std::size_t pictures) {
            Inputs images;
            for (std::size_t i = 0; i < pictures; ++i) {
                images["images"].push_back(m_inputs["images"][i]);
                images["images"].back()["scene"] = toJson(m_scenes[i]);
            }
            const Json report = last(run(makeRun(name, JobKind::Evaluate, {{"samples_per_image", 0}}, images, judge)));
            return report.value("greedy", Json::object()).value("reward_against_gold", Json::object());
        };
        const Json one = againstGold("gold-of-one", 1), all = againstGold("gold-of-all", m_scenes.size());
        QCOMPARE(one.value("captions", 0), 1);
        QVERIFY2(one.contains("spearman") && one["spearman"].is_null(), dumpJson(one).c_str());
        QVERIFY2(all.contains("spearman") && all["spearman"].is_number(), dumpJson(all).c_str());
    }

    void whatAnEncoderCannotDoIsSaid() {
        if (test::golden("siglip").empty()) QSKIP("this golden set does not hold siglip");
        const Models mute{{"captioner", siglipWithoutWords("siglip-mute").string()}};
        const auto why = [&](const std::string& name, const Json& options, const Models& models) {
            return dumpJson(last(run(makeRun(name, JobKind::TrainReward, options, ratedByLength(), models), "failed")));
        };
        QVERIFY(why("mute", Json::object(), mute).find("cannot read texts") != std::string::npos);
        const Models reads{{"captioner", siglipWithWords().string()}};
        QVERIFY(why("blind-map", {{"attention_map", true}}, reads).find("does not say where it looks") != std::string::npos);
        QVERIFY(why("no-states", {{"fusion", "cross_attention"}}, reads).find("nothing to attend") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestRewardJobs)
#include "tst_reward_jobs.moc"
