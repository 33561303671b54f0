// Runs of policy optimisation that have ended: what the guard said of them, where new work starts, each with its captions.
#include <QClipboard>
#include <QSplitter>
#include <QtTest>

#include "optimise_test.h"
#include "workbench/optimise/sample_list.h"

using namespace attune;
using test::kOptimise;
using test::TrainingDesk;
using test::verdict;

class TestOptimiseGuard : public test::OptimiseTest {
    Q_OBJECT

  private Q_SLOTS:
    void init() { m_window = std::make_unique<test::TrainingWindow>(PageId::Optimise, "optimize", kOptimise); }
    void cleanup() { m_window.reset(); }

    void theGuardSaysWhyAndNewWorkStartsFromTheBestRound() {
        nameAReward();
        const Id run = tell(3, {{"rounds", 3}, {"guard", verdict(true, 2)}});
        const auto models = m_window->ask([run](Session& s) { return s.project().models().ofRun(run); });
        QCOMPARE(models.size(), std::size_t{3});
        auto page = readyDesk();
        QVERIFY(page.waitSays(QStringLiteral("The guard stopped run %1: the captions are 15.0 nats away. "
                                             "The captioner of round 2 is the best so far: new work starts from it.").arg(run)));
        QCOMPARE(current(), models[1].id);
        QVERIFY(QTest::qWaitFor([&] { return captioners(page)->currentData().toLongLong() == models[1].id; }, 5000));
        QVERIFY(captioners(page)->currentText().contains(QStringLiteral("(current)")));
        // It says so where the curves are that it watches, not as if it were of the captions.
        const auto* guard = page.page->findChild<QWidget*>(QStringLiteral("guardWords"));
        QVERIFY(guard && guard->isVisible());
        QCOMPARE(guard->accessibleName(), QStringLiteral("Guard"));
        QVERIFY2(guard->accessibleDescription().startsWith(QStringLiteral("The guard stopped")), qPrintable(guard->accessibleDescription()));
        const auto* rows = page.page->findChild<QSplitter*>(QStringLiteral("rows"));
        QVERIFY(rows->widget(0)->isAncestorOf(guard) && rows->widget(0)->isAncestorOf(page.board));
        // There is nothing left to be done by hand.
        QVERIFY(!page.button(QStringLiteral("Make round 2 current")));
    }

    void whatOthersWarnOfIsNotTheGuards() {
        nameAReward();
        const auto warned = [this](const Json& warning) {
            return m_window->ask([&](Session& s) {
                return test::tellRun(s, draftOptimize(s.project(), {}), {{"started", Json::object()}, {"warning", warning}, {"cancelled", Json::object()}});
            });
        };
        const Id slow = warned({{"text", "the matrix library is a slow one"}});
        const Id unwatched = warned({{"text", "it does not watch this"}, {"about", "guard"}});
        auto page = readyDesk();
        QVERIFY(page.waitRow(unwatched, QStringLiteral("stopped")));
        page.choose(unwatched);
        QVERIFY(page.waitSays(QStringLiteral("it does not watch this")));
        page.choose(slow);
        QVERIFY(page.waitSays(QStringLiteral("The guard watches KL")));
        QTest::qWait(300);
        QVERIFY(!page.says(QStringLiteral("a slow one")));
    }

    void whereTheGuardIsOffOneGoesBackByHand_data() {
        QTest::addColumn<int>("best");
        QTest::addColumn<QString>("words");
        QTest::newRow("a round") << 2 << QStringLiteral("Make round 2 current");
        QTest::newRow("the start") << 0 << QStringLiteral("Go back to where it began");
    }
    void whereTheGuardIsOffOneGoesBackByHand() {
        QFETCH(int, best);
        QFETCH(QString, words);
        nameAReward();
        const Id run = tell(3, {{"rounds", 3}, {"guard", verdict(false, best)}});
        const auto models = m_window->ask([run](Session& s) { return s.project().models().ofRun(run); });
        const Id wanted = best > 0 ? models.at(static_cast<std::size_t>(best) - 1).id : base();
        auto page = readyDesk();
        QVERIFY(page.waitSays(QStringLiteral("The guard was off; it would have stopped run %1 after round 3").arg(run)));
        QCOMPARE(current(), models[2].id);
        QVERIFY(page.click(words));
        QVERIFY(QTest::qWaitFor([&] { return current() == wanted; }, 5000));
        QVERIFY(QTest::qWaitFor([&] { return !page.button(words); }, 5000));
        QVERIFY(QTest::qWaitFor([&] { return captioners(page)->currentData().toLongLong() == wanted; }, 5000));
    }

    void runsLieOverEachOtherEachWithItsCaptions() {
        nameAReward();
        const Id older = tell(2, {{"rounds", 2}, {"guard", {{"text", "it went wrong"}, {"best_round", 1}}}});
        const Id newer = tell(3, {{"rounds", 3}});
        auto page = readyDesk();
        auto* samples = page.page->findChild<SampleList*>();
        const auto now = [&] { return samples->model()->index(0, 0).data(SampleModel::Now).toString(); };
        QVERIFY(page.waitRow(older, QStringLiteral("finished")));
        QCOMPARE(page.lastDifference(newer), QString());
        QCOMPARE(page.points(older), 0);
        QVERIFY(QTest::qWaitFor([&] { return now() == QStringLiteral("a thing of round 3"); }, 5000));
        samples->setCurrentIndex(samples->model()->index(0, 0));
        QTest::keyClick(samples, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Round\tCaption of the reference\tReward of the reference\tCaption now\tReward now\n"
                                "3\ta thing\t0.25\ta thing of round 3\t3.25\n"));
        QVERIFY(page.waitSays(QStringLiteral("The guard watches")));
        QCOMPARE(page.text(newer, 2), QLocale().toString(0.3, 'f', 3));

        page.toggle(older);
        QCOMPARE(page.lastDifference(older), QString());
        QCOMPARE(page.difference(newer), QString());
        const auto& curves = page.board->board()->plot(QStringLiteral("objective/kl"))->curves();
        QCOMPARE(curves.count(), 2);
        QVERIFY(curves[0].style.colour != curves[1].style.colour);
        // The row that is chosen tells whose captions these are, and what the guard said.
        QCOMPARE(page.board->selected(), older);
        QVERIFY(QTest::qWaitFor([&] { return now() == QStringLiteral("a thing of round 2"); }, 5000));
        QVERIFY(page.waitSays(QStringLiteral("it went wrong")));
        page.choose(newer);
        QVERIFY(page.waitSays(QStringLiteral("The guard watches")));
        QVERIFY(!page.button(QStringLiteral("Make round 1 current")));
    }

    void nothingOfItStaysForAnotherProject() {
        const QString words = QStringLiteral("Make round 2 current");
        nameAReward();
        tell(3, {{"rounds", 3}, {"guard", verdict(false, 2)}});
        auto page = readyDesk();
        const auto* samples = page.page->findChild<SampleList*>()->model();
        QVERIFY(page.waitButton(words));
        QTRY_COMPARE(samples->rowCount(), 1);
        const auto fill = [](Session& s, Observer& o) { test::addReward(s, test::addCaptionedImages(s, 8, o)); };
        QVERIFY(m_window->create(m_window->path(QStringLiteral("other.attune")), fill));
        page = readyDesk();
        QVERIFY(page.waitSays(QStringLiteral("The guard watches")));
        QVERIFY(!page.button(words));
        QCOMPARE(samples->rowCount(), 0);
    }
};

QTEST_MAIN(TestOptimiseGuard)
#include "tst_optimise_guard.moc"
