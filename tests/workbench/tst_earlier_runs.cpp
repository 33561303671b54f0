// Runs that the engine of an earlier window still works on, as when that window was killed: they are followed and can be stopped,
// and new ones wait behind them.
#include <QFile>
#include <QtTest>
#include <csignal>

#include "run_drafts.h"
#include "training_desk.h"
#include "window.h"

using namespace attune;

class TestEarlierRuns : public QObject {
    Q_OBJECT

  private:
    /// A project that is opened while an engine that nobody talks to trains in it. It would do so for hours.
    struct Desk : test::Window {
        Desk() {
            const QString folder = path(QStringLiteral("earlier.attune"));
            if (!create(folder, test::addRatedImages)) throw std::runtime_error("no project");
            runs.launch(test::longTraining, [this](Id id) { run = id; });
            const auto works = [this] { return runs.current() && !runs.current()->phase.isEmpty(); };
            if (!QTest::qWaitFor(works, 60000)) throw std::runtime_error("nothing is at work");
            engine = static_cast<pid_t>(workbench().engine.processId());
            workbench().engine.detach();
            workbench().project.close();
            if (!runs.isIdle() || !open(folder)) throw std::runtime_error("the project was not opened");
            const auto followed = [this] { return runs.find(run) && runs.find(run)->isElsewhere(); };
            if (!QTest::qWaitFor(followed, 30000)) throw std::runtime_error("the run is not followed");
        }
        ~Desk() {
            ::kill(engine, SIGKILL);
            workbench().engine.kill();
        }

        RunQueue& runs = workbench().runs;
        Id run = 0;
        pid_t engine = 0;
    };

  private Q_SLOTS:
    void itIsFollowedAndCanBeStopped() {
        Desk desk;
        auto& runs = desk.runs;
        QVERIFY(!runs.current());
        QSignalSpy takenIn(&runs, &RunQueue::takenIn);
        QSignalSpy changed(&desk.workbench().project, &ProjectService::changed);
        QSignalSpy events(&runs, &RunQueue::event);
        QVERIFY(takenIn.wait(10000));
        QTRY_VERIFY_WITH_TIMEOUT(runs.find(desk.run)->total > 0 && !runs.find(desk.run)->phase.isEmpty(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(!events.isEmpty(), 10000);
        QCOMPARE(events[0][0].toLongLong(), desk.run);
        QCOMPARE(takenIn[0][0].toLongLong(), desk.run);
        // All that it brings is metrics: what pages show beside them need not be read again.
        QTest::qWait(1500);
        QCOMPARE(changed.size(), 0);
        {
            QSignalSpy failed(&desk.workbench().project, &ProjectService::failed);
            desk.refuseWrites(true);
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 10000);
            QTest::qWait(2500);  // it is tried every second
            QCOMPARE(failed.size(), 1);
            desk.refuseWrites(false);
            QVERIFY(takenIn.wait(10000));
        }
        QSignalSpy ended(&runs, &RunQueue::runEnded);
        QSignalSpy failed(&desk.workbench().project, &ProjectService::failed);
        runs.stop(desk.run);
        QCOMPARE(runs.find(desk.run)->state, LiveRun::State::StoppingElsewhere);
        QVERIFY(ended.wait(30000));
        QCOMPARE(ended[0][1].toString(), QStringLiteral("cancelled"));
        QCOMPARE(desk.status(desk.run), std::string("cancelled"));
        QVERIFY(failed.isEmpty());
        QVERIFY(runs.isIdle());
    }

    void aNewOneWaitsBehindIt_data() {
        QTest::addColumn<bool>("killed");
        QTest::newRow("until it is stopped") << false;
        QTest::newRow("until its engine is dead") << true;
    }
    void aNewOneWaitsBehindIt() {
        QFETCH(bool, killed);
        Desk desk;
        auto& runs = desk.runs;
        Id next = 0;
        runs.launch([](Project& p) { return test::captionDraft(p, 1); }, [&next](Id id) { next = id; });
        QTRY_VERIFY_WITH_TIMEOUT(next > 0 && runs.find(next), 10000);
        QSignalSpy takenIn(&runs, &RunQueue::takenIn);
        QVERIFY(takenIn.wait(10000) && takenIn.wait(10000));
        QCOMPARE(runs.find(next)->state, LiveRun::State::Waiting);
        QVERIFY(!runs.current());
        QCOMPARE(desk.workbench().engine.state(), EngineClient::State::Stopped);
        if (killed)
            ::kill(desk.engine, SIGKILL);
        else
            runs.stop(desk.run);
        QVERIFY(desk.runsEnd(90000));
        QCOMPARE(desk.status(desk.run), std::string(killed ? "interrupted" : "cancelled"));
        QCOMPARE(desk.status(next), std::string("finished"));
    }

    void oneThatCannotBeReadHoldsNothingBack() {
        Desk desk;
        auto& runs = desk.runs;
        QFile events(runs.find(desk.run)->folder + QStringLiteral("/events.jsonl"));
        QSignalSpy failed(&desk.workbench().project, &ProjectService::failed);
        ::kill(desk.engine, SIGSTOP);  // it writes nothing more
        QVERIFY(events.open(QIODevice::Append));
        events.write("this is no event\n");
        events.close();
        QVERIFY(failed.wait(10000));
        Id next = 0;
        runs.launch([](Project& p) { return test::captionDraft(p, 1); }, [&next](Id id) { next = id; });
        QTRY_VERIFY_WITH_TIMEOUT(next > 0 && !runs.find(next), 60000);
        QCOMPARE(desk.status(next), std::string("finished"));
    }
};

QTEST_MAIN(TestEarlierRuns)
#include "tst_earlier_runs.moc"
