// The report of a reward model in words: whose judgements it speaks of.
#include <QtTest>

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
};

QTEST_MAIN(TestRewardReport)
#include "tst_reward_report.moc"
