// What a study says of the guard: where runs were best in truth, where it stopped them, and how well that is known.
#include <QtTest>

#include <algorithm>
#include <cmath>

#include "data/file.h"
#include "study_errors.h"
#include "study_guard.h"
#include "study_row_support.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::cli;
using attune::test::row;
using attune::test::verdictOf;

namespace {

/// A run with these true scores, from the base on, and a proxy that always rises, which the guard stopped after `stop` rounds
/// (0: not). @param error  of every difference between two rounds
std::vector<StudyRow> guarded(std::uint64_t seed, const std::vector<double>& gold, int stop, double error = 0,
                              const char* algorithm = "ppo") {
    std::vector<StudyRow> rows;
    const auto peak = std::max_element(gold.begin(), gold.end()) - gold.begin();
    for (std::size_t i = 0; i < gold.size(); ++i) {
        rows.push_back(row("guard", algorithm, 25, seed, static_cast<int>(i), gold[i], 0));
        auto& values = rows.back().values;
        values["proxy"] = static_cast<double>(i);
        values["gold_peak_se"] = static_cast<std::ptrdiff_t>(i) == peak ? 0 : error;
        if (i > 0) values["gold_step_se"] = error;
    }
    if (stop > 0) rows.back().values["guard_round"] = stop;
    if (stop > 0) rows.back().values["guard_best"] = stop - 1;
    return rows;
}

GuardCase only(const std::vector<StudyRow>& rows) {
    const auto cases = guardCases(StudySummary(rows));
    return cases.size() == 1 ? cases.front() : GuardCase{};
}

/// captions.jsonl of an evaluation: two sampled captions of each picture around these scores, and a greedy one that does not count.
GoldByPicture evaluated(const std::filesystem::path& file, const std::vector<double>& golds) {
    std::string lines;
    for (std::size_t i = 0; i < golds.size(); ++i) {
        const auto line = [&](const char* mode, double gold) {
            lines += dumpJson({{"image", i + 1}, {"mode", mode}, {"text", "a red circle"}, {"gold", gold}}) + "\n";
        };
        line("greedy", 0);
        line("sample", golds[i] - 0.125);
        line("sample", golds[i] + 0.125);
    }
    writeFileAtomically(file, lines);
    return goldByPicture(file);
}

}  // namespace

