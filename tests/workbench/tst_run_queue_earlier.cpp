// A run that the engine of an earlier window works on: what is launched meanwhile waits until it has ended or
// was stopped, or its engine is dead. One that goes on after Stop is ended.
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>
#include <csignal>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <utility>

#include "protocol/run_folder.h"
#include "run_drafts.h"
#include "training_desk.h"
#include "window.h"

using namespace attune;

class TestRunQueueEarlier : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::Window> m_window;
    QString m_folder;
    pid_t m_engine = 0;  ///< of leaveTraining()

    Workbench& workbench() { return m_window->workbench(); }
    RunQueue& runs() { return workbench().runs; }
    bool isElsewhere(Id run) { return runs().find(run) && runs().find(run)->isElsewhere(); }
    bool isWaiting(Id run) { return runs().find(run) && runs().find(run)->state == LiveRun::State::Waiting; }
    bool reopen() {
        workbench().project.close();
        return m_window->open(m_folder);
    }
    /// Launches captions. @return once it is in the queue
    Id launch() {
        Id id = 0;
        runs().launch([](Project& p) { return test::captionDraft(p, 1); }, [&id](Id run) { id = run; });
        return QTest::qWaitFor([&] { return id > 0 && runs().find(id); }, 30000) ? id : 0;
    }
    /// A training that goes on for hours, in an engine that the window has let go of.
    bool leaveTraining(Id& run) {
        runs().launch(test::longTraining, [&run](Id id) { run = id; });
        if (!QTest::qWaitFor(
                [&] { return run > 0 && runs().current() && !runs().current()->phase.isEmpty(); }, 60000))
            return false;
        m_engine = static_cast<pid_t>(workbench().engine.processId());
        workbench().engine.detach();
        return reopen() && QTest::qWaitFor([&] { return isElsewhere(run); }, 30000);
    }

    /// In the place of an engine: a process that works on a run, and does and says what the test wants.
    struct Earlier {
        Id run = 0;
        QString events;
        QProcess process;
        std::unique_ptr<EventLog> log;

        explicit Earlier(TestRunQueueEarlier& desk, const QString& program = QStringLiteral("sleep"),
                         const QStringList& arguments = {QStringLiteral("600")}) {
            // It cannot hold its events file itself, which an engine that has ended lets go of.
            QObject::connect(&process, &QProcess::finished, &process, [this] { log.reset(); });
            process.start(program, arguments);
            if (!process.waitForStarted()) throw std::runtime_error("no process");
            const auto made = desk.m_window->ask([pid = process.processId()](Session& s) {
                const Id id = s.newRun(test::captionDraft(s.project(), 1)).id;
                return std::pair(id, s.startRun(id, pid));
            });
            run = made.first;
            const std::filesystem::path& folder = made.second;
            events = QString::fromStdString((folder / "events.jsonl").string());
            log = std::make_unique<EventLog>(RunFolder::open(folder), EventLog::Listener());
            log->emit("started", Json::object());
            if (!desk.reopen()) throw std::runtime_error("no project");
            if (!QTest::qWaitFor([&] { return desk.isElsewhere(run); }, 30000))
                throw std::runtime_error("no run elsewhere");
        }
        ~Earlier() { die(); }
        void die() {
            process.kill();
            process.waitForFinished();
            log.reset();
        }
    };

    std::string status(Id run) { return m_window->status(run); }

  private Q_SLOTS:
    void init() {
        m_window = std::make_unique<test::Window>();
        workbench().settings.setScoresAfterTraining(false);
        m_folder = m_window->path(QStringLiteral("earlier.attune"));
        QVERIFY(m_window->create(m_folder, test::addRatedImages));
    }
    void cleanup() {
        if (const pid_t engine = std::exchange(m_engine, 0); engine > 0) ::kill(engine, SIGKILL);
        workbench().engine.kill();
        m_window.reset();
    }

    void whatIsLaunchedWaitsUntilItIsStopped() {
        Id id = 0;
        QVERIFY(leaveTraining(id));
        const Id next = launch();
        QVERIFY(next > 0);
        QTest::qWait(2500);  // longer than between two looks at the one that works
        QVERIFY(isElsewhere(id) && isWaiting(next));
        QCOMPARE(runs().runs().front().id, id);
        QCOMPARE(workbench().engine.state(),
                 EngineClient::State::Stopped);  // there would be two on the device
        runs().stop(id);
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(status(id), std::string("cancelled"));
        QCOMPARE(status(next), std::string("finished"));
    }

    void stopAllReachesItAndThoseThatWait() {
        Id id = 0;
        QVERIFY(leaveTraining(id));
        const Id next = launch();
        QVERIFY(next > 0);
        runs().stopAll();
        QVERIFY(!runs().find(next));
        QVERIFY(m_window->runsEnd(30000));
        QCOMPARE(status(id), std::string("cancelled"));
        QCOMPARE(status(next), std::string("queued"));
    }

    void theNextBeginsWhenItsEngineIsKilled() {
        Id id = 0;
        QVERIFY(leaveTraining(id));
        const Id next = launch();
        QVERIFY(next > 0);
        ::kill(std::exchange(m_engine, 0), SIGKILL);
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(status(id), std::string("interrupted"));
        QCOMPARE(status(next), std::string("finished"));
    }

    void theNextBeginsWhenItHasEnded() {
        Earlier earlier(*this);
        const Id next = launch(), last = launch();
        QVERIFY(next > 0 && last > next);
        QTest::qWait(2500);
        QVERIFY(isElsewhere(earlier.run) && isWaiting(next) && isWaiting(last));
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        earlier.log->emit("finished", Json::object());
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(ended.size(), 3);
        QCOMPARE(ended[0][0].toLongLong(), earlier.run);
        QCOMPARE(ended[1][0].toLongLong(), next);
        QCOMPARE(ended[2][0].toLongLong(), last);
        QCOMPARE(status(next), std::string("finished"));
    }

    void aDeadEngineHoldsNobodyUpThoughItsEventsCannotBeRead() {
        Earlier earlier(*this);
        const Id next = launch();
        QVERIFY(next > 0);
        QSignalSpy failed(&workbench().project, &ProjectService::failed);
        QFile events(earlier.events);
        QVERIFY(events.open(QIODevice::Append));
        events.write("this is no event\n");
        events.close();
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty(), 10000);
        QVERIFY(isElsewhere(earlier.run) && isWaiting(next));
        earlier.die();
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(status(earlier.run), std::string("interrupted"));
        QCOMPARE(status(next), std::string("finished"));
    }

    void anEngineThatGoesOnAfterStopIsEnded() {
        const QString program = m_window->path(QStringLiteral("attune-engine"));  // no other is sent a signal
        QVERIFY(QFile::copy(QStandardPaths::findExecutable(QStringLiteral("sh")), program));
        const auto script = QStringLiteral("trap '' TERM; echo deaf; while :; do sleep 1; done");
        Earlier earlier(*this, program, {QStringLiteral("-c"), script});
        QVERIFY(earlier.process.bytesAvailable() > 0 || earlier.process.waitForReadyRead(10000));
        const Id next = launch();
        QVERIFY(next > 0);
        const QSignalSpy failed(&workbench().project, &ProjectService::failed);
        runs().stop(earlier.run);
        QTest::qWait(3000);  // it may be writing its checkpoint
        QCOMPARE(earlier.process.state(), QProcess::Running);
        QVERIFY(isElsewhere(earlier.run) && isWaiting(next));
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(earlier.process.state(), QProcess::NotRunning);
        QCOMPARE(earlier.process.exitStatus(), QProcess::CrashExit);
        QVERIFY(failed.isEmpty());
        QCOMPARE(status(earlier.run), std::string("interrupted"));
        QCOMPARE(status(next), std::string("finished"));
    }

    void ourOwnEngineHoldsNobodyUp() {
        QVERIFY(launch() > 0);
        QVERIFY(m_window->runsEnd(60000));
        const auto engine = workbench().engine.processId();
        QVERIFY(engine > 0);
        // As when the end of a run could not be stored: it has our engine's number and no last word.
        const Id run = m_window->ask([engine](Session& s) {
            const auto made = s.newRun(test::captionDraft(s.project(), 1));
            s.startRun(made.id, engine);
            return made.id;
        });
        const QSignalSpy added(&runs(), &RunQueue::runAdded);
        QVERIFY(reopen());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 10000);
        QCOMPARE(added[0][0].toLongLong(), run);
        QCOMPARE(workbench().engine.processId(), engine);
        const Id next = launch();
        QVERIFY(next > 0);
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(status(run), std::string("interrupted"));
        QCOMPARE(status(next), std::string("finished"));
    }

    void anEngineOfOursThatDiesMeanwhileDropsNobody() {
        QVERIFY(launch() > 0);
        QVERIFY(m_window->runsEnd(60000));
        Earlier earlier(*this);
        const Id next = launch();
        QVERIFY(next > 0);
        QSignalSpy died(&runs(), &RunQueue::engineDied);
        QVERIFY(workbench().engine.processId() > 0);
        workbench().engine.kill();
        QVERIFY(died.wait(10000));
        QVERIFY(died[0][0].toLongLong() == 0);
        QVERIFY(died[0][2].value<QList<qint64>>().isEmpty());
        QVERIFY(isWaiting(next));
        earlier.die();
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(status(next), std::string("finished"));
    }

    void thoseThatWaitBehindItAreOfferedAgain() {
        Earlier earlier(*this);
        const Id next = launch();
        QVERIFY(next > 0);
        QSignalSpy waiting(&runs(), &RunQueue::foundWaiting);
        QVERIFY(reopen());
        QTRY_COMPARE_WITH_TIMEOUT(waiting.size(), 1, 10000);
        QCOMPARE(waiting[0][0].value<QList<qint64>>(), QList<qint64>{next});
        QVERIFY(isElsewhere(earlier.run));
        runs().resume(next);
        QTRY_VERIFY_WITH_TIMEOUT(isWaiting(next), 10000);
        earlier.die();
        QVERIFY(m_window->runsEnd(60000));
        QCOMPARE(status(next), std::string("finished"));
    }
};

QTEST_MAIN(TestRunQueueEarlier)
#include "tst_run_queue_earlier.moc"
