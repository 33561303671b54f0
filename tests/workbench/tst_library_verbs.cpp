// What the Library's menus do to the project: tags taken off, splits, paths, whole folders brought in, pictures found again;
// each by its own command, menu or dialog.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFile>
#include <QInputDialog>
#include <QMenu>
#include <QtTest>
#include <algorithm>

#include "answers.h"
#include "library_desk.h"
#include "widgets/value_table.h"
#include "workbench/library/caption_list.h"
#include "workbench/library/find_panel.h"

using namespace attune;
using namespace attune::test;

class TestLibraryVerbs : public QObject {
    Q_OBJECT

  private:
    static std::vector<Id> withTag(Library& library, const std::string& tag) {
        return library.window.ask([tag](Session& s) { return s.project().images().ids({.tag = tag}); });
    }
    static std::vector<Id> inSplit(Library& library, const std::string& split) {
        return library.window.ask([split](Session& s) { return s.project().images().ids({.split = split}); });
    }
    /// Agrees to the dialog that asks how to import.
    static bool agree(Library& library) {
        ImportDialog* dialog = nullptr;
        if (!QTest::qWaitFor([&] { return (dialog = library.window.window().findChild<ImportDialog*>()) != nullptr; }, kLibraryMs))
            return false;
        dialog->accept();
        return true;
    }

