// Once round the loop, in one window, as a person goes: pictures in, captions, ratings by key, reward, PPO, judge, roll back.
// Each step is checked on the screen and in the project file.
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

#include "drop_files.h"
#include "session/current_model.h"
#include "session/demo_world.h"
#include "training_desk.h"
#include "widgets/caption_card.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "window.h"
#include "workbench/history/history_page.h"
#include "workbench/history/lineage_view.h"
#include "workbench/judge/judge_desk.h"
#include "workbench/judge/judge_page.h"
#include "workbench/judge/judge_result.h"
#include "workbench/judge/judge_setup.h"
#include "workbench/library/import_dialog.h"
#include "workbench/library/library_page.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/rate_page.h"

using namespace attune;
using test::TrainingDesk;

class TestWholeLoop : public QObject {
    Q_OBJECT

  private:
    static constexpr int kTrain = 32, kTest = 12;

    std::unique_ptr<test::Window> m_window;
    QString m_folder;
    int m_compared = 0;
    Id m_lastRated = 0;

    MainWindow& window() { return m_window->window(); }
    RunQueue& runs() { return m_window->workbench().runs; }
    ActiveCounts counts() {
        return m_window->ask([](Session& s) { return s.project().decisions().counts(); });
    }
    std::vector<RunRecord> runsOf(const std::string& kind) {
        auto all = m_window->ask([](Session& s) { return s.project().runs().list(); });
        std::erase_if(all, [&](const RunRecord& run) { return run.kind != kind; });
        return all;
    }
    std::vector<ModelRecord> captioners() {
        return m_window->ask([](Session& s) { return s.project().models().list("captioner"); });
    }

  private Q_SLOTS:
    void initTestCase() {
        m_window = std::make_unique<test::Window>();
        m_folder = m_window->path(QStringLiteral("loop.attune"));
        QVERIFY(m_window->create(m_folder, [](Session& session, Observer& observer) {
            addDemoWorld(session, {.seed = 5, .trainImages = kTrain, .testImages = kTest}, observer);
        }));
    }
    void cleanupTestCase() {
        m_window->workbench().engine.kill();
        m_window.reset();
    }

