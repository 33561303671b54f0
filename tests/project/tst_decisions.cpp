#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

#include "project/query.h"
#include "temporary_project.h"

using namespace attune;

namespace {

RatingRecord rate(Id caption, int value) {
    RatingRecord rating;
    rating.captionId = caption;
    rating.value = value;
    rating.rater = "someone";
    return rating;
}

ComparisonRecord compare(Id left, Id right, Preference outcome, const std::string& purpose = "rate") {
    ComparisonRecord comparison;
    comparison.leftCaptionId = left;
    comparison.rightCaptionId = right;
    comparison.outcome = outcome;
    comparison.purpose = purpose;
    comparison.rater = "someone";
    return comparison;
}

std::vector<int> activeValues(Project& project) {
    std::vector<int> values;
    for (const auto& rating : project.decisions().ratings()) values.push_back(rating.value.value_or(0));
    return values;
}

using Values = std::vector<int>;

}  // namespace

class TestDecisions : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void ratingIsReadBackWhole() {
        TemporaryProject project;
        RatingRecord rating = rate(project.addCaption(project.addImage(1), "one"), 2);
        rating.flags = {"hallucinates", "repeats"};
        rating.note = "no \"cat\" there";
        rating.simulated = true;
        rating.seconds = 1.5;
        const Id id = project->decisions().add(rating);
        const auto read = project->decisions().findRating(id);
        QVERIFY(read);
        QCOMPARE(*read->value, 2);
        QCOMPARE(read->flags, rating.flags);
        QCOMPARE(read->note, rating.note);
        QCOMPARE(read->simulated, true);
        QCOMPARE(read->seconds, 1.5);
        rating.value.reset();
        QVERIFY(!project->decisions().findRating(project->decisions().add(rating))->value);
        QCOMPARE(project->decisions().counts().simulatedRatings, std::int64_t{2});
    }

    void undoAndRedoSurviveARestart() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        for (int value = 1; value <= 4; ++value) project->decisions().add(rate(caption, value));
        QCOMPARE(project->decisions().undo(), std::int64_t{1});
        QCOMPARE(project->decisions().undo(), std::int64_t{1});
        QCOMPARE(activeValues(*project), (Values{1, 2}));
        project.reopen();
        QCOMPARE(activeValues(*project), (Values{1, 2}));
        project->decisions().redo();
        project.reopen();
        QCOMPARE(activeValues(*project), (Values{1, 2, 3}));
        project->decisions().redo();
        QCOMPARE(project->decisions().redo(), std::int64_t{0});
        QCOMPARE(activeValues(*project), (Values{1, 2, 3, 4}));
        for (int i = 0; i < 4; ++i) project->decisions().undo();
        QCOMPARE(project->decisions().undo(), std::int64_t{0});
        QVERIFY(!project->decisions().canUndo() && project->decisions().canRedo());
    }

    void whatTheNextUndoIsAboutCanBeAsked() {
        TemporaryProject project;
        const Id image = project.addImage(1);
        const Id one = project.addCaption(image, "one"), two = project.addCaption(image, "two");
        QVERIFY(project->decisions().captionsOfNext(true).empty());
        project->decisions().add(rate(one, 3));
        ComparisonRecord comparison;
        comparison.leftCaptionId = two;
        comparison.rightCaptionId = one;
        comparison.rater = "me";
        project->decisions().add(comparison);
        QCOMPARE(project->decisions().captionsOfNext(true), (std::vector<Id>{one, two}));
        const auto step = project->decisions().next(true);
        QCOMPARE(step.comparisons, std::int64_t{1});
        QCOMPARE(step.total(), std::int64_t{1});
        QCOMPARE(step.rater, std::string("me"));
        project->decisions().undo();
        QCOMPARE(project->decisions().captionsOfNext(true), std::vector<Id>{one});
        QCOMPARE(project->decisions().captionsOfNext(false), (std::vector<Id>{one, two}));
    }

    void aNewDecisionClearsRedo() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        for (int value = 1; value <= 3; ++value) project->decisions().add(rate(caption, value));
        project->decisions().undo();
        project->decisions().undo();
        project->decisions().add(rate(caption, 5));
        QCOMPARE(project->decisions().redo(), std::int64_t{0});
        QCOMPARE(activeValues(*project), (Values{1, 5}));
        project->decisions().undo();
        project->decisions().undo();
        QCOMPARE(activeValues(*project), Values{});
        project->decisions().redo();
        project->decisions().redo();
        QCOMPARE(activeValues(*project), (Values{1, 5}));
    }

    void anotherRatingRetiresAndUndoBringsBack() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        auto journal = project->decisions();
        journal.add(rate(caption, 1));
        journal.rate({rate(caption, 2)});
        QCOMPARE(activeValues(*project), Values{2});
        journal.rate({rate(caption, 3)});
        QCOMPARE(activeValues(*project), Values{3});
        journal.undo();
        QCOMPARE(activeValues(*project), Values{2});
        journal.undo();
        QCOMPARE(activeValues(*project), Values{1});
        journal.redo();
        QCOMPARE(activeValues(*project), Values{2});
    }

    void comparisonsAreBetweenCaptionsOfOneImage() {
        TemporaryProject project;
        const Id image = project.addImage(1);
        const Id left = project.addCaption(image, "one");
        const Id right = project.addCaption(image, "two");
        const Id other = project.addCaption(project.addImage(2), "three");
        auto journal = project->decisions();
        ComparisonRecord comparison;
        comparison.leftCaptionId = left;
        comparison.rightCaptionId = right;
        comparison.outcome = Preference::BothBad;
        comparison.purpose = "judge";
        const Id id = journal.add(comparison);
        QCOMPARE(journal.findComparison(id)->outcome, Preference::BothBad);
        QCOMPARE(journal.findComparison(id)->purpose, std::string("judge"));
        QCOMPARE(journal.comparisonsOfImage(image).front().outcome, Preference::BothBad);
        comparison.rightCaptionId = other;
        QVERIFY_THROWS_EXCEPTION(Error, journal.add(comparison));
        comparison.rightCaptionId = left;
        QVERIFY_THROWS_EXCEPTION(Error, journal.add(comparison));
    }

    void badDecisionsAddNothing() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        QVERIFY_THROWS_EXCEPTION(Error, project->decisions().addMany({rate(caption, 3), rate(99, 3)}));
        QVERIFY_THROWS_EXCEPTION(Error, project->decisions().addMany({rate(caption, 3), rate(caption, 6)}));
        QVERIFY(!project->decisions().canUndo());
        QCOMPARE(activeValues(*project), Values{});
    }

    void aBatchIsOneStep() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        project->decisions().add(rate(caption, 1));
        project->decisions().addMany({rate(caption, 2), rate(caption, 3)});
        QCOMPARE(project->decisions().undo(), std::int64_t{2});
        QCOMPARE(activeValues(*project), Values{1});
        QCOMPARE(project->decisions().redo(), std::int64_t{2});
        QCOMPARE(activeValues(*project), (Values{1, 2, 3}));
    }

    void aRaterHasOneOpinionOfACaption() {
        TemporaryProject project;
        const Id image = project.addImage(1);
        const Id one = project.addCaption(image, "one");
        const Id two = project.addCaption(image, "two");
        project->decisions().rate({rate(one, 1), rate(two, 2)});
        RatingRecord other = rate(one, 5);
        other.rater = "somebody else";
        project->decisions().rate({rate(one, 3), other});
        QCOMPARE(activeValues(*project), (Values{2, 3, 5}));
        project->decisions().undo();
        QCOMPARE(activeValues(*project), (Values{1, 2}));
    }

    void aRaterHasOneOpinionOfAPair() {
        TemporaryProject project;
        const Id image = project.addImage(1);
        const Id one = project.addCaption(image, "one"), two = project.addCaption(image, "two");
        auto journal = project->decisions();
        const auto outcomes = [&journal] {
            std::vector<std::pair<Id, Preference>> all;
            for (const auto& active : journal.comparisons()) all.emplace_back(active.leftCaptionId, active.outcome);
            return all;
        };
        using Outcomes = std::vector<std::pair<Id, Preference>>;
        journal.rate({}, {compare(one, two, Preference::Left)});
        journal.rate({}, {compare(two, one, Preference::Left)});  // shown the other way round
        QCOMPARE(outcomes(), (Outcomes{{two, Preference::Left}}));
        journal.rate({}, {compare(two, one, Preference::Tie, "repeat")});
        journal.rate({}, {compare(one, two, Preference::Left, "judge")});
        journal.rate({}, {compare(one, two, Preference::Right, "judge")});
        ComparisonRecord other = compare(one, two, Preference::Right);
        other.rater = "somebody else";
        journal.rate({}, {other});
        QCOMPARE(outcomes().size(), std::size_t{5});
        for (int i = 0; i < 4; ++i) journal.undo();
        QCOMPARE(outcomes(), (Outcomes{{two, Preference::Left}}));
        journal.undo();
        QCOMPARE(outcomes(), (Outcomes{{one, Preference::Left}}));
        journal.redo();
        QCOMPARE(outcomes(), (Outcomes{{two, Preference::Left}}));
        // What older versions left active beside each other goes as a whole.
        journal.add(compare(one, two, Preference::BothBad));
        journal.rate({}, {compare(one, two, Preference::Tie)});
        QCOMPARE(outcomes(), (Outcomes{{one, Preference::Tie}}));
        journal.undo();
        QCOMPARE(outcomes().size(), std::size_t{2});
    }

    void anotherBestTakesThePlaceOfTheWholeScreen() {
        TemporaryProject project;
        const Id image = project.addImage(1);
        const Id a = project.addCaption(image, "a"), b = project.addCaption(image, "b"), c = project.addCaption(image, "c");
        const Id d = project.addCaption(image, "d");
        auto journal = project->decisions();
        journal.rate({}, {compare(a, d, Preference::Left)});  // of another screen
        journal.rateScreen({compare(a, b, Preference::Left), compare(a, c, Preference::Left)});
        journal.rateScreen({compare(a, b, Preference::Right), compare(b, c, Preference::Left)});
        const auto active = journal.comparisons();
        QCOMPARE(active.size(), std::size_t{3});
        QCOMPARE(active[0].rightCaptionId, d);
        QCOMPARE(active[1].outcome, Preference::Right);
        QCOMPARE(active[2].leftCaptionId, b);
        journal.undo();
        QCOMPARE(journal.comparisons().size(), std::size_t{3});
        QCOMPARE(journal.comparisons()[2].rightCaptionId, c);
        QCOMPARE(journal.comparisons()[2].leftCaptionId, a);
    }

    void aRepeatedRatingReplacesNoFirstOne() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        auto journal = project->decisions();
        RatingRecord first = rate(caption, 4);
        first.note = "too short";
        journal.rate({first});
        RatingRecord again = rate(caption, 2);
        again.purpose = "repeat";
        journal.rate({again});
        again.value = 3;
        journal.rate({again});
        QCOMPARE(activeValues(*project), Values{4});
        QCOMPARE(journal.ratingsOfCaption(caption).front().note, std::string("too short"));
        QCOMPARE(journal.counts().ratings, std::int64_t{1});
        QCOMPARE(journal.repeatedRatings().size(), std::size_t{1});
        QCOMPARE(journal.repeatedRatings().front().value, std::optional(3));
        journal.undo();
        QCOMPARE(journal.repeatedRatings().front().value, std::optional(2));
        again.purpose = "judge";
        QVERIFY_THROWS_EXCEPTION(Error, journal.rate({again}));
        QCOMPARE(activeValues(*project), Values{4});
    }

    void editsAreUndoneAndReplaced() {
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "a thing");
        auto journal = project->decisions();
        const auto words = [&project] {
            std::vector<std::string> all;
            for (const auto& edit : project->captions().list({.source = CaptionSource::Edit})) all.push_back(edit.text);
            return all;
        };
        using Words = std::vector<std::string>;
        journal.add(rate(caption, 2));
        const Id first = journal.edit(caption, "a blue thing", "me", 1.5);
        QCOMPARE(project->captions().get(first).editOf, caption);
        QCOMPARE(journal.captionsOfNext(true), std::vector<Id>{caption});
        const Id second = journal.edit(caption, "a blue star", "me");
        QCOMPARE(words(), Words{"a blue star"});
        QCOMPARE(project->captions().count({.source = CaptionSource::Edit}), std::int64_t{1});
        QCOMPARE(journal.undo(), std::int64_t{1});
        QCOMPARE(words(), Words{"a blue thing"});
        project.reopen();
        QCOMPARE(project->decisions().undo(), std::int64_t{1});
        QCOMPARE(words(), Words{});
        QCOMPARE(activeValues(*project), Values{2});  // the rating before it is another step
        QVERIFY(project->captions().find(first) && project->captions().find(second));
        project->decisions().redo();
        project->decisions().redo();
        QCOMPARE(words(), Words{"a blue star"});
        // What was said of words that count no more counts no more either.
        project->decisions().add(rate(second, 5));
        QCOMPARE(activeValues(*project), (Values{2, 5}));
        project->decisions().edit(caption, "a thing", "me");  // as the captioner had it
        QCOMPARE(words(), Words{});
        QCOMPARE(activeValues(*project), Values{2});
        project->decisions().undo();
        QCOMPARE(words(), Words{"a blue star"});
        QCOMPARE(activeValues(*project), (Values{2, 5}));
        QVERIFY_THROWS_EXCEPTION(Error, project->decisions().edit(999, "a star", "me"));
        QVERIFY_THROWS_EXCEPTION(Error, project->decisions().edit(caption, "", "me"));
        QCOMPARE(words(), Words{"a blue star"});
    }

    void rowsCannotBeChangedOrDeleted() {
        TemporaryProject project;
        project->decisions().add(rate(project.addCaption(project.addImage(1), "one"), 1));
        for (const char* sql :
             {"DELETE FROM rating", "UPDATE rating SET value = 5", "DELETE FROM decision_log",
              "DELETE FROM decision_step", "UPDATE decision_log SET action = 'undo'"})
            QVERIFY_THROWS_EXCEPTION(Error, project->database().execute(sql));
        QCOMPARE(activeValues(*project), Values{1});
    }

    void acknowledgedDecisionsSurviveAKill_data() {
        QTest::addColumn<int>("milliseconds");
        for (const int milliseconds : {20, 60, 150}) QTest::addRow("%d ms", milliseconds) << milliseconds;
    }
    void acknowledgedDecisionsSurviveAKill() {
        QFETCH(int, milliseconds);
        TemporaryProject project;
        const Id caption = project.addCaption(project.addImage(1), "one");
        project.close();

        int acknowledged[2];
        QCOMPARE(::pipe(acknowledged), 0);
        const pid_t writer = ::fork();
        QVERIFY(writer >= 0);
        if (writer == 0) {
            // Every tenth decision is a correction and every twentieth an undone one, so that those are cut
            // too.
            auto own = Project::open(project.folder());
            for (int i = 0;; ++i) {
                const Id id = own->decisions().add(rate(caption, 1 + i % 5));
                if (i % 10 == 0) own->decisions().rate({rate(caption, 5)});
                if (i % 20 == 5) {
                    own->decisions().undo();
                    own->decisions().redo();
                }
                if (::write(acknowledged[1], &id, sizeof id) != sizeof id) ::_exit(1);
            }
        }
        ::close(acknowledged[1]);
        // The clock starts with the first decision, however long opening takes on a busy machine.
        std::vector<Id> saved(1);
        QCOMPARE(::read(acknowledged[0], saved.data(), sizeof(Id)), ssize_t{sizeof(Id)});
        QTest::qSleep(milliseconds);
        ::kill(writer, SIGKILL);
        ::waitpid(writer, nullptr, 0);
        for (Id id = 0; ::read(acknowledged[0], &id, sizeof id) == sizeof id;) saved.push_back(id);
        ::close(acknowledged[0]);

        project.reopen();
        project->checkIntegrity();
        for (const Id id : saved) {
            Query row(project->database(), "SELECT 1 FROM rating WHERE id = ?", id);
            QVERIFY(row.next());
        }
        // All that was acknowledged counts, but for those that were corrected, whose correction counts.
        QVERIFY(project->decisions().ratings().size() >= saved.size());
        project->decisions().undo();
        project->decisions().redo();
    }

    void commitsWaitForTheDisk() {
        TemporaryProject project;
        Query synchronous(project->database(), "PRAGMA synchronous");
        QVERIFY(synchronous.next());
        QCOMPARE(synchronous.integer(0), std::int64_t{2});  // FULL
        Query journal(project->database(), "PRAGMA journal_mode");
        QVERIFY(journal.next());
        QCOMPARE(journal.text(0), std::string("wal"));
    }
};

QTEST_GUILESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
