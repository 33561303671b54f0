// The History page while work goes on: what somebody has scrolled to and chosen stays as models and runs come.
#include <QScrollBar>
#include <QtTest>
#include <stdexcept>
#include <string>

#include "session/demo_world.h"
#include "window.h"
#include "workbench/history/history_page.h"
#include "workbench/history/lineage_delegate.h"
#include "workbench/history/lineage_view.h"
#include "workbench/history/runs_table.h"

using namespace attune;

namespace {

constexpr int kMany = 80;  ///< more than fit

Id addModel(Session& session, const std::string& name, const std::string& kind, Id parent) {
    ModelRecord model;
    model.name = name;
    model.kind = kind;
    model.parentId = parent;
    model.path = "models/" + name;
    return session.project().models().add(model);
}

Id addRun(Session& session, int number) {
    RunRecord run;
    run.folder = "generate-" + std::to_string(number);
    run.kind = "generate";
    run.status = "finished";
    run.job = Json::object();
    return session.project().runs().add(run);
}

/// A chain of captioners and as many runs; new work starts from the last captioner.
void fill(Session& session, Observer& observer) {
    Id model = addDemoWorld(session, {.seed = 1, .trainImages = 4, .testImages = 2}, observer);
    for (int i = 1; i <= kMany; ++i) {
        model = addModel(session, "round " + std::to_string(i), "captioner", model);
        addRun(session, i);
    }
    session.setCurrentModel(model);
}

}  // namespace

class TestHistoryPlace : public QObject {
    Q_OBJECT

  private:
    struct Desk {
        test::Window window;
        HistoryPage* page = nullptr;

        Desk() {
            if (!window.create(window.path(QStringLiteral("long.attune")), fill)) throw std::runtime_error("no project");
            page = window.page<HistoryPage>(PageId::History);
            const auto isThere = [this] { return page->lineage().currentModel() > 0 && page->runs().shownIds().size() == kMany; };
            if (!QTest::qWaitFor(isThere, 10000)) throw std::runtime_error("no models");
        }
        static qint64 modelAt(const QModelIndex& index) { return index.data(LineageDelegate::Id).toLongLong(); }
        QModelIndex rowOf(qint64 model) const {
            const auto* rows = page->lineage().model();
            for (int row = 0; row < rows->rowCount(); ++row)
                if (modelAt(rows->index(row, 0)) == model) return rows->index(row, 0);
            return {};
        }
        qint64 topModel() const { return modelAt(page->lineage().indexAt({0, 0})); }
        QVariant topRun() const { return page->runs().shownIds().value(page->runs().rowAt(0)); }
        bool isSeen(qint64 model) const {
            return page->lineage().viewport()->rect().contains(page->lineage().visualRect(rowOf(model)).center());
        }
        /// A reward model of the first captioner, in the drawing next to it, and a run on top of the table.
        bool somethingComes() {
            QSignalSpy refreshed(page, &HistoryPage::refreshed);
            const int models = page->lineage().model()->rowCount();
            const auto runs = page->runs().shownIds().size();
            window.workbench().project.write(
                page, Changes(Change::Models) | Change::Runs,
                [models](Session& s) {
                    addModel(s, "reward " + std::to_string(models), "reward", s.project().models().list("captioner").front().id);
                    addRun(s, 1000 + models);
                },
                [] {});
            return QTest::qWaitFor(
                [&] {
                    return !refreshed.isEmpty() && page->lineage().model()->rowCount() == models + 1 &&
                           page->runs().shownIds().size() == runs + 1;
                },
                10000);
        }
    };

  private Q_SLOTS:
    void theLineageStaysWhereItWasScrolledTo() {
        Desk desk;
        auto& lineage = desk.page->lineage();
        const qint64 chosen = lineage.currentModel();
        QVERIFY(desk.isSeen(chosen));  // opening the page scrolls to it
        lineage.verticalScrollBar()->setValue(20);
        const qint64 top = desk.topModel();
        QVERIFY(!desk.isSeen(chosen));
        for (int i = 0; i < 2; ++i) {
            const int above = desk.rowOf(top).row();
            QVERIFY(desk.somethingComes());
            QCOMPARE(desk.rowOf(top).row(), above + 1);  // the drawing has one more above
            QCOMPARE(desk.topModel(), top);
            QCOMPARE(lineage.currentModel(), chosen);
            QCOMPARE(lineage.selectionModel()->selectedRows().value(0), desk.rowOf(chosen));
        }
        // So it does while another view stands in its place.
        auto& runs = desk.page->runs();
        runs.setFocus();
        runs.selectId(runs.shownIds().value(0));
        QTest::keyClick(&runs, Qt::Key_Down, Qt::ShiftModifier);
        desk.window.trigger("history.compare");
        QVERIFY(desk.page->isComparing());
        QVERIFY(desk.somethingComes());
        desk.window.trigger("history.back");
        QTRY_VERIFY(lineage.isVisible());
        QCOMPARE(desk.topModel(), top);
        // What somebody chooses is scrolled to.
        lineage.select(chosen);
        QVERIFY(desk.isSeen(chosen));
    }

    void aRunThatIsChosenLeavesTheLineageWhereItIs() {
        Desk desk;
        auto& lineage = desk.page->lineage();
        const qint64 current = lineage.currentModel();
        lineage.verticalScrollBar()->setValue(20);
        const qint64 top = desk.topModel();
        const QVariant run = desk.page->runs().shownIds().value(3);
        desk.page->runs().selectId(run);
        QVERIFY(!lineage.selectionModel()->hasSelection());
        QVERIFY(desk.somethingComes());
        QVERIFY(!lineage.selectionModel()->hasSelection());
        QCOMPARE(lineage.currentModel(), current);
        QCOMPARE(desk.topModel(), top);
        QCOMPARE(desk.page->runs().selectedIds(), QVariantList{run});
    }

    void theRunsStayWhereTheyWereScrolledTo() {
        Desk desk;
        auto& runs = desk.page->runs();
        const QVariant chosen = runs.shownIds().value(2);
        runs.selectId(chosen);
        runs.verticalScrollBar()->setValue(30);
        const QVariant top = desk.topRun();
        QVERIFY(desk.somethingComes());
        QCOMPARE(desk.topRun(), top);
        QCOMPARE(runs.selectedIds(), QVariantList{chosen});
        // At the upper edge one sees what comes.
        runs.selectId(runs.shownIds().value(60));
        runs.verticalScrollBar()->setValue(0);
        QVERIFY(desk.somethingComes());
        QCOMPARE(runs.verticalScrollBar()->value(), 0);
    }
};

QTEST_MAIN(TestHistoryPlace)
#include "tst_history_place.moc"
