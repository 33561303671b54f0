// What a study makes of its rows: gains against the base of the same seed, and targets; and what it plans to measure.
#include <QtTest>

#include <algorithm>
#include <map>

#include "data/file.h"
#include "data/policy_presets.h"
#include "message_of.h"
#include "study_plan.h"
#include "study_probe.h"
#include "study_row_support.h"
#include "temporary_folder.h"

using namespace attune;
using namespace attune::cli;
using attune::test::row;
using attune::test::verdictOf;

namespace {

const StudySettings kSettings{200, 5, "1.0", "defaults"};

/// Five seeds of a pair of conditions whose difference is about this one, known to some thousandths.
void addPair(std::vector<StudyRow>& rows, StudyRow a, StudyRow b, const char* measure, double difference) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        a.seed = b.seed = seed;
        b.values[measure] = 0.5;
        a.values[measure] = 0.5 + difference + 0.001 * (static_cast<double>(seed) - 2);
        rows.push_back(a);
        rows.push_back(b);
    }
}

/// What a study of 200 ratings measures of the active queue against random, by numbers of ratings.
StudySummary queues(const std::map<int, double>& differences) {
    std::vector<StudyRow> rows;
    for (const auto& [ratings, difference] : differences) {
        StudyRow random = row("reward", "base", ratings, 0, 0, 0, 0), active = random;
        active.queue = "active";
        addPair(rows, active, random, "pair_accuracy", difference);
    }
    return StudySummary(rows);
}

