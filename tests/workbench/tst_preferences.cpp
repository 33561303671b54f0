// Preferences take effect at once and are there again after a restart.
#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QTreeView>
#include <QtTest>

#include "widgets/key_field.h"
#include "widgets/shortcut_editor.h"
#include "window.h"
#include "workbench/preferences/preferences_dialog.h"

using namespace attune;

/// In the place of the program that opens files.
class Reader : public QObject {
    Q_OBJECT

  public:
    QList<QUrl> opened;

  public Q_SLOTS:
    void open(const QUrl& url) { opened.append(url); }
};

class TestPreferences : public QObject {
    Q_OBJECT

  private:
    static PreferencesDialog* dialog(test::Window& window) { return window.window().findChild<PreferencesDialog*>(); }
    static PreferencesDialog* open(test::Window& window, const char* action = "edit.preferences") {
        window.trigger(action);
        return dialog(window);
    }
    /// As a person does with the arrow keys.
    static void choose(QComboBox* box, const QVariant& value) {
        box->setFocus();
        const int to = box->findData(value);
        while (box->currentIndex() != to) QTest::keyClick(box, box->currentIndex() < to ? Qt::Key_Down : Qt::Key_Up);
    }
    static void type(QLineEdit* field, const QString& text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }

  private Q_SLOTS:
    void aThemeSwitchesThePaletteAndTheDialogStays() {
        test::Window window;
        Q_EMIT window.workbench().appearanceChanged();
        QTRY_VERIFY(!theme::isDark());
        auto* preferences = open(window);
        QVERIFY(preferences);
        choose(preferences->findChild<QComboBox*>(QStringLiteral("theme")), static_cast<int>(theme::Scheme::Dark));
        QTRY_VERIFY(theme::isDark());
        QVERIFY(qApp->palette().color(QPalette::Window).lightness() < 128);
        QTRY_VERIFY(dialog(window) && dialog(window)->isVisible());
        window.restart();
        QVERIFY(theme::isDark());
    }

    void aLanguageSwitchesTheTexts() {
        test::Window window;
        Q_EMIT window.workbench().appearanceChanged();
        QTest::qWait(50);
        const QString english = window.window().menuBar()->actions().front()->text();
        QCOMPARE(english, QStringLiteral("File"));
        choose(open(window)->findChild<QComboBox*>(QStringLiteral("language")), QStringLiteral("zh_CN"));
        QTRY_VERIFY(window.window().menuBar()->actions().front()->text() != english);
        QCOMPARE(QLocale().language(), QLocale::Chinese);
        QTRY_VERIFY(dialog(window));
        choose(dialog(window)->findChild<QComboBox*>(QStringLiteral("language")), QStringLiteral("en"));
        QTRY_COMPARE(window.window().menuBar()->actions().front()->text(), english);
    }

    void nameDeviceAndFolderAreKept() {
        test::Window window;
        auto* preferences = open(window);
        {
            QSignalSpy renamed(&window.workbench(), &Workbench::raterChanged);
            type(preferences->findChild<QLineEdit*>(QStringLiteral("rater")), QStringLiteral("Ada"));
            QCOMPARE(renamed.size(), 1);
        }
        QVERIFY(preferences->isVisible());  // Enter in a field closes nothing
        type(preferences->findChild<QLineEdit*>(QStringLiteral("folder")), window.path(QStringLiteral("elsewhere")));
        auto* device = preferences->findChild<QComboBox*>(QStringLiteral("device"));
        QVERIFY(QTest::qWaitFor([&] { return device->count() >= 2; }, 30000));
        choose(device, QStringLiteral("cpu"));
        auto* score = preferences->findChild<QCheckBox*>(QStringLiteral("score"));
        QVERIFY(score->isChecked());
        score->setFocus();
        QTest::keyClick(score, Qt::Key_Space);
        window.restart();
        const auto& settings = window.workbench().settings;
        QCOMPARE(settings.rater(), QStringLiteral("Ada"));
        QCOMPARE(settings.device(), QStringLiteral("cpu"));
        QVERIFY(!settings.scoresAfterTraining());
        QCOMPARE(settings.projectsFolder(), window.path(QStringLiteral("elsewhere")));
        preferences = open(window);
        type(preferences->findChild<QLineEdit*>(QStringLiteral("rater")), QStringLiteral("   "));
        QCOMPARE(window.workbench().settings.rater(), QStringLiteral("Ada"));
        QCOMPARE(preferences->findChild<QLineEdit*>(QStringLiteral("rater"))->text(), QStringLiteral("Ada"));
        type(preferences->findChild<QLineEdit*>(QStringLiteral("folder")), QStringLiteral("not/absolute"));
        QCOMPARE(window.workbench().settings.projectsFolder(), window.path(QStringLiteral("elsewhere")));
    }

    void aShortcutIsChangedAndSurvivesARestart() {
        test::Window window;
        auto* preferences = open(window, "help.shortcuts");
        ShortcutEditor* editor = preferences->shortcuts();
        QVERIFY(editor->isVisible());
        editor->select(QStringLiteral("view.palette"));
        auto* key = editor->findChildren<KeyField*>().front();
        key->setFocus();
        QTest::keyClick(key, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        const QList<QKeySequence> wanted{QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)};
        QCOMPARE(window.window().actions().keys(QStringLiteral("view.palette")), wanted);

        // A key that another command has is refused, and it is said whose it is.
        editor->select(QStringLiteral("file.quit"));
        const auto before = window.window().actions().keys(QStringLiteral("file.quit"));
        QTest::keyClick(key, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(window.window().actions().keys(QStringLiteral("file.quit")), before);
        QString words;
        for (const auto* label : editor->findChildren<QLabel*>()) words += label->text();
        QVERIFY2(words.contains(QStringLiteral("Command palette")), qPrintable(words));

        window.restart();
        QCOMPARE(window.window().actions().keys(QStringLiteral("view.palette")), wanted);
        QCOMPARE(window.window().actions().action(QStringLiteral("view.palette"))->shortcut(), wanted.front());
        window.window().actions().resetAllKeys();
        window.restart();
        QCOMPARE(window.window().actions().keys(QStringLiteral("view.palette")),
                 QList<QKeySequence>{QKeySequence(Qt::CTRL | Qt::Key_K)});
    }

    void theGuideIsLookedForBesideTheWindow() {
        test::Window window;
        Reader reader;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &reader, "open");
        QSignalSpy problems(&window.workbench(), &Workbench::problemArose);
        window.trigger("help.guide");
        const bool waited = !reader.opened.isEmpty() || !problems.isEmpty();
        const bool answered = QTest::qWaitFor([&] { return !reader.opened.isEmpty() || !problems.isEmpty(); }, 5000);
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        QVERIFY(!waited);
        QVERIFY(answered);
    }

    void noTwoCommandsShareAKey() {
        test::Window window;
        for (const auto& conflict : window.window().actions().conflicts())
            QFAIL(qPrintable(QStringLiteral("%1 and %2: %3").arg(conflict.id, conflict.holder, conflict.key.toString())));
    }
};

QTEST_MAIN(TestPreferences)
#include "tst_preferences.moc"
