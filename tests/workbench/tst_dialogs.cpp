// Every dialog as one meets it without a mouse: controls with names, Tab in reading order, Escape leaves it, and the focus is
// back where it was.
#include <QDialog>
#include <QTabWidget>
#include <QMenu>
#include <QPointer>
#include <QtTest>

#include "captioned_project.h"
#include "control_walk.h"
#include "library_desk.h"
#include "widgets/command_palette.h"
#include "workbench/export/export_dialog.h"
#include "workbench/library/library_actions.h"

using namespace attune;

class TestDialogs : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::Window> m_window;

    MainWindow& window() { return m_window->window(); }
    QDialog* shown(int ms = 5000) {
        QDialog* found = nullptr;
        (void)QTest::qWaitFor([&found] {
            for (QWidget* top : QApplication::topLevelWidgets())
                if (auto* dialog = qobject_cast<QDialog*>(top); dialog && dialog->isVisible()) found = dialog;
            return found != nullptr;
        }, ms);
        return found;
    }
    /// Opens the dialog of this command on that page. @return nullptr if none comes
    QDialog* open(const QString& action, PageId page) {
        window().activateWindow();
        if (!QTest::qWaitForWindowActive(&window())) return nullptr;
        window().showPage(page);
        auto* library = qobject_cast<LibraryPage*>(window().pageWidget(PageId::Library));
        // What a file dialog would lead to: that one belongs to Qt.
        if (action == QLatin1String("library.import")) {
            library->importPaths({m_window->path(QStringLiteral("photos"))});
        } else if (action == QLatin1String("library.captioner")) {
            library->verbs().lookAtCaptioner(QString::fromStdString(demoCaptionerFolder().string()));
        } else {
            QAction* command = window().actions().action(action);
            if (!command || !QTest::qWaitFor([command] { return command->isEnabled(); }, 10000)) return nullptr;
            command->trigger();
        }
        return shown();
    }
    /// Makes a project and selects its eight images in the Library.
    bool makeProject(const QString& name) {
        if (!m_window->create(m_window->path(name), [](Session& session, Observer& observer) { test::addCaptionedImages(session, 6, observer); }))
            return false;
        auto* library = m_window->page<LibraryPage>(PageId::Library);
        if (!QTest::qWaitFor([&] { return library->grid().model()->size() == 8; }, 10000)) return false;
        library->grid().selectAll();
        return true;
    }
    /// What is wrong with the dialog that is on the screen, or with each of its tabs.
    static QStringList faultsOf(QDialog* dialog) {
        if (!QTest::qWaitForWindowActive(dialog)) return {QStringLiteral("it is not active")};
        QStringList faults;
        auto* tabs = dialog->findChild<QTabWidget*>();
        for (int tab = 0; tab < (tabs ? tabs->count() : 1); ++tab) {
            if (tabs) tabs->setCurrentIndex(tab);
            QTest::qWait(50);
            for (const QString& control : test::namelessControls(dialog)) faults.append(QStringLiteral("nameless: ") + control);
            for (const QString& step : test::backwardSteps(dialog)) faults.append(QStringLiteral("tab: ") + step);
            for (const QLabel* label : dialog->findChildren<QLabel*>())
                if (label->buddy() && label->text().endsWith(QLatin1Char(':'))) faults.append(QStringLiteral("colon: ") + label->text());
            if (test::tabOrder(dialog).isEmpty()) faults.append(QStringLiteral("nothing takes the keys"));
        }
        if (dialog->windowTitle().isEmpty()) faults.append(QStringLiteral("no title"));
        if (!dialog->focusWidget()) faults.append(QStringLiteral("no focus"));
        return faults;
    }

  private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        m_window = std::make_unique<test::Window>();
        QVERIFY(makeProject(QStringLiteral("dialogs.attune")));
    }
    void cleanupTestCase() { m_window.reset(); }
    void cleanup() {
        // One that failed must not stand in the way of the next.
        for (QWidget* top : QApplication::topLevelWidgets())
            if (auto* dialog = qobject_cast<QDialog*>(top); dialog && dialog->isVisible()) dialog->reject();
        QTest::qWait(10);
    }

    void isFitForTheKeyboard_data() {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("action");
        const auto add = [](const char* action, PageId page) { QTest::newRow(action) << static_cast<int>(page) << QString::fromLatin1(action); };
        add("edit.preferences", PageId::Library);
        add("help.shortcuts", PageId::Rate);
        add("file.export", PageId::Library);
        add("library.generate", PageId::Library);
        add("library.tag", PageId::Library);
        add("embeddings.compute", PageId::Embeddings);
        add("library.import", PageId::Library);
        add("library.captioner", PageId::Library);
    }
    void isFitForTheKeyboard() {
        QFETCH(int, page);
        QFETCH(QString, action);
        QPointer<QDialog> dialog = open(action, static_cast<PageId>(page));
        QVERIFY(dialog);
        const QStringList faults = faultsOf(dialog);
        QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(QTest::qWaitFor([&] { return !dialog || !dialog->isVisible(); }, 5000));
    }

    void theNoteAndTheAboutBox() {
        // The latter waits in a loop of its own; a timer looks at it from within.
        for (const auto& [page, action] : {std::pair(PageId::Rate, "rate.note"), std::pair(PageId::Library, "help.about")}) {
            window().activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window()));
            window().showPage(page);
            QAction* command = window().actions().action(QLatin1String(action));
            QVERIFY(QTest::qWaitFor([command] { return command->isEnabled(); }, 10000));
            if (page == PageId::Rate)
                QVERIFY(QTest::qWaitFor([this] { return m_window->page<RatePage>(PageId::Rate)->desk().task() != nullptr; }, 10000));
            QStringList faults{QStringLiteral("it was not seen")};
            QTimer::singleShot(200, this, [&] {
                QDialog* dialog = shown();
                if (!dialog) return;
                faults = faultsOf(dialog);
                dialog->reject();
            });
            command->trigger();
            (void)QTest::qWaitFor([&] { return faults.isEmpty() && !shown(0); }, 10000);
            QVERIFY2(faults.isEmpty(), qPrintable(QLatin1String(action) + QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
        }
    }

    void goesWithItsProject_data() {
        QTest::addColumn<int>("page");
        const auto add = [](const char* action, PageId page) { QTest::newRow(action) << static_cast<int>(page); };
        for (const char* action : {"library.tag", "library.generate", "library.import", "library.import_files",
                                   "library.import_folder", "library.captioner", "file.export", "file.import_decisions"})
            add(action, PageId::Library);
        add("embeddings.compute", PageId::Embeddings);
    }
    void goesWithItsProject() {
        QFETCH(int, page);
        // Another one opens behind it, as the demo does once it is made.
        QPointer<QDialog> dialog = open(QString::fromLatin1(QTest::currentDataTag()), static_cast<PageId>(page));
        QVERIFY(dialog);
        QVERIFY(makeProject(QStringLiteral("behind %1.attune").arg(QString::fromLatin1(QTest::currentDataTag()))));
        QVERIFY(QTest::qWaitFor([&] { return dialog.isNull(); }, 5000));
        QVERIFY(!shown(0));
    }

    void everyKeyIsSeen() {
        // In the menu, which shows what the action has, and in the tooltip of whoever has a button for it.
        QStringList silent;
        for (const QString& id : window().actions().ids()) {
            const QKeySequence key = window().actions().keys(id).value(0);
            if (key.isEmpty()) continue;
            const QAction* action = window().actions().action(id);
            if (!action->toolTip().contains(key.toString(QKeySequence::NativeText))) silent.append(id);
            const auto menus = window().findChildren<QMenu*>();
            const bool listed = std::any_of(menus.begin(), menus.end(), [action](const QMenu* menu) { return menu->actions().contains(action); });
            if (!listed) silent.append(id + QStringLiteral(" in no menu"));
        }
        QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