/// The same of the lower bound against the mean.
StudySummary bounds(double few, double all) {
    std::vector<StudyRow> rows;
    addPair(rows, row("bound", "ppo", 50, 0, 5, 0, 0), row("ratings", "ppo", 50, 0, 5, 0, 0), "gold_sampled", few);
    addPair(rows, row("bound", "ppo", 200, 0, 5, 0, 0), row("algorithms", "ppo", 200, 0, 5, 0, 0), "gold_sampled", all);
    return StudySummary(rows);
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
        const std::vector<StudyRow> one{row("base", "base", 0, 1, 0, 0.5, 0.7), row("algorithms", "ppo", 200, 1, 5, 0.75, 0.8),
                                        row("algorithms", "grpo", 200, 1, 5, 0.75, 0.71)};
        auto two = one;
        for (StudyRow each : one) {
            each.seed = 2;
            two.push_back(each);
        }
        const StudySummary summary(two);
        QCOMPARE(verdictOf(summary, "ppo after 200"), std::string("met"));
        QCOMPARE(verdictOf(summary, "grpo after 200"), std::string("not met"));
        QCOMPARE(verdictOf(summary, "rloo after 200"), std::string("not measured"));
        QCOMPARE(verdictOf(StudySummary(one), "ppo after 200"), std::string("one seed alone"));
        QCOMPARE(verdictOf(summary, "no such words"), std::string("no such target"));
    }

    void whatFollowsTheComparisonAsksForTheFirstAlgorithm() {
        StudySummary summary({row("base", "base", 0, 1, 0, 0.5, 0.7), row("ratings", "rloo", 50, 1, 5, 0.65, 0.7),
                              row("base", "base", 0, 2, 0, 0.5, 0.7), row("ratings", "rloo", 50, 2, 5, 0.65, 0.7)});
        const auto targets = studyTargets(summary, 200, "rloo");
        const auto asks = [&](const std::string& words) {
            return std::any_of(targets.begin(), targets.end(), [&](const auto& t) { return t.wanted.find(words) == 0 && t.verdict == "met"; });
        };
        QVERIFY(asks("rloo after 50 ratings"));
        QVERIFY(!asks("ppo after 50 ratings"));
        QCOMPARE(verdictOf(summary, "rloo after 50"), std::string("no such target"));  // of a study whose first is ppo
    }

    void theActiveQueueIsBetterSomewhereAndWorseNowhere() {
        const std::string target = "active queue";
        QCOMPARE(verdictOf(queues({{50, 0.0}, {100, 0.02}, {200, 0.01}}), target), std::string("met"));
        QCOMPARE(verdictOf(queues({{50, -0.02}, {100, 0.02}, {200, 0.01}}), target), std::string("not met"));
        QCOMPARE(verdictOf(queues({{50, 0.02}, {100, 0.02}, {200, -0.01}}), target), std::string("not met"));
        QCOMPARE(verdictOf(queues({{50, 0.0}, {100, 0.0}, {200, 0.01}}), target), std::string("not met"));  // better too late
        QCOMPARE(verdictOf(queues({{50, 0.02}, {100, 0.02}}), target), std::string("not measured"));
        // A mean below random's is no worse only where its interval is narrow: a wide one that holds 0 says nothing.
        QCOMPARE(verdictOf(queues({{50, -0.004}, {100, 0.02}, {200, 0.01}}), target), std::string("met"));
        QCOMPARE(verdictOf(queues({{50, -0.009}, {100, 0.02}, {200, 0.01}}), target), std::string("not met"));
        // One seed has no interval.
        auto rows = queues({{50, 0.02}, {100, 0.02}, {200, 0.02}}).rows();
        std::erase_if(rows, [](const StudyRow& each) { return each.seed > 0; });
        QCOMPARE(verdictOf(StudySummary(rows), target), std::string("not measured"));
    }

    void theDefaultOfTheLowerBoundFollowsTheMeasurement() {
        const bool isOff = policyDefaults("ppo").lowerBound == 0;
        const auto asMeasured = [&](bool better) { return std::string(better == isOff ? "not met" : "met"); };
        QCOMPARE(verdictOf(bounds(-0.01, -0.02), "lower_bound"), asMeasured(false));
        QCOMPARE(verdictOf(bounds(0, 0), "lower_bound"), asMeasured(false));
        QCOMPARE(verdictOf(bounds(0.02, -0.02), "lower_bound"), asMeasured(false));
        QCOMPARE(verdictOf(bounds(0, 0.02), "lower_bound"), asMeasured(true));
        QCOMPARE(verdictOf(StudySummary(std::vector<StudyRow>()), "lower_bound"), std::string("not measured"));
    }

    void ratingsByLengthSayNothingElse() {
        using Ratings = std::vector<int>;
        QVERIFY((ratingsByLength({"a red circle", "a", "a b c d e", "a  red", "one two three four"}) == Ratings{3, 1, 5, 2, 4}));
        QVERIFY((ratingsByLength({"a circle", "two squares", "a", "a red circle"}) == Ratings{2, 2, 1, 4}));
        QVERIFY(ratingsByLength({}).empty());
    }

    void theProbeFlagsWhatJudgesTheTextAlone() {
        const auto asked = [](double ofLength, double ofGold) {
            std::vector<StudyRow> rows;
            for (std::uint64_t seed = 0; seed < 2; ++seed) {
                rows.push_back(row("probe", "base", 200, seed, 0, 0, 0));
                rows.back().values["reads_image"] = seed == 0 ? 0 : ofLength;
                rows.push_back(row("reward", "base", 200, seed, 0, 0, 0));
                rows.back().values["reads_image"] = seed == 0 ? 1 : ofGold;
            }
            return StudySummary(rows);
        };
        QCOMPARE(verdictOf(asked(0, 1), "image-swap"), std::string("met"));
        QCOMPARE(verdictOf(asked(1, 1), "image-swap"), std::string("not met"));
        QCOMPARE(verdictOf(asked(0, 0), "image-swap"), std::string("not met"));
        QCOMPARE(verdictOf(StudySummary({row("probe", "base", 200, 0, 0, 0, 0)}), "image-swap"), std::string("not measured"));
        // What is compared with it is measured even where nothing else asks for it.
        StudyOptions options;
        options.parts = {"probe"};
        QVERIFY(rewardSizes(options, "random") == std::vector<int>{200});
        QVERIFY(rewardSizes(options, "active").empty() && studyPlan(options).empty());
    }

    void aRowIsOfAsManyRatingsAsItSays() {
        using Steps = std::vector<RatingStep>;
        // Fewer than the 25 that the active queue starts with.
        QVERIFY((ratingSteps({5, 10, 20, 40}, "random") == Steps{{5, false, true}, {10, false, true}, {20, false, true}, {40, false, true}}));
        QVERIFY((ratingSteps({5, 10, 20, 40}, "active") == Steps{{5, false, true}, {10, true, true}, {20, true, true}, {40, true, true}}));
        QVERIFY((ratingSteps({25, 50, 200}, "random") == Steps{{25, false, true}, {50, false, true}, {200, false, true}}));
        QVERIFY((ratingSteps({25, 60}, "active") == Steps{{25, false, true}, {50, true, false}, {60, true, true}}));
        QVERIFY((ratingSteps({60}, "active") == Steps{{25, false, false}, {50, true, false}, {60, true, true}}));
        QVERIFY(ratingSteps({}, "active").empty());
        StudyOptions options;
        options.ratings = 40;
        for (const char* queue : {"random", "active"})
            for (const int size : rewardSizes(options, queue)) {
                const auto steps = ratingSteps(rewardSizes(options, queue), queue);
                QVERIFY(std::any_of(steps.begin(), steps.end(), [&](const auto& step) { return step.measured && step.ratings == size; }));
            }
    }

    /// Each condition would be taken by the optimisation, whichever algorithm stands for all.
    void everyAlgorithmCanStandForAll_data() {
        QTest::addColumn<QString>("algorithm");
        for (const auto& algorithm : policyAlgorithms()) QTest::newRow(algorithm.c_str()) << QString::fromStdString(algorithm);
    }
    void everyAlgorithmCanStandForAll() {
        QFETCH(QString, algorithm);
        StudyOptions options;
        options.parts = studyParts();
        options.algorithms = {algorithm.toStdString()};
        const auto plan = studyPlan(options);
        QVERIFY(!plan.empty());
        bool guard = false;
        for (const auto& condition : plan) {
            Json given = condition.options;
            given["algorithm"] = condition.algorithm;
            const auto taken = policyOptionsFromJson(given);
            QVERIFY2(taken.klCoefficient > 0 || condition.algorithm != "dpo", condition.name().c_str());
            guard = guard || condition.part == "guard";
        }
        QCOMPARE(guard, policyNeedsReward(algorithm.toStdString()));
    }

    /// The demo world's references are the truth, which no rating bought.
    void supervisedRowsLearnFromRatings() {
        StudyOptions options;
        options.algorithms = {"sft"};
        int rated = 0, references = 0;
        for (const auto& condition : studyPlan(options)) {
            const bool isRated = condition.shownAs() == "sft";
            (isRated ? rated : references) += 1;
            QCOMPARE(required<std::string>(condition.options, "demonstrations"), std::string(isRated ? "top_rated" : "references"));
            if (isRated) continue;
            QCOMPARE(condition.shownAs(), std::string(kSftOnReferences));
            QVERIFY(condition.part == "algorithms" && condition.ratings == 0 && !condition.hasRewardModel());
        }
        QCOMPARE(references, 1);
        QVERIFY(rated > 3);
        QVERIFY(rewardSizes(options, "random").front() > 0);
        // Others keep the keys by which a folder knows what it holds.
        options.algorithms = {"ppo", "sft"};
        options.parts = {"algorithms"};
        const auto plan = studyPlan(options);
        QCOMPARE(plan.size(), std::size_t{3});
        QCOMPARE(plan[0].name(), std::string("algorithms/ppo/200/random/mean/5"));
        QVERIFY(plan[1].name() != plan[2].name());
        // Neither is judged as the row of 200 ratings, nor stands among rows by ratings.
        StudySummary summary({row("base", "base", 0, 1, 0, 0.5, 0.7), row("algorithms", kSftOnReferences, 0, 1, 5, 0.9, 0.9)});
        const auto targets = studyTargets(summary, 200, "sft");
        QVERIFY(std::all_of(targets.begin(), targets.end(), [](const StudyTarget& target) { return target.verdict == "not measured"; }));
    }

    void aFolderHoldsOneStudy() {
        test::TemporaryFolder folder;
        const auto path = folder.path() / "rows.jsonl";
        StudyFile(path, kSettings).add("1/base", {row("base", "base", 0, 1, 0, 0.5, 0.7)});
        const std::string before = readFile(path);
        QVERIFY_THROWS_EXCEPTION(Error, StudyFile(path, {200, 6, "1.0", "defaults"}));
        QVERIFY_THROWS_EXCEPTION(Error, StudyFile(path, {100, 5, "1.0", "defaults"}));
        QVERIFY_THROWS_EXCEPTION(Error, StudyFile(path, {200, 5, "1.1", "defaults"}));
        const auto refused = messageOf([&] { StudyFile(path, {200, 5, "1.0", "other defaults"}); });
        QVERIFY2(refused.contains("begun with other defaults") && refused.contains("--out"), refused.constData());
        QVERIFY(readFile(path) == before);
        // Rows of a version that did not note its defaults.
        const std::string noted = ",\"fingerprint\":\"defaults\"", alone = "\"fingerprint\":\"defaults\",";
        std::string older = before;
        const bool isLast = older.find(noted) != std::string::npos;
        const auto at = older.find(isLast ? noted : alone);
        QVERIFY(at != std::string::npos);
        writeFileAtomically(path, older.erase(at, noted.size()));
        const auto unknown = messageOf([&] { StudyFile(path, kSettings); });
        QVERIFY2(unknown.contains("another version of the program"), unknown.constData());
        // Rows that do not say what they were measured with.
        writeFileAtomically(path, before.substr(before.find('\n') + 1));
        QVERIFY_THROWS_EXCEPTION(Error, StudyFile(path, kSettings));
    }

    void whatWasMeasuredIsThereAgain() {
        test::TemporaryFolder folder;
        const auto path = folder.path() / "rows.jsonl";
        {
            StudyFile file(path, kSettings);
            file.add("1/base", {row("base", "base", 0, 1, 0, 0.5, 0.7)});
            file.add("1/none", {});
        }
        StudyFile again(path, kSettings);
        QVERIFY(again.has("1/base") && again.has("1/none") && !again.has("2/base"));
        QCOMPARE(again.rows().size(), std::size_t{1});
        const auto csv = studyCsv(again.rows());
        QVERIFY(csv.starts_with("part,algorithm,ratings,queue,reward,seed,round,gold_sampled"));
        QVERIFY(csv.find("\nbase,base,0,random,mean,1,0,0.5,0.7,,") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestStudyTables)
#include "tst_study_tables.moc"
