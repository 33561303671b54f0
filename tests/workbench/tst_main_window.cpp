// The window as a whole: every page by key, every command in the palette, every control with a name, room on a small screen.
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QtTest>

#include "session/demo_world.h"
#include "widgets/command_palette.h"
#include "widgets/message_bar.h"
#include "window.h"
#include "workbench/pages.h"

using namespace attune;

class TestMainWindow : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::Window> m_window;

    MainWindow& window() { return m_window->window(); }
    static void fill(Session& session, Observer& observer) {
        addDemoWorld(session, {.seed = 1, .trainImages = 6, .testImages = 2}, observer);
    }
    /// Words by which a screen reader, or a person, knows the control.
    static QString nameOf(QWidget* widget) {
        if (!widget->accessibleName().isEmpty()) return widget->accessibleName();
        if (const auto* button = qobject_cast<QAbstractButton*>(widget); button && !button->text().isEmpty()) return button->text();
        for (const QLabel* label : widget->window()->findChildren<QLabel*>())
            if (label->buddy() == widget) return label->text();
        return {};
    }
    /// A control inside another (the line of a spin box) goes by the name of that.
    static bool isPart(QWidget* widget) {
        QWidget* parent = widget->parentWidget();
        return qobject_cast<QAbstractSpinBox*>(parent) || qobject_cast<QComboBox*>(parent) || qobject_cast<QLineEdit*>(parent);
    }

  private Q_SLOTS:
    void initTestCase() {
        m_window = std::make_unique<test::Window>();
        QVERIFY(m_window->create(m_window->path(QStringLiteral("all.attune")), fill));
        QTest::qWait(300);
    }
    void cleanupTestCase() { m_window.reset(); }

    void everyPageByKey() {
        for (int i = 0; i < kPageCount; ++i) {
            QTest::keyClick(&window(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(static_cast<int>(window().page()), i);
            QVERIFY(window().pageWidget(static_cast<PageId>(i))->isVisible());
            QTest::qWait(50);
        }
    }

    void noTwoCommandsShareAKey() { QVERIFY(window().actions().conflicts().isEmpty()); }

    void thePaletteFindsAndRuns() {
        window().showPage(PageId::Library);
        QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
        auto* palette = window().findChild<CommandPalette*>();
        QVERIFY(palette && palette->isVisible());
        QWidget* query = QApplication::focusWidget();
        QVERIFY(query);
        QTest::keyClicks(query, QStringLiteral("history"));
        QTest::keyClick(query, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([this] { return window().page() == PageId::History; }, 2000));
        QVERIFY(!palette->isVisible());
    }

    void everyControlHasAName() {
        QStringList nameless;
        for (int i = 0; i < kPageCount; ++i) {
            Page* page = window().pageWidget(static_cast<PageId>(i));
            for (QWidget* widget : page->findChildren<QWidget*>()) {
                if (widget->focusPolicy() == Qt::NoFocus || isPart(widget)) continue;
                const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
                                     qobject_cast<QComboBox*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                                     qobject_cast<QAbstractItemView*>(widget);
                // A button without a word is one that has nothing to say now, and hides.
                if (qobject_cast<QAbstractButton*>(widget) && widget->isHidden()) continue;
                if (widget->window() != &window()) continue;  // the list that a combo box opens
                if (control && nameOf(widget).isEmpty() && !qobject_cast<QAbstractItemView*>(widget->parentWidget()))
                    nameless.append(QStringLiteral("%1: %2 %3").arg(pageKey(page->id()), QLatin1String(widget->metaObject()->className()),
                                                                   widget->objectName()));
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void thereIsRoomOnASmallScreen() {
        for (int i = 0; i < kPageCount; ++i) {
            Page* page = window().pageWidget(static_cast<PageId>(i));
            const QSize least = page->minimumSizeHint();
            QVERIFY2(least.width() <= 1180 && least.height() <= 660,
                     qPrintable(QStringLiteral("%1 wants %2 x %3").arg(pageKey(page->id())).arg(least.width()).arg(least.height())));
        }
        QVERIFY(window().minimumSizeHint().width() <= 1280);
    }

    void aProblemIsSaidOnTop() {
        m_window->workbench().report({QStringLiteral("It broke."), QStringLiteral("A cause."), QStringLiteral("A remedy.")});
        auto* messages = window().findChild<MessageBar*>();
        QVERIFY(messages && messages->isVisible());
        QVERIFY(messages->text().contains(QStringLiteral("A remedy.")));
        messages->clear();
    }

    void withoutAProjectThereIsOnlyTheStart() {
        m_window->trigger("file.close");
        QCOMPARE(window().page(), PageId::Start);
        QTest::keyClick(&window(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(window().page(), PageId::Start);
        QVERIFY(!window().actions().action(QStringLiteral("view.rate"))->isEnabled());
        QVERIFY(!window().actions().reason(QStringLiteral("view.rate")).isEmpty());
    }

    void aLanguageOrThemeMakesTheWindowAnew() {
        m_window->workbench().settings.setLanguage(QStringLiteral("zh_CN"));
        m_window->workbench().settings.setScheme(theme::Scheme::Dark);
        const MainWindow* before = &window();
        Q_EMIT m_window->workbench().appearanceChanged();
        QVERIFY(QTest::qWaitFor([&] { return &window() != before && window().isVisible(); }, 5000));
        QVERIFY(theme::isDark());
        QVERIFY(window().actions().text(QStringLiteral("view.library")) != QStringLiteral("Library"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
