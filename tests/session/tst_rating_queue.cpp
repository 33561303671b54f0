#include <QtTest>
#include <ctime>
#include <optional>
#include <set>

#include "project/query.h"
#include "queue_rater.h"
#include "scenes_project.h"
#include "session/rating_queue.h"

using namespace attune;
using test::byMe;
using test::compare;
using test::rate;

namespace {

std::vector<Id> imagesOf(const std::vector<RatingTask>& tasks) {
    std::vector<Id> images;
    for (const auto& task : tasks) images.push_back(task.imageId);
    return images;
}

}  // namespace

class TestRatingQueue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void onlyWhatCanBeRatedComes() {
        ScenesProject p(4);
        p.addCaption(p.images[0], "one");
        p.addCaption(p.images[0], "two");
        p.addCaption(p.images[1], "the same");
        p.addCaption(p.images[1], "the same");
        p.addCaption(p.images[2], "of a test image");
        p.session.project().images().setSplit({p.images[2]}, "test");
        // Image 3 has a reference and no caption by a model.
        RatingQueue queue(p.session.project(), byMe());
        QCOMPARE(queue.total(), std::int64_t{2});
        QCOMPARE(queue.done(), std::int64_t{0});
        const auto tasks = queue.next(10);
        QCOMPARE(tasks.size(), std::size_t{2});
        for (const auto& task : tasks)
            QCOMPARE(task.captions.size(), task.imageId == p.images[0] ? std::size_t{2} : std::size_t{1});
        for (const auto& task : tasks) rate(p, task.captions[0], 3);
        QCOMPARE(queue.done(), std::int64_t{1});
        const auto rest = queue.next(10);
        QCOMPARE(rest.size(), std::size_t{1});
        QCOMPARE(rest[0].captions.size(), std::size_t{2});  // beside what it can be compared with
        for (const Id caption : rest[0].captions) rate(p, caption, 4);
        QVERIFY(queue.next(10).empty());
        QCOMPARE(queue.done(), queue.total());
    }

    void testImagesOfAListAreCountedAndLeftOut() {
        ScenesProject p(4);
        p.addCaptions(2);
        p.session.project().images().setSplit({p.images[1], p.images[2]}, "test");
        QueueOptions options = byMe();
        QCOMPARE(RatingQueue(p.session.project(), options).heldOut(), std::int64_t{0});
        options.strategy = QueueStrategy::Listed;
        options.images = {p.images[2], p.images[0], p.images[1]};
        RatingQueue queue(p.session.project(), options);
        QCOMPARE(queue.total(), std::int64_t{1});
        QCOMPARE(queue.heldOut(), std::int64_t{2});
        QCOMPARE(imagesOf(queue.next(10)), std::vector<Id>{p.images[0]});
    }

    void theSeedDecidesAndARestartGoesOn() {
        ScenesProject p(20);
        p.addCaptions(4);
        const auto first = RatingQueue(p.session.project(), byMe()).next(20);
        QCOMPARE(RatingQueue(p.session.project(), byMe()).next(20), first);
        QVERIFY(RatingQueue(p.session.project(), byMe(QueueStrategy::Random, 2)).next(20) != first);
        QVERIFY(imagesOf(first) != p.images);
        RatingQueue queue(p.session.project(), byMe());
        for (int i = 0; i < 7; ++i) {
            const auto ahead = queue.next(3);
            QCOMPARE(ahead[0].captions.size(), std::size_t{2});
            compare(p, ahead[0], Preference::Left);
            // The rest of its captions come at once, unless the rater goes on.
            QCOMPARE(queue.next(1)[0].imageId, ahead[0].imageId);
            queue.leave(ahead[0]);
            QCOMPARE(queue.next(2)[0], ahead[1]);
            QCOMPARE(queue.next(2)[1], ahead[2]);
        }
        // Whoever has seen two of four captions sees the other two after a restart.
        const auto again = RatingQueue(p.session.project(), byMe()).next(20);
        QCOMPARE(imagesOf(again), imagesOf(first));
        for (std::size_t i = 0; i < 20; ++i) {
            const std::set<Id> before(first[i].captions.begin(), first[i].captions.end());
            QCOMPARE(again[i].captions == first[i].captions, i >= 7);
            if (i < 7)
                QVERIFY(!before.contains(again[i].captions[0]) && !before.contains(again[i].captions[1]));
        }
        // Another rater begins at the beginning.
        QueueOptions other = byMe();
        other.rater = "you";
        QCOMPARE(RatingQueue(p.session.project(), other).next(20), first);
    }

    void candidatesAreSplitEvenly_data() {
        QTest::addColumn<int>("captions");
        QTest::addColumn<int>("candidates");
        QTest::addColumn<int>("shown");
        QTest::newRow("5 by 4") << 5 << 4 << 3;
        QTest::newRow("4 by 4") << 4 << 4 << 4;
        QTest::newRow("4 by 3") << 4 << 3 << 2;
        QTest::newRow("3 by 2") << 3 << 2 << 2;
        QTest::newRow("9 by 4") << 9 << 4 << 3;
    }
    void candidatesAreSplitEvenly() {
        QFETCH(int, captions);
        QFETCH(int, candidates);
        QFETCH(int, shown);
        ScenesProject p(1);
        p.addCaptions(captions);
        QueueOptions options = byMe();
        options.candidates = candidates;
        RatingQueue queue(p.session.project(), options);
        QCOMPARE(static_cast<int>(queue.next(1)[0].captions.size()), shown);
        options.candidates = 5;
        QVERIFY_THROWS_EXCEPTION(Error, RatingQueue(p.session.project(), options));
    }

    void anUndoBringsItsImageBack() {
        ScenesProject p(10);
        p.addCaptions(2);
        RatingQueue queue(p.session.project(), byMe());
        const auto tasks = queue.next(10);
        for (int i = 0; i < 3; ++i) compare(p, tasks[static_cast<std::size_t>(i)], Preference::Right);
        QCOMPARE(queue.next(1)[0], tasks[3]);
        QCOMPARE(queue.done(), std::int64_t{3});
        queue.leave(tasks[3]);
        QCOMPARE(queue.next(1)[0], tasks[4]);
        p.session.undo();
        QCOMPARE(queue.next(2), (std::vector<RatingTask>{tasks[2], tasks[4]}));
        QCOMPARE(queue.done(), std::int64_t{2});
        p.session.redo();
        QCOMPARE(queue.next(1)[0], tasks[4]);
        p.session.undo();
        p.session.undo();
        QCOMPARE(queue.next(3), (std::vector<RatingTask>{tasks[1], tasks[2], tasks[4]}));
        QCOMPARE(queue.next(10).back(), tasks[3]);  // skipped: behind all others
    }

    void aFlagOrANoteAloneDecidesNothing() {
        ScenesProject p(2);
        const auto captions = p.addCaptions(2);
        RatingQueue queue(p.session.project(), byMe());
        const auto first = queue.next(1).front();
        const auto say = [&](Id caption, std::optional<int> value) {
            RatingRecord rating;
            rating.captionId = caption;
            rating.value = value;
            rating.flags = {"hallucinates"};
            rating.note = "there is no dog";
            rating.rater = "me";
            p.session.project().decisions().rate({rating});
        };
        for (const Id caption : first.captions) say(caption, std::nullopt);
        queue.leave(first);
        QCOMPARE(queue.done(), std::int64_t{0});
        QCOMPARE(queue.next(2).size(), std::size_t{2});
        QCOMPARE(queue.next(2).back(), first);  // skipped: behind the other
        QCOMPARE(RatingQueue(p.session.project(), byMe()).next(1).front(), first);

        for (const Id caption : captions.at(first.imageId)) say(caption, 4);
        QCOMPARE(queue.done(), std::int64_t{1});
        say(first.captions[0], std::nullopt);  // the rating is taken back, the flag stays
        QCOMPARE(queue.done(), std::int64_t{0});
        QCOMPARE(RatingQueue(p.session.project(), byMe()).done(), std::int64_t{0});
    }

    void sidesAreFair() {
        ScenesProject p(200);
        const auto captions = p.addCaptions(2);
        int firstOnTheLeft = 0;
        for (const auto& task : RatingQueue(p.session.project(), byMe()).next(200))
            firstOnTheLeft += task.captions[0] == captions.at(task.imageId)[0];
        QVERIFY2(firstOnTheLeft > 70 && firstOnTheLeft < 130, QByteArray::number(firstOnTheLeft));
    }

    void strategiesHaveTheirOrder() {
        ScenesProject p(4);
        const auto captions = p.addCaptions(3);
        const Id reward = p.addModel("reward", "reward", p.model);
        auto& project = p.session.project();
        std::vector<RewardScoreRecord> scores;
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t c = 0; c < 3; ++c)
                scores.push_back({captions.at(p.images[i])[c], reward, 0.5 * static_cast<double>(c),
                                  i == 2 && c == 1 ? 0.9 : 0.1 * static_cast<double>(i)});
        project.rewardScores().addMany(scores);
        auto tasks = RatingQueue(project, byMe(QueueStrategy::Uncertain)).next(4);
        QCOMPARE(imagesOf(tasks), (std::vector<Id>{p.images[2], p.images[3], p.images[1], p.images[0]}));
        QVERIFY(tasks[0].captions[0] == captions.at(p.images[2])[1] ||
                tasks[0].captions[1] == captions.at(p.images[2])[1]);

        // Where it is known what a rating tells beside those asked for earlier, that counts and not the bare deviation.
        for (auto& score : scores) score.gain = 0.001;
        scores[0].gain = 0.04;  // of image 0: a mean of 0.02
        scores[3].gain = 0.03;  // of image 1, with the next one 0.04 in two
        scores[4].gain = 0.05;
        project.rewardScores().addMany(scores);
        QCOMPARE(project.rewardScores().find(scores[4].captionId, reward)->gain, std::optional(0.05));
        tasks = RatingQueue(project, byMe(QueueStrategy::Uncertain)).next(2);
        QCOMPARE(imagesOf(tasks), (std::vector<Id>{p.images[1], p.images[0]}));
        QCOMPARE(std::set<Id>(tasks[0].captions.begin(), tasks[0].captions.end()),
                 (std::set<Id>{captions.at(p.images[1])[0], captions.at(p.images[1])[1]}));

        // The rater says the opposite of the reward about image 1.
        rate(p, captions.at(p.images[1])[0], 5);
        rate(p, captions.at(p.images[1])[1], 1);
        tasks = RatingQueue(project, byMe(QueueStrategy::Disagreement)).next(4);
        QCOMPARE(tasks[0].imageId, p.images[1]);
        const std::set<Id> extremes(tasks[1].captions.begin(), tasks[1].captions.end());
        QVERIFY(extremes.contains(captions.at(tasks[1].imageId)[0]) &&
                extremes.contains(captions.at(tasks[1].imageId)[2]));

        RunRecord run;
        run.folder = "1";
        run.kind = "generate";
        CaptionRecord newest;
        newest.imageId = p.images[3];
        newest.modelId = p.model;
        newest.runId = project.runs().add(run);
        newest.text = "the newest";
        const Id fresh = project.captions().add(newest);
        tasks = RatingQueue(project, byMe(QueueStrategy::Newest)).next(4);
        QCOMPARE(tasks[0].imageId, p.images[3]);
        QVERIFY(tasks[0].captions[0] == fresh || tasks[0].captions[1] == fresh);

        QueueOptions listed = byMe(QueueStrategy::Listed);
        listed.images = {p.images[2], 999, p.images[0]};
        RatingQueue queue(project, listed);
        QCOMPARE(imagesOf(queue.next(9)), (std::vector<Id>{p.images[2], p.images[0]}));
        QCOMPARE(queue.total(), std::int64_t{2});
    }

    void whatHasNoScoreIsCounted() {
        ScenesProject p(3);
        const auto captions = p.addCaptions(2);
        auto& project = p.session.project();
        const auto scores = [&](QueueStrategy strategy = QueueStrategy::Uncertain) {
            const QueueScores counted = RatingQueue(project, byMe(strategy)).scores();
            return std::pair(counted.open, counted.scored);
        };
        using Counts = std::pair<std::int64_t, std::int64_t>;
        QVERIFY(scores() == Counts(6, 0));
        const Id reward = p.addModel("reward", "reward", p.model);
        QCOMPARE(RatingQueue(project, byMe(QueueStrategy::Uncertain)).options().rewardModel, reward);
        const Id judged = captions.at(p.images[0])[0], open = captions.at(p.images[1])[0];
        rate(p, judged, 4);
        // As a reward training leaves it, which scores what it learnt from alone.
        project.rewardScores().addMany({RewardScoreRecord{judged, reward, 0.5, 0.1}});
        QVERIFY(scores() == Counts(5, 0));
        project.rewardScores().addMany({RewardScoreRecord{open, reward, 0.5, 0.1}});
        QVERIFY(scores() == Counts(5, 1));
        QVERIFY(scores(QueueStrategy::Random) == Counts(0, 0));
    }

    void aHundredThousandImagesAreFast() {
        ScenesProject p(0);
        const Id reward = p.addModel("reward", "reward", p.model);
        Database& database = p.session.project().database();
        {
            Transaction all(database);
            for (Id image = 1; image <= 100'000; ++image) {
                Query(database, "INSERT INTO image VALUES (?1, 'x', ?2, 640, 480, 'train', '', '{}')", image,
                      std::to_string(image))
                    .run();
                for (int i = 0; i < 4; ++i) {
                    const Id caption = image * 4 + i;
                    Query(database,
                          "INSERT INTO caption (id, image_id, model_id, source, text, token_ids, logprob, "
                          "seed, created_at)"
                          " VALUES (?, ?, ?, 'model', ?, '[]', 0, 0, '')",
                          caption, image, p.model, "a photo of thing number " + std::to_string(i))
                        .run();
                    Query(database,
                          "INSERT INTO reward_score (model_id, caption_id, mean, deviation, image_id) VALUES "
                          "(?, ?, 0, ?, ?)",
                          reward, caption, static_cast<double>(caption % 1009), image)
                        .run();
                }
            }
            all.commit();
        }
        const auto milliseconds = [] { return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
        for (const auto strategy :
             {QueueStrategy::Random, QueueStrategy::Uncertain, QueueStrategy::Disagreement}) {
            double begin = milliseconds();
            RatingQueue queue(p.session.project(), byMe(strategy));
            const double made = milliseconds() - begin;
            begin = milliseconds();
            for (int i = 0; i < 100; ++i) compare(p, queue.next(3).front(), Preference::Left);
            const double each = (milliseconds() - begin) / 100;
            qInfo("strategy %d: made in %.0f ms, %.2f ms a task", static_cast<int>(strategy), made, each);
            QVERIFY(made < 3000);
            QVERIFY(each < 10);
        }
    }
};

QTEST_GUILESS_MAIN(TestRatingQueue)
#include "tst_rating_queue.moc"
