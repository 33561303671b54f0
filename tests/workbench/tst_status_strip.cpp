// The status strip while several runs are wanted: which one works, which wait, in which order, and how one is taken out.
#include <QScopeGuard>
#include <QToolButton>
#include <QtTest>
#include <csignal>

#include "answers.h"
#include "labels.h"
#include "run_drafts.h"
#include "training_desk.h"
#include "window.h"
#include "workbench/run_words.h"
#include "workbench/status_strip.h"

using namespace attune;

class TestStatusStrip : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::Window> m_window;
    Id m_training = 0, m_second = 0, m_third = 0;

    RunQueue& runs() { return m_window->workbench().runs; }
    StatusStrip& strip() { return *m_window->window().findChild<StatusStrip*>(); }
    /// nullptr if none is shown
    QToolButton* button(const char* tip) {
        for (auto* button : strip().findChildren<QToolButton*>())
            if (button->isVisible() && button->toolTip().startsWith(QLatin1String(tip))) return button;
        return nullptr;
    }
    bool says(const QString& part) { return test::says(&strip(), part); }
    bool waiting(const QString& words) {
        return QTest::qWaitFor([&] {
            const auto* queue = button("The runs that wait");
            return words.isEmpty() ? !queue : queue && queue->text() == words;
        }, 10000);
    }
    Id launch(RunQueue::MakeDraft make) {
        Id id = 0;
        runs().launch(std::move(make), [&id](Id run) { id = run; });
        return QTest::qWaitFor([&] { return id > 0 && runs().find(id); }, 30000) ? id : 0;
    }
    static JobDraft captions(Project& project) { return test::captionDraft(project, 1); }
    std::string status(Id run) { return m_window->status(run); }

  private Q_SLOTS:
    void initTestCase() {
        m_window = std::make_unique<test::Window>();
        QVERIFY(m_window->create(m_window->path(QStringLiteral("strip.attune")), test::addRatedImages));
    }
    void cleanupTestCase() {
        m_window->workbench().engine.kill();
        m_window.reset();
    }

    void theOneAtWorkIsNamedTheOthersAreCounted() {
        QVERIFY(!button("Stop the run"));
        const int height = strip().sizeHint().height();
        m_training = launch(test::longTraining);
        QVERIFY(m_training > 0);
        QVERIFY(button("Stop the run"));  // while it waits for the engine to start, too
        QVERIFY(m_window->window().actions().action(QStringLiteral("run.stop"))->isEnabled());
        QVERIFY(QTest::qWaitFor([&] { return runs().current() && !runs().current()->phase.isEmpty(); }, 60000));
        QVERIFY(waiting({}));
        m_second = launch(captions);
        QVERIFY(m_second > 0);
        QVERIFY(waiting(QStringLiteral("1 more waiting")));
        m_third = launch(captions);
        QVERIFY(m_third > 0);
        QVERIFY(waiting(QStringLiteral("2 more waiting")));
        QVERIFY(says(runTitle(m_training, QStringLiteral("train_reward"))));
        QVERIFY(button("Pause the run") && button("Stop the run"));
        QCOMPARE(strip().sizeHint().height(), height);  // the page above does not move
        QVERIFY(says(QStringLiteral("Engine: running, device")));
        QCOMPARE(runs().find(m_second)->state, LiveRun::State::Waiting);
    }

    void theDeviceIsThatOfTheRunAtWork() {
        m_window->workbench().settings.setDevice(QStringLiteral("cuda:7"));
        QVERIFY(says(QStringLiteral("Engine: running, device CPU")));
        QVERIFY(!says(QStringLiteral("GPU 7")));
    }

    void theMenuHasThemInTheirOrderAndLeavingItChangesNothing() {
        QStringList entries;
        test::answerMenu({}, &entries);
        QTest::mouseClick(button("The runs that wait"), Qt::LeftButton);
        QCOMPARE(entries.size(), 2);
        QVERIFY2(entries[0].contains(runTitle(m_second, QStringLiteral("generate"))), qPrintable(entries[0]));
        QVERIFY2(entries[1].contains(runTitle(m_third, QStringLiteral("generate"))), qPrintable(entries[1]));
        QCOMPARE(runs().runs().size(), 3);
    }

    void oneIsTakenOutAndCanBeHadAgain() {
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        test::answerMenu(runTitle(m_second, QStringLiteral("generate")));
        QTest::mouseClick(button("The runs that wait"), Qt::LeftButton);
        QVERIFY(waiting(QStringLiteral("1 more waiting")));
        QCOMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toLongLong(), m_second);
        QVERIFY(!runs().find(m_second));
        QCOMPARE(status(m_second), std::string("queued"));
        QCOMPARE(runs().current()->id, m_training);
    }

    void pausedItSaysSo() {
        QTest::mouseClick(button("Pause the run"), Qt::LeftButton);
        const QString paused = liveStateText(LiveRun::State::Paused);
        QVERIFY(QTest::qWaitFor([&] { return button("Go on with the run") && says(paused); }, 10000));
        QVERIFY(says(QStringLiteral("Engine: paused, device")));
        QTest::mouseClick(button("Go on with the run"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return button("Pause the run") != nullptr; }, 10000));
    }

    void stopBringsTheNextOne() {
        QSignalSpy ended(&runs(), &RunQueue::runEnded);
        QTest::mouseClick(button("Stop the run"), Qt::LeftButton);
        QVERIFY(m_window->runsEnd(120000));
        QCOMPARE(ended.size(), 2);
        QCOMPARE(ended[0][0].toLongLong(), m_training);
        QCOMPARE(ended[1][0].toLongLong(), m_third);
        QCOMPARE(status(m_training), std::string("cancelled"));
        QCOMPARE(status(m_third), std::string("finished"));
        QVERIFY(!button("Stop the run"));
        QVERIFY(says(QStringLiteral("Engine: ready, device GPU 7")));  // of the next run
        m_window->workbench().settings.setDevice(QStringLiteral("auto"));
        QVERIFY(waiting({}));
    }

    void aRunOfAnEarlierWindowSaysWhatItDoes() {
        const Id run = launch(test::longTraining);
        QVERIFY(run > 0);
        QVERIFY(QTest::qWaitFor([&] { return runs().current() && !runs().current()->phase.isEmpty(); }, 60000));
        auto& engine = m_window->workbench().engine;
        const auto process = static_cast<pid_t>(engine.processId());
        const auto end = qScopeGuard([process] { ::kill(process, SIGKILL); });
        const QString folder = m_window->workbench().project.folder();
        engine.detach();
        m_window->workbench().project.close();
        QVERIFY(m_window->open(folder));
        QVERIFY(QTest::qWaitFor([&] { return runs().find(run) && runs().find(run)->isElsewhere(); }, 30000));
        QVERIFY(QTest::qWaitFor([&] { return !runs().find(run)->phase.isEmpty(); }, 10000));
        QVERIFY(says(phaseText(runs().find(run)->phase)));
        QVERIFY(!button("Pause the run") && button("Stop the run"));
        const Id next = launch(captions);
        QVERIFY(next > 0);
        QVERIFY(waiting(QStringLiteral("1 more waiting")));
        QCOMPARE(button("The runs that wait")->toolTip(), QStringLiteral("The runs that wait for run %1 of an earlier window").arg(run));
        QVERIFY(says(runTitle(run, QStringLiteral("train_reward"))));
        runs().stop(next);
        QVERIFY(waiting({}));
        runs().stop(run);
        QVERIFY(says(liveStateText(LiveRun::State::StoppingElsewhere)));
        QVERIFY(m_window->runsEnd(30000));
        QCOMPARE(status(run), std::string("cancelled"));
    }
};

QTEST_MAIN(TestStatusStrip)
#include "tst_status_strip.moc"
