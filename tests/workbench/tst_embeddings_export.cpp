// What the Embeddings page writes to files of the points it shows.
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QtTest>
#include <atomic>
#include <sstream>
#include <string>
#include <vector>

#include "answers.h"
#include "media/csv.h"
#include "space_window.h"

using namespace attune;
using test::SpaceWindow;

class TestEmbeddingsExport : public QObject {
    Q_OBJECT

  private:
    static constexpr int kImages = SpaceWindow::kImages;

  private Q_SLOTS:
    // The platform's own dialogs cannot be driven.
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void theScatterIsWrittenToAFileByItsCommand() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        const QString path = desk.window.path(QStringLiteral("space.csv"));
        test::answerFileDialog(path);
        desk.window.trigger("embeddings.export_csv");
        QTRY_VERIFY(QFile::exists(path));
    }

    void rowsSayWhichImageAndCaptionTheyAre_data() {
        QTest::addColumn<QByteArray>("space");
        for (const char* space : {"shared", "policy"}) QTest::newRow(space) << QByteArray(space);
    }
    void rowsSayWhichImageAndCaptionTheyAre() {
        QFETCH(QByteArray, space);
        SpaceWindow desk;
        desk.addRun(space == "policy" ? "optimize" : "embed", space.constData(), {0}, false);
        desk.show();
        std::istringstream file(desk.page->scatter()->exportAs(ExportFormat::Csv)().toStdString());
        CsvReader reader(file);
        std::vector<std::string> fields;
        QVERIFY(reader.next(fields));
        QCOMPARE(fields, (std::vector<std::string>{"point", "x", "y", "value", "selected", "kind", "image_id", "caption_id", "text"}));
        int rows = 0;
        for (; reader.next(fields); ++rows) {
            QCOMPARE(fields.size(), std::size_t{9});
            const auto of = static_cast<std::size_t>(rows % kImages);
            QCOMPARE(fields[6], std::to_string(desk.images[of]));
            const bool hasId = rows >= kImages, hasText = !hasId && space == "policy";
            QCOMPARE(fields[5], std::string(hasId || hasText ? "caption" : "image"));
            QCOMPARE(fields[7], hasId ? std::to_string(desk.captions[of]) : std::string());
            QCOMPARE(fields[8], hasText ? "gr\xC3\xBCn " + std::to_string(rows) + " in step 0" : std::string());
        }
        QCOMPARE(rows, 2 * kImages);
    }

    void theScatterIsWrittenToAFileFromItsMenu() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        auto* view = desk.page->scatter();
        const QString path = desk.window.path(QStringLiteral("space.csv"));
        test::answerMenu(QStringLiteral("CSV"));
        test::answerFileDialog(path);
        const QPoint middle = view->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, middle, view->mapToGlobal(middle));
        QApplication::sendEvent(view, &event);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 2 * kImages + 1);
    }

    void anExportIsMadeOnceItsFileIsChosenAndNotInTheWindow() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        std::atomic<int> made = 0;
        std::atomic<bool> inWindow = false;
        const ExportBytes bytes = [&made, &inWindow] {
            ++made;
            inWindow = QThread::currentThread() == qApp->thread();
            return QByteArray("points");
        };
        test::tryUntil([] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (dialog) dialog->reject();
            return dialog != nullptr;
        });
        Q_EMIT desk.page->scatter()->exportRequested(QStringLiteral("space.svg"), bytes);
        QTest::qWait(50);
        QCOMPARE(made.load(), 0);
        const QString path = desk.window.path(QStringLiteral("space.svg"));
        test::answerFileDialog(path);
        Q_EMIT desk.page->scatter()->exportRequested(QStringLiteral("space.svg"), bytes);
        QTRY_VERIFY(QFile::exists(path));
        QCOMPARE(made.load(), 1);
        QVERIFY(!inWindow);
    }

    void anExportGetsTheEndingOfItsFormat() {
        SpaceWindow desk;
        desk.addRun("embed", "shared", {0}, false);
        desk.show();
        const auto give = [&desk](const QByteArray& bytes) {
            Q_EMIT desk.page->scatter()->exportRequested(QStringLiteral("points.svg"), [bytes] { return bytes; });
        };
        const QString typed = desk.window.path(QStringLiteral("space")), path = typed + QStringLiteral(".svg");
        test::answerFileDialog(typed);
        give("first");
        QTRY_VERIFY(QFile::exists(path));
        QVERIFY(!QFile::exists(typed));
        // It is asked about by the same name.
        QString asked;
        test::answerFileDialog(typed);
        test::answerQuestion(QStringLiteral("No"), [&asked] {
            asked = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())->text();
            return true;
        });
        test::tryUntil([&asked] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog || asked.isEmpty()) return false;
            dialog->reject();
            return true;
        });
        give("second");
        QVERIFY2(asked.contains(QStringLiteral("space.svg")), qPrintable(asked));
        QTest::qWait(50);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("first"));
    }
};

QTEST_MAIN(TestEmbeddingsExport)
#include "tst_embeddings_export.moc"