  private Q_SLOTS:
    // The platform's own dialogs cannot be driven.
    void initTestCase() { QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void theTextOfComparisonsPutsTheUserFirst() {
        std::vector<ComparisonRecord> all(4);
        for (auto& one : all) {
            one.leftCaptionId = 1;
            one.rightCaptionId = 2;
            one.rater = "me";
        }
        all[0].outcome = all[1].outcome = Preference::Right;
        all[2].outcome = Preference::BothBad;
        all[3].rater = "ann";
        all[3].outcome = Preference::Left;
        const QStringList lines = captionComparisonsText(2, all, "me").split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].startsWith(QStringLiteral("Compared by you: preferred 2 time")), qPrintable(lines[0]));
        QVERIFY2(lines[0].contains(QStringLiteral(", both bad 1 time")), qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(QStringLiteral("Compared by ann: not preferred 1 time")), qPrintable(lines[1]));
        QVERIFY(captionComparisonsText(3, all, "me").isEmpty());
    }

    void wordsOfAnotherRaterBearTheirName() {
        CaptionDetail words;
        words.caption.source = CaptionSource::Edit;
        QCOMPARE(captionFactsText(words, 0, "me"), QStringLiteral("edited by hand"));
        words.editor = "me";
        QCOMPARE(captionFactsText(words, 0, "me"), QStringLiteral("edited by hand"));
        words.editor = "ann";
        QCOMPARE(captionFactsText(words, 0, "me"), QStringLiteral("edited by ann"));
    }

    void aTagIsTakenOffJustTheSelectedImages() {
        Library library([](Session& session, Observer& observer) {
            fillScenes(session, observer);
            const auto ids = session.project().images().ids();
            session.project().tags().add("odd", {ids[0], ids[1], ids[2]});
        }, 16);
        const std::vector<Id> tagged{library.image(0), library.image(1), library.image(2)};
        QCOMPARE(withTag(library, "odd"), tagged);
        library.click(0);
        library.click(1, Qt::ShiftModifier);
        library.grid().setFocus();
        QTest::keyClick(&library.grid(), Qt::Key_T, Qt::ShiftModifier);
        auto* dialog = library.window.window().findChild<QInputDialog*>();
        QVERIFY(dialog);
        // Only tags that there are can be taken off.
        QVERIFY(!dialog->isComboBoxEditable());
        QCOMPARE(dialog->comboBoxItems(), QStringList{QStringLiteral("odd")});
        dialog->setTextValue(QStringLiteral("odd"));
        dialog->accept();
        QTRY_COMPARE_WITH_TIMEOUT(withTag(library, "odd"), std::vector<Id>{tagged[2]}, kLibraryMs);
    }

    void imagesAreMovedBetweenTheSplits() {
        Library library(fillScenes, 16);
        library.click(0);
        const Id image = library.image(0);
        for (const char* split : {"test", "validation", "train"}) {
            library.window.trigger(qPrintable(QStringLiteral("library.split_%1").arg(QLatin1String(split))));
            const auto there = inSplit(library, split);
            QVERIFY2(std::find(there.begin(), there.end(), image) != there.end(), split);
        }
        QCOMPARE(inSplit(library, "train").size(), std::size_t{12});
    }

    void allAreSelectedAndTheirPathsCopied() {
        Library library(fillScenes, 16);
        library.window.trigger("library.select_all");
        QCOMPARE(library.grid().selectedCount(), 16);
        QGuiApplication::clipboard()->clear();
        library.window.trigger("library.copy_path");
        const auto first = library.window.ask(
            [id = library.image(0)](Session& s) { return s.project().resolve(s.project().images().get(id).path).string(); });
        QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')) == 15, kLibraryMs);
        const QStringList paths = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(paths.front(), QString::fromStdString(first));
        for (const QString& path : paths) QVERIFY2(QFile::exists(path), qPrintable(path));
    }

    void theContextMenuActsOnTheImageUnderThePointer() {
        Library library(fillScenes, 16);
        library.click(0);
        const Id image = library.image(4);
        const QPoint at = library.grid().cellRect(4).center();
        QStringList entries;
        answerMenu(QStringLiteral("test split"), &entries);
        QTest::mousePress(library.grid().viewport(), Qt::RightButton, {}, at);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, library.grid().viewport()->mapToGlobal(at));
        QApplication::sendEvent(library.grid().viewport(), &event);
        for (const char* id : {"library.generate", "library.score_selected", "library.score", "library.rate", "library.tag",
                               "library.untag", "library.split_train", "library.split_validation", "library.split_test", "library.show_file",
                               "library.copy_path", "library.select_all"}) {
            const QString words = library.window.window().actions().text(QLatin1String(id));
            QVERIFY2(entries.contains(words), qPrintable(QStringLiteral("%1: %2").arg(words, entries.join(QStringLiteral(", ")))));
        }
        QCOMPARE(library.grid().selectedIds(), QVector<qint64>{image});
        const auto held = inSplit(library, "test");
        QCOMPARE(held.size(), std::size_t{5});
        QVERIFY(std::find(held.begin(), held.end(), image) != held.end());
    }

    void aFolderAndFilesAreBroughtInByTheirCommands() {
        Library library;
        const QString folder = makeFolder(library.window.path(QStringLiteral("photos")), 3);
        answerFileDialog(folder);
        library.window.trigger("library.import_folder");
        QVERIFY(agree(library));
        QVERIFY(library.shows(3));
        QVERIFY(library.importEnds());
        answerFileDialog(writePicture(library.window.path(QStringLiteral("one.png")), 1));
        library.window.trigger("library.import_files");
        QVERIFY(agree(library));
        QVERIFY(library.shows(4));
        QCOMPARE(library.images(), 4);
    }

    void missingPicturesAreFoundByTheButtonBesideThem() {
        Library library;
        const QString folder = makeFolder(library.window.path(QStringLiteral("here")), 3);
        library.drop({folder});
        QVERIFY(library.shows(3));
        QVERIFY(library.importEnds());
        const QString elsewhere = library.window.path(QStringLiteral("there"));
        QVERIFY(QDir().rename(folder, elsewhere));
        library.window.workbench().pictures.clear();
        library.click(1);
        auto* find = library.page->inspector().findButton();
        QVERIFY(QTest::qWaitFor([&] { return find->isVisible(); }, kLibraryMs));
        const auto& panel = library.page->findPanel();
        const auto choose = [&](const QString& place) {
            answerFileDialog(place);
            find->menu()->actions().front()->trigger();
        };
        // First where they are not: that is said, and nothing changes.
        choose(makeFolder(library.window.path(QStringLiteral("nowhere")), 0));
        QTRY_COMPARE_WITH_TIMEOUT(panel.summary(),
                                  QStringLiteral("0 found again, 3 still missing. Files looked at: 0 of 0. Images are known by "
                                                 "their contents, whatever their names: choose another folder."),
                                  kLibraryMs);
        QVERIFY(panel.list()->isVisible());
        QVERIFY(find->isVisible());
        choose(elsewhere);
        QVERIFY(library.inspects(library.image(1)));
        QVERIFY(!find->isVisible());
        const bool all = library.window.ask([](Session& s) {
            bool there = true;
            for (const auto& image : s.project().images().list())
                there = there && std::filesystem::exists(s.project().resolve(image.path));
            return there;
        });
        QVERIFY(all);
    }
};

QTEST_MAIN(TestLibraryVerbs)
#include "tst_library_verbs.moc"
