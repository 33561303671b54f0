// Pairs that come back swapped and unannounced, and what they say of the rater.
#include <QtTest>
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "queue_rater.h"
#include "scenes_project.h"
#include "session/consistency.h"
#include "session/job_builder.h"
#include "session/rating_queue.h"

using namespace attune;
using test::byMe;
using test::compare;
using test::rate;

class TestHiddenRepeats : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void pairsComeBackSwapped() {
        ScenesProject p(200);
        p.addCaptions(2);
        QueueOptions options = byMe();
        options.repeatShare = 0.2;
        std::optional<RatingQueue> queue(std::in_place, p.session.project(), options);
        std::map<std::pair<Id, Id>, int> shownAt;
        int repeats = 0, number = 0;
        for (;; ++number) {
            const auto ahead = queue->next(2);
            if (ahead.empty()) break;
            const auto task = ahead.front();
            if (number % 29 == 0) queue.emplace(p.session.project(), options);  // a restart
            QCOMPARE(queue->next(1).front(), task);
            const std::pair pair(task.captions[0], task.captions[1]);
            if (task.purpose == "repeat") {
                ++repeats;
                QVERIFY(shownAt.contains({pair.second, pair.first}));
                QVERIFY(number - shownAt.at({pair.second, pair.first}) >= 8);
            }
            QVERIFY(shownAt.emplace(pair, number).second);
            // Prefers the left side, twice in three times.
            compare(p, task, number % 3 == 0 ? Preference::Right : Preference::Left);
            const auto then = queue->next(1);
            if (ahead.size() > 1) QCOMPARE(then.front(), ahead[1]);
        }
        QCOMPARE(queue->done(), std::int64_t{200});
        QCOMPARE(number, 200 + repeats);
        QVERIFY2(repeats > 20 && repeats < 80, QByteArray::number(repeats));

