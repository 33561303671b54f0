// The runs of a page that trains: drawn over each other, sorted, copied, kept when the window is made anew, and what comes next.
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QPointer>
#include <QTabWidget>
#include <QtTest>
#include <fstream>

#include "session/job_builder.h"
#include "training_desk.h"
#include "widgets/duration_text.h"
#include "workbench/reward/reward_report_view.h"
#include "workbench/training/run_summary.h"

using namespace attune;
using test::TrainingDesk;

namespace {

const QString kTrain = QStringLiteral("Train the reward model");

/// Two runs that have ended, and a reward model of each.
struct TwoRuns {
    Id older = 0, newer = 0, olderReward = 0, newerReward = 0;
};

TwoRuns addRewards(Session& session) {
    TwoRuns made;
    const auto add = [&](double first, Id& run, Id& reward) {
        run = test::tellRun(session, draftTrainReward(session.project(), {}), test::epochs(first, {"finished", Json::object()}));
        ModelRecord model;
        model.kind = "reward";
        model.name = "reward of run " + std::to_string(run);
        model.runId = run;
        model.path = "models/reward-" + std::to_string(run);
        reward = session.project().models().add(model);
    };
    add(1.0, made.older, made.olderReward);
    add(0.5, made.newer, made.newerReward);
    return made;
}

}  // namespace

