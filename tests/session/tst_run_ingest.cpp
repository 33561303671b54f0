#include <unistd.h>

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <ctime>
#include <fstream>

#include "data/file.h"
#include "engine_events.h"
#include "scenes_project.h"

using namespace attune;
using test::say;
namespace fs = std::filesystem;

namespace {

double cpuMilliseconds() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Json metric(int step) {
    return {{"step", step},
            {"values", {{"objective/kl", 0.5 * step}, {"objective/scores", 1.0}, {"lr", 1e-4}}}};
}

}  // namespace

class TestRunIngest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aBurstComesInPieces() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        p.session.startRun(run.id, ::getpid());
        EventLog log(RunFolder::open(run.folder), {});
        constexpr int kEvents = 5000;
        for (int i = 0; i < kEvents; ++i) log.emit("metric", metric(i));
        std::int64_t taken = 0;
        int calls = 0;
        double longest = 0;
        for (bool more = true; more; ++calls) {
            const double begin = cpuMilliseconds();
            const auto report = p.session.ingest(run.id, 200);
            longest = std::max(longest, cpuMilliseconds() - begin);
            QVERIFY(report.events <= 200);
            taken += report.events;
            more = report.more;
        }
        QCOMPARE(taken, std::int64_t{kEvents});
        QVERIFY(calls >= 25);
        QCOMPARE(p.session.project().metrics().list(run.id, "lr").size(), std::size_t{kEvents});
        qInfo("longest of %d calls with 200 events: %.1f ms", calls, longest);
        QVERIFY(longest < 60);  // 20 on a machine that does nothing else

        QElapsedTimer wall;
        wall.start();
        double begin = cpuMilliseconds();
        for (int i = 0; i < 200; ++i) QCOMPARE(p.session.ingest(run.id).events, std::int64_t{0});
        const double idle = (cpuMilliseconds() - begin) / 200;
        begin = cpuMilliseconds();
        for (int i = 0; i < 50; ++i) {
            log.emit("metric", metric(kEvents + i));
            QCOMPARE(p.session.ingest(run.id).events, std::int64_t{1});
        }
        qInfo("nothing new: %.3f ms, one event: %.3f ms", idle, (cpuMilliseconds() - begin) / 50);
        QVERIFY(idle < 1);
    }

    void manyScoresComeInPieces() {
        ScenesProject p(1);
        const Id reward = p.addModel("reward", "reward", p.model);
        std::vector<CaptionRecord> captions(3000);
        for (auto& caption : captions) {
            caption.imageId = p.images[0];
            caption.modelId = p.model;
            caption.text = "a caption";
        }
        const auto ids = p.session.project().captions().addMany(captions);
        const auto run = p.session.newRun(draftScore(p.session.project(), {}));
        std::string rows;
        for (const Id id : ids)
            rows += dumpJson({{"caption", id}, {"mean", 0.25}, {"deviation", 0.5}}) + "\n";
        rows.pop_back();  // the last line counts without its end
        writeFileAtomically(run.folder / "outputs" / "reward_scores.jsonl", rows);
        say(run.folder, {{"finished", Json::object()}});
        int calls = 0;
        for (bool more = true; more; ++calls) {
            QVERIFY(p.session.project().runs().get(run.id).status != "finished");
            more = p.session.ingest(run.id, 500).more;
        }
        QVERIFY(calls >= 6);
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("finished"));
        QCOMPARE(p.session.project().rewardScores().ofModel(reward).size(), ids.size());
    }

    void badScoresDoNotHoldTheRunUp() {
        ScenesProject p(1);
        const Id reward = p.addModel("reward", "reward", p.model);
        const Id caption = p.addCaption(p.images[0], "one");
        const auto run = p.session.newRun(draftScore(p.session.project(), {}));
        writeFileAtomically(run.folder / "outputs" / "reward_scores.jsonl",
                            dumpJson({{"caption", caption}, {"mean", 0.25}}) + "\nrubbish\n");
        say(run.folder, {{"finished", Json::object()}});
        QCOMPARE(p.session.ingest(run.id).warnings.size(), std::size_t{1});
        QCOMPARE(p.session.project().runs().get(run.id).status, std::string("finished"));
        QCOMPARE(p.session.project().rewardScores().find(caption, reward)->mean, 0.25);
    }

    void aRewardTrainingIsFollowedByScores() {
        ScenesProject p(3);
        auto& project = p.session.project();
        const Id judged = p.addCaption(p.images[0], "one"), open = p.addCaption(p.images[1], "two");
        p.addCaption(p.images[2], "of a test picture");
        project.images().setSplit({p.images[2]}, "test");
        p.rate(judged, 4);
        JobSettings settings;
        settings.device = "cpu";
        settings.seed = 7;
        const auto run = p.session.newRun(draftTrainReward(project, settings));
        QVERIFY(!draftScoreAfter(project, run.id));  // there is no reward yet
        const auto end = [&](const Session::NewRun& ended, const std::vector<Json>& scores, bool makesReward) {
            std::string rows;
            for (const Json& row : scores) rows += dumpJson(row) + "\n";
            writeFileAtomically(ended.folder / "outputs" / "reward_scores.jsonl", rows);
            if (makesReward) say(ended.folder, {{"checkpoint", {{"path", "checkpoints/reward"}, {"kind", "reward"}}}});
            say(ended.folder, {{"finished", Json::object()}});
            p.session.ingest(ended.id);
        };
        const auto queued = [&] {
            QueueOptions options;
            options.strategy = QueueStrategy::Uncertain;
            return RatingQueue(project, options).scores();
        };
        end(run, {Json{{"caption", judged}, {"mean", 0.5}, {"deviation", 0.1}}}, true);
        QCOMPARE(queued().open, std::int64_t{1});
        QCOMPARE(queued().scored, std::int64_t{0});

        const auto draft = draftScoreAfter(project, run.id);
        QVERIFY(draft.has_value());
        QVERIFY(draft->job.kind == JobKind::Score);
        QCOMPARE(draft->job.device, std::string("cpu"));
        QCOMPARE(draft->job.seed, std::uint64_t{7});
        QCOMPARE(draft->modelIds.at("reward"), p.session.currentModel("reward")->id);
        std::vector<Id> captions;
        for (const Json& row : draft->inputs.at("captions")) captions.push_back(row["id"].get<Id>());
        QCOMPARE(captions, (std::vector<Id>{judged, open}));
        QCOMPARE(draft->inputs.at("rated").size(), std::size_t{1});
        QCOMPARE(draft->inputs.at("rated").front()["caption"].get<Id>(), judged);

        const auto scored = p.session.newRun(*draft);
        end(scored, {Json{{"caption", judged}, {"mean", 0.5}, {"deviation", 0.1}, {"gain", 0.0}},
                     Json{{"caption", open}, {"mean", 0.4}, {"deviation", 0.2}, {"gain", 0.04}}}, false);
        QCOMPARE(queued().scored, std::int64_t{1});
        QVERIFY(!draftScoreAfter(project, run.id));     // it is done
        QVERIFY(!draftScoreAfter(project, scored.id));  // and is nothing that trains
        QVERIFY(!draftScoreAfter(project, 0));
    }

    void theGuardGoesBackToTheBestRound_data() {
        QTest::addColumn<bool>("stops");
        QTest::addColumn<int>("best");
        QTest::addColumn<bool>("chosen");
        QTest::addColumn<QByteArray>("current");
        QTest::newRow("to a round") << true << 2 << false << QByteArray("round 2");
        QTest::newRow("to the start") << true << 0 << false << QByteArray("base");
        QTest::newRow("not where it is off") << false << 2 << false << QByteArray("round 3");
        QTest::newRow("not where another was chosen") << true << 2 << true << QByteArray("other");
    }
    void theGuardGoesBackToTheBestRound() {
        QFETCH(bool, stops);
        QFETCH(int, best);
        QFETCH(bool, chosen);
        QFETCH(QByteArray, current);
        ScenesProject p(2);
        p.addModel("reward", "reward", p.model);
        const Id other = p.addModel("other", "captioner", p.model);
        p.session.setCurrentModel(p.model);
        const auto run = p.session.newRun(draftOptimize(p.session.project(), {}));
        EventLog log(RunFolder::open(run.folder), {});
        for (int round = 1; round <= 3; ++round)
            log.emit("checkpoint", {{"path", "checkpoints/round-00" + std::to_string(round)}, {"kind", "captioner"}, {"round", round}});
        p.session.ingest(run.id);
        if (chosen) p.session.setCurrentModel(other);
        log.emit("finished", {{"rounds", 3}, {"guard", {{"stops", stops}, {"round", 3}, {"best_round", best}}}});
        QVERIFY(p.session.ingest(run.id).warnings.empty());
        const QByteArray name = QByteArray::fromStdString(p.session.currentModel("captioner")->name);
        QVERIFY2(name.startsWith(current), name.constData());
        // The rounds behind it are there to be chosen.
        QCOMPARE(p.session.project().models().ofRun(run.id).size(), std::size_t{3});
    }

    void whatIsChosenWhileItWorksStays() {
        ScenesProject p(2);
        p.addModel("reward", "reward", p.model);
        const auto run = p.session.newRun(draftOptimize(p.session.project(), {}));
        EventLog log(RunFolder::open(run.folder), {});
        const auto round = [&](int number) {
            log.emit("checkpoint", {{"path", "checkpoints/round-00" + std::to_string(number)}, {"kind", "captioner"}, {"round", number}});
            p.session.ingest(run.id);
            return p.session.currentModel("captioner")->id;
        };
        const Id first = round(1);
        QVERIFY(first != p.model);
        const Id second = round(2);
        QVERIFY(second != first);
        p.session.setCurrentModel(p.model);
        QCOMPARE(round(3), p.model);
        p.session.setCurrentModel(second);  // of this run: its rounds are followed again
        QVERIFY(round(4) != second);
    }

    void whatIsChosenBeforeTheFirstRoundStays() {
        ScenesProject p(2);
        p.addModel("reward", "reward", p.model);
        const Id tuned = p.addModel("tuned", "captioner", p.model);
        p.session.setCurrentModel(tuned);
        const auto round = [&](const Session::NewRun& run, int number) {
            const std::string path = "checkpoints/round-00" + std::to_string(number);
            say(run.folder, {{"checkpoint", {{"path", path}, {"kind", "captioner"}, {"round", number}}}});
            p.session.ingest(run.id);
            return p.session.currentModel("captioner")->id;
        };
        const auto first = p.session.newRun(draftOptimize(p.session.project(), {}));
        const auto second = p.session.newRun(draftOptimize(p.session.project(), {}));
        p.session.startRun(first.id, ::getpid());
        p.session.setCurrentModel(p.model);
        QCOMPARE(round(first, 1), p.model);
        QCOMPARE(round(first, 2), p.model);
        say(first.folder, {{"finished", Json::object()}});
        p.session.ingest(first.id);
        // It was chosen before this one began.
        p.session.startRun(second.id, ::getpid());
        const Id made = round(second, 1);
        QCOMPARE(p.session.project().models().get(made).runId, second.id);
    }

    void aFailedCallLosesNothing() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        {
            EventLog log(RunFolder::open(run.folder), {});
            for (int i = 0; i < 10; ++i) log.emit("metric", metric(i));
        }
        // The database refuses every write for a while, as on a full disk.
        p.session.project().database().execute("PRAGMA query_only = ON");
        QVERIFY(!messageOf([&] { p.session.ingest(run.id); }).isEmpty());
        p.session.project().database().execute("PRAGMA query_only = OFF");
        QCOMPARE(p.session.ingest(run.id).events, std::int64_t{10});
        QCOMPARE(p.session.project().metrics().list(run.id, "lr").size(), std::size_t{10});
    }

    void anEventThatTheDiskHasNoRoomForIsNotPassedOver() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        constexpr int kValues = 5000;
        Json values = Json::object();
        for (int i = 0; i < kValues; ++i) values["a metric with a long name, number " + std::to_string(i)] = 0.5;
        say(run.folder, {{"metric", metric(1)}, {"metric", {{"step", 2}, {"values", values}}}});
        auto& database = p.session.project().database();
        database.execute("PRAGMA max_page_count = 1");  // none but those that it has
        QVERIFY(messageOf([&] { p.session.ingest(run.id); }).contains("the disk is full"));
        QCOMPARE(p.session.project().runs().get(run.id).lastEvent, std::uint64_t{0});
        database.execute("PRAGMA max_page_count = 1000000");
        const auto report = p.session.ingest(run.id);
        QVERIFY(report.warnings.empty());
        QCOMPARE(report.events, std::int64_t{2});
        QCOMPARE(p.session.project().metrics().list(run.id, 1).size(), std::size_t{kValues});
    }

    void aBrokenInvariantInterrupts() {
        ScenesProject p(1);
        const auto run = p.session.newRun(draftGenerate(p.session.project(), {}, {}, 1));
        const auto record = [&] { return p.session.project().runs().get(run.id); };
        const auto isResumable = [&] {
            const auto runs = p.session.resumableRuns();
            return std::any_of(runs.begin(), runs.end(), [&](const RunRecord& one) { return one.id == run.id; });
        };
        const Json failure{{"problem", "\"it adds up\" does not hold"}, {"reason", "it is 3"}, {"remedy", "resume it"}};
        Json broken = failure;
        broken["invariant"] = "it adds up";
        {
            EventLog log(RunFolder::open(run.folder), {});
            log.emit("started", Json::object());
            p.session.ingest(run.id);
            log.emit("failed", broken);
            // The engine still holds the folder, which does not make it a run at work.
            for (int i = 0; i < 2; ++i) {
                p.session.ingest(run.id);
                QCOMPARE(record().status, std::string("interrupted"));
                QCOMPARE(record().message, std::string("\"it adds up\" does not hold: it is 3 (resume it)"));
            }
        }
        QVERIFY(isResumable());
        QCOMPARE(p.session.startRun(run.id, ::getpid()), run.folder);
        {
            EventLog log(RunFolder::open(run.folder), {});
            log.emit("started", Json::object());
            p.session.ingest(run.id);
            QCOMPARE(record().status, std::string("running"));
            log.emit("failed", failure);
        }
        p.session.ingest(run.id);
        QCOMPARE(record().status, std::string("failed"));
        // It may have been the disk or the memory; without a folder there is nothing to go on with.
        QVERIFY(isResumable());
        std::ofstream(run.folder / "job.json") << "{";
        QVERIFY(!isResumable());
    }
};

QTEST_GUILESS_MAIN(TestRunIngest)
#include "tst_run_ingest.moc"
