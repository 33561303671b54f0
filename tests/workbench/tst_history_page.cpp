// The History page: lineage, rolling back, notes, comparing, reproducing; on the screen and in the project file.
#include <QClipboard>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QStatusBar>
#include <QtTest>
#include <fstream>

#include "busy_writer.h"
#include "session/demo_world.h"
#include "training_desk.h"
#include "widgets/curve_plot.h"
#include "widgets/plot_board.h"
#include "widgets/theme.h"
#include "window.h"
#include "workbench/history/compare_view.h"
#include "workbench/history/details_panel.h"
#include "workbench/history/history_data.h"
#include "workbench/history/history_page.h"
#include "workbench/history/history_words.h"
#include "workbench/history/lineage_delegate.h"
#include "workbench/history/lineage_view.h"
#include "workbench/history/runs_table.h"

using namespace attune;

namespace {

std::string readFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Id addModel(Session& session, const std::string& name, const std::string& kind, Id parent, Id run) {
    ModelRecord model;
    model.name = name;
    model.kind = kind;
    model.parentId = parent;
    model.runId = run;
    model.path = "models/" + name;
    return session.project().models().add(model);
}

/// A base captioner, a reward model, and two optimisation runs that differ in one option and the seed.
void fill(Session& session, Observer& observer) {
    const Id base = addDemoWorld(session, {.seed = 1, .trainImages = 4, .testImages = 2}, observer);
    addModel(session, "reward", "reward", base, 0);
    for (int attempt = 1; attempt <= 2; ++attempt) {
        JobSettings settings;
        settings.device = "cpu";
        settings.seed = static_cast<std::uint64_t>(attempt);
        settings.options = {{"rounds", 2 + attempt}, {"minibatch_images", 64}};
        const Id run = session.newRun(draftOptimize(session.project(), settings, base)).id;
        Id parent = base;
        for (int round = 1; round <= 2; ++round) {
            session.project().metrics().add(run, round, {{"objective/scores", attempt + 0.1 * round}, {"objective/kl", 0.2 * round}});
            parent = addModel(session, "try " + std::to_string(attempt) + " round " + std::to_string(round), "captioner", parent, run);
        }
        session.project().runs().setStatus(run, attempt == 1 ? "finished" : "interrupted");
    }
    session.setCurrentModel(base);
}

}  // namespace

class TestHistoryPage : public QObject {
    Q_OBJECT

  private:
    struct Desk {
        test::Window window;
        QString folder;
        HistoryPage* page = nullptr;

        Desk() : folder(window.path(QStringLiteral("history.attune"))) {
            if (!window.create(folder, fill)) throw std::runtime_error("no project");
            show();
        }
        void show() {
            page = window.page<HistoryPage>(PageId::History);
            if (!QTest::qWaitFor([this] { return page->lineage().model()->rowCount() > 0; }, 10000)) throw std::runtime_error("no models");
        }
        QModelIndex row(const QString& name) {
            const auto* model = page->lineage().model();
            for (int i = 0; i < model->rowCount(); ++i)
                if (model->index(i, 0).data().toString() == name) return model->index(i, 0);
            return {};
        }
        void click(const QString& name) {
            const QModelIndex index = row(name);
            QTest::mouseClick(page->lineage().viewport(), Qt::LeftButton, {}, page->lineage().visualRect(index).center());
        }
        bool isCurrent(const QString& name) { return row(name).data(LineageDelegate::Current).toBool(); }
        QStringList detailTexts() {
            QStringList texts;
            for (const auto* label : page->details().findChildren<QLabel*>())
                if (label->isVisible()) texts.append(label->text());
            return texts;
        }
        /// A run that wrote a caption of each picture and is in the table; 0 if none came to be.
        Id generate() {
            Id run = 0;
            window.workbench().runs.launch(
                [](Project& p) {
                    JobSettings settings;
                    settings.device = "cpu";
                    settings.seed = 5;
                    return draftGenerate(p, settings, {}, 1);
                },
                [&](Id launched) { run = launched; });
            const bool isThere = QTest::qWaitFor([&] { return run > 0; }, 10000) && window.runsEnd(60000) &&
                                 QTest::qWaitFor([this] { return page->runs().shownIds().size() == 3; }, 5000);
            return isThere ? run : 0;
        }
        qint64 run(int newest) { return page->runs().shownIds().value(newest).toLongLong(); }
    };

