// Closing the window while a run works: it asks, and each of the three answers does what it says.
#include <QtTest>

#include "answers.h"
#include "protocol/run_folder.h"
#include "run_drafts.h"
#include "training_desk.h"
#include "window.h"

using namespace attune;

class TestQuit : public QObject {
    Q_OBJECT

  private:
    static constexpr int kCaptions = 40;  ///< of each picture, in a run that can be waited for

    struct Desk : test::Window {
        Desk() {
            if (!create(path(QStringLiteral("quit.attune")), test::addRatedImages)) throw std::runtime_error("no project");
        }
        ~Desk() { workbench().engine.kill(); }

        /// Launches, and waits until the engine works on it. @return its id; 0 if it does not
        Id launch(RunQueue::MakeDraft make) {
            Id id = 0;
            auto& runs = workbench().runs;
            runs.launch(std::move(make), [&id](Id run) { id = run; });
            const auto works = [&] { return id > 0 && runs.current() && !runs.current()->phase.isEmpty(); };
            return QTest::qWaitFor(works, 60000) ? id : 0;
        }
    };
    static JobDraft captions(Session& session) { return test::captionDraft(session, kCaptions); }

  private Q_SLOTS:
    // The last window closes more than once here.
    void initTestCase() { QGuiApplication::setQuitOnLastWindowClosed(false); }

    void nothingIsAskedWhereNothingWorks() {
        Desk desk;
        QVERIFY(desk.window().close());
        QVERIFY(!desk.window().isVisible());
    }

    void cancelLeavesEverythingAsItIs() {
        Desk desk;
        const Id run = desk.launch(test::longTraining);
        QVERIFY(run > 0);
        test::answerQuestion(QStringLiteral("Cancel"));
        QVERIFY(!desk.window().close());
        QVERIFY(desk.window().isVisible());
        QTest::qWait(300);
        QVERIFY(desk.window().isVisible());
        QCOMPARE(desk.workbench().runs.find(run)->state, LiveRun::State::Working);
    }

    void stoppingLeavesACheckpointAndThenCloses() {
        Desk desk;
        const Id run = desk.launch(test::longTraining);
        QVERIFY(run > 0);
        test::answerQuestion(QStringLiteral("Stop it and quit"));
        QVERIFY(!desk.window().close());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window().isVisible(), 30000);
        QVERIFY(desk.workbench().runs.isIdle());
        QCOMPARE(desk.status(run), std::string("cancelled"));
    }

    void stoppingClosesAlsoIfAllHasEndedWhileItAsked() {
        Desk desk;
        const Id run = desk.launch(captions);
        QVERIFY(run > 0);
        test::answerQuestion(QStringLiteral("Stop it and quit"), [&] { return desk.workbench().runs.isIdle(); });
        desk.window().close();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window().isVisible(), 10000);
        QCOMPARE(desk.status(run), std::string("finished"));
    }

    void aRunThatIsLeftFinishesWithoutTheWindow() {
        Desk desk;
        const QString folder = desk.workbench().project.folder();
        const Id run = desk.launch(captions);
        QVERIFY(run > 0);
        test::answerQuestion(QStringLiteral("Let it finish"));
        QVERIFY(desk.window().close());
        QVERIFY(!desk.window().isVisible());
        QCOMPARE(desk.workbench().engine.state(), EngineClient::State::Stopped);
        const auto runFolder = RunFolder::open(desk.ask([run](Session& s) { return s.runFolder(run); }));
        QVERIFY(QTest::qWaitFor([&] { return !runFolder.isAtWork(); }, 60000));
        desk.restart();
        QVERIFY(desk.open(folder));
        QCOMPARE(desk.status(run), std::string("finished"));
        QCOMPARE(desk.ask([run](Session& s) { return s.project().captions().count({.runId = run}); }), 26 * kCaptions);
    }
};

QTEST_MAIN(TestQuit)
#include "tst_quit.moc"