class TestStudyGuard : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theGuardIsJudgedByTheTruth_data() {
        QTest::addColumn<int>("stop");
        QTest::addColumn<std::string>("near");
        QTest::addColumn<std::string>("harmless");
        QTest::addColumn<std::string>("kept");  // the round before the stop
        QTest::newRow("at the peak") << 2 << std::string("met") << std::string("met") << std::string("met");
        QTest::newRow("one late") << 3 << std::string("met") << std::string("met") << std::string("met");
        QTest::newRow("too late") << 4 << std::string("not met") << std::string("met") << std::string("met");
        QTest::newRow("while it still climbs") << 1 << std::string("met") << std::string("not met") << std::string("not met");
        QTest::newRow("never") << 0 << std::string("not met") << std::string("met") << std::string("not met");
    }
    void theGuardIsJudgedByTheTruth() {
        QFETCH(int, stop);
        QFETCH(std::string, near);
        QFETCH(std::string, harmless);
        QFETCH(std::string, kept);
        StudySummary summary(guarded(1, {0.5, 0.6, 0.7, 0.6, 0.5}, stop));
        QCOMPARE(verdictOf(summary, "within one round"), near);
        QCOMPARE(verdictOf(summary, "stops no run"), harmless);
        QCOMPARE(verdictOf(summary, "the round that the guard points at"), kept);
        // Where the truth does not fall there is nothing to be near to.
        QCOMPARE(verdictOf(StudySummary(guarded(1, {0.5, 0.6, 0.7, 0.71}, stop)), "within one round"), std::string("not measured"));
    }

    void roundsThatNobodyCanTellFromThePeakAreItToo() {
        // Rounds 1 to 3 lie within two errors of the highest.
        const std::vector<double> gold{0.5, 0.515, 0.53, 0.51, 0.45, 0.4};
        const GuardCase late = only(guarded(1, gold, 4, 0.012));
        QCOMPARE(late.peakRound, 2);
        QCOMPARE(late.atStop, 0.45);
        QCOMPARE(late.kept, 0.51);
        QCOMPARE(late.firstPeak, 1);
        QCOMPARE(late.lastPeak, 3);
        QVERIFY(late.falls && late.isRight() && !late.isStrictlyRight());
        QVERIFY(!only(guarded(1, gold, 5, 0.012)).isRight());
        QVERIFY(!only(guarded(1, gold, 0, 0.012)).isRight());
        // Known to the digit, only the highest is the peak, and round 4 is two behind.
        QVERIFY(!only(guarded(1, gold, 4, 0)).isRight());
        QVERIFY(only(guarded(1, gold, 3, 0)).isStrictlyRight());
        for (const auto& target : studyTargets(StudySummary(guarded(1, gold, 4, 0.012)), 200, "ppo"))
            if (target.wanted.find("within one round") != std::string::npos)
                QCOMPARE(target.found, std::string("1 of 1; 0 within one round of the single highest score"));
    }

    void theRoundsOfThePeakLieNextToEachOther() {
        // Round 4 is not told from round 1, but the score fell in between.
        const std::vector<double> gold{0.5, 0.6, 0.5, 0.5, 0.59, 0.4};
        const GuardCase one = only(guarded(1, gold, 5, 0.01));
        QCOMPARE(one.firstPeak, 1);
        QCOMPARE(one.lastPeak, 1);
        QVERIFY(one.falls && !one.isRight());
        QVERIFY(only(guarded(1, gold, 2, 0.01)).isRight());
        QCOMPARE(only(guarded(1, {0.59, 0.6, 0.595}, 0, 0.01)).firstPeak, 0);
        QCOMPARE(only(guarded(1, {0.59, 0.6, 0.595}, 0, 0.01)).lastPeak, 2);
    }

    void onlyWhatWasMeasuredIsAFallOrAGain() {
        const std::vector<double> gold{0.5, 0.56, 0.6, 0.57};
        QVERIFY(only(guarded(1, gold, 0, 0.01)).falls);
        QVERIFY(!only(guarded(1, gold, 0, 0.02)).falls);  // by less than two errors
        QVERIFY(!only(guarded(1, {0.5, 0.6, 0.585}, 0, 0.001)).falls);  // by less than matters
        auto honest = guarded(1, gold, 0, 0.01);
        honest.back().values["proxy"] = 1;  // lower than at the peak: nothing was gamed
        QVERIFY(!only(honest).falls);
        // The best is the base itself.
        const GuardCase base = only(guarded(1, {0.6, 0.5, 0.4}, 1, 0.01));
        QCOMPARE(base.peakRound, 0);
        QVERIFY(base.falls && base.isRight());
        QVERIFY(only(guarded(1, gold, 1, 0.01)).improving);   // the next round gains 0.04
        QVERIFY(!only(guarded(1, gold, 1, 0.03)).improving);  // which nobody could know
        QVERIFY(only(guarded(1, gold, 1, 0.03)).strictlyImproving);
        QVERIFY(!only(guarded(1, gold, 3, 0.03)).strictlyImproving);
        const auto targets = studyTargets(StudySummary(guarded(1, gold, 1, 0.03)), 200, "ppo");
        QVERIFY(std::any_of(targets.begin(), targets.end(), [](const StudyTarget& target) {
            return target.verdict == "met" &&
                   target.found == "0 wrong among 1 stops of 1 runs; 1 by a gain of more than 0.02, whatever its error";
        }));
        QVERIFY(!only(guarded(1, gold, 3, 0.01)).improving);  // there is no next one
    }

    void aRunThatTheGuardStoppedCountsByTheRoundItPointsAt() {
        const auto kept = [](bool stops, int best) {
            return keptRound({{"rounds", 4}, {"guard", {{"stops", stops}, {"round", 4}, {"reason", "kl"}, {"best_round", best}}}}, 4);
        };
        QCOMPARE(kept(true, 3), 3);
        QCOMPARE(kept(true, 0), 0);   // the base
        QCOMPARE(kept(false, 3), 4);  // it was off
        QCOMPARE(keptRound({{"rounds", 4}}, 4), 4);
        QVERIFY_THROWS_EXCEPTION(Error, kept(true, 5));
    }

    void runsOfTwoAlgorithmsAreTwoRuns() {
        auto rows = guarded(1, {0.5, 0.6, 0.5}, 1);
        for (auto& other : guarded(1, {0.5, 0.55, 0.7}, 0, 0, "rloo")) rows.push_back(std::move(other));
        const auto cases = guardCases(StudySummary(rows));
        QCOMPARE(cases.size(), std::size_t{2});
        QCOMPARE(cases[0].algorithm, std::string("ppo"));
        QCOMPARE(cases[0].last, 0.5);
        QCOMPARE(cases[1].algorithm, std::string("rloo"));
        QCOMPARE(cases[1].peakRound, 2);
        QVERIFY(cases[0].guardRound == 1 && cases[1].guardRound == 0);
    }

    void differencesBetweenRoundsArePairedByPicture() {
        test::TemporaryFolder folder;
        const auto file = folder.path() / "captions.jsonl";
        const std::vector<double> scores{0.25, 0.5, 0.75, 0.5};
        const auto base = evaluated(file, scores);
        QCOMPARE(base.size(), std::size_t{4});
        QCOMPARE(base.at(1), 0.25);
        // Pictures differ much, every one of them gains the same: that difference is known to the digit.
        QCOMPARE(pairedError(base, evaluated(file, {0.375, 0.625, 0.875, 0.625})), 0.0);
        // Differences 0, 0, 0.25, 0.25: deviation sqrt(4 / 3) / 8, over the root of four.
        const auto mixed = evaluated(file, {0.25, 0.5, 1, 0.75});
        QVERIFY(std::abs(pairedError(mixed, base) - std::sqrt(4.0 / 3) / 16) < 1e-12);
        QVERIFY_THROWS_EXCEPTION(Error, pairedError(base, evaluated(file, {0.5, 0.5})));
        QVERIFY_THROWS_EXCEPTION(Error, pairedError(evaluated(file, {0.5}), evaluated(file, {0.5})));

        std::vector<StudyRow> rows;
        for (int round = 0; round < 3; ++round) rows.push_back(row("guard", "ppo", 25, 1, round, round == 1 ? 0.625 : 0.5, 0));
        addGoldErrors(rows, {base, mixed, base});
        const double error = pairedError(mixed, base);
        QCOMPARE(rows[1].values.at("gold_peak_se"), 0.0);
        QCOMPARE(rows[0].values.at("gold_peak_se"), error);
        QCOMPARE(rows[2].values.at("gold_step_se"), error);
        QVERIFY(!rows[0].values.contains("gold_step_se"));
        writeFileAtomically(file, "{\"image\": 1, \"mode\": \"sample\", \"text\": \"no score\"}\n");
        QVERIFY_THROWS_EXCEPTION(Error, goldByPicture(file));
    }
};

QTEST_GUILESS_MAIN(TestStudyGuard)
#include "tst_study_guard.moc"