    void picturesComeInByDrop() {
        const QString folder = m_window->path(QStringLiteral("more"));
        QDir().mkpath(folder);
        for (int i = 0; i < 3; ++i) {
            QImage picture(64, 64, QImage::Format_RGB32);
            picture.fill(QColor::fromHsv(i * 90, 200, 200));
            QVERIFY(picture.save(QStringLiteral("%1/plain-%2.png").arg(folder).arg(i)));
        }
        auto* page = m_window->page<LibraryPage>(PageId::Library);
        test::dropFiles(page->grid().viewport(), {folder});
        ImportDialog* dialog = nullptr;
        QVERIFY(QTest::qWaitFor([&] { return (dialog = window().findChild<ImportDialog*>()) != nullptr; }, 10000));
        for (auto* button : dialog->findChild<QDialogButtonBox*>()->buttons())
            if (button->text() == QStringLiteral("Import")) QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return page->grid().model()->rowCount() == kTrain + kTest + 3; }, 20000));
        QCOMPARE(m_window->ask([](Session& s) { return s.project().images().count(); }), kTrain + kTest + 3);
    }

    void captionsAreWritten() {
        runs().launch([](Project& project) {
            JobSettings settings;
            settings.device = "cpu";
            settings.images.split = "train";
            return draftGenerate(project, settings, {}, 4);
        });
        QVERIFY(QTest::qWaitFor([&] { return !runs().isIdle(); }, 10000));
        QVERIFY(m_window->runsEnd(120000));
        const auto run = runsOf("generate").back();
        QVERIFY2(run.status == "finished", (run.status + " " + run.message).c_str());
    }

    void tenImagesAreRatedByKeys() {
        // A dialog had the keys, and no window manager gives them back here.
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        auto* page = m_window->page<RatePage>(PageId::Rate);
        const auto image = [&] { return page->desk().task() ? page->desk().task()->image : 0; };
        QVERIFY(QTest::qWaitFor([&] { return image() != 0; }, 20000));
        for (int i = 0; i < 10; ++i) {
            const Id before = image();
            // Captions of the same words are one candidate, which there is nothing to compare with.
            const bool pair = page->cards().size() > 1;
            QTest::keyClick(&window(), !pair ? Qt::Key_4 : i % 2 == 0 ? Qt::Key_Left : Qt::Key_Right);
            m_compared += pair;
            QVERIFY(QTest::qWaitFor([&] { return image() != before; }, 5000));
            m_lastRated = before;
        }
        QCOMPARE(counts().comparisons, m_compared);
        QCOMPARE(counts().ratings, 10 - m_compared);
    }

    void undoReachesAcrossARestart() {
        m_window->restart();
        QVERIFY(m_window->open(m_folder));
        auto* page = m_window->page<RatePage>(PageId::Rate);
        QVERIFY(QTest::qWaitFor([&] { return page->desk().task() != nullptr; }, 20000));
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return counts().comparisons + counts().ratings == 9; }, 5000));
        // The picture that it was about is on the screen again.
        QVERIFY(QTest::qWaitFor([&] { return page->desk().task() && page->desk().task()->image == m_lastRated; }, 5000));
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QTest::qWaitFor([&] { return counts().comparisons + counts().ratings == 10; }, 5000));
    }

    void theRewardModelLearns() {
        // Ten comparisons teach little; the rest comes from the simulated rater, and says so.
        m_window->ask([](Session& s) { return s.rateSimulated(60, 1).ratings; });
        QVERIFY(counts().simulatedRatings == 60);
        TrainingDesk desk(*m_window, PageId::Reward, "train_reward");
        QVERIFY(desk.waitButton(QStringLiteral("Train the reward model")));
        desk.type(QStringLiteral("epochs"), QStringLiteral("40"));
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.newest() != 0; }, 10000));
        const Id run = desk.newest();
        QVERIFY(desk.ends(run, "finished"));
        QCOMPARE(desk.lastDifference(run), QString());
        QVERIFY(desk.waitRow(run, QStringLiteral("finished")));
        QCOMPARE(m_window->ask([](Session& s) { return s.project().models().list("reward").size(); }), std::size_t{1});
        // By itself it then says what is to be rated next.
        QVERIFY(QTest::qWaitFor([&] { return !runsOf("score").empty() && runsOf("score").back().status == "finished"; }, 60000));
        const auto scores = m_window->ask([](Session& s) {
            QueueOptions options;
            options.strategy = QueueStrategy::Uncertain;
            return RatingQueue(s.project(), options).scores();
        });
        QVERIFY(scores.open > 0);
        QCOMPARE(scores.scored, scores.open);
    }

    void thePolicyIsStoppedAndGoesOn() {
        constexpr int kRounds = 6;
        TrainingDesk desk(*m_window, PageId::Optimise, "optimize");
        QVERIFY(desk.waitButton(QStringLiteral("Optimise the captioner")));
        desk.type(QStringLiteral("rounds"), QString::number(kRounds));
        desk.type(QStringLiteral("images"), QStringLiteral("16"));
        // So slow that the guard lets a reward of ten ratings do what it likes.
        desk.type(QStringLiteral("learning_rate"), QStringLiteral("0.00002"));
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.newest() != 0; }, 10000));
        const Id run = desk.newest();
        // Points arrive while it works.
        QVERIFY(QTest::qWaitFor([&] { return desk.points(run) > 0; }, 180000));
        QVERIFY(desk.runs().find(run));
        QVERIFY(desk.click(QStringLiteral("Stop")));
        QVERIFY(desk.ends(run, "cancelled", 30000));
        QVERIFY(desk.waitRow(run, QStringLiteral("stopped")));
        QCOMPARE(desk.lastDifference(run), QString());
        const int stopped = desk.points(run);
        QVERIFY(desk.click(QStringLiteral("Resume")));
        QVERIFY(QTest::qWaitFor([&] { return desk.points(run) > stopped; }, 60000));
        QVERIFY(desk.ends(run, "finished"));
        QVERIFY(desk.waitRow(run, QStringLiteral("finished")));
        QCOMPARE(desk.lastDifference(run), QString());
        QCOMPARE(captioners().size(), std::size_t{1 + kRounds});  // the base and a model of each round
    }

    void theNewCaptionerIsJudgedBlind() {
        auto* page = m_window->page<JudgePage>(PageId::Judge);
        auto* start = page->setup()->startButton();
        QVERIFY(QTest::qWaitFor([&] { return start->isEnabled(); }, 10000));
        page->setup()->imagesBox()->setValue(kTest);
        page->setup()->findChild<QCheckBox*>()->setChecked(false);
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return page->desk().state() == JudgeDesk::State::Judging ||
                                             page->desk().state() == JudgeDesk::State::Done; }, 120000));
        // Pairs of the same words are ties already; the others are decided here.
        for (int i = 0; i < kTest && page->desk().state() == JudgeDesk::State::Judging; ++i) {
            const Id before = page->desk().pair() ? page->desk().pair()->image : 0;
            QTest::keyClick(&window(), Qt::Key_Left);
            QVERIFY(QTest::qWaitFor([&] { return !page->desk().pair() || page->desk().pair()->image != before; }, 5000));
        }
        QVERIFY(QTest::qWaitFor([&] { return page->desk().state() == JudgeDesk::State::Done; }, 5000));
        auto* result = page->findChild<JudgeResult*>();
        QVERIFY(result && result->isVisible());
        QVERIFY(!result->sentence()->text().isEmpty());
        const auto judged = m_window->ask([](Session& s) {
            const auto all = s.project().decisions().comparisons();
            return static_cast<int>(std::count_if(all.begin(), all.end(), [](const auto& one) { return one.purpose == "judge"; }));
        });
        QVERIFY(judged > 0);
        QCOMPARE(judged, page->desk().decided());
    }

    void oneRollsBack() {
        const Id base = captioners().front().id, newest = captioners().back().id;
        const auto current = [this] {
            return m_window->ask([](Session& s) { return currentModel(s.project(), "captioner")->id; });
        };
        QCOMPARE(current(), newest);
        auto* page = m_window->page<HistoryPage>(PageId::History);
        const auto* model = page->lineage().model();
        QVERIFY(QTest::qWaitFor([&] { return model->rowCount() > 0; }, 10000));
        const QModelIndex row = model->index(0, 0);  // the root of the lineage stands on top
        QTest::mouseClick(page->lineage().viewport(), Qt::LeftButton, {}, page->lineage().visualRect(row).center());
        QVERIFY(QTest::qWaitFor([&] { return window().actions().action(QStringLiteral("history.current"))->isEnabled(); }, 5000));
        m_window->trigger("history.current");
        QVERIFY(QTest::qWaitFor([&] { return current() == base; }, 5000));
        QVERIFY(QTest::qWaitFor(
            [&] { return model->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("new work starts from it")); },
            5000));
    }
};

QTEST_MAIN(TestWholeLoop)
#include "tst_whole_loop.moc"
