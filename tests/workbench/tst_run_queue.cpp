// Runs from the window's side: the real engine works, is stopped, dies, and nothing is lost or told twice.
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

#include "data/reward_options.h"
#include "engine_script.h"
#include "protocol/job.h"
#include "run_drafts.h"
#include "scripted_engine.h"
#include "session/demo_world.h"
#include "workbench/run_words.h"
#include "workbench/workbench.h"

using namespace attune;

class TestRunQueue : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_home;
    std::unique_ptr<Workbench> m_workbench;
    int m_projects = 0;

    RunQueue& runs() { return m_workbench->runs; }

    static JobDraft captions(Project& project, int n) { return test::captionDraft(project, n); }
    static JobDraft shortTraining(Project& project) {
        JobSettings settings;
        settings.device = "cpu";
        settings.options = {{"epochs", 20}, {"heads", 3}};
        return draftTrainReward(project, settings);
    }

    template <class Task>
    auto ask(Task task) {
        using Result = std::invoke_result_t<Task, Session&>;
        std::optional<Result> result;
        m_workbench->project.write(this, {}, std::move(task), [&](Result r) { result = std::move(r); });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 30000)) throw std::runtime_error("no answer");
        return std::move(*result);
    }
    void rate() {
        ask([](Session& s) { return s.rateSimulated(40, 1); });
    }
    QString status(Id run) {
        return QString::fromStdString(ask([run](Session& s) { return s.project().runs().get(run).status; }));
    }
    /// The project file takes nothing in, as on a disk that is full.
    void refuseWrites(bool on) {
        ask([on](Session& s) {
            s.project().database().execute(on ? "PRAGMA query_only = ON" : "PRAGMA query_only = OFF");
            return 0;
        });
    }
    /// Launches, and waits until the engine works on it.
    Id launch(RunQueue::MakeDraft make) {
        Id id = 0;
        runs().launch(std::move(make), [&id](Id run) { id = run; });
        if (!QTest::qWaitFor([&] { return id > 0 && runs().current() && !runs().current()->phase.isEmpty(); }, 60000)) return 0;
        return id;
    }
    /// A script that answers Stop with this; see scripted_engine.h.
    static QByteArray answeringStop(const QString& answer) {
        return QString::fromLatin1(test::kScriptedEngine).arg(kProtocolVersion).arg(answer).toUtf8();
    }

  private Q_SLOTS:
    void init() {
        qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toUtf8());
        m_workbench = std::make_unique<Workbench>();
        const QString folder = m_home.filePath(QStringLiteral("p%1.attune").arg(++m_projects));
        m_workbench->project.create(folder, [](Session& session, Observer& observer) {
            addDemoWorld(session, {.seed = 1, .trainImages = 24, .testImages = 4}, observer);
        });
        QVERIFY(QTest::qWaitFor([this] { return m_workbench->project.isOpen(); }, 30000));
    }

    void cleanup() {
        m_workbench->engine.kill();
        m_workbench.reset();
    }

    void whatTheEngineWritesArrives() {
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        QSignalSpy events(&runs(), &RunQueue::event);
        Id id = 0;
        runs().launch([](Project& p) { return captions(p, 2); }, [&id](Id run) { id = run; });
        QVERIFY(ended.wait(60000));
        QCOMPARE(ended[0][0].toLongLong(), id);
        QCOMPARE(ended[0][1].toString(), QStringLiteral("finished"));
        QVERIFY(events.size() >= 48);
        QCOMPARE(ask([](Session& s) { return s.project().captions().count({.source = CaptionSource::Model}); }), 56);
        QCOMPARE(status(id), QStringLiteral("finished"));
        QVERIFY(runs().isIdle());
    }

    void oneWorksTheOthersWait() {
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        const Id first = launch([](Project& p) { return captions(p, 200); });
        QVERIFY(first > 0);
        Id second = 0;
        runs().launch([](Project& p) { return captions(p, 1); }, [&second](Id run) { second = run; });
        QVERIFY(QTest::qWaitFor([&] { return runs().runs().size() == 2; }, 10000));
        QCOMPARE(runs().find(second)->state, LiveRun::State::Waiting);
        QCOMPARE(runStatusText(runs(), second, QStringLiteral("queued")), QStringLiteral("waiting"));
        runs().stop(second);
        QCOMPARE(runStatusText(runs(), second, QStringLiteral("queued")), QStringLiteral("not begun"));
        QCOMPARE(runs().runs().size(), 1);
        QCOMPARE(status(second), QStringLiteral("queued"));
        runs().stop(first);
        QVERIFY(QTest::qWaitFor([&] { return runs().isIdle(); }, 20000));
        QCOMPARE(ended.size(), 2);
        // What was taken out can be brought back.
        runs().resume(second);
        QVERIFY(ended.wait(60000));
        QCOMPARE(status(second), QStringLiteral("finished"));
    }

    void aStoppedRunGoesOnLater() {
        QVERIFY(launch([](Project& p) { return captions(p, 1); }) > 0);
        QVERIFY(QTest::qWaitFor([&] { return runs().isIdle(); }, 60000));
        rate();
        const Id id = launch(test::longTraining);
        QVERIFY(id > 0);
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        QElapsedTimer clock;
        clock.start();
        runs().stop(id);
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 1; }, 20000));
        qInfo("stopped and taken in after %lld ms", clock.elapsed());
        QCOMPARE(ended[0][1].toString(), QStringLiteral("cancelled"));
        QCOMPARE(status(id), QStringLiteral("cancelled"));
        runs().resume(id);
        QVERIFY(QTest::qWaitFor([&] { return runs().current() && !runs().current()->phase.isEmpty(); }, 30000));
        runs().pause();
        QCOMPARE(runs().current()->state, LiveRun::State::Paused);
        runs().unpause();
        QCOMPARE(runs().current()->state, LiveRun::State::Working);
    }

    void aRewardTrainingIsFollowedByScores_data() {
        QTest::addColumn<bool>("wanted");
        QTest::newRow("as it comes") << true;
        QTest::newRow("turned off") << false;
    }
    void aRewardTrainingIsFollowedByScores() {
        QFETCH(bool, wanted);
        m_workbench->settings.setScoresAfterTraining(wanted);
        QVERIFY(launch([](Project& p) { return captions(p, 2); }) > 0);
        QVERIFY(QTest::qWaitFor([&] { return runs().isIdle(); }, 60000));
        rate();
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        Id training = 0;
        runs().launch(shortTraining, [&training](Id run) { training = run; });
        QVERIFY(ended.wait(60000));
        QCOMPARE(status(training), QStringLiteral("finished"));
        if (wanted)
            QVERIFY(ended.size() > 1 || ended.wait(60000));
        else
            QTest::qWait(500);
        QCOMPARE(ended.size(), wanted ? 2 : 1);
        const auto scores = ask([](Session& s) {
            QueueOptions options;
            options.strategy = QueueStrategy::Uncertain;
            return RatingQueue(s.project(), options).scores();
        });
        QVERIFY(scores.open > 0);
        QCOMPARE(scores.scored, wanted ? scores.open : std::int64_t{0});
        m_workbench->settings.setScoresAfterTraining(true);  // it is kept
    }

    void aRunThatIsStoppedOnItsWayToTheEngineNeverBegins() {
        QVERIFY(launch([](Project& p) { return captions(p, 1); }) > 0);
        QVERIFY(QTest::qWaitFor([&] { return runs().isIdle(); }, 60000));
        const auto engine = m_workbench->engine.processId();
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        QSignalSpy events(&runs(), &RunQueue::event);
        {
            QObject watch;
            connect(&runs(), &RunQueue::runChanged, &watch, [this](qint64 run) {
                const auto live = runs().find(run);
                if (!live || live->state != LiveRun::State::Launching) return;
                runs().pause();  // there is nothing to pause yet
                QCOMPARE(runs().find(run)->state, LiveRun::State::Launching);
                runs().stop(run);
            });
            runs().launch([](Project& p) { return captions(p, 200); });
            QVERIFY(ended.wait(10000));
        }
        const Id id = ended[0][0].toLongLong();
        QCOMPARE(ended[0][1].toString(), QStringLiteral("cancelled"));
        QCOMPARE(status(id), QStringLiteral("cancelled"));
        QTest::qWait(700);  // longer than an engine that does not answer is borne with
        QCOMPARE(ended.size(), 1);
        QVERIFY(events.isEmpty());
        QCOMPARE(m_workbench->engine.processId(), engine);
        QVERIFY(runs().isIdle());
        // It can still be begun.
        runs().resume(id);
        QVERIFY(QTest::qWaitFor([&] { return runs().current() && runs().current()->state == LiveRun::State::Working; }, 30000));
        runs().stop(id);
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 2; }, 20000));
    }

    void onlyTheAnswerToStopKeepsTheEngineAlive_data() {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("status");
        QTest::newRow("other words") << QStringLiteral(R"(say warning '{"text":"no such run is queued"}'; tell 3 metric '{"step":1,"values":{}}')")
                                     << QStringLiteral("interrupted");
        QTest::newRow("it takes its time") << QStringLiteral(R"(say phase '{"name":"cancelling"}'; sleep 1.5; tell 3 cancelled '{}')")
                                           << QStringLiteral("cancelled");
    }

    void onlyTheAnswerToStopKeepsTheEngineAlive() {
        QFETCH(QString, answer);
        const test::EngineScript engine(m_workbench->engine, answeringStop(answer));
        const Id id = launch([](Project& p) { return captions(p, 1); });
        QVERIFY(id > 0);
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        runs().stop(id);
        QVERIFY(ended.wait(20000));
        QCOMPARE(ended[0][1].toString(), QStringLiteral("cancelled"));
        QTEST(status(id), "status");
    }

    void whatIsNotUnderstoodIsAWarningOfTheRun() {
        const test::EngineScript engine(m_workbench->engine, answeringStop(QStringLiteral(
            R"(tell 3 sample '{"text":"of no picture"}'; tell 4 cancelled '{}')")));
        const Id id = launch([](Project& p) { return captions(p, 1); });
        QVERIFY(id > 0);
        QSignalSpy events(&runs(), &RunQueue::event);
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        runs().stop(id);
        QVERIFY(ended.wait(20000));
        QStringList warnings;
        for (const auto& said : events)
            if (const auto event = said[1].value<Event>(); said[0].toLongLong() == id && event.type == "warning")
                warnings.append(QString::fromStdString(event.data["text"].get<std::string>()));
        QCOMPARE(warnings.size(), 1);
        QVERIFY2(warnings[0].startsWith(QStringLiteral("event 3 (sample) was passed over")), qPrintable(warnings[0]));
    }

    void aRunOfAnEarlierWindowCanBeStopped() {
        QVERIFY(launch([](Project& p) { return captions(p, 1); }) > 0);
        QVERIFY(QTest::qWaitFor([&] { return runs().isIdle(); }, 60000));
        rate();
        const Id id = launch(test::longTraining);
        QVERIFY(id > 0);
        // As when a window is killed: its engine goes on, and nobody talks to it. It would train for hours.
        const auto engine = static_cast<pid_t>(m_workbench->engine.processId());
        const auto end = qScopeGuard([engine] { ::kill(engine, SIGKILL); });
        const QString folder = m_workbench->project.folder();
        m_workbench->engine.detach();
        m_workbench->project.close();
        QVERIFY(runs().isIdle());
        m_workbench->project.open(folder);
        QVERIFY(QTest::qWaitFor([&] { return runs().find(id) && runs().find(id)->isElsewhere(); }, 30000));
        QVERIFY(!runs().current());
        {
            // What is launched waits for it, and can be taken out.
            Id next = 0;
            runs().launch([](Project& p) { return captions(p, 1); }, [&next](Id run) { next = run; });
            QTRY_VERIFY_WITH_TIMEOUT(next > 0 && runs().find(next), 10000);
            QCOMPARE(runs().find(next)->state, LiveRun::State::Waiting);
            QCOMPARE(m_workbench->engine.state(), EngineClient::State::Stopped);
            runs().stop(next);
            QVERIFY(runs().find(id) && runs().find(id)->isElsewhere());
            QCOMPARE(runs().runs().size(), 1);
        }
        QSignalSpy takenIn(&runs(), &RunQueue::takenIn);
        QSignalSpy changed(&m_workbench->project, &ProjectService::changed);
        QSignalSpy events(&runs(), &RunQueue::event);
        QVERIFY(takenIn.wait(10000));
        QTRY_VERIFY_WITH_TIMEOUT(runs().find(id)->total > 0 && !runs().find(id)->phase.isEmpty(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(!events.isEmpty(), 10000);
        QCOMPARE(events[0][0].toLongLong(), id);
        QCOMPARE(takenIn[0][0].toLongLong(), id);
        // All that it brings is metrics: what pages show beside them need not be read again.
        QTest::qWait(1500);
        QCOMPARE(changed.size(), 0);
        {
            QSignalSpy failed(&m_workbench->project, &ProjectService::failed);
            refuseWrites(true);
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 10000);
            QTest::qWait(2500);  // it is tried every second
            QCOMPARE(failed.size(), 1);
            refuseWrites(false);
            QVERIFY(takenIn.wait(10000));
        }
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        QSignalSpy failed(&m_workbench->project, &ProjectService::failed);
        runs().stop(id);
        QCOMPARE(runs().find(id)->state, LiveRun::State::StoppingElsewhere);
        QVERIFY(ended.wait(30000));
        QCOMPARE(ended[0][1].toString(), QStringLiteral("cancelled"));
        QCOMPARE(status(id), QStringLiteral("cancelled"));
        QVERIFY(failed.isEmpty());
        QVERIFY(runs().isIdle());
    }

    void anEngineThatIsKilledIsToldOnceAndTheRunCanBeResumed() {
        const Id id = launch([](Project& p) { return captions(p, 100); });
        QVERIFY(id > 0);
        QSignalSpy died(&runs(), &RunQueue::engineDied);
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        ::kill(static_cast<pid_t>(m_workbench->engine.processId()), SIGKILL);
        QVERIFY(died.wait(10000));
        QCOMPARE(died.size(), 1);
        QCOMPARE(died[0][0].toLongLong(), id);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][1].toString(), QStringLiteral("interrupted"));
        QCOMPARE(status(id), QStringLiteral("interrupted"));
        runs().resume(id);
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 2; }, 120000));
        QCOMPARE(status(id), QStringLiteral("finished"));
        // Every caption once: those said before the kill were not said again.
        QCOMPARE(ask([id](Session& s) { return s.project().captions().count({.runId = id}); }), 2800);
    }

    void runsGoOnWhileAnImportWrites() {
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        std::atomic<bool> enough = false, over = false;
        auto& project = m_workbench->project;
        project.write(
            this, {},
            [&](Session&) {
                while (!enough) {
                    QThread::msleep(1);
                    project.letUrgentThrough();
                }
            },
            [&] { over = true; });
        Id id = 0;
        runs().launch([](Project& p) { return captions(p, 2); }, [&id](Id run) { id = run; });
        const bool finished = ended.wait(60000);
        QVERIFY(!over);
        // In the project, not on the screen alone.
        std::int64_t count = 0;
        project.read(this, [](Project& p) { return p.captions().count({.source = CaptionSource::Model}); },
                     [&](std::int64_t n) { count = n; });
        const bool there = QTest::qWaitFor([&] { return count == 56; }, 10000);
        enough = true;
        QVERIFY(QTest::qWaitFor([&] { return over.load(); }, 10000));
        QVERIFY(finished && there);
        QCOMPARE(status(id), QStringLiteral("finished"));
    }

    void whatCannotBeTakenInIsSaidOnce() {
        const test::EngineScript engine(m_workbench->engine, answeringStop(QStringLiteral(
            R"(say phase '{"name":"cancelling"}'; for i in 1 2 3 4 5 6; do tell $((i + 2)) metric '{"step":1,"values":{}}'; sleep 0.4; done; tell 9 cancelled '{}')")));
        const Id id = launch([](Project& p) { return captions(p, 1); });
        QVERIFY(id > 0);
        const QString events = runs().current()->folder + QStringLiteral("/events.jsonl");
        QFile file(events);
        QVERIFY(file.open(QIODevice::Append));
        file.write("this is no event\n");
        file.close();
        QSignalSpy failed(&m_workbench->project, &ProjectService::failed);
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        runs().stop(id);
        QVERIFY(ended.wait(20000) || !ended.isEmpty());
        QCOMPARE(failed.size(), 1);
    }

    void aMissingEngineIsSaidInWords() {
        qputenv("ATTUNE_ENGINE_BACKUP", qgetenv("ATTUNE_ENGINE"));
        qputenv("ATTUNE_ENGINE", "/nowhere/attune-engine");
        QSignalSpy failed(&m_workbench->project, &ProjectService::failed), died(&runs(), &RunQueue::engineDied);
        Id id = 0;
        runs().launch([](Project& p) { return captions(p, 1); }, [&id](Id run) { id = run; });
        QVERIFY(failed.wait(10000));
        QCOMPARE(died.size(), 1);  // and that the run waits no more
        QCOMPARE(died[0][2].value<QList<qint64>>(), QList<qint64>{id});
        const auto problem = failed[0][0].value<Problem>();
        QVERIFY(problem.why.contains(QStringLiteral("/nowhere/attune-engine")));
        QVERIFY(!problem.remedy.isEmpty());
        QVERIFY(runs().isIdle());
        qputenv("ATTUNE_ENGINE", qgetenv("ATTUNE_ENGINE_BACKUP"));
    }
};

QTEST_MAIN(TestRunQueue)
#include "tst_run_queue.moc"
