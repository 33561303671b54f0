// Where the captioner looked: that the maps are its attention, and that words look at what they name.
#include <QtTest>
#include <cmath>
#include <filesystem>

#include "data/file.h"
#include "engine/attention_maps.h"
#include "engine/scenes_batches.h"
#include "engine_jobs.h"
#include "media/thumbnail.h"
#include "model/cross_attention.h"
#include "model/generation.h"
#include "model/safetensors.h"
#include "text/tokenizer.h"
#include "tiny_captioner.h"

using namespace attune;
using attune::test::scenesFolder;
namespace fs = std::filesystem;

namespace {

struct Point {
    double x = 0, y = 0;
};

double distance(Point a, const SceneObject& b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// In pixels of the picture. @param map (H, W)
Point centreOfMass(const torch::Tensor& map) {
    const auto mass = map.to(torch::kFloat64);
    const auto side = static_cast<double>(kSceneSide) / static_cast<double>(map.size(0));
    const auto places = (torch::arange(map.size(0), torch::kFloat64) + 0.5) * side;
    const double total = mass.sum().item<double>();
    return {(mass.sum(0) * places).sum().item<double>() / total, (mass.sum(1) * places).sum().item<double>() / total};
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words;
    for (const auto& word : QString::fromStdString(text).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    return words;
}

}  // namespace

class TestAttentionMaps : public QObject, test::EngineJobs {
    Q_OBJECT

    LoadedCaptioner m_captioner;
    Observer m_silent;

    /// Pictures of the demo world with a job that captions them.
    RunFolder captionRun(const std::string& name, int pictures, const Json& options) {
        std::vector<Json> images;
        for (const auto& example : makeScenes(pictures, 5)) {
            const fs::path file = at(name + "-" + std::to_string(images.size()) + ".png");
            writeFileAtomically(file, encodePng(example.picture));
            images.push_back({{"id", 100 + images.size()}, {"path", file.string()}});
        }
        return makeRun(name, JobKind::Generate, options, {{"images", images}});
    }

    std::vector<Json> samplesOf(const RunFolder& folder) {
        std::vector<Json> samples;
        for (const auto& event : run(folder))
            if (event.type == "sample") samples.push_back(event.data);
        return samples;
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!fs::exists(scenesFolder() / "model.safetensors")) QSKIP("resources/models/scenes is not there");
        m_captioner = models.captioner(scenesFolder(), torch::kCPU);
    }

    void itIsTheMeanOfTheLayersAttention() {
        // With one layer there is nothing to average: the attention that decoding itself reports.
        auto options = test::tinyOptions();
        options.encoder.imageWidth = 24;  // a grid that is no square
        options.encoder.initializerRange = options.decoder.initializerRange = 0.4;
        const torch::NoGradGuard noGrad;
        auto one = VisionEncoderDecoder::random(options, 1);
        torch::manual_seed(1);
        const auto features = one->encodeImages(torch::randn({2, 3, 16, 24}));
        const auto tokens = torch::randint(2, 12, {4, 5}, torch::kInt64);
        const auto grid = one->patchAttention(tokens, features);
        QVERIFY((grid.sizes() == torch::IntArrayRef{4, 5, 2, 3}));
        const auto reported = one->decode(tokens, features, {}, true).crossAttention.narrow(2, 1, 6);
        QVERIFY(torch::allclose(grid.flatten(2), reported, 1e-5, 1e-7));
        // With two, the last of them is not all.
        options.decoder.layers = 2;
        auto two = VisionEncoderDecoder::random(options, 1);
        const auto both = two->patchAttention(tokens, two->encodeImages(torch::randn({2, 3, 16, 24})));
        QVERIFY((both.flatten(2).sum(2) <= 1 + 1e-5).all().item<bool>());
        QVERIFY(both.min().item<float>() >= 0);
    }

    void tokensAreGatheredIntoWords() {
        const auto& tokenizer = *m_captioner.tokenizer;
        const std::string text = "a large red circle left of an orange star";
        auto ids = tokenizer.encode(text, false);
        ids.push_back(m_captioner.model->specialTokens().end.front());
        const auto words = wordsOfTokens(tokenizer, ids);
        QCOMPARE(words.size(), ids.size());
        QCOMPARE(words.front(), std::int64_t{0});
        QCOMPARE(words[words.size() - 2], std::int64_t{8});
        QCOMPARE(words.back(), std::int64_t{-1});  // the end token says nothing
        // Letters one by one are still one word.
        std::vector<std::int64_t> letters;
        for (const char* letter : {"s", "t", "a", "r"}) letters.push_back(*tokenizer.idOf(letter));
        QCOMPARE(wordsOfTokens(tokenizer, letters), (std::vector<std::int64_t>{0, 0, 0, 0}));
        QCOMPARE(wordsOfTokens(tokenizer, {}), std::vector<std::int64_t>{});
    }

    void aShapesNameLooksAtTheShape() {
        const torch::NoGradGuard noGrad;
        const auto examples = makeScenes(256, 77);
        const auto features = m_captioner.model->encodeImages(scenesPixels(examples));
        GenerationOptions greedy;
        greedy.mode = "greedy";
        TokenRows rows;
        for (auto& caption : generate(*m_captioner.model, features, 1, greedy)) rows.push_back(std::move(caption.ids));
        const auto maps = attentionMaps(*m_captioner.model, *m_captioner.tokenizer, features, rows, m_silent);
        QCOMPARE(maps.scalar_type(), torch::kUInt8);
        QCOMPARE(maps.amax({1, 2, 3}).min().item<int>(), 255);

        // Chance: the same map beside the objects of another picture, where the name's own object cannot be.
        double own = 0, chance = 0;
        int named = 0, nearest = 0, choices = 0;
        for (std::size_t i = 0; i < examples.size(); ++i) {
            const auto words = split(m_captioner.tokenizer->decode(rows[i]));
            for (std::size_t w = 0; w < words.size(); ++w) {
                std::vector<SceneObject> meant, others;
                for (const auto& object : examples[i].scene.objects)
                    (word(object.shape) == words[w] ? meant : others).push_back(object);
                if (meant.size() != 1) continue;
                const auto centre = centreOfMass(maps[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(w)]);
                own += distance(centre, meant.front());
                chance += distance(centre, examples[(i + 1) % examples.size()].scene.objects.front());
                ++named;
                for (const auto& other : others) {
                    nearest += distance(centre, meant.front()) < distance(centre, other);
                    ++choices;
                }
            }
        }
        own /= named;
        chance /= named;
        qInfo("%d words: %.1f px from their object, %.1f from another picture's; nearer than another object %.2f", named,
              own, chance, static_cast<double>(nearest) / choices);
        QVERIFY(named > 200);
        QVERIFY(own < 0.75 * chance);
        QVERIFY(nearest > 0.7 * choices);
    }

    void aRunWritesThemAndNamesThem() {
        const auto folder = captionRun("run", 40, {{"n", 3}, {"max_new_tokens", 16}});
        const auto samples = samplesOf(folder);
        QCOMPARE(samples.size(), std::size_t{120});
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const auto& reference = samples[i]["attention"];
            QCOMPARE(reference["path"].get<std::string>(), attentionPath(i < 96 ? 1 : 2));
            QCOMPARE(reference["row"].get<std::size_t>(), i < 96 ? i : i - 96);
            const auto maps =
                SafetensorsFile(folder.path() / reference["path"].get<std::string>()).tensor("maps")[static_cast<std::int64_t>(i < 96 ? i : i - 96)];
            const auto words = static_cast<std::int64_t>(split(samples[i]["text"].get<std::string>()).size());
            QVERIFY(maps.size(0) >= words);
            QCOMPARE(maps.size(1), std::int64_t{8});
            QCOMPARE(maps.narrow(0, words, maps.size(0) - words).sum().item<int>(), 0);
            for (std::int64_t w = 0; w < words; ++w) QVERIFY(maps[w].max().item<int>() > 0);
        }
        const auto again = captionRun("again", 40, {{"n", 3}, {"max_new_tokens", 16}});
        QCOMPARE(samplesOf(again).size(), samples.size());
        for (const int batch : {1, 2})
            QVERIFY(readFile(folder.path() / attentionPath(batch)) == readFile(again.path() / attentionPath(batch)));
    }

    void itCanBeLeftOut() {
        const auto folder = captionRun("plain", 2, {{"attention", false}});
        const auto samples = samplesOf(folder);
        QCOMPARE(samples.size(), std::size_t{2});
        for (const auto& sample : samples) QVERIFY(!sample.contains("attention"));
        QVERIFY(fs::is_empty(folder.outputs()));
    }
};

QTEST_GUILESS_MAIN(TestAttentionMaps)
#include "tst_attention_maps.moc"