class TestRunBoard : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::TrainingWindow> m_window;

    TrainingDesk readyDesk() { return m_window->readyDesk(); }
    static QVariant idOf(Id id) { return QVariant::fromValue<qlonglong>(id); }

  private Q_SLOTS:
    void init() { m_window = std::make_unique<test::TrainingWindow>(PageId::Reward, "train_reward", kTrain); }
    void cleanup() { m_window.reset(); }

    void runsLieOverEachOther() {
        const auto draft = [](Session& s) { return draftTrainReward(s.project(), {}); };
        const Id older = m_window->ask([&](Session& s) { return test::tellRun(s, draft(s), test::epochs(1.0, {"finished", Json::object()})); });
        const Id newer = m_window->ask([&](Session& s) { return test::tellRun(s, draft(s), test::epochs(0.5, {"finished", Json::object()})); });
        auto page = readyDesk();
        QVERIFY(page.waitRow(older, QStringLiteral("finished")));
        // The newest alone until another is asked for.
        QCOMPARE(page.lastDifference(newer), QString());
        QCOMPARE(page.points(older), 0);
        page.toggle(older);
        QCOMPARE(page.cell(older, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        QCOMPARE(page.lastDifference(older), QString());
        const auto& curves = page.board->board()->plot(QStringLiteral("loss/train"))->curves();
        QCOMPARE(curves.count(), 2);
        QVERIFY(curves[0].style.colour != curves[1].style.colour);
        page.toggle(newer);
        QCOMPARE(page.points(newer), 0);
        QCOMPARE(page.difference(older), QString());
    }

    void aRunWithoutValuesSaysWhyItDrawsNoLine() {
        std::vector<std::pair<std::string, Json>> said{{"started", Json::object()}};
        said.emplace_back("failed", Json::object({{"problem", "it broke"}}));
        const Id run = m_window->ask([&](Session& s) { return test::tellRun(s, draftTrainReward(s.project(), {}), said); });
        auto page = readyDesk();
        QVERIFY(page.waitRow(run, QStringLiteral("failed")));
        QVERIFY(QTest::qWaitFor([&] { return page.text(run, 2) == QStringLiteral("no values"); }, 5000));
        QCOMPARE(page.points(run), 0);
    }

    void runsSortAndCopy() {
        const auto draft = [](Session& s) { return draftTrainReward(s.project(), {}); };
        const Id older = m_window->ask([&](Session& s) { return test::tellRun(s, draft(s), test::epochs(1.0, {"finished", Json::object()})); });
        const Id newer = m_window->ask([&](Session& s) { return test::tellRun(s, draft(s), test::epochs(0.5, {"finished", Json::object()})); });
        auto page = readyDesk();
        QVERIFY(page.waitRow(older, QStringLiteral("finished")));
        auto* list = page.board->list();
        const auto ids = [](std::initializer_list<Id> runs) {
            QVariantList all;
            for (const Id run : runs) all.append(QVariant::fromValue<qlonglong>(run));
            return all;
        };
        QCOMPARE(list->shownIds(), ids({newer, older}));
        auto* header = list->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, {header->sectionViewportPosition(0) + 10, header->height() / 2});
        QCOMPARE(list->shownIds(), ids({older, newer}));
        page.board->refresh();
        QTest::qWait(200);
        QCOMPARE(list->shownIds(), ids({older, newer}));
        QCOMPARE(page.points(older), 0);  // the newest is drawn, wherever it stands
        QCOMPARE(page.lastDifference(newer), QString());
        page.choose(older);
        QTest::keyClick(list, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], QStringLiteral("Run\tState\tRank correlation\tTime\tLaunched"));
        QVERIFY2(lines[1].startsWith(QStringLiteral("%1\tfinished\t\t").arg(older)), qPrintable(lines[1]));
    }

    void aRunOfAnotherMachinesDeviceIsNotResumed() {
        const Id run = m_window->ask([](Session& s) {
            JobSettings settings;
            settings.device = "cuda:63";
            return test::tellRun(s, draftTrainReward(s.project(), settings),
                                 test::epochs(1.0, {"failed", Json{{"problem", "the machine went away"}}}));
        });
        auto page = readyDesk();
        QVERIFY(page.waitRow(run, QStringLiteral("failed")));
        page.choose(run);
        QVERIFY(page.waitButton(QStringLiteral("Resume")));
        auto& engine = m_window->workbench().engine;
        engine.start();
        QVERIFY(QTest::qWaitFor([&] { return engine.state() == EngineClient::State::Ready; }, 30000));
        const auto* resume = page.button(QStringLiteral("Resume"));
        QVERIFY(resume && !resume->isEnabled());
        QVERIFY2(resume->toolTip().contains(QStringLiteral("GPU 63")), qPrintable(resume->toolTip()));
    }

    void aWantedRunOfAnotherKindChangesNothing() {
        const auto draft = [](Session& s) { return draftTrainReward(s.project(), {}); };
        const Id older = m_window->ask([&](Session& s) { return test::tellRun(s, draft(s), test::epochs(1.0, {"finished", Json::object()})); });
        const Id newer = m_window->ask([&](Session& s) { return test::tellRun(s, draft(s), test::epochs(0.5, {"finished", Json::object()})); });
        const Id other = m_window->ask([](Session& s) {
            return test::tellRun(s, draftGenerate(s.project(), {}, {}, 1), {{"started", Json::object()}, {"finished", Json::object()}});
        });
        auto page = readyDesk();
        QVERIFY(page.waitRow(newer, QStringLiteral("finished")));
        page.choose(older);
        QCOMPARE(page.board->selected(), older);
        Q_EMIT m_window->workbench().runWanted(other);
        for (int i = 0; i < 2; ++i) {
            QTest::qWait(200);
            page.board->refresh();
        }
        QTest::qWait(200);
        QCOMPARE(page.board->selected(), older);
        Q_EMIT m_window->workbench().runWanted(newer);
        QVERIFY(QTest::qWaitFor([&] { return page.board->selected() == newer; }, 5000));
    }

    void aNewWindowShowsTheSameRuns() {
        const TwoRuns runs = m_window->ask(addRewards);
        {
            auto page = readyDesk();
            QVERIFY(page.waitRow(runs.older, QStringLiteral("finished")));
            page.toggle(runs.older);
            page.toggle(runs.newer);
            page.choose(runs.older);
            QVERIFY(QTest::qWaitFor([&] { return page.points(runs.older) > 0 && page.points(runs.newer) == 0; }, 5000));
            page.page->findChild<QTabWidget*>()->setCurrentIndex(1);
        }
        // The captioner and the reward model that were chosen on Optimise, too.
        TrainingDesk optimise(*m_window, PageId::Optimise, "optimize");
        auto* reward = optimise.panel->model(1);
        QVERIFY(QTest::qWaitFor([&] { return reward->findData(idOf(runs.olderReward)) >= 0; }, 5000));
        QCOMPARE(reward->currentData().toLongLong(), runs.newerReward);
        reward->setCurrentIndex(reward->findData(idOf(runs.olderReward)));

        const QPointer<MainWindow> before(&m_window->window());
        Q_EMIT m_window->workbench().appearanceChanged();
        QVERIFY(QTest::qWaitFor([&] { return before.isNull(); }, 10000));
        optimise.show();
        reward = optimise.panel->model(1);
        QVERIFY(QTest::qWaitFor([&] { return reward->count() == 2; }, 5000));
        QCOMPARE(reward->currentData().toLongLong(), runs.olderReward);
        auto page = readyDesk();
        QCOMPARE(page.page->findChild<QTabWidget*>()->currentIndex(), 1);
        QVERIFY(page.waitRow(runs.older, QStringLiteral("finished")));
        QCOMPARE(page.board->selected(), runs.older);
        QCOMPARE(page.lastDifference(runs.older), QString());
        QCOMPARE(page.points(runs.newer), 0);
        page.board->refresh();
        QTest::qWait(200);
        QCOMPARE(page.points(runs.newer), 0);
    }

    void optimisingGoesOnWithTheRunsReward() {
        const TwoRuns runs = m_window->ask(addRewards);
        auto page = readyDesk();
        QVERIFY(page.waitRow(runs.older, QStringLiteral("finished")));
        page.choose(runs.older);
        QVERIFY(page.click(QStringLiteral("Optimise with it")));
        QVERIFY(QTest::qWaitFor([&] { return m_window->window().page() == PageId::Optimise; }, 5000));
        TrainingDesk optimise(*m_window, PageId::Optimise, "optimize");
        auto* reward = optimise.panel->model(1);
        QVERIFY(QTest::qWaitFor([&] { return reward->currentData().toLongLong() == runs.olderReward; }, 5000));
    }

    void theReportOfAnotherProjectGoes() {
        const Id run = m_window->ask([](Session& s) {
            return test::tellRun(s, draftTrainReward(s.project(), {}), test::epochs(1.0, {"finished", Json{{"spearman", 0.5}}}));
        });
        auto page = readyDesk();
        const auto* report = page.page->findChild<RewardReportView*>();
        QTRY_COMPARE(report->titleText(), QStringLiteral("Report of run %1").arg(run));
        QVERIFY(m_window->create(m_window->path(QStringLiteral("other.attune")), test::addRatedImages));
        page = readyDesk();
        QCOMPARE(report->titleText(), QString());
    }

    void theTimeIsThatOfItsWork() {
        const Id run = m_window->ask([](Session& s) {
            const auto made = s.newRun(draftTrainReward(s.project(), {}));
            std::ofstream(made.folder / "events.jsonl")
                << R"({"seq":1,"type":"started","time":1000.0,"data":{}})" << '\n'
                << R"({"seq":2,"type":"finished","time":1042.5,"data":{}})" << '\n';
            s.ingest(made.id);
            return made.id;
        });
        const auto seconds = m_window->ask([](Session& s) {
            RunEndsReader ends;
            return runSummaries(s.project(), "train_reward", ends).front().seconds;
        });
        QCOMPARE(seconds, 42.5);
        auto page = readyDesk();
        QVERIFY(page.waitRow(run, QStringLiteral("finished")));
        QCOMPARE(page.text(run, 3), durationText(42.5));
    }
};

QTEST_MAIN(TestRunBoard)
#include "tst_run_board.moc"