  private Q_SLOTS:
    void laneOfTheFirstAttemptGoesOnOthersBranchOff() {
        const auto rows = layoutLineage({{1, 0}, {2, 1, false}, {3, 1}, {4, 3}, {5, 1}, {6, 99}, {7, 8}, {8, 7}});
        QList<qint64> ids;
        QHash<qint64, LineageRow> at;
        for (const auto& row : rows) {
            ids.append(row.id);
            at[row.id] = row;
        }
        QCOMPARE(ids, (QList<qint64>{1, 2, 5, 3, 4, 6, 7, 8}));
        QCOMPARE(at[2].lane, 1);
        QCOMPARE(at[2].passing, std::vector<int>{0});
        QCOMPARE(at[5].lane, 1);
        QCOMPARE(at[3].lane, 0);
        QVERIFY(at[3].passing.empty());
        QVERIFY(at[3].goesOn && !at[4].goesOn && !at[5].goesOn);
        QCOMPARE(at[6].parentLane, -1);
    }

    void aLongChainNeedsNoDeepStack() {
        std::vector<LineageNode> nodes;
        for (int i = 1; i <= 50000; ++i) nodes.push_back({i, i - 1});
        const auto rows = layoutLineage(nodes);
        QCOMPARE(rows.size(), nodes.size());
        QCOMPARE(rows.back().lane, 0);
    }

    void modelsAreComparedAtTheirOwnTemperature() {
        Desk desk;
        const auto gold = desk.window.ask([](Session& s) {
            std::vector<std::optional<double>> seen;
            const auto captioner = s.currentModel("captioner")->id;
            for (const auto& [temperature, score] : std::initializer_list<std::pair<double, double>>{{0.7, 0.6}, {1.0, 0.5}, {0.5, 0.7}}) {
                test::tellRun(s, draftEvaluate(s.project(), {}, captioner),
                              {{"started", Json::object()},
                               {"finished", Json{{"sampled", {{"temperature", temperature}, {"gold", score}}}}}});
                seen.push_back(HistoryReader().read(s.project()).model(captioner)->gold);
            }
            return seen;
        });
        QCOMPARE(gold[0], std::optional(0.6));
        QCOMPARE(gold[1], std::optional(0.5));
        QCOMPARE(gold[2], std::optional(0.5));
    }

    void rollingBackChangesTheCurrentModel() {
        Desk desk;
        QVERIFY(desk.isCurrent(QStringLiteral("base")));
        QVERIFY(!desk.isCurrent(QStringLiteral("try 1 round 2")));
        desk.click(QStringLiteral("try 1 round 2"));
        QTest::keyClick(&desk.page->lineage(), Qt::Key_M);
        QVERIFY(QTest::qWaitFor([&] { return desk.isCurrent(QStringLiteral("try 1 round 2")); }, 5000));
        QVERIFY(!desk.isCurrent(QStringLiteral("base")));
        QVERIFY(desk.isCurrent(QStringLiteral("reward")));
        QCOMPARE(desk.window.ask([](Session& s) { return s.currentModel("captioner")->name; }), std::string("try 1 round 2"));
        QVERIFY(!desk.window.window().actions().action(QStringLiteral("history.current"))->isEnabled());
        QVERIFY(desk.detailTexts().join(QLatin1Char('\n')).contains(QStringLiteral("new work starts from it")));
        desk.click(QStringLiteral("base"));
        desk.window.trigger("history.current");
        QVERIFY(QTest::qWaitFor([&] { return desk.isCurrent(QStringLiteral("base")); }, 5000));
        QCOMPARE(desk.window.ask([](Session& s) { return s.currentModel("captioner")->name; }), std::string("base"));
    }

