// Commands of the pages: those that decide do so once; of the other pages, those that change the project or lead elsewhere:
// evaluate, reproduce, judge and show in the History, compute and generate in Embeddings, redo anywhere.
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QStatusBar>
#include <QtTest>
#include <algorithm>

#include "answers.h"
#include "captioned_project.h"
#include "widgets/scatter_view.h"
#include "workbench/embeddings/embed_dialog.h"
#include "workbench/embeddings/embeddings_page.h"
#include "workbench/embeddings/space_desk.h"
#include "workbench/history/details_panel.h"
#include "workbench/history/history_page.h"
#include "workbench/history/lineage_view.h"
#include "workbench/history/runs_table.h"
#include "workbench/library/generate_dialog.h"

using namespace attune;

namespace {

constexpr int kRunMs = 120000;

/// Two captioners: that of the demo world, and one that is it under another name.
void fill(Session& session, Observer& observer) {
    const Id base = test::addCaptionedImages(session, 12, observer);
    ModelRecord round = session.project().models().get(base);
    round.id = 0;
    round.name = "round 1";
    round.parentId = base;
    session.project().models().add(round);
    session.setCurrentModel(base);
}

}  // namespace

class TestPageVerbs : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::Window> m_window;

    QAction* action(const char* id) { return m_window->window().actions().action(QLatin1String(id)); }
    /// The newest run.
    RunRecord newest() {
        return m_window->ask([](Session& s) {
            RunRecord found;
            for (const auto& run : s.project().runs().list())
                if (run.id > found.id) found = run;
            return found;
        });
    }
    /// Waits for a new run of this kind, and for its end. @return its id; 0 if there is none or it did not finish
    Id runFinishes(const char* kind, Id before) {
        const auto isOver = [&] {
            const RunRecord run = newest();
            return run.id > before && (run.status == "finished" || run.status == "failed");
        };
        if (!QTest::qWaitFor(isOver, kRunMs) || !m_window->runsEnd(20000)) return 0;
        const RunRecord run = newest();
        if (run.status != "finished") qWarning("%s: %s", run.status.c_str(), run.message.c_str());
        return run.kind == kind && run.status == "finished" ? run.id : 0;
    }
    HistoryPage* history() {
        auto* page = m_window->page<HistoryPage>(PageId::History);
        (void)QTest::qWaitFor([&] { return page->lineage().model()->rowCount() >= 2; }, 10000);
        return page;
    }
    Id model(const std::string& name) {
        return m_window->ask([name](Session& s) {
            for (const auto& m : s.project().models().list())
                if (m.name == name) return m.id;
            return Id{0};
        });
    }

  private Q_SLOTS:
    void initTestCase() {
        m_window = std::make_unique<test::Window>();
        QVERIFY(m_window->create(m_window->path(QStringLiteral("verbs.attune")), fill));
    }
    void cleanupTestCase() {
        m_window->workbench().engine.kill();
        m_window.reset();
    }

    void aHeldKeyDecidesAndLaunchesOnce() {
        for (const char* id : {"rate.3", "rate.left", "rate.tie", "rate.best", "rate.skip", "judge.left", "judge.bad", "judge.skip",
                               "reward.launch", "optimise.launch", "history.evaluate", "history.reproduce"})
            QVERIFY2(!action(id)->autoRepeat(), id);
        for (const char* id : {"edit.undo", "edit.redo", "rate.zoom_in", "rate.pan_left", "embeddings.zoom_out"})
            QVERIFY2(action(id)->autoRepeat(), id);
    }

    void anEvaluationIsLaunchedAndReproduced() {
        auto* page = history();
        page->lineage().select(model("round 1"));
        QVERIFY(action("history.evaluate")->isEnabled());
        const Id before = newest().id;
        action("history.evaluate")->trigger();
        const Id run = runFinishes("evaluate", before);
        QVERIFY(run > 0);
        // It is the one that is looked at then, and what came of it stands there: no page shows it alone.
        QTRY_COMPARE_WITH_TIMEOUT(page->runs().selectedRuns(), QList<qint64>{run}, 10000);
        QVERIFY(!action("history.show")->isEnabled());
        QVERIFY(m_window->window().actions().reason(QStringLiteral("history.show")).contains(QStringLiteral("No page shows")));
        // Who asks for it by key is told so, and led to its figures.
        QTest::keyClick(&page->runs(), Qt::Key_Return);
        QCOMPARE(m_window->window().page(), PageId::History);
        QVERIFY(m_window->window().statusBar()->currentMessage().contains(QStringLiteral("No page shows")));
        const auto seesResults = [page] {
            const auto labels = page->details().findChildren<QLabel*>();  // news make them anew
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->text() == QStringLiteral("Results") && !label->visibleRegion().isEmpty();
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(seesResults(), 3000);
        action("history.reproduce")->trigger();
        const Id again = runFinishes("evaluate", run);
        QVERIFY(again > run);
        QTRY_COMPARE_WITH_TIMEOUT(page->runs().selectedRuns(), QList<qint64>{again}, 10000);
    }

    void aRivalIsChosenFromAMenu_data() {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("rival");
        QTest::newRow("a newer one") << QStringLiteral("base") << QStringLiteral("round 1");
        QTest::newRow("an older one") << QStringLiteral("round 1") << QStringLiteral("base (current)");
    }
    void aRivalIsChosenFromAMenu() {
        QFETCH(QString, chosen);
        QFETCH(QString, rival);
        auto* page = history();
        page->lineage().select(model(chosen.toStdString()));
        QTRY_VERIFY(action("history.judge")->isEnabled());
        QSignalSpy wanted(&m_window->workbench(), &Workbench::judgingWanted);
        QStringList entries;
        test::answerMenu(rival, &entries);
        action("history.judge")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(wanted.size(), 1, 10000);
        QCOMPARE(entries, QStringList{rival});
        // Whichever is chosen first, the older one is A.
        QCOMPARE(wanted[0][0].toLongLong(), model("base"));
        QCOMPARE(wanted[0][1].toLongLong(), model("round 1"));
        QCOMPARE(m_window->window().page(), PageId::Judge);
    }

    void escapeTakesARenameBack() {
        auto* page = history();
        m_window->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_window->window()));
        const Id renamed = model("round 1");
        page->lineage().select(renamed);
        QVERIFY(!m_window->window().actions().isAvailable(QStringLiteral("history.back")));
        auto* name = page->details().findChild<QLineEdit*>();
        const QString before = name->text();
        action("history.rename")->trigger();
        QTRY_VERIFY(name->hasFocus());
        QTest::keyClicks(name, QStringLiteral("a slip of the keys"));
        QVERIFY(name->text() != before);
        QTest::keyClick(name, Qt::Key_Escape);
        QCOMPARE(name->text(), before);
        page->lineage().setFocus();
        QCOMPARE(model("round 1"), renamed);
    }

    void anEmbeddingIsComputedAndCaptionsAreWrittenOfItsSelection() {
        auto* page = m_window->page<EmbeddingsPage>(PageId::Embeddings);
        QTRY_VERIFY_WITH_TIMEOUT(action("embeddings.compute")->isEnabled(), 10000);
        Id before = newest().id;
        action("embeddings.compute")->trigger();
        auto* embed = m_window->window().findChild<EmbedDialog*>();
        QVERIFY(embed);
        embed->accept();
        const Id run = runFinishes("embed", before);
        QVERIFY(run > 0);
        QTRY_VERIFY_WITH_TIMEOUT(page->desk().layout() && page->scatter()->count() > 0, 10000);
        // The History leads to it.
        auto& runs = history()->runs();
        const auto row = QVariant::fromValue<qint64>(run);
        QTRY_VERIFY_WITH_TIMEOUT(runs.shownIds().contains(row), 10000);
        runs.selectId(row);
        QTRY_VERIFY(action("history.show")->isEnabled());
        action("history.show")->trigger();
        QCOMPARE(m_window->window().page(), PageId::Embeddings);

        QVERIFY(!action("embeddings.generate")->isEnabled());
        page->scatter()->selectAll();
        QTRY_VERIFY(action("embeddings.generate")->isEnabled());
        before = newest().id;
        const auto count = [this] {
            return m_window->ask([](Session& s) { return s.project().captions().count({.source = CaptionSource::Model}); });
        };
        const auto captions = count();
        action("embeddings.generate")->trigger();
        auto* generate = m_window->window().findChild<GenerateDialog*>();
        QVERIFY(generate);
        const auto choice = generate->choice();
        QCOMPARE(choice.images.size(), 14);
        generate->accept();
        QVERIFY(runFinishes("generate", before) > 0);
        QCOMPARE(count(), captions + 14 * choice.captions);
    }

    void aDecisionIsTakenBackAndBroughtAgain() {
        const auto comparisons = [this] {
            return m_window->ask([](Session& s) { return s.project().decisions().counts().comparisons; });
        };
        auto* page = m_window->page<RatePage>(PageId::Rate);
        QTRY_VERIFY_WITH_TIMEOUT(page->desk().task() != nullptr, 20000);
        page->desk().compare(Preference::Left);
        QTRY_COMPARE_WITH_TIMEOUT(comparisons(), 1, 10000);
        m_window->window().showPage(PageId::Library);  // they are not of one page
        action("edit.undo")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(comparisons(), 0, 10000);
        action("edit.redo")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(comparisons(), 1, 10000);
    }

    void anEncoderIsNotMadeCurrent() {
        auto* page = history();
        const Id encoder = m_window->ask([](Session& s) {
            ModelRecord record;
            record.kind = "encoder";
            record.name = "eyes";
            record.path = "models/eyes";
            return s.project().models().add(record);
        });
        Q_EMIT m_window->workbench().project.changed(Change::Models);
        const auto isThere = [page] {
            const auto* rows = page->lineage().model();
            return !rows->match(rows->index(0, 0), Qt::DisplayRole, QStringLiteral("eyes")).isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), 10000);
        page->lineage().select(encoder);
        QVERIFY(action("history.export")->isEnabled());
        QVERIFY(!action("history.current")->isEnabled());
        QVERIFY(m_window->window().actions().reason(QStringLiteral("history.current")).contains(QStringLiteral("encoder")));
    }

    /// The run itself fails, for nothing lies in that model's folder.
    void anEvaluationAsksTheRewardModelThatThereIs() {
        auto* page = history();
        const Id base = model("base");
        m_window->ask([base](Session& s) { return test::addReward(s, base); });
        page->lineage().select(base);
        QTRY_VERIFY(action("history.evaluate")->isEnabled());
        const Id before = newest().id;
        action("history.evaluate")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(newest().id > before, 10000);
        QVERIFY(newest().job.at("models").contains("reward"));
        QVERIFY(m_window->runsEnd(kRunMs));
    }

    /// The last one: the project is closed behind it.
    void theMenuOfRivalsGoesWithTheProject() {
        auto* page = history();
        page->lineage().select(model("base"));
        QTRY_VERIFY(action("history.judge")->isEnabled());
        action("history.judge")->trigger();
        QTRY_VERIFY(qobject_cast<QMenu*>(QApplication::activePopupWidget()));
        m_window->workbench().project.close();
        QTRY_VERIFY(!QApplication::activePopupWidget());
    }
};

QTEST_MAIN(TestPageVerbs)
#include "tst_page_verbs.moc"
