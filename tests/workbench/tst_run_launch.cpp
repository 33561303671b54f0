// Launching a run, which may look at every picture first: what is decided meanwhile is saved, and launches keep their order.
#include <QScopeGuard>
#include <QThread>
#include <QtTest>
#include <atomic>

#include "run_drafts.h"
#include "training_desk.h"
#include "window.h"

using namespace attune;

class TestRunLaunch : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::Window> m_window;
    QList<Id> m_launched;

    RunQueue& runs() { return m_window->workbench().runs; }
    void launch(RunQueue::MakeDraft make) {
        runs().launch(std::move(make), [this](Id run) { m_launched.append(run); });
    }
    /// As a page saves a rating. @param ms  how long the disk takes
    void rateSoon(int ms, std::function<void()> saved) {
        m_window->workbench().project.write(
            &m_window->window(), Change::Decisions,
            [ms](Session& session) {
                QThread::msleep(static_cast<unsigned long>(ms));
                return session.rateSimulated(1, 2);
            },
            [saved = std::move(saved)](const RatedReport&) { saved(); }, {}, TaskThread::Priority::Urgent);
    }
    static qint64 ratings(Project& project) { return static_cast<qint64>(project.decisions().ratings().size()); }
    /// How many of each picture a run was asked for.
    int captions(Id run) {
        return m_window->ask([run](Session& s) { return s.project().runs().get(run).job["options"]["n"].get<int>(); });
    }

  private Q_SLOTS:
    void init() {
        m_launched.clear();
        m_window = std::make_unique<test::Window>();
        QVERIFY(m_window->create(m_window->path(QStringLiteral("launch.attune")), test::addRatedImages));
    }
    void cleanup() {
        m_window->workbench().engine.kill();
        m_window.reset();
    }

    void decisionsAreSavedWhileADraftIsMade() {
        const auto enough = std::make_shared<std::atomic<bool>>(false);
        const auto end = qScopeGuard([enough] { *enough = true; });
        launch([enough](Project& p) {
            while (!*enough) QThread::msleep(1);
            return test::captionDraft(p, 1);
        });
        launch([](Project& p) { return test::captionDraft(p, 2); });
        const auto saved = std::make_shared<bool>(false);
        rateSoon(0, [saved] { *saved = true; });
        QVERIFY(QTest::qWaitFor([&saved] { return *saved; }, 10000));
        QVERIFY(m_launched.isEmpty());
        *enough = true;
        QVERIFY(QTest::qWaitFor([this] { return m_launched.size() == 2; }, 20000));
        QCOMPARE(captions(m_launched[0]), 1);
        QCOMPARE(captions(m_launched[1]), 2);
        QVERIFY(m_window->runsEnd(60000));
    }

    void aDraftKnowsWhatWasDecidedBefore() {
        const qint64 before = m_window->ask([](Session& s) { return ratings(s.project()); });
        const auto known = std::make_shared<std::atomic<qint64>>(0);
        rateSoon(300, [] {});
        launch([known](Project& p) {
            *known = ratings(p);
            return test::captionDraft(p, 1);
        });
        QVERIFY(QTest::qWaitFor([this] { return m_launched.size() == 1; }, 20000));
        QVERIFY2(known->load() > before, qPrintable(QString::number(known->load())));
        QVERIFY(m_window->runsEnd(60000));
    }

    void aDraftThatCannotBeMadeIsAProblem() {
        QStringList said;
        runs().launch([](Project& p) { return draftGenerate(p, {}, {}, 0); }, {},
                      [&said](const Problem& problem) { said.append(problem.what); });
        QVERIFY(QTest::qWaitFor([&said] { return !said.isEmpty(); }, 10000));
        QVERIFY(runs().isIdle());
    }
};

QTEST_MAIN(TestRunLaunch)
#include "tst_run_launch.moc"