    void whatWasChosenInAnotherProjectIsNotOnOffer() {
        Desk desk;
        desk.click(QStringLiteral("try 1 round 2"));
        const auto reason = [&] { return desk.window.window().actions().reason(QStringLiteral("history.current")); };
        QVERIFY(reason().isEmpty());
        QVERIFY(desk.window.create(desk.window.path(QStringLiteral("other.attune"))));
        QCOMPARE(reason(), QStringLiteral("Choose a model first."));
    }

    void namesAndNotesAreKept() {
        Desk desk;
        desk.click(QStringLiteral("try 1 round 1"));
        auto* note = desk.page->details().findChild<QPlainTextEdit*>();
        note->setFocus();
        QTest::keyClicks(note, QStringLiteral("too fond of colours"));
        desk.click(QStringLiteral("try 1 round 2"));  // leaving it saves it
        QVERIFY(note->toPlainText().isEmpty());
        QTest::keyClick(&desk.page->lineage(), Qt::Key_F2);
        auto* name = desk.page->details().findChild<QLineEdit*>();
        QTRY_VERIFY(name->hasFocus());
        QTest::keyClicks(name, QStringLiteral("the good one"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return desk.row(QStringLiteral("the good one")).isValid(); }, 5000));
        // Of a run, and half typed when the program ends.
        desk.page->runs().selectId(desk.run(0));
        note->setFocus();
        QTest::keyClicks(note, QStringLiteral("more rounds"));
        desk.window.restart();
        QVERIFY(desk.window.open(desk.folder));
        desk.show();
        QVERIFY(desk.row(QStringLiteral("the good one")).isValid());
        desk.click(QStringLiteral("try 1 round 1"));
        note = desk.page->details().findChild<QPlainTextEdit*>();
        QCOMPARE(note->toPlainText(), QStringLiteral("too fond of colours"));
        desk.page->runs().selectId(desk.run(0));
        QCOMPARE(note->toPlainText(), QStringLiteral("more rounds"));
        const auto stored = desk.window.ask([](Session& s) {
            return std::pair{s.project().models().list()[2].note, s.project().runs().list().back().note};
        });
        QCOMPARE(stored.first, std::string("too fond of colours"));
        QCOMPARE(stored.second, std::string("more rounds"));
    }

    void aNoteThatCannotBeSavedStays() {
        Desk desk;
        const QString words = QStringLiteral("too fond of colours");
        const auto isSaidUnsaved = [&desk] {
            return desk.detailTexts().join(QLatin1Char('\n')).contains(QStringLiteral("This note is not saved yet"));
        };
        desk.click(QStringLiteral("try 1 round 1"));
        auto* note = desk.page->details().findChild<QPlainTextEdit*>();
        note->setFocus();
        desk.window.refuseWrites(true);
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        QSignalSpy refreshed(desk.page, &HistoryPage::refreshed);
        QTest::keyClicks(note, words);
        QVERIFY(problems.wait(5000));
        QVERIFY(refreshed.wait(5000));  // what the project has is read again, and is older
        QCOMPARE(note->toPlainText(), words);
        QVERIFY(isSaidUnsaved());
        // Nor is it lost when one looks at another, which tries again.
        desk.click(QStringLiteral("try 1 round 2"));
        QVERIFY(note->toPlainText().isEmpty());
        QVERIFY(!isSaidUnsaved());
        QTRY_COMPARE_WITH_TIMEOUT(problems.size(), 2, 5000);
        desk.click(QStringLiteral("try 1 round 1"));
        QCOMPARE(note->toPlainText(), words);
        QTRY_COMPARE_WITH_TIMEOUT(problems.size(), 3, 5000);
        QVERIFY(isSaidUnsaved());
        desk.window.refuseWrites(false);
        desk.click(QStringLiteral("try 1 round 2"));
        QCOMPARE(desk.window.ask([](Session& s) { return s.project().models().list()[2].note; }), words.toStdString());
        desk.click(QStringLiteral("try 1 round 1"));
        QTRY_COMPARE_WITH_TIMEOUT(note->toPlainText(), words, 5000);
        QVERIFY(!isSaidUnsaved());
    }

    void namesNotesAndReproducedRunsDoNotWaitForAnImport() {
        Desk desk;
        const Id original = desk.generate();
        QVERIFY(original > 0);
        const auto end = qScopeGuard([&desk] { desk.window.workbench().engine.kill(); });
        const test::BusyWriter importing(desk.window.workbench().project);
        desk.click(QStringLiteral("try 1 round 1"));
        auto* note = desk.page->details().findChild<QPlainTextEdit*>();
        note->setFocus();
        QTest::keyClicks(note, QStringLiteral("too fond of colours"));
        desk.click(QStringLiteral("try 1 round 2"));
        QTest::keyClick(&desk.page->lineage(), Qt::Key_F2);
        auto* name = desk.page->details().findChild<QLineEdit*>();
        QTRY_VERIFY(name->hasFocus());
        QTest::keyClicks(name, QStringLiteral("the good one"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return desk.row(QStringLiteral("the good one")).isValid(); }, 5000));
        std::string stored;
        desk.window.workbench().project.read(
            desk.page, [](Project& p) { return p.models().list()[2].note; }, [&](const std::string& kept) { stored = kept; });
        QVERIFY(QTest::qWaitFor([&] { return stored == "too fond of colours"; }, 5000));
        desk.page->runs().selectId(QVariant::fromValue<qint64>(original));
        QTest::keyClick(&desk.page->runs(), Qt::Key_R);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->runs().shownIds().size() == 4; }, 10000));
    }

    void comparingShowsTheCurvesOfBothAndWhatDiffers() {
        Desk desk;
        auto& table = desk.page->runs();
        QCOMPARE(table.shownIds().size(), 2);
        QVERIFY(!desk.window.window().actions().action(QStringLiteral("history.compare"))->isEnabled());
        // Its button stands off the grip between table and details.
        for (const auto* button : desk.page->findChildren<QPushButton*>()) {
            if (button->text() != QStringLiteral("Compare the selected runs")) continue;
            const int right = button->mapTo(desk.page, QPoint(button->width(), 0)).x();
            QVERIFY(desk.page->details().mapTo(desk.page, QPoint()).x() - right > theme::kGrid);
        }
        table.setFocus();
        table.selectId(desk.run(0));
        QTest::keyClick(&table, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(table.selectedRuns().size(), 2);
        QTest::keyClick(&table, Qt::Key_C);
        QVERIFY(desk.page->isComparing());
        auto& view = desk.page->comparison();
        QVERIFY(QTest::qWaitFor([&] { return view.board()->metrics().contains(QStringLiteral("objective/scores")); }, 5000));
        const CurvePlot* plot = view.board()->plot(QStringLiteral("objective/scores"));
        const QString csv = QString::fromUtf8(plot->exportAs(ExportFormat::Csv));
        for (const char* value : {"1.1", "1.2", "2.1", "2.2"}) QVERIFY2(csv.contains(QLatin1String(value)), qPrintable(csv));
        const QVariantList different = view.options()->shownIds();
        QVERIFY(different.contains(QStringLiteral("rounds")));
        QVERIFY(different.contains(QStringLiteral("seed")));
        QVERIFY(!different.contains(QStringLiteral("minibatch_images")));
        QVERIFY(!different.contains(QStringLiteral("device")));
        QTest::keyClick(&desk.window.window(), Qt::Key_Escape);
        QVERIFY(!desk.page->isComparing());
    }

    void theLineageCopiesWhatItShows() {
        Desk desk;
        auto& lineage = desk.page->lineage();
        desk.click(QStringLiteral("try 1 round 2"));
        QTest::keyClick(&lineage, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);  // titles, the row, and the end of its line
        QVERIFY2(lines[0].startsWith(QStringLiteral("Model\tKind\t")), qPrintable(lines[0]));
        const QStringList cells = lines[1].split(QLatin1Char('\t'));
        QCOMPARE(cells.size(), lines[0].count(QLatin1Char('\t')) + 1);
        QCOMPARE(cells[0], QStringLiteral("try 1 round 2"));
        QCOMPARE(cells[1], QStringLiteral("captioner"));
        QVERIFY2(QDateTime::fromString(cells.last(), Qt::ISODateWithMs).isValid(), qPrintable(cells.last()));
        QVERIFY(!desk.page->isComparing());  // C alone is another command
    }

    void anInterruptedRunSaysSoAndOffersToResume() {
        Desk desk;
        auto& actions = desk.window.window().actions();
        desk.page->runs().selectId(desk.run(1));
        QVERIFY(!actions.action(QStringLiteral("history.resume"))->isEnabled());
        desk.page->runs().selectId(desk.run(0));
        QVERIFY(actions.action(QStringLiteral("history.resume"))->isEnabled());
        const QString words = desk.detailTexts().join(QLatin1Char('\n'));
        QVERIFY2(words.contains(QStringLiteral("interrupted")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("last checkpoint")), qPrintable(words));
        // One that stopped itself says why, instead of that its program ended.
        HistoryRun broken;
        broken.record.status = "interrupted";
        broken.ends.failure = {{"problem", "the run was stopped: \"all scores are finite\" does not hold"}, {"reason", "some are not"}};
        QCOMPARE(problemOf(broken).what, QStringLiteral("The run was stopped: \"all scores are finite\" does not hold."));
        QCOMPARE(problemOf(broken).why, QStringLiteral("Some are not."));
        QCOMPARE(causeOf(broken), problemOf(broken).what);
        // Beside the state "failed" its cause alone.
        broken.record.status = "failed";
        QCOMPARE(causeOf(broken), QStringLiteral("The run was stopped: \"all scores are finite\" does not hold."));
        broken.ends.failure = nullptr;
        QCOMPARE(causeOf(broken), QStringLiteral("The run failed."));
    }

    void aRunWithoutAPageOfItsOwnSaysSoWhenItIsOpened() {
        Desk desk;
        const Id run = desk.generate();
        QVERIFY(run > 0);
        desk.page->runs().selectId(QVariant::fromValue<qlonglong>(run));
        desk.page->runs().setFocus();
        QTest::keyClick(&desk.page->runs(), Qt::Key_Return);
        const QString said = desk.window.window().statusBar()->currentMessage();
        QVERIFY2(said.contains(QStringLiteral("No page shows runs of this kind")), qPrintable(said));
    }

    void reproducingQueuesARunWithTheSameInputs() {
        Desk desk;
        const Id original = desk.generate();
        QVERIFY(original > 0);
        desk.page->runs().selectId(QVariant::fromValue<qint64>(original));
        QTest::keyClick(&desk.page->runs(), Qt::Key_R);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->runs().shownIds().size() == 4; }, 10000));
        QVERIFY(desk.window.runsEnd(60000));
        const auto same = desk.window.ask([original](Session& s) {
            const Id copy = s.project().runs().list().back().id;
            const auto from = s.runFolder(original), to = s.runFolder(copy);
            bool all = copy != original && s.project().runs().get(copy).status == "finished";
            for (const char* file : {"job.json", "inputs/images.jsonl"})
                all = all && !readFile(from / file).empty() && readFile(from / file) == readFile(to / file);
            const auto words = [&](Id run) {
                std::vector<std::string> texts;
                for (const auto& caption : s.project().captions().list({.runId = run})) texts.push_back(caption.text);
                return texts;
            };
            return std::pair{all, !words(original).empty() && words(original) == words(copy)};
        });
        QVERIFY(same.first);
        QVERIFY(same.second);
    }
};

QTEST_MAIN(TestHistoryPage)
#include "tst_history_page.moc"
