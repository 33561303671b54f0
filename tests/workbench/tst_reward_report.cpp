// The report of a reward model in words: whose judgements it speaks of.
#include <QtTest>

#include "data/json.h"
#include "widgets/figure_row.h"
#include "widgets/number_text.h"
#include "widgets/theme.h"
#include "workbench/reward/pair_disagreements.h"
#include "workbench/reward/reward_report_view.h"

using namespace attune;

class TestRewardReport : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void simulatedPreferencesAreNotTheUsers_data() {
        QTest::addColumn<int>("simulated");
        QTest::addColumn<QString>("title");
        QTest::newRow("all by people") << 0 << QStringLiteral("You preferred");
        QTest::newRow("all simulated") << 60 << QStringLiteral("The simulated rater preferred");
        QTest::newRow("of both") << 20 << QStringLiteral("The raters preferred");
    }
    void simulatedPreferencesAreNotTheUsers() {
        QFETCH(int, simulated);
        RewardReportView view(nullptr);
        const PairDisagreement pair{0, {}, {}, QStringLiteral("a red ball"), QStringLiteral("a ball"), 1.25};
        const Json report{{"comparisons", 60}, {"wrong_pairs", Json::array()}};
        view.show({QStringLiteral("Report of run 1"), 60, simulated}, report, {}, {pair});
        const QAbstractItemModel* pairs = view.pairs()->model();
        QCOMPARE(pairs->index(0, 1).data().toString(), pair.preferred);
        QTEST(pairs->headerData(1, Qt::Horizontal).toString(), "title");
    }

    void whatWasNotMeasuredIsNotTold_data() {
        QTest::addColumn<QByteArray>("report");
        QTest::addColumn<bool>("ranks");
        QTest::addColumn<bool>("pairs");
        QTest::newRow("both") << QByteArray(R"({"held_out":40,"spearman":0.5,"pair_accuracy":0.8,"pairs":50,"mean_absolute_error":0.4})")
                              << true << true;
        QTest::newRow("comparisons alone")
            << QByteArray(R"({"held_out":0,"spearman":null,"pair_accuracy":0.8,"pairs":50,"mean_absolute_error":null})") << false << true;
        QTest::newRow("ratings that are all the same")
            << QByteArray(R"({"held_out":40,"spearman":null,"pair_accuracy":null,"pairs":0,"mean_absolute_error":0.4})") << true << false;
        QTest::newRow("nothing held out")
            << QByteArray(R"({"held_out":0,"spearman":null,"pair_accuracy":null,"pairs":0,"mean_absolute_error":null})") << false << false;
        QTest::newRow("of an older engine")
            << QByteArray(R"({"held_out":0,"spearman":0.0,"pair_accuracy":0.0,"pairs":0,"mean_absolute_error":0.0})") << false << false;
    }
    void whatWasNotMeasuredIsNotTold() {
        QFETCH(QByteArray, report);
        QFETCH(bool, ranks);
        QFETCH(bool, pairs);
        RewardReportView view(nullptr);
        view.show({QStringLiteral("Report of run 1"), 60, 0}, parseJson(report.toStdString(), "report"), {}, {});
        const QString figures = view.figures()->text(), words = view.wordsText();
        QCOMPARE(figures.contains(QStringLiteral("Rank correlation: ")), ranks);
        QCOMPARE(figures.contains(QStringLiteral("Points off on average: %1").arg(numberText(0.4, 2))), ranks);
        QCOMPARE(figures.contains(QStringLiteral("Pairs in the right order: 80 %, ")), pairs);
        QCOMPARE(view.figures()->isVisibleTo(&view), ranks || pairs);
        QCOMPARE(words.contains(QStringLiteral("Nothing was held out")), !ranks && !pairs);
        QVERIFY2(words.contains(QStringLiteral("Learnt from ")), qPrintable(words));
    }

    void aFigureSaysOfHowManyItIsAndWhatItMeans() {
        const Json report = parseJson(R"({"ratings":200,"comparisons":0,"held_out":194,"spearman":0.82,"pair_accuracy":0.94,"pairs":16,)"
                                      R"("pair_interval":[0.72,0.99],"mean_absolute_error":0.63,"image_swap_fall":2.4})",
                                      "report");
        RewardReportView view(nullptr);
        view.show({QStringLiteral("Report of run 1"), 200, 0}, report, {}, {});
        const QStringList lines = view.figures()->text().split(QLatin1Char('\n'));
        const QStringList wanted{QStringLiteral("Rank correlation: 0.82, of 194 of the 200 rating"),
                                 QStringLiteral("Pairs in the right order: 94 %, 72 % to 99 %, of 16 pair"),
                                 QStringLiteral("Points off on average: 0.63, on the scale of 1 to 5"),
                                 QStringLiteral("Fall with images exchanged: 2.40, standard deviations")};
        QCOMPARE(lines.size(), wanted.size());
        for (int i = 0; i < wanted.size(); ++i) QVERIFY2(lines[i].startsWith(wanted[i]), qPrintable(lines[i]));
        QStringList helps;
        for (const auto* cell : view.figures()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) helps.append(cell->toolTip());
        QCOMPARE(helps.size(), 4);
        QVERIFY2(helps[0].contains(QStringLiteral("every head has drawn")), qPrintable(helps[0]));
        QVERIFY2(helps[1].contains(QStringLiteral("A pair is two captions")), qPrintable(helps[1]));
        // Another report leaves none of them behind.
        view.show({QStringLiteral("Report of run 2"), 60, 0}, {{"held_out", 0}}, {}, {});
        QVERIFY(view.figures()->text().isEmpty());
    }

    void aTrunkIsToldOfPairsWhereThereWereSome() {
        const Json trunk = parseJson(R"({"kind":"lora","kept":true,"frozen":{"spearman":0.4,"pair_accuracy":null,"pairs":0},)"
                                     R"("tuned":{"spearman":0.5,"pair_accuracy":null,"pairs":0}})",
                                     "trunk");
        RewardReportView view(nullptr);
        view.show({QStringLiteral("Report of run 1"), 60, 0}, {{"trunk", trunk}}, {}, {});
        QVERIFY2(view.wordsText().contains(QStringLiteral("the right pairs from – to –")), qPrintable(view.wordsText()));
    }
};

QTEST_MAIN(TestRewardReport)
#include "tst_reward_report.moc"
