// BLEU, ROUGE-L and CIDEr-D against the COCO caption evaluation code, and cases worked out by hand.
#include <QtTest>
#include <ctime>

#include "data/error.h"
#include "golden.h"
#include "text/caption_metrics.h"

using namespace attune;

namespace {

bool close(double got, double expected) {
    return std::abs(got - expected) <= 1e-9 * std::max(std::abs(expected), 1e-15);
}

void compareScores(const CaptionScores& got, const nlohmann::json& expected, const std::string& what) {
    const std::map<std::string, double> values{{"bleu1", got.bleu[0]},  {"bleu2", got.bleu[1]},
                                               {"bleu3", got.bleu[2]},  {"bleu4", got.bleu[3]},
                                               {"rouge_l", got.rougeL}, {"cider", got.cider}};
    for (const auto& [name, value] : expected.items())
        QVERIFY2(close(values.at(name), value.get<double>()),
                 qPrintable(QStringLiteral("%1 %2: %3, expected %4")
                                .arg(QString::fromStdString(what), QString::fromStdString(name))
                                .arg(values.at(name), 0, 'g', 17)
                                .arg(value.get<double>(), 0, 'g', 17)));
}

}  // namespace

class TestCaptionMetrics : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void equalToTheReference_data() {
        QTest::addColumn<QByteArray>("file");
        for (const char* file : {"caption_metrics.json", "caption_metrics_small.json"})
            QTest::newRow(file) << QByteArray(file);
    }
    void equalToTheReference() {
        QFETCH(QByteArray, file);
        if (test::golden(file.toStdString()).empty()) QSKIP(("this golden set has no " + file).constData());
        for (const auto& corpus : test::goldenJson(file.toStdString())) {
            std::vector<std::string> names;
            std::vector<CaptionCase> cases;
            for (const auto& [name, references] : corpus["references"].items()) {
                names.push_back(name);
                cases.push_back({references.get<std::vector<std::string>>(), corpus["candidates"][name]});
            }
            const CaptionReport report = scoreCaptions(cases);
            compareScores(report.corpus, corpus["corpus"], "corpus");
            for (std::size_t i = 0; i < names.size() && !QTest::currentTestFailed(); ++i)
                compareScores(report.perImage[i], corpus["per_image"][names[i]], names[i]);
            if (QTest::currentTestFailed()) return;
        }
    }

    void aPerfectCaption() {
        const auto report = scoreCaptions({{{"a red circle above a star"}, "a red circle above a star"},
                                           {{"two green crosses"}, "two blue squares"}});
        QCOMPARE(report.perImage[0].rougeL, 1.0);
        QVERIFY(std::abs(report.perImage[0].cider - 10) < 1e-9);
        QVERIFY(std::abs(report.perImage[0].bleu[3] - 1) < 1e-8);
        QVERIFY(report.perImage[1].cider < 10);
    }

    void anImageOfSeveralCaptionsCountsOnce() {
        const std::vector<CaptionCase> once{{{"a red circle above a star"}, "a red circle beside a moon", 0},
                                            {{"two green crosses"}, "two blue squares", 1},
                                            {{"a blue square"}, "a blue star", 2}};
        std::vector<CaptionCase> twice;
        for (int time = 0; time < 2; ++time) twice.insert(twice.end(), once.begin(), once.end());
        const auto single = scoreCaptions(once), both = scoreCaptions(twice);
        QVERIFY(single.corpus.cider > 0);
        QVERIFY(std::abs(both.corpus.cider - single.corpus.cider) < 1e-12);
    }

    void emptyCaptionsAreZero() {
        const auto report = scoreCaptions({{{"a red circle"}, ""}, {{"", "a"}, "a star"}});
        QCOMPARE(report.perImage[0].bleu[0], 0.0);
        QCOMPARE(report.perImage[0].rougeL, 0.0);
        QCOMPARE(report.perImage[0].cider, 0.0);
        QVERIFY(std::isfinite(report.corpus.cider) && std::isfinite(report.corpus.bleu[3]));
    }

    void nothingToCompareIsAnError() {
        QVERIFY_THROWS_EXCEPTION(Error, scoreCaptions({}));
        QVERIFY_THROWS_EXCEPTION(Error, scoreCaptions({{{}, "a"}}));
        QVERIFY_THROWS_EXCEPTION(Error, distinctN({"a"}, 0));
    }

    void variety() {
        QCOMPARE(distinctN({"a b a", "a b"}, 1), 2.0 / 5);
        QCOMPARE(distinctN({"a b a", "a b"}, 2), 2.0 / 3);
        QCOMPARE(distinctN({"a b a", "a b"}, 6), 0.0);
        QCOMPARE(meanLength({"a  b a", "", "a"}), 4.0 / 3);
        QCOMPARE(meanLength({}), 0.0);
    }

    void fortyThousandCaptionsInSeconds() {
        std::vector<CaptionCase> cases(40000);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const auto word = [&](std::size_t k) {
                return "w" + std::to_string((i * 7919 + k * 104729) % 3000);
            };
            std::string text;
            for (std::size_t k = 0; k < 11; ++k) text += (k ? " " : "") + word(k);
            cases[i] = {{text + " x", "a " + text, "the " + text, text + " y", text}, text};
        }
        // Processor time, so that a busy machine makes no difference.
        const std::clock_t start = std::clock();
        const auto report = scoreCaptions(cases);
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        qInfo("%.2f s for 40000 captions with 5 references each", seconds);
        QCOMPARE(report.perImage.size(), cases.size());
        QVERIFY(seconds < 30);
    }
};

QTEST_GUILESS_MAIN(TestCaptionMetrics)
#include "tst_caption_metrics.moc"
