// Jobs on more images than a block holds: block after block, and to the same end as of each block alone.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/input_blocks.h"
#include "engine_jobs.h"
#include "model/captioner.h"
#include "model/safetensors.h"
#include "scenes_inputs.h"

using namespace attune;
using attune::test::scenesFolder;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kPictures = kImagesPerBlock + 24;
/// Scores have a deviation near 1. Rounding in other passes is far below.
constexpr double kSame = 5e-3;

}  // namespace

class TestInputBlocks : public QObject, test::EngineJobs {
    Q_OBJECT

    Inputs m_inputs;     ///< more pictures than a block holds, and the first captions of all in front of the second ones
    std::string m_bare;  ///< the demo world's captioner without the heads of its shared space

    /// Of the pictures from `begin` to `end`, with their captions.
    Inputs part(std::int64_t begin, std::int64_t end) const {
        Inputs some;
        const auto& images = m_inputs.at("images");
        some["images"].assign(images.begin() + begin, images.begin() + end);
        for (const Json& caption : m_inputs.at("captions"))
            if (const auto image = caption["image"].get<std::int64_t>() - 100; begin <= image && image < end)
                some["captions"].push_back(caption);
        return some;
    }
    Inputs firstBlock() const { return part(0, kImagesPerBlock); }
    Inputs secondBlock() const { return part(kImagesPerBlock, kPictures); }

    static std::int64_t looksIn(const std::vector<Event>& events) {
        return std::count_if(events.begin(), events.end(), isLook);
    }
    static bool isLook(const Event& event) { return event.type == "phase" && event.data["name"] == "look at the images"; }

    /// A reward that was trained on the first pictures; none where that failed.
    Models rewardWith(const std::string& fusion, const std::string& name) {
        auto rated = part(0, 24);
        for (const Json& caption : rated["captions"])
            rated["ratings"].push_back({{"caption", caption["id"]}, {"value", 1 + caption["text"].get<std::string>().size() % 5}});
        const auto learnt = makeRun(name, JobKind::TrainReward, {{"fusion", fusion}, {"epochs", 10}}, rated);
        if (run(learnt).empty()) return {};
        return {{"reward", (learnt.checkpoints() / "reward").string()}, {"reward_backbone", scenesFolder().string()}};
    }

    /// What an evaluation wrote, in the order of its rows.
    static std::vector<Json> captionsOf(const RunFolder& folder) {
        std::vector<Json> rows;
        readJsonLines(folder.outputs() / "captions.jsonl", [&](std::size_t, const Json& row) { rows.push_back(row); });
        return rows;
    }

    /// The raw states that an embedding left: of images by their ids, of captions by theirs, which are others.
    static std::map<std::int64_t, torch::Tensor> rowsOf(const RunFolder& folder) {
        std::map<std::int64_t, torch::Tensor> rows;
        const auto tensors = SafetensorsFile(folder.outputs() / "embeddings.safetensors").tensors();
        for (const std::string side : {"image", "caption"}) {
            const auto states = tensors.at(side).clone(), ids = tensors.at(side + "_ids");
            for (std::int64_t i = 0; i < ids.numel(); ++i) rows[ids[i].item<std::int64_t>()] = states[i];
        }
        return rows;
    }

    /// At the second block.
    static Stop atSecondLook() {
        return [looks = 0](const Event& event) mutable { return isLook(event) && ++looks == 2; };
    }