        const auto report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.repeats, std::int64_t{repeats});
        QVERIFY(report.agreed > 0 && report.agreed < repeats);
        QCOMPARE(report.leftChosen + report.rightChosen, std::int64_t{number});
        QVERIFY(report.leftShare.low > 0.5 && report.leftShare.high < 0.8);
        QVERIFY(report.positionBias > 0.1 && report.positionBias < 0.2);
        QVERIFY(report.agreement.low < static_cast<double>(report.agreed) / repeats);
        QCOMPARE(consistencyOf(p.session.project(), "nobody").repeats, std::int64_t{0});
    }

    void ratedPairsComeBackSwappedToo() {
        ScenesProject p(60);
        p.addCaptions(2);
        QueueOptions options = byMe();
        options.repeatShare = 0.3;
        std::optional<RatingQueue> queue(std::in_place, p.session.project(), options);
        std::map<std::pair<Id, Id>, int> shownAt;
        int repeats = 0, agreed = 0;
        for (int number = 0;; ++number) {
            const auto ahead = queue->next(1);
            if (ahead.empty()) break;
            if (number % 13 == 0) queue.emplace(p.session.project(), options);  // a restart
            QCOMPARE(queue->next(1), ahead);
            const auto& [image, captions, purpose] = ahead.front();
            const Id left = captions.at(0), right = captions.at(1);
            QVERIFY(shownAt.emplace(std::pair(left, right), number).second);
            if (purpose == "repeat") {
                QVERIFY(shownAt.contains({right, left}));
                QVERIFY(number - shownAt.at({right, left}) >= 8);
                // The one that was on the left was better; every other time it is not any more.
                const bool agrees = ++repeats % 2 == 0;
                agreed += agrees;
                rate(p, left, 3, "repeat");
                rate(p, right, agrees ? 5 : 3, "repeat");
            } else {
                rate(p, left, 4);
                rate(p, right, 2);
            }
        }
        QVERIFY2(repeats > 5 && repeats < 50, QByteArray::number(repeats));
        QCOMPARE(queue->done(), std::int64_t{60});
        const auto report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.repeats, std::int64_t{repeats});
        QCOMPARE(report.agreed, std::int64_t{agreed});
        // The others were rated equal when they came back.
        QCOMPARE(report.decided, std::int64_t{agreed});
        QCOMPARE(report.flipped, std::int64_t{0});
        // The second ratings are kept, and nothing learns from them.
        auto journal = p.session.project().decisions();
        QCOMPARE(journal.ratings().size(), std::size_t{120});
        QCOMPARE(journal.repeatedRatings().size(), static_cast<std::size_t>(2 * repeats));
        QCOMPARE(draftTrainReward(p.session.project(), {}).inputs.at("ratings").size(), std::size_t{120});
    }

    void aRepeatMayBeAnsweredTheOtherWay() {
        ScenesProject p(2);
        const auto captions = p.addCaptions(2);
        const auto &compared = captions.at(p.images[0]), &rated = captions.at(p.images[1]);
        compare(p, {p.images[0], compared, "rate"}, Preference::Left);
        rate(p, rated[0], 2);
        rate(p, rated[1], 5);
        QCOMPARE(consistencyOf(p.session.project(), "me").repeats, std::int64_t{0});
        // Compared first, rated when it came back.
        rate(p, compared[1], 1, "repeat");
        QCOMPARE(consistencyOf(p.session.project(), "me").repeats, std::int64_t{0});  // half of it
        rate(p, compared[0], 4, "repeat");
        auto report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.repeats, std::int64_t{1});
        QCOMPARE(report.agreed, std::int64_t{1});
        // Rated first, compared when it came back.
        compare(p, {p.images[1], {rated[1], rated[0]}, "repeat"}, Preference::Right);
        report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.repeats, std::int64_t{2});
        QCOMPARE(report.agreed, std::int64_t{1});
        // What training a reward is told of the rater: either way of answering tells of mistakes.
        QCOMPARE(draftTrainReward(p.session.project(), {}).inputs.at("raters"),
                 (std::vector<Json>{{{"rater", "me"}, {"decided", 2}, {"flipped", 1}}}));
    }

    void aCorrectedFirstLookIsTheOneThatCounts() {
        ScenesProject p(1);
        const auto captions = p.addCaptions(2).at(p.images[0]);
        auto journal = p.session.project().decisions();
        ComparisonRecord first;
        first.leftCaptionId = captions[0];
        first.rightCaptionId = captions[1];
        first.outcome = Preference::Right;
        first.rater = "me";
        journal.rate({}, {first});
        compare(p, {p.images[0], {captions[1], captions[0]}, "repeat"}, Preference::Right);
        QCOMPARE(consistencyOf(p.session.project(), "me").agreed, std::int64_t{0});
        first.outcome = Preference::Left;
        journal.rate({}, {first});
        const auto report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.repeats, std::int64_t{1});
        QCOMPARE(report.agreed, std::int64_t{1});
    }

    void agreementIsOfCaptionsNotOfSides() {
        ScenesProject p(1);
        const auto captions = p.addCaptions(2).at(p.images[0]);
        RatingTask task{p.images[0], captions, "rate"},
            again{p.images[0], {captions[1], captions[0]}, "repeat"};
        compare(p, task, Preference::Left);
        compare(p, again, Preference::Right);
        auto report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.repeats, std::int64_t{1});
        QCOMPARE(report.agreed, std::int64_t{1});
        QCOMPARE(report.decided, std::int64_t{1});
        QCOMPARE(report.flipped, std::int64_t{0});
        QCOMPARE(report.positionBias, 0.0);
        p.session.undo();
        compare(p, again, Preference::Left);
        report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.decided, std::int64_t{1});
        QCOMPARE(report.flipped, std::int64_t{1});
        // What reward training is told of the rater.
        const auto draft = draftTrainReward(p.session.project(), {});
        QCOMPARE(draft.inputs.at("raters"), (std::vector<Json>{{{"rater", "me"}, {"decided", 1}, {"flipped", 1}}}));
        QCOMPARE(draft.inputs.at("comparisons").front()["rater"].get<std::string>(), std::string("me"));
        p.session.undo();
        compare(p, again, Preference::Tie);
        report = consistencyOf(p.session.project(), "me");
        QCOMPARE(report.agreed, std::int64_t{0});
        // A tie is no error between two winners.
        QCOMPARE(report.decided, std::int64_t{0});
        QCOMPARE(report.positionBias, 0.5);
        QVERIFY(!draftTrainReward(p.session.project(), {}).inputs.contains("raters"));
    }

    void imagesMovedToTheTestSplitDoNotComeBack() {
        ScenesProject p(60);
        p.addCaptions(2);
        QueueOptions options = byMe();
        std::vector<Id> decided;
        {
            RatingQueue first(p.session.project(), options);
            for (int i = 0; i < 30; ++i) {
                const auto task = first.next(1).at(0);
                compare(p, task, Preference::Left);
                decided.push_back(task.imageId);
            }
        }
        options.repeatShare = 0.5;
        RatingQueue queue(p.session.project(), options);
        const std::vector<Id> held(decided.begin(), decided.begin() + 20);
        p.session.project().images().setSplit(held, "test");
        int repeats = 0;
        for (auto tasks = queue.next(1); !tasks.empty(); tasks = queue.next(1)) {
            QVERIFY(std::find(held.begin(), held.end(), tasks[0].imageId) == held.end());
            repeats += tasks[0].purpose == "repeat";
            compare(p, tasks[0], Preference::Left);
        }
        QVERIFY2(repeats > 5, QByteArray::number(repeats));
    }

    void aLeftRepeatDoesNotComeBack() {
        ScenesProject p(60);
        p.addCaptions(2);
        QueueOptions options = byMe();
        options.repeatShare = 0.5;
        RatingQueue queue(p.session.project(), options);
        int left = 0;
        std::set<std::vector<Id>> seen;
        for (auto tasks = queue.next(1); !tasks.empty(); tasks = queue.next(1)) {
            if (tasks[0].purpose == "repeat") {
                QVERIFY(seen.insert(tasks[0].captions).second);
                queue.leave(tasks[0]);
                ++left;
            } else {
                compare(p, tasks[0], Preference::Tie);
            }
        }
        QVERIFY(left > 0);
        QCOMPARE(consistencyOf(p.session.project(), "me").repeats, std::int64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestHiddenRepeats)
#include "tst_hidden_repeats.moc"
