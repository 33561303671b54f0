// Closing the window while a run works: it asks, and each of the three answers does what it says. Closing the project alone leaves
// the run to finish. What would stop with the project is asked about, also where another one is opened.
#include <QMenu>
#include <QtTest>
#include <atomic>

#include "answers.h"
#include "drop_files.h"
#include "engine_script.h"
#include "press_message.h"
#include "protocol/run_folder.h"
#include "run_drafts.h"
#include "training_desk.h"
#include "widgets/message_bar.h"
#include "widgets/thumbnail_grid.h"
#include "workbench/library/import_task.h"
#include "workbench/library/library_page.h"
#include "workbench/start/recent_list.h"
#include "workbench/start/start_page.h"
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
    static JobDraft captions(Project& project) { return test::captionDraft(project, kCaptions); }

    /// Holds up the writer's thread as long as it lives, and what waits there with it; urgent tasks get through.
    class Hold {
      public:
        explicit Hold(Desk& desk) {
            auto& project = desk.workbench().project;
            const auto holding = [over = m_over, &project](Session&) {
                for (; !*over; QThread::msleep(5)) project.letUrgentThrough();
            };
            project.write(&desk.window(), {}, holding, [] {});
        }
        ~Hold() { *m_over = true; }

      private:
        std::shared_ptr<std::atomic<bool>> m_over = std::make_shared<std::atomic<bool>>(false);
    };

    /// Begins to open or make a project in one of the ways of the window.
    static void beginToOpen(Desk& desk, const QString& way, const QString& folder) {
        if (way == QStringLiteral("recent projects")) {
            Q_EMIT desk.page<StartPage>(PageId::Start)->recent()->opened(folder);
        } else if (way == QStringLiteral("recent projects of the menu")) {
            desk.workbench().settings.addRecentProject(folder);
            for (auto* menu : desk.window().findChildren<QMenu*>()) {
                if (menu->title() != QStringLiteral("&Recent projects")) continue;
                Q_EMIT menu->aboutToShow();
                menu->actions().front()->trigger();
            }
        } else if (way == QStringLiteral("dropped on the window")) {
            test::dropFiles(&desk.window(), {folder}, {400, 300});
        } else if (way == QStringLiteral("dropped on the Library")) {
            test::dropFiles(desk.page<LibraryPage>(PageId::Library)->grid().viewport(), {folder});
        } else if (way == QStringLiteral("new")) {
            test::answerFileDialog(folder);
            desk.trigger("file.new");
        } else {
            desk.trigger("file.demo");
        }
    }

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

    void aClosingThatWasRefusedDoesNotComeLater() {
        Desk desk;
        QVERIFY(desk.launch(test::longTraining) > 0);
        auto& runs = desk.workbench().runs;
        auto& importing = ImportTask::of(desk.workbench());
        auto hold = std::make_unique<Hold>(desk);
        test::answerQuestion(QStringLiteral("Stop it and quit"));
        QVERIFY(!desk.window().close());
        importing.start({desk.path(QStringLiteral("nowhere"))}, {});
        bool kept = false;
        test::answerQuestion(QStringLiteral("Keep working"), [&kept] { return kept = true; });
        QTRY_VERIFY_WITH_TIMEOUT(kept && !QApplication::activeModalWidget(), 30000);
        QVERIFY(runs.isIdle());
        hold.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!importing.isRunning(), 30000);
        QSignalSpy ended(&runs, &RunQueue::runEnded);
        runs.launch([](Project& project) { return test::captionDraft(project, 1); });
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 60000);
        QTest::qWait(300);
        QVERIFY(desk.window().isVisible());
    }

    void anImportIsNotStoppedUnasked() {
        Desk desk;
        auto& importing = ImportTask::of(desk.workbench());
        const Hold hold(desk);
        importing.start({desk.path(QStringLiteral("nowhere"))}, {});
        test::answerQuestion(QStringLiteral("Keep working"));
        QVERIFY(!desk.window().close());
        QVERIFY(importing.isRunning() && !importing.isCancelling());
        test::answerQuestion(QStringLiteral("Stop it and quit"));
        QVERIFY(desk.window().close());
        QVERIFY(importing.isCancelling());
    }

    void anotherProjectIsNotOpenedUnasked_data() {
        QTest::addColumn<bool>("isNew");
        QTest::newRow("recent projects") << false;
        QTest::newRow("recent projects of the menu") << false;
        QTest::newRow("dropped on the window") << false;
        QTest::newRow("dropped on the Library") << false;
        QTest::newRow("new") << true;
        QTest::newRow("demo") << true;
    }
    void anotherProjectIsNotOpenedUnasked() {
        QFETCH(bool, isNew);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        const QString way = QString::fromUtf8(QTest::currentDataTag());
        Desk desk;
        const QString folder = desk.workbench().project.folder(), other = desk.path(QStringLiteral("other.attune"));
        if (!isNew) Session::create(other.toStdString());
        auto& importing = ImportTask::of(desk.workbench());
        auto hold = std::make_unique<Hold>(desk);
        importing.start({desk.path(QStringLiteral("nowhere"))}, {});
        const QSignalSpy opening(&desk.workbench().project, &ProjectService::opening);
        const auto answer = [](const QString& words, bool* answered) {
            test::answerQuestion(words, [answered] { return *answered = true; });
        };
        bool kept = false, stopped = false;
        answer(QStringLiteral("Keep working"), &kept);
        beginToOpen(desk, way, other);
        QTRY_VERIFY(kept);
        QTest::qWait(200);
        QVERIFY(importing.isRunning() && !importing.isCancelling());
        QCOMPARE(opening.size(), 0);
        QCOMPARE(desk.workbench().project.folder(), folder);
        answer(QStringLiteral("Stop it and open"), &stopped);
        beginToOpen(desk, way, other);
        QTRY_VERIFY(stopped);
        QTRY_COMPARE(opening.size(), 1);
        QVERIFY(!importing.isRunning() || importing.isCancelling());
        hold.reset();
        QTRY_VERIFY_WITH_TIMEOUT(desk.workbench().project.isOpen() && desk.workbench().project.folder() != folder, 60000);
        auto& runs = desk.workbench().runs;
        if (way == QStringLiteral("demo")) QVERIFY(QTest::qWaitFor([&] { return !runs.isIdle(); }, 60000));
        runs.stopAll();
        QVERIFY(desk.runsEnd(30000));
    }

    void theProjectThatIsOpenIsNotAskedAbout_data() {
        QTest::addColumn<bool>("isLink");
        QTest::newRow("by its path") << false;
        QTest::newRow("by a symbolic link") << true;
    }
    void theProjectThatIsOpenIsNotAskedAbout() {
        QFETCH(bool, isLink);
        Desk desk;
        const QString folder = desk.workbench().project.folder(), link = desk.path(QStringLiteral("link.attune"));
        QVERIFY(QFile::link(folder, link));
        auto& importing = ImportTask::of(desk.workbench());
        const Hold hold(desk);
        importing.start({desk.path(QStringLiteral("nowhere"))}, {});
        const QSignalSpy already(&desk.workbench().project, &ProjectService::openAlready);
        beginToOpen(desk, QStringLiteral("recent projects"), isLink ? link : folder);
        QTRY_COMPARE(already.size(), 1);
        QVERIFY(importing.isRunning() && !importing.isCancelling());
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

    void aRunThatHasNotBegunIsNotSaidToFinish() {
        Desk desk;
        // An engine that does not come to say hello.
        const test::EngineScript engine(desk.workbench().engine, "exec sleep 600\n");
        auto& runs = desk.workbench().runs;
        runs.launch(captions);
        QVERIFY(QTest::qWaitFor([&] { return runs.runs().size() == 1; }, 10000));
        QString asked;
        test::answerQuestion(QStringLiteral("Quit"), [&asked] {
            asked = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())->text();
            return true;
        });
        QVERIFY(desk.window().close());
        QVERIFY2(asked.startsWith(QStringLiteral("1 run")), qPrintable(asked));
        QVERIFY(!desk.window().isVisible());
    }

    void runsThatWaitAreCountedAndOfferedAgain() {
        Desk desk;
        const QString folder = desk.workbench().project.folder();
        const Id run = desk.launch(captions);
        QVERIFY(run > 0);
        auto& runs = desk.workbench().runs;
        Id second = 0, third = 0;
        runs.launch([](Project& p) { return test::captionDraft(p, 1); }, [&second](Id id) { second = id; });
        runs.launch([](Project& p) { return test::captionDraft(p, 2); }, [&third](Id id) { third = id; });
        QVERIFY(QTest::qWaitFor([&] { return runs.runs().size() == 3; }, 10000));
        runs.stop(third);  // it was taken out by hand: nobody is told of it
        QString asked;
        test::answerQuestion(QStringLiteral("Let it finish"), [&asked] {
            asked = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())->informativeText();
            return true;
        });
        QVERIFY(desk.window().close());
        QVERIFY2(asked.startsWith(QStringLiteral("1 run")), qPrintable(asked));
        const auto messages = [&] { return desk.window().findChild<MessageBar*>(); };
        desk.restart();
        QVERIFY(desk.open(folder));
        const auto words =
            QStringLiteral("Run %1 waited in an earlier window and did not begin; it can be resumed.").arg(second);
        QTRY_COMPARE_WITH_TIMEOUT(messages()->text(), words, 10000);
        QCOMPARE(messages()->count(), 1);
        QCOMPARE(desk.status(second), std::string("queued"));
        QCOMPARE(desk.status(third), std::string("queued"));
        QVERIFY(test::pressMessage(*messages(), words, QStringLiteral("Resume the run")));
        QTRY_VERIFY_WITH_TIMEOUT(desk.status(second) == "finished", 60000);
        QVERIFY(desk.runsEnd(60000));
        desk.restart();
        QVERIFY(desk.open(folder));
        QTest::qWait(300);
        QCOMPARE(messages()->text(), QString());
    }

    void aProjectThatIsLeftLetsItsRunFinish_data() {
        QTest::addColumn<bool>("paused");
        QTest::addColumn<bool>("another");
        QTest::newRow("closed") << false << false;
        QTest::newRow("closed while the run is paused") << true << false;
        QTest::newRow("another is made") << false << true;
    }
    void aProjectThatIsLeftLetsItsRunFinish() {
        QFETCH(bool, paused);
        QFETCH(bool, another);
        Desk desk;
        const QString folder = desk.workbench().project.folder();
        const Id run = desk.launch(captions);
        QVERIFY(run > 0);
        const auto runFolder = RunFolder::open(desk.ask([run](Session& s) { return s.runFolder(run); }));
        if (paused) desk.workbench().runs.pause();
        if (another)
            QVERIFY(desk.create(desk.path(QStringLiteral("other.attune"))));
        else
            desk.trigger("file.close");
        QVERIFY(desk.workbench().runs.isIdle());
        QCOMPARE(desk.workbench().engine.state(), EngineClient::State::Stopped);
        const QString said = desk.window().findChild<MessageBar*>()->text();
        QVERIFY2(said.startsWith(QStringLiteral("Run %1 of quit goes on by itself.").arg(run)), qPrintable(said));
        QVERIFY(desk.window().close());
        QVERIFY(!desk.window().isVisible());
        QVERIFY(QTest::qWaitFor([&] { return !runFolder.isAtWork(); }, 60000));
        QStringList ends;
        runFolder.readEvents(0, [&ends](const Event& event) {
            if (isTerminal(event.type)) ends.append(QString::fromStdString(event.type));
        });
        QCOMPARE(ends, QStringList{QStringLiteral("finished")});
        desk.restart();
        QVERIFY(desk.open(folder));
        QCOMPARE(desk.status(run), std::string("finished"));
        QCOMPARE(desk.ask([run](Session& s) { return s.project().captions().count({.runId = run}); }), 26 * kCaptions);
    }

    void aProjectThatIsOpenedAgainFindsItsRunAtWork() {
        Desk desk;
        const QString folder = desk.workbench().project.folder();
        const Id run = desk.launch(test::longTraining);
        QVERIFY(run > 0);
        auto& runs = desk.workbench().runs;
        desk.trigger("file.close");
        QVERIFY(desk.open(folder));
        QVERIFY(QTest::qWaitFor([&] { return runs.find(run) && runs.find(run)->isElsewhere(); }, 30000));
        runs.stop(run);
        QVERIFY(desk.runsEnd(30000));
        QCOMPARE(desk.status(run), std::string("cancelled"));
    }
};

QTEST_MAIN(TestQuit)
#include "tst_quit.moc"