    /// What is done is told of all images.
    static void checkProgress(const std::vector<Event>& events) {
        std::int64_t last = 0;
        for (const auto& event : events) {
            if (event.type != "progress") continue;
            QCOMPARE(event.data["total"].get<std::int64_t>(), kPictures);
            QVERIFY(event.data["done"].get<std::int64_t>() >= last);
            last = event.data["done"].get<std::int64_t>();
        }
        QVERIFY(last > 0);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!fs::exists(scenesFolder() / "model.safetensors")) QSKIP("resources/models/scenes is not there");
        m_inputs = test::scenesInputs(at(""), static_cast<int>(kPictures));
        m_bare = scenesWithoutHeads();
        auto& captions = m_inputs["captions"];
        std::stable_partition(captions.begin(), captions.end(), [](const Json& row) { return row["id"].get<std::int64_t>() % 2 == 1; });
    }

    void captionsGoWithTheirImages() {
        InputImages images;
        for (std::int64_t id = 10; id < 15; ++id) {
            images.indexOf.emplace(id, images.size());
            images.ids.push_back(id);
            images.files.emplace_back(std::to_string(id));
            images.references.emplace_back();
            images.scenes.emplace_back();
        }
        InputCaptions captions;
        for (const std::int64_t image : {4, 0, 2, 1, 4}) {
            captions.ids.push_back(100 + captions.size());
            captions.images.push_back(image);
            captions.texts.push_back(std::to_string(image));
            captions.tokens.emplace_back();
            captions.prompts.emplace_back();
        }
        const auto [blocks, places] = inputBlocks(images, captions, 2);
        QCOMPARE(blocks.size(), std::size_t{3});
        std::vector<std::int64_t> inBlocks;
        for (const InputBlock& block : blocks) {
            QVERIFY(block.images.size() <= 2);
            for (std::size_t i = 0; i < block.captions.ids.size(); ++i) {
                const auto image = static_cast<std::size_t>(block.captions.images[i]);
                QCOMPARE(std::to_string(block.images.ids[image] - 10), block.captions.texts[i]);
                QCOMPARE(block.images.ids[image] - 10, block.begin + block.captions.images[i]);
                inBlocks.push_back(block.captions.ids[i]);
            }
        }
        QVERIFY((inBlocks == std::vector<std::int64_t>{101, 103, 102, 100, 104}));
        for (std::size_t i = 0; i < places.size(); ++i) QCOMPARE(inBlocks[static_cast<std::size_t>(places[i])], captions.ids[i]);
        QCOMPARE(inputBlocks(images, captions, 5).blocks.size(), std::size_t{1});
    }

    void aRewardScoresBlockByBlock_data() {
        QTest::addColumn<QByteArray>("fusion");
        for (const char* fusion : {"concatenate", "hadamard", "cross_attention"}) QTest::newRow(fusion) << QByteArray(fusion);
    }
    void aRewardScoresBlockByBlock() {
        QFETCH(QByteArray, fusion);
        const std::string name = fusion.toStdString();
        const Models judge = rewardWith(name, name);
        QVERIFY(!judge.empty());
        const auto whole = makeRun(name + "-whole", JobKind::Score, Json::object(), m_inputs, judge);
        const auto events = run(whole);
        QCOMPARE(looksIn(events), std::int64_t{2});
        checkProgress(events);
        const auto scores = scoresOf(whole);
        QCOMPARE(scores.size(), m_inputs["captions"].size());
        for (const auto& [suffix, inputs] : {std::pair{"-first", firstBlock()}, std::pair{"-second", secondBlock()}}) {
            const auto alone = makeRun(name + suffix, JobKind::Score, Json::object(), inputs, judge);
            QCOMPARE(looksIn(run(alone)), std::int64_t{1});
            for (const auto& [caption, score] : scoresOf(alone)) {
                QVERIFY(std::abs(scores.at(caption).first - score.first) < kSame);
                QVERIFY(std::abs(scores.at(caption).second - score.second) < kSame);
            }
        }
        const auto cut = makeRun(name + "-cut", JobKind::Score, Json::object(), m_inputs, judge);
        QVERIFY(!run(cut, "cancelled", atSecondLook()).empty());
    }

    void anEmbeddingReadsBlockByBlock_data() {
        QTest::addColumn<bool>("withHeads");
        QTest::newRow("a space of its own") << true;
        QTest::newRow("what captions look at") << false;
    }
    void anEmbeddingReadsBlockByBlock() {
        QFETCH(bool, withHeads);
        const std::string name = withHeads ? "heads" : "bare";
        const Json options{{"umap", false}, {"learn_space", false}};
        const Models reader{{"captioner", withHeads ? scenesFolder().string() : m_bare}};
        const auto whole = makeRun(name + "-whole", JobKind::Embed, options, m_inputs, reader);
        const auto events = run(whole);
        QCOMPARE(looksIn(events), std::int64_t{2});
        checkProgress(events);
        QCOMPARE(last(events).contains("retrieval"), withHeads);
        QCOMPARE(SafetensorsFile(whole.outputs() / "projection.safetensors").tensor("pca").size(0), 3 * kPictures);
        const auto all = rowsOf(whole);
        QCOMPARE(all.size(), static_cast<std::size_t>(3 * kPictures));
        for (const auto& [suffix, inputs] : {std::pair{"-first", firstBlock()}, std::pair{"-second", secondBlock()}}) {
            const auto alone = makeRun(name + suffix, JobKind::Embed, options, inputs, reader);
            QCOMPARE(looksIn(run(alone)), std::int64_t{1});
            const auto rows = rowsOf(alone);
            QVERIFY(!rows.empty());
            for (const auto& [id, row] : rows) QVERIFY(torch::allclose(all.at(id), row, 1e-4, 1e-4));
        }
        const auto cut = makeRun(name + "-cut", JobKind::Embed, options, m_inputs, reader);
        QVERIFY(!run(cut, "cancelled", atSecondLook()).empty());
    }

    void aSpaceIsLearntFromAllBlocks() {
        const auto pictures = torch::rand({7, 5, 3});
        const auto model = models.captioner(scenesFolder(), torch::kCPU).model;
        const auto first = model->meanImage(pictures.narrow(0, 0, 5)), rest = model->meanImage(pictures.narrow(0, 5, 2));
        QVERIFY(torch::allclose(model->joinMeanImages({first, rest}, {5, 2}), model->meanImage(pictures), 1e-5, 1e-6));

        const auto folder = makeRun("learnt", JobKind::Embed, {{"umap", false}}, m_inputs, {{"captioner", m_bare}});
        const auto events = run(folder);
        QCOMPARE(looksIn(events), std::int64_t{2});
        const Json report = last(events);
        QVERIFY(std::isfinite(report["learnt_space"]["held_out_loss"].get<double>()));
        // Of the 28 pictures that are measured on, five are 0.18.
        QVERIFY2(report["retrieval"]["text_to_image"]["5"].get<double>() > 0.3, dumpJson(report["retrieval"]).c_str());
    }

    void anEvaluationGoesBlockByBlock_data() {
        QTest::addColumn<QByteArray>("fusion");
        for (const char* fusion : {"concatenate", "cross_attention"}) QTest::newRow(fusion) << QByteArray(fusion);
    }
    void anEvaluationGoesBlockByBlock() {
        QFETCH(QByteArray, fusion);
        const std::string fused = fusion.toStdString(), name = "evaluate-" + fused;
        Models models = rewardWith(fused, name);
        QVERIFY(!models.empty());
        models["against"] = m_bare;
        const Json options{{"samples_per_image", 1}, {"max_new_tokens", 12}};
        const auto pictures = [](const Inputs& inputs) { return Inputs{{"images", inputs.at("images")}}; };
        const auto whole = makeRun(name + "-whole", JobKind::Evaluate, options, pictures(m_inputs), models);
        const auto events = run(whole);
        QCOMPARE(looksIn(events), std::int64_t{2});
        checkProgress(events);
        const auto rows = captionsOf(whole);
        QCOMPARE(rows.size(), static_cast<std::size_t>(2 * kPictures));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool isGreedy = i < rows.size() / 2;
            QCOMPARE(rows[i]["mode"].get<std::string>(), std::string(isGreedy ? "greedy" : "sample"));
            QCOMPARE(rows[i]["image"].get<std::size_t>(), 100 + i % static_cast<std::size_t>(kPictures));
            QVERIFY(rows[i].contains("reward") && rows[i].contains("kl") != isGreedy);
        }
        // The other captioner is the same one, and was shown the same pictures.
        const Json difference = last(events)["difference"]["greedy"];
        QVERIFY(difference.contains("reward"));
        for (const auto& [metric, one] : difference.items())
            QVERIFY2(one["low"].get<double>() == 0 && one["high"].get<double>() == 0, metric.c_str());

        models.erase("against");
        std::size_t begin = 0;
        for (const auto& [suffix, inputs] : {std::pair{"-first", firstBlock()}, std::pair{"-second", secondBlock()}}) {
            const auto alone = makeRun(name + suffix, JobKind::Evaluate, options, pictures(inputs), models);
            QCOMPARE(looksIn(run(alone)), std::int64_t{1});
            const auto own = captionsOf(alone);
            const std::size_t count = own.size() / 2;
            QCOMPARE(count, inputs.at("images").size());
            // What is sampled goes by the place of its picture.
            for (std::size_t i = 0; i < (begin == 0 ? 2 * count : count); ++i) {
                const Json& there = rows[i < count ? begin + i : static_cast<std::size_t>(kPictures) + i - count];
                QCOMPARE(there["text"].get<std::string>(), own[i]["text"].get<std::string>());
                QVERIFY(std::abs(there["reward"].get<double>() - own[i]["reward"].get<double>()) < kSame);
            }
            begin += count;
        }
        const auto cut = makeRun(name + "-cut", JobKind::Evaluate, options, pictures(m_inputs), models);
        QVERIFY(!run(cut, "cancelled", atSecondLook()).empty());
    }
};

QTEST_GUILESS_MAIN(TestInputBlocks)
#include "tst_input_blocks.moc"
