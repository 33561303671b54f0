// What a study makes of its rows: gains against the base of the same seed, targets, and the verdict on the guard.
#include <QtTest>

#include "study_summary.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::cli;

namespace {

StudyRow row(const char* part, const char* algorithm, int ratings, std::uint64_t seed, int round, double sampled, double greedy) {
    StudyRow r;
    r.part = part;
    r.algorithm = algorithm;
    r.ratings = ratings;
    r.seed = seed;
    r.round = round;
    r.values = {{"gold_sampled", sampled}, {"gold_greedy", greedy}};
    return r;
}

std::string verdictOf(const StudySummary& summary, const std::string& words) {
    for (const auto& target : studyTargets(summary, 200))
        if (target.wanted.find(words) != std::string::npos) return target.verdict;
    return "no such target";
}

/// A run with these true scores and a proxy that always rises, which the guard stopped after `stop` rounds (0: not).
std::vector<StudyRow> guarded(std::uint64_t seed, double base, const std::vector<double>& gold, int stop) {
    std::vector<StudyRow> rows{row("base", "base", 0, seed, 0, base, base)};
    for (std::size_t i = 0; i < gold.size(); ++i) {
        rows.push_back(row("guard", "ppo", 25, seed, static_cast<int>(i) + 1, gold[i], 0));
        rows.back().values["proxy"] = static_cast<double>(i);
    }
    if (stop > 0) rows.back().values["guard_round"] = stop;
    return rows;
}

}  // namespace

class TestStudyTables : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void gainsAreOverTheBaseOfTheSameSeed() {
        StudySummary summary({row("base", "base", 0, 1, 0, 0.5, 0.7), row("base", "base", 0, 2, 0, 0.4, 0.6),
                              row("algorithms", "ppo", 200, 1, 4, 0.9, 0.9), row("algorithms", "ppo", 200, 1, 5, 0.75, 0.8),
                              row("algorithms", "ppo", 200, 2, 5, 0.61, 0.64), row("algorithms", "ppo", 200, 3, 5, 1, 1)});
        const auto ppo = [](const StudyRow& r) { return r.algorithm == "ppo"; };
        const auto gains = summary.gains("gold_sampled", ppo);  // the last round; seed 3 has no base
        QCOMPARE(gains.size(), std::size_t{2});
        QCOMPARE(gains[0], 0.75 - 0.5);
        QCOMPARE(gains[1], 0.61 - 0.4);
        QCOMPARE(toText(estimate({0.1, 0.1})), std::string("+0.100 (+0.100 .. +0.100)"));
        QCOMPARE(toText(estimate({})), std::string("-"));
    }

    void targetsAreMetMissedOrUnknown() {
        StudySummary summary({row("base", "base", 0, 1, 0, 0.5, 0.7), row("algorithms", "ppo", 200, 1, 5, 0.75, 0.8),
                              row("algorithms", "grpo", 200, 1, 5, 0.75, 0.71)});
        QCOMPARE(verdictOf(summary, "ppo after 200"), std::string("met"));
        QCOMPARE(verdictOf(summary, "grpo after 200"), std::string("not met"));
        QCOMPARE(verdictOf(summary, "rloo after 200"), std::string("not measured"));
        QCOMPARE(verdictOf(summary, "no such words"), std::string("no such target"));
    }

    void theGuardIsJudgedByTheTruth_data() {
        QTest::addColumn<int>("stop");
        QTest::addColumn<std::string>("near");
        QTest::addColumn<std::string>("harmless");
        QTest::newRow("at the peak") << 2 << std::string("met") << std::string("met");
        QTest::newRow("one late") << 3 << std::string("met") << std::string("met");
        QTest::newRow("too late") << 4 << std::string("not met") << std::string("met");
        QTest::newRow("while it still climbs") << 1 << std::string("met") << std::string("not met");
        QTest::newRow("never") << 0 << std::string("not met") << std::string("met");
    }
    void theGuardIsJudgedByTheTruth() {
        QFETCH(int, stop);
        QFETCH(std::string, near);
        QFETCH(std::string, harmless);
        StudySummary summary(guarded(1, 0.5, {0.6, 0.7, 0.6, 0.5}, stop));
        QCOMPARE(verdictOf(summary, "within one round"), near);
        QCOMPARE(verdictOf(summary, "stops no run"), harmless);
        // Where the truth does not fall there is nothing to be near to.
        QCOMPARE(verdictOf(StudySummary(guarded(1, 0.5, {0.6, 0.7, 0.71}, stop)), "within one round"), std::string("not measured"));
    }

    void whatWasMeasuredIsThereAgain() {
        test::TemporaryFolder folder;
        const auto path = folder.path() / "rows.jsonl";
        {
            StudyFile file(path);
            file.add("1/base", {row("base", "base", 0, 1, 0, 0.5, 0.7)});
            file.add("1/none", {});
        }
        StudyFile again(path);
        QVERIFY(again.has("1/base") && again.has("1/none") && !again.has("2/base"));
        QCOMPARE(again.rows().size(), std::size_t{1});
        const auto csv = studyCsv(again.rows());
        QVERIFY(csv.starts_with("part,algorithm,ratings,queue,reward,seed,round,gold_sampled"));
        QVERIFY(csv.find("\nbase,base,0,random,mean,1,0,0.5,0.7,,") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestStudyTables)
#include "tst_study_tables.moc"
