// Steps of training on the Embeddings page: replayed, followed as they come, told by their layouts, damaged, and kept when the
// window is made anew.
#include <QComboBox>
#include <QFile>
#include <QPointer>
#include <QSlider>
#include <QtTest>
#include <cmath>

#include "space_window.h"
#include "workbench/embeddings/point_hint.h"
#include "workbench/embeddings/replay_bar.h"
#include "workbench/embeddings/space_bar.h"

using namespace attune;
using test::SpaceWindow;

class TestEmbeddingsReplay : public QObject {
    Q_OBJECT

  private:
    static constexpr int kImages = SpaceWindow::kImages;

  private Q_SLOTS:
    void trainingIsReplayed() {
        SpaceWindow desk;
        desk.addRun("train_reward", "reward", {0, 5, 10}, false);
        desk.show();
        auto* slider = desk.page->replay()->slider();
        QVERIFY(slider->isVisible());
        QCOMPARE(slider->value(), 2);
        QVERIFY(desk.shows(QStringLiteral("Step 3 of 3")));
        QVERIFY(desk.shows(QStringLiteral("Epoch 10")));
        QCOMPARE(desk.page->findChild<SpaceBar*>()->seriesBox()->currentText(), QStringLiteral("Reward training, run 1: 3 steps"));
        const QPointF last = desk.page->scatter()->positionOf(kImages);
        const auto frame = desk.page->scatter()->frame();
        QTest::keyClick(&desk.window.window(), Qt::Key_Comma);
        QVERIFY(QTest::qWaitFor([&] { return desk.shows(QStringLiteral("Epoch 5")) && desk.upToDate(); }, 5000));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->scatter()->positionOf(kImages).y() > last.y() + 10; }, 5000));
        QCOMPARE(desk.page->scatter()->frame(), frame);
        QTest::keyClick(&desk.window.window(), Qt::Key_Period);
        QVERIFY(QTest::qWaitFor([&] { return std::abs(desk.page->scatter()->positionOf(kImages).y() - last.y()) < 0.5; }, 5000));
        // From the end it begins anew, and stops at the end.
        QTest::keyClick(&desk.window.window(), Qt::Key_P);
        QVERIFY(desk.page->replay()->isPlaying());
        QCOMPARE(slider->value(), 0);
        QVERIFY(QTest::qWaitFor([&] { return slider->value() == 2 && !desk.page->replay()->isPlaying(); }, 8000));
    }

    void aStepThatComesIsShownIfTheLastOneWas() {
        SpaceWindow desk;
        const Id run = desk.addRun("optimize", "policy", {0, 1}, false);
        desk.show();
        auto* slider = desk.page->replay()->slider();
        const auto path = std::filesystem::path(desk.folder.toStdString()) / "runs" / "optimize-1";
        const auto tell = [&](int step) {
            desk.tell(RunFolder::open(path), "policy", step, false);
            Event event;
            event.type = "projection";
            Q_EMIT desk.window.workbench().runs.event(run, event);
        };
        tell(2);
        QVERIFY(QTest::qWaitFor([&] { return slider->maximum() == 2; }, 5000));
        QCOMPARE(slider->value(), 2);
        QVERIFY(desk.shows(QStringLiteral("Round 2")));
        slider->setValue(0);
        tell(3);
        QVERIFY(QTest::qWaitFor([&] { return slider->maximum() == 3; }, 5000));
        QCOMPARE(slider->value(), 0);
    }

    void captionsOfNoProjectAreToldByTheirLayout() {
        SpaceWindow desk;
        desk.addRun("optimize", "policy", {0, 1}, false);
        desk.show();
        auto* view = desk.page->scatter();
        QTest::mouseMove(view, desk.at(3));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->hint()->isVisible() &&
                                             desk.page->hint()->text().contains(QStringLiteral("grün 3 in step 1")); }, 5000));
        // A point with an id says what the project says.
        QTest::mouseMove(view, desk.at(kImages + 3));
        const QString words = QStringLiteral("caption of image %1").arg(desk.images[3]);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->hint()->text().contains(words); }, 5000));
    }

    void theRunThatIsWantedIsShown() {
        SpaceWindow desk;
        const Id embedding = desk.addRun("embed", "shared", {0}, false);
        const Id reward = desk.addRun("train_reward", "reward", {0, 1}, false);
        desk.show();
        const auto shown = [&desk] { return desk.page->desk().series()[static_cast<std::size_t>(desk.page->desk().current())].run; };
        QCOMPARE(shown(), reward);
        auto& workbench = desk.window.workbench();
        Q_EMIT workbench.runWanted(embedding);
        QTRY_COMPARE(shown(), embedding);
        QTRY_COMPARE(desk.page->desk().layoutOf().first, embedding);
        // Runs of other kinds are shown on pages of their own.
        Q_EMIT workbench.runWanted(reward);
        QTest::qWait(200);
        QCOMPARE(shown(), embedding);
    }

    void aDamagedFileIsSaidAndTheRestWorks() {
        SpaceWindow desk;
        desk.addRun("train_reward", "reward", {0, 1}, false);
        desk.show();
        const QString file = desk.folder + QStringLiteral("/runs/train_reward-1/outputs/projection-0.safetensors");
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("nonsense that is no tensor at all");
        damaged.close();
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        QTest::keyClick(&desk.window.window(), Qt::Key_Comma);
        QVERIFY(problems.wait(5000));
        QCOMPARE(desk.page->scatter()->count(), 2 * kImages);
        QTest::keyClick(&desk.window.window(), Qt::Key_Period);
        QVERIFY(QTest::qWaitFor([&] { return desk.shows(QStringLiteral("Epoch 1")); }, 5000));
    }

    void aNewWindowShowsTheSameStepAndSelection() {
        SpaceWindow desk;
        const Id older = desk.addRun("train_reward", "reward", {0, 5, 10}, false);
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        auto* series = desk.page->bar()->seriesBox();
        QCOMPARE(series->count(), 2);
        series->setFocus();
        QTest::keyClick(series, Qt::Key_Down);
        QVERIFY(QTest::qWaitFor([&] { return desk.shows(QStringLiteral("Epoch 10")) && desk.upToDate(); }, 5000));
        desk.page->scatter()->setFocus();
        QTest::keyClick(&desk.window.window(), Qt::Key_Comma);
        const auto isRead = [&desk] { return desk.page->desk().layout()->pca[kImages].y == 2 + 5; };
        QVERIFY(QTest::qWaitFor([&] { return desk.shows(QStringLiteral("Epoch 5")) && isRead() && desk.upToDate(); }, 5000));
        // This layout is far higher than the one that was shown first: none of it is out of view.
        for (const int point : {0, kImages - 1, kImages, 2 * kImages - 1})
            QVERIFY(desk.page->scatter()->rect().contains(desk.at(point)));
        desk.drag(desk.at(kImages + 2) - QPoint(9, 9), desk.at(4) + QPoint(9, 9));
        const QVector<int> selection = desk.page->scatter()->selection();
        QCOMPARE(selection.size(), 6);

        const QPointer<MainWindow> before(&desk.window.window());
        Q_EMIT desk.window.workbench().appearanceChanged();
        QVERIFY(QTest::qWaitFor([&] { return before.isNull(); }, 10000));
        desk.show();
        QVERIFY(QTest::qWaitFor([&] { return desk.shows(QStringLiteral("Epoch 5")); }, 5000));
        const auto& desks = desk.page->desk();
        QCOMPARE(desks.series()[static_cast<std::size_t>(desks.current())].run, older);
        QCOMPARE(desk.page->replay()->slider()->value(), 1);
        QCOMPARE(desk.page->scatter()->selection(), selection);
    }
};

QTEST_MAIN(TestEmbeddingsReplay)
#include "tst_embeddings_replay.moc"
