#include <QAccessible>
#include <QAction>
#include <QSignalSpy>
#include <QtTest>

#include "widgets/nav_rail.h"
#include "widgets/rail_button.h"
#include "widgets/theme.h"

using namespace attune;

class TestNavRail : public QObject {
    Q_OBJECT

    struct Scene {
        QList<QAction*> actions;
        QObject owner;
        NavRail rail;
        Scene() {
            for (const char* name : {"Start", "Library", "Rate", "Reward"}) {
                actions.append(new QAction(QString::fromLatin1(name), &owner));
                actions.last()->setIcon(theme::icon(QStringLiteral("go-home")));
            }
            rail.setActions(actions);
            actions[0]->trigger();
            rail.resize(rail.sizeHint().width(), 600);
            rail.show();
        }
        QList<RailButton*> buttons() const { return rail.findChildren<RailButton*>(); }
    };

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void clicksAndActionsAgree() {
        Scene s;
        QVERIFY(s.buttons()[0]->isChecked());
        QSignalSpy triggered(s.actions[2], &QAction::triggered);
        QTest::mouseClick(s.buttons()[2], Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        QVERIFY(s.buttons()[2]->isChecked() && !s.buttons()[0]->isChecked());
        s.actions[1]->trigger();  // by a key or the palette
        QVERIFY(s.buttons()[1]->isChecked() && !s.buttons()[2]->isChecked());
        s.actions[3]->setEnabled(false);
        QVERIFY(!s.buttons()[3]->isEnabled());
    }

    void arrowsWalkThePages() {
        Scene s;
        s.actions[1]->setEnabled(false);
        QVERIFY(QTest::qWaitForWindowActive(&s.rail));
        s.buttons()[0]->setFocus();
        QTest::keyClick(s.buttons()[0], Qt::Key_Down);
        QVERIFY(s.actions[2]->isChecked());  // the disabled one is passed over
        QCOMPARE(QApplication::focusWidget(), s.buttons()[2]);
        QTest::keyClick(s.buttons()[2], Qt::Key_End);
        QVERIFY(s.actions[3]->isChecked());
        QTest::keyClick(s.buttons()[3], Qt::Key_Down);
        QVERIFY(s.actions[3]->isChecked());
        QTest::keyClick(s.buttons()[3], Qt::Key_Home);
        QVERIFY(s.actions[0]->isChecked());
        // One stop for Tab.
        const QList<RailButton*> buttons = s.buttons();
        const auto stops = [&] {
            return std::count_if(buttons.begin(), buttons.end(),
                                 [](const RailButton* b) { return b->focusPolicy() != Qt::NoFocus; });
        };
        QTRY_COMPARE(stops(), 1);
    }

    void aLowWindowHasIconsAlone() {
        Scene s;
        QVERIFY(!s.rail.isCompact());
        const int tall = s.buttons()[0]->height();
        s.rail.resize(s.rail.width(), 150);
        QVERIFY(s.rail.isCompact());
        QTRY_VERIFY(s.buttons()[0]->height() < tall);
        s.rail.resize(s.rail.width(), 600);
        QVERIFY(!s.rail.isCompact());
    }

    void screenReadersSeeTabs() {
        Scene s;
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&s.rail);
        QCOMPARE(list->role(), QAccessible::PageTabList);
        QAccessibleInterface* tab = QAccessible::queryAccessibleInterface(s.buttons()[1]);
        QCOMPARE(tab->role(), QAccessible::PageTab);
        QCOMPARE(tab->text(QAccessible::Name), QStringLiteral("Library"));
        QVERIFY(!tab->state().selected);
        tab->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(s.actions[1]->isChecked());
        QVERIFY(tab->state().selected);
    }
};

QTEST_MAIN(TestNavRail)
#include "tst_nav_rail.moc"
