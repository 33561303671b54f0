// Out of a project by the dialog: what is written, what is said, and how problems are told.
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QtTest>

#include "answers.h"
#include "captioned_project.h"
#include "widgets/progress_row.h"
#include "workbench/export/decision_import.h"
#include "workbench/export/export_commands.h"
#include "workbench/export/export_dialog.h"

using namespace attune;

class TestExportDialog : public QObject {
    Q_OBJECT

  private:
    static void fill(Session& session, Observer& observer) {
        const Id model = addDemoWorld(session, {.seed = 1, .trainImages = 6, .testImages = 2}, observer);
        test::addCaptions(session, model, {"a red circle", "a blue star"});
        session.rateSimulated(5, 1);
        for (const auto& caption : session.project().captions().list({.source = CaptionSource::Model, .unrated = true})) {
            RatingRecord rating;
            rating.captionId = caption.id;
            rating.value = 4;
            rating.rater = "someone";
            session.project().decisions().add(rating);
        }
    }

    struct Desk {
        test::Window window;
        ExportDialog* dialog = nullptr;

        Desk() {
            if (!window.create(window.path(QStringLiteral("export.attune")), fill)) throw std::runtime_error("no project");
            QTest::keyClick(&window.window(), Qt::Key_E, Qt::ControlModifier);
            dialog = window.window().findChild<ExportDialog*>();
            if (!dialog) throw std::runtime_error("no dialog");
        }
        void begin(const QString& format, const QString& path) {
            auto* formats = dialog->findChild<QListWidget*>();
            for (int row = 0; row < formats->count(); ++row)
                if (formats->item(row)->data(Qt::UserRole).toString() == format) formats->setCurrentRow(row);
            auto* field = dialog->findChild<QLineEdit*>();
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, path);
            for (auto* button : dialog->findChildren<QPushButton*>())
                if (button->isDefault()) QTest::mouseClick(button, Qt::LeftButton);
        }
        /// The words that were shown, once it is over.
        QString run(const QString& format, const QString& path) {
            QSignalSpy ended(dialog, &ExportDialog::ended);
            begin(format, path);
            if (ended.isEmpty() && !ended.wait(20000)) return QStringLiteral("no end");
            return words();
        }
        QString words() {
            QStringList all;
            for (const auto* label : dialog->findChildren<QLabel*>())
                if (label->isVisible()) all.append(label->text());
            return all.join(QLatin1Char('\n'));
        }
        QString path(const char* name) { return window.path(QLatin1String(name)); }
    };

    static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

  private Q_SLOTS:
    // The platform's own dialogs cannot be driven.
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void everyFormatIsOfferedWithASentence() {
        Desk desk;
        auto* formats = desk.dialog->findChild<QListWidget*>();
        QCOMPARE(formats->count(), static_cast<int>(exportFormats().size()));
        for (int row = 0; row < formats->count(); ++row) {
            QVERIFY(formats->item(row)->text() != formats->item(row)->data(Qt::UserRole).toString());
            QVERIFY(formats->item(row)->toolTip().endsWith(QLatin1Char('.')));
        }
    }

    void theFolderThatWasTypedServesTheNextFormat() {
        Desk desk;
        auto* formats = desk.dialog->findChild<QListWidget*>();
        auto* path = desk.dialog->findChild<QLineEdit*>();
        formats->setCurrentRow(0);
        path->setFocus();
        path->selectAll();
        QTest::keyClicks(path, desk.path("mine/one.jsonl"));
        formats->setCurrentRow(1);
        QVERIFY2(path->text().startsWith(desk.path("mine/")), qPrintable(path->text()));
        QVERIFY(!path->text().endsWith(QStringLiteral("one.jsonl")));
    }

    void theFieldsOfAllFormatsBeginAtOneLine() {
        Desk desk;
        QVERIFY(QTest::qWaitForWindowExposed(desk.dialog));
        auto* formats = desk.dialog->findChild<QListWidget*>();
        const auto* path = desk.dialog->findChild<QLineEdit*>();
        const auto* judge = desk.dialog->findChild<QCheckBox*>();
        const auto begin = [&desk](const QWidget* field) { return field->mapTo(desk.dialog, QPoint()).x(); };
        const int line = begin(path);
        bool seen = false;
        for (int row = 0; row < formats->count(); ++row) {
            formats->setCurrentRow(row);
            QTest::qWait(20);
            QCOMPARE(begin(path), line);
            if (!judge->isVisible()) continue;
            QCOMPARE(begin(judge), line);
            seen = true;
        }
        QVERIFY(seen);
    }

    void ratingsAreWrittenAndCounted() {
        Desk desk;
        const QString path = desk.path("ratings.csv");
        const QString words = desk.run(QStringLiteral("csv"), path);
        QVERIFY2(words.contains(QStringLiteral("Exported: 12 row")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("5 of them simulated")), qPrintable(words));
        QCOMPARE(contents(path).count('\n'), 13);
    }

    void aFileIsReplacedOnlyIfOneAgrees() {
        Desk desk;
        const QString path = desk.path("decisions.jsonl");
        QVERIFY(desk.run(QStringLiteral("jsonl"), path).contains(QStringLiteral("12 row")));
        QFile(path).remove();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        QTimer timer;
        auto button = QMessageBox::Cancel;
        int asked = 0;
        connect(&timer, &QTimer::timeout, desk.dialog, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (!box) return;
            ++asked;
            QTest::mouseClick(box->button(button), Qt::LeftButton);
        });
        timer.start(20);
        for (auto* start : desk.dialog->findChildren<QPushButton*>())
            if (start->isDefault()) QTest::mouseClick(start, Qt::LeftButton);
        QTRY_COMPARE(asked, 1);
        QTest::qWait(100);
        QCOMPARE(contents(path), QByteArray("mine"));
        button = QMessageBox::Yes;
        QVERIFY(desk.run(QStringLiteral("jsonl"), path).contains(QStringLiteral("12 row")));
        QCOMPARE(asked, 2);
        QCOMPARE(contents(path).count('\n'), 12);
    }

    void theQuestionGoesWithTheProject() {
        Desk desk;
        const QString path = desk.path("decisions.jsonl");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        desk.begin(QStringLiteral("jsonl"), path);
        QTRY_VERIFY(qobject_cast<QMessageBox*>(QApplication::activeModalWidget()));
        const QPointer<ExportDialog> dialog = desk.dialog;
        desk.window.workbench().project.close();
        QTRY_VERIFY(!dialog);
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(contents(path), QByteArray("mine"));
    }

    void thePlaceIsChosenInADialogThatGoesWithTheProject() {
        Desk desk;
        auto* field = desk.dialog->findChild<QLineEdit*>();
        QPushButton* choose = nullptr;
        for (auto* button : desk.dialog->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("&Choose...")) choose = button;
        QVERIFY(choose);
        const QString path = desk.path("chosen.jsonl");
        test::answerFileDialog(path);
        QTest::mouseClick(choose, Qt::LeftButton);
        QTRY_COMPARE(field->text(), path);
        QTRY_VERIFY(!desk.dialog->findChild<QFileDialog*>());
        QTest::mouseClick(choose, Qt::LeftButton);
        QTRY_VERIFY(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()));
        const QPointer<ExportDialog> dialog = desk.dialog;
        desk.window.workbench().project.close();
        QTRY_VERIFY(!dialog);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void aCheckpointIsCopiedOnceAndNeverOver() {
        Desk desk;
        QVERIFY(QTest::qWaitFor([&] { return desk.dialog->findChild<QComboBox*>()->count() == 1; }, 5000));
        const QString path = desk.path("copy");
        const QString words = desk.run(QStringLiteral("checkpoint"), path);
        QVERIFY2(words.contains(QStringLiteral("Exported.")), qPrintable(words));
        QVERIFY(QFile::exists(path + QStringLiteral("/model.safetensors")));
        const QString again = desk.run(QStringLiteral("checkpoint"), path);
        QVERIFY2(again.contains(QStringLiteral("already")), qPrintable(again));
    }

    void tasksComeWithTheirLabellingInterface() {
        Desk desk;
        const QString words = desk.run(QStringLiteral("label-studio"), desk.path("tasks.json"));
        QVERIFY2(words.contains(QStringLiteral("12 row")), qPrintable(words));
        QVERIFY2(words.contains(QStringLiteral("5 of them simulated")), qPrintable(words));
        QVERIFY2(words.contains(desk.path("tasks.config.xml")), qPrintable(words));
        QVERIFY(contents(desk.path("tasks.config.xml")).startsWith("<View>"));
    }

    void curvesGoIntoAFolderForEachRun() {
        Desk desk;
        const QString path = desk.path("curves");
        const QString none = desk.run(QStringLiteral("tensorboard"), path);
        QVERIFY2(none.contains(QStringLiteral("no runs with metrics")), qPrintable(none));
        QVERIFY(!QFile::exists(path));
        const Id id = desk.window.ask([](Session& s) {
            RunRecord run;
            run.kind = "optimize";
            run.folder = "1";
            run.status = "finished";
            const Id made = s.project().runs().add(run);
            s.project().metrics().add(made, 1, {{"objective/kl", 0.5}});
            return made;
        });
        const QString words = desk.run(QStringLiteral("tensorboard"), path);
        QVERIFY2(words.contains(QStringLiteral("Exported.")), qPrintable(words));
        QVERIFY(QFile::exists(QStringLiteral("%1/run-%2-optimize").arg(path).arg(id)));
    }

    void problemsAreToldInWords() {
        Desk desk;
        QString words = desk.run(QStringLiteral("csv"), QStringLiteral("/proc/nowhere/ratings.csv"));
        QVERIFY2(words.contains(QStringLiteral("/proc/nowhere")), qPrintable(words));
        words = desk.run(QStringLiteral("csv"), QStringLiteral("relative.csv"));
        QVERIFY2(words.contains(QStringLiteral("no complete path")), qPrintable(words));
        QVERIFY(desk.dialog->isVisible());
    }

    void anExportThatIsStoppedLeavesNothing() {
        Desk desk;
        auto& task = ExportTask::of(desk.window.workbench());
        QSignalSpy ended(&task, &ExportTask::ended);
        const QString folder = desk.path("stopped");
        QVERIFY(QDir().mkpath(folder));
        desk.begin(QStringLiteral("checkpoint"), folder + QStringLiteral("/copy"));
        QVERIFY(task.isRunning());
        auto* row = desk.dialog->findChild<ProgressRow*>();
        QVERIFY(row && row->isVisible());
        Q_EMIT row->cancelRequested();
        QVERIFY(task.isCancelling());
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 1; }, 20000));
        QVERIFY(!row->isVisible());
        // It may have been quicker than the wish.
        if (ended[0][0].value<ExportOutcome>().end == ExportOutcome::End::Cancelled) {
            QVERIFY2(desk.words().contains(QStringLiteral("Nothing was written")), qPrintable(desk.words()));
            QVERIFY(QDir(folder).isEmpty());
        }
    }

    void whatEndsBehindAClosedDialogIsToldInTheWindow() {
        Desk desk;
        auto* messages = desk.window.window().findChild<MessageBar*>();
        const QString path = desk.path("ratings.csv");
        desk.begin(QStringLiteral("csv"), path);
        desk.dialog->reject();
        QTRY_VERIFY2(messages->text().contains(QStringLiteral("The export is done: %1").arg(path)), qPrintable(messages->text()));
        QCOMPARE(contents(path).count('\n'), 13);
        messages->clear();
        QTRY_VERIFY(!desk.window.window().findChild<ExportDialog*>());
        desk.window.trigger("file.export");
        desk.dialog = desk.window.window().findChild<ExportDialog*>();
        QVERIFY(desk.dialog);
        desk.begin(QStringLiteral("csv"), QStringLiteral("/proc/nowhere/ratings.csv"));
        desk.dialog->reject();
        QTRY_VERIFY2(messages->text().contains(QStringLiteral("/proc/nowhere")), qPrintable(messages->text()));
    }

    void decisionsComeInAgainAndOneUndoTakesThemBack() {
        Desk desk;
        const QString path = desk.path("again.jsonl");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Id caption = desk.window.ask([](Session& s) { return s.project().captions().list({.source = CaptionSource::Model}).front().id; });
        file.write(QStringLiteral("{\"caption\":%1,\"value\":2,\"rater\":\"a colleague\"}\n").arg(caption).toUtf8());
        file.close();
        auto* commands = desk.window.window().findChild<ExportCommands*>();
        QSignalSpy imported(commands, &ExportCommands::imported);
        commands->importDecisions(path);
        QVERIFY(imported.wait(5000));
        QVERIFY(desk.window.window().findChild<MessageBar*>()->text().contains(QStringLiteral("1 rating")));
        QCOMPARE(desk.window.ask([](Session& s) { return s.project().decisions().counts().ratings; }), 13);
        desk.window.trigger("edit.undo");
        QTRY_COMPARE(desk.window.ask([](Session& s) { return s.project().decisions().counts().ratings; }), 12);
        QVERIFY(file.open(QIODevice::Append));
        file.write("{\"caption\": 99999, \"value\": 2}\n");
        file.close();
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        commands->importDecisions(path);
        QVERIFY(problems.wait(5000));
        QVERIFY(problems.front().front().value<Problem>().what.contains(QStringLiteral("line 2")));
        QCOMPARE(desk.window.ask([](Session& s) { return s.project().decisions().counts().ratings; }), 12);
    }

    void aLongFileOfDecisionsHoldsUpNoRatingAndIsStoppedWhole() {
        constexpr qint64 kLines = 200000;
        Desk desk;
        desk.dialog->reject();
        const auto count = [&] { return desk.window.ask([](Session& s) { return s.project().decisions().counts().ratings; }); };
        const auto caption = desk.window.ask([](Session& s) { return s.project().captions().list({.source = CaptionSource::Model}).front(); });
        const QByteArray line = QStringLiteral("{\"image\":%1,\"text\":\"%2\",\"value\":2,\"rater\":\"a colleague\"}\n")
                                    .arg(caption.imageId)
                                    .arg(QString::fromStdString(caption.text))
                                    .toUtf8();
        const QString path = desk.path("long.jsonl");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(line.repeated(kLines));
        file.close();
        auto& task = DecisionImport::of(desk.window.workbench());
        QSignalSpy ended(&task, &DecisionImport::ended);
        desk.window.window().findChild<ExportCommands*>()->importDecisions(path);
        QVERIFY(task.isRunning());
        QCOMPARE(count(), 12);  // the thread that ratings are written on is free
        QVERIFY(task.isRunning() && !task.isRecording());
        QPointer<ProgressRow> row;
        const auto isShown = [&] {
            for (auto* dialog : desk.window.window().findChildren<QDialog*>())
                if (dialog->isVisible()) row = dialog->findChild<ProgressRow*>();
            return !row.isNull();
        };
        QTRY_VERIFY(isShown());
        QTRY_COMPARE(task.total(), kLines);
        QTRY_VERIFY(task.done() > 0);
        QString asked;
        test::answerQuestion(QStringLiteral("Keep working"), [&asked] {
            asked = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())->text();
            return true;
        });
        desk.window.trigger("file.close");
        QCOMPARE(asked, QStringLiteral("Decisions are being imported. None of them is taken in."));
        QVERIFY(task.isRunning() && !task.isCancelling());
        Q_EMIT row->cancelRequested();
        QVERIFY(task.isCancelling());
        QVERIFY(ended.size() == 1 || ended.wait(2000));
        QCOMPARE(ended[0][0].value<DecisionImportOutcome>().end, DecisionImportOutcome::End::Cancelled);
        QTRY_VERIFY(!row);
        QVERIFY(!task.isRunning());
        QCOMPARE(count(), 12);
    }
};

QTEST_MAIN(TestExportDialog)
#include "tst_export_dialog.moc"
