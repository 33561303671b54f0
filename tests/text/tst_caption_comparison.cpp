// The paired bootstrap of two captioners' metrics.
#include <QtTest>
#include <cmath>

#include "data/rng.h"
#include "text/caption_comparison.h"
#include "text/caption_metrics.h"

using namespace attune;

namespace {

constexpr int kImages = 60;
constexpr const char* kWords[] = {"a", "red", "blue", "circle", "star", "above", "square", "green", "small", "left"};

/// Captions of some random words.
std::vector<MeasuredCaption> captions(std::uint64_t seed, int each = 1) {
    Rng rng(seed);
    std::vector<MeasuredCaption> all;
    for (int image = 0; image < kImages * each; ++image) {
        std::string text;
        for (std::uint64_t word = 0; word < 3 + rng.below(5); ++word) text += std::string(kWords[rng.below(10)]) + " ";
        all.push_back({image / each, text});
    }
    return all;
}

CaptionReferences references() {
    CaptionReferences all;
    for (std::uint64_t seed : {101, 102})
        for (const auto& caption : captions(seed)) all[caption.image].push_back(caption.text);
    return all;
}

}  // namespace

class TestCaptionComparison : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void valuesAreThoseOfTheWholeCorpus() {
        const auto a = captions(1), b = captions(2, 2);
        const auto known = references();
        const auto found = compareCaptions(a, b, known, {.resamples = 50});
        std::vector<std::string> texts;
        std::vector<CaptionCase> cases;
        for (const auto& caption : b) {
            texts.push_back(metricWords(caption.text));
            cases.push_back({{}, texts.back(), caption.image});
            for (const auto& reference : known.at(caption.image)) cases.back().references.push_back(metricWords(reference));
        }
        const auto corpus = scoreCaptions(cases).corpus;
        const std::map<std::string, double> expected{{"bleu4", corpus.bleu[3]},           {"rouge_l", corpus.rougeL},
                                                     {"cider", corpus.cider},             {"length", meanLength(texts)},
                                                     {"distinct_1", distinctN(texts, 1)}, {"distinct_2", distinctN(texts, 2)}};
        QCOMPARE(found.size(), expected.size());
        for (const auto& [name, value] : expected) {
            QVERIFY2(std::abs(found.at(name).b - value) < 1e-9, name.c_str());
            QVERIFY2(found.at(name).interval.low < found.at(name).interval.high, name.c_str());
        }
    }

    void captionsAgainstThemselvesDoNotDiffer() {
        const auto same = captions(3);
        for (const auto& [name, one] : compareCaptions(same, same, references(), {.resamples = 100})) {
            QCOMPARE(one.a, one.b);
            QVERIFY2(one.interval.low == 0 && one.interval.high == 0, name.c_str());
        }
    }

    void theIntervalIsThatOfTheMeanDifference() {
        auto a = captions(4), b = captions(5);
        Rng rng(6);
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            const double picture = 10 * rng.normal(), difference = 0.3 + 0.5 * rng.normal();
            a[i].values["gold"] = picture;
            b[i].values["gold"] = picture + difference;
            sum += difference;
            squares += difference * difference;
        }
        const double mean = sum / kImages, error = std::sqrt((squares / kImages - mean * mean) / kImages);
        const auto gold = compareCaptions(a, b, {}, {.seed = 1}).at("gold");
        QVERIFY(std::abs(gold.b - gold.a - mean) < 1e-9);
        // Twenty times narrower than it would be unpaired: the pictures differ far more than the captioners.
        QVERIFY(std::abs(gold.interval.low - (mean - 1.96 * error)) < 0.15 * error);
        QVERIFY(std::abs(gold.interval.high - (mean + 1.96 * error)) < 0.15 * error);

        const auto again = compareCaptions(a, b, {}, {.seed = 1}).at("gold"), other = compareCaptions(a, b, {}, {.seed = 2}).at("gold");
        QCOMPARE(again.interval.low, gold.interval.low);
        QVERIFY(other.interval.low != gold.interval.low);
    }

    void onlyPicturesOfBothCount() {
        auto a = captions(7), b = captions(8);
        for (auto& caption : a) caption.values["reward"] = 1;
        for (auto& caption : b) caption.values["reward"] = caption.image < 10 ? 3 : 100;
        std::erase_if(a, [](const auto& caption) { return caption.image >= 10; });
        const auto found = compareCaptions(a, b, references(), {.resamples = 20});
        QCOMPARE(found.at("reward").a, 1.0);
        QCOMPARE(found.at("reward").b, 3.0);
        std::erase_if(a, [](const auto& caption) { return caption.image >= 1; });
        QVERIFY(compareCaptions(a, b, {}, {}).empty());
        // What one of them was not asked is not compared.
        for (auto& caption : b) caption.values.clear();
        QVERIFY(!compareCaptions(captions(7), b, {}, {.resamples = 5}).contains("reward"));
    }
};

QTEST_GUILESS_MAIN(TestCaptionComparison)
#include "tst_caption_comparison.moc"
