#include <QAction>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QSignalSpy>
#include <QtTest>

#include "widgets/action_registry.h"

using namespace attune;

namespace {

ActionSpec spec(const QString& id, const QString& text, const QString& key, const QStringList& pages = {}) {
    return {.id = id,
            .group = id.section(QLatin1Char('.'), 0, 0),
            .text = [text] { return text; },
            .keys = {QKeySequence(key)},
            .pages = pages};
}

QList<QKeySequence> keys(const QString& key) {
    return {QKeySequence(key)};
}

}  // namespace

class TestActionRegistry : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void onlyTheShownPageAnswers() {
        QMainWindow window;
        ActionRegistry registry;
        QMenu* menu = window.menuBar()->addMenu(QStringLiteral("Page"));
        menu->addAction(registry.add(spec(QStringLiteral("rate.skip"), QStringLiteral("&Skip"),
                                          QStringLiteral("S"), {QStringLiteral("rate")})));
        menu->addAction(registry.add(spec(QStringLiteral("judge.swap"), QStringLiteral("Swap"),
                                          QStringLiteral("S"), {QStringLiteral("judge")})));
        registry.attachTo(&window);
        QVERIFY(registry.conflicts().isEmpty());
        QSignalSpy triggered(&registry, &ActionRegistry::triggered);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));

        QTest::keyClick(&window, Qt::Key_S);
        QCOMPARE(triggered.count(), 0);  // neither page is shown
        registry.setPage(QStringLiteral("rate"));
        QTest::keyClick(&window, Qt::Key_S);
        registry.setPage(QStringLiteral("judge"));
        QTest::keyClick(&window, Qt::Key_S);
        QCOMPARE(triggered.count(), 2);
        QCOMPARE(triggered[0][0].toString(), QStringLiteral("rate.skip"));
        QCOMPARE(triggered[1][0].toString(), QStringLiteral("judge.swap"));
        // The sleeping one still shows its key in the menu.
        QCOMPARE(registry.action(QStringLiteral("rate.skip"))->shortcut(), QKeySequence(QStringLiteral("S")));
    }

    void whatIsEnabledIsTheWordOfThePageAndWhetherItIsShown() {
        ActionRegistry registry;
        registry.setGroupTitle(QStringLiteral("rate"), [] { return QStringLiteral("Rating"); });
        const QString id = QStringLiteral("rate.skip");
        QAction* skip =
            registry.add(spec(id, QStringLiteral("Skip"), QStringLiteral("S"), {QStringLiteral("rate")}));
        const QAction* quit =
            registry.add(spec(QStringLiteral("file.quit"), QStringLiteral("Quit"), QStringLiteral("Q")));
        registry.setPage(QStringLiteral("judge"));
        QVERIFY(!skip->isEnabled() && registry.isAvailable(id) && registry.reason(id).isEmpty());
        QCOMPARE(skip->statusTip(), QStringLiteral("Go to the page “Rating” first."));
        QVERIFY(skip->toolTip().endsWith(skip->statusTip()));
        QCOMPARE(registry.toolTip(id), QStringLiteral("Skip (S)"));
        // The page goes on to say what it can do while it is not shown, which is not forgotten.
        registry.setAvailable(id, false, QStringLiteral("No image is shown."));
        registry.setAvailable(id, true);
        QVERIFY(!skip->isEnabled());
        registry.setAvailable(id, false, QStringLiteral("No image is shown."));
        registry.setPage(QStringLiteral("rate"));
        QVERIFY(!skip->isEnabled());
        QCOMPARE(skip->statusTip(), QStringLiteral("No image is shown."));
        registry.setAvailable(id, true);
        QVERIFY(skip->isEnabled() && skip->statusTip().isEmpty());

        registry.setPagesAvailable(false, QStringLiteral("Open a project first."));
        QVERIFY(!skip->isEnabled() && !registry.isAvailable(id));
        QCOMPARE(registry.reason(id), QStringLiteral("Open a project first."));
        QCOMPARE(skip->statusTip(), registry.reason(id));
        QVERIFY(quit->isEnabled());
        registry.setPagesAvailable(true, {});
        QVERIFY(skip->isEnabled());
    }

    void whatLeadsToAPageWorksFromTheOthers() {
        QMainWindow window;
        ActionRegistry registry;
        registry.attachTo(&window);
        ActionSpec find = spec(QStringLiteral("library.find"), QStringLiteral("Search"), QStringLiteral("F"),
                               {QStringLiteral("library")});
        find.leads = true;
        const QAction* action = registry.add(find);
        connect(&registry, &ActionRegistry::pageWanted, &registry, &ActionRegistry::setPage);
        QStringList pages;
        connect(action, &QAction::triggered, &registry, [&] { pages.append(registry.page()); });
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        registry.setPage(QStringLiteral("rate"));
        QVERIFY(action->isEnabled() && action->statusTip().isEmpty());
        QTest::keyClick(&window, Qt::Key_F);
        QCOMPARE(pages, QStringList{QStringLiteral("library")});
        // So no other page may give its key away.
        registry.add(spec(QStringLiteral("rate.flag"), QStringLiteral("Flag"), QStringLiteral("F"),
                          {QStringLiteral("rate")}));
        QCOMPARE(registry.conflicts().size(), 1);
    }

    void typingIsNotACommand() {
        QMainWindow window;
        auto* edit = new QLineEdit(&window);
        window.setCentralWidget(edit);
        ActionRegistry registry;
        registry.attachTo(&window);
        registry.add(spec(QStringLiteral("rate.skip"), QStringLiteral("Skip"), QStringLiteral("S")));
        QSignalSpy triggered(&registry, &ActionRegistry::triggered);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_S);
        QCOMPARE(triggered.count(), 0);
        QCOMPARE(edit->text(), QStringLiteral("s"));
    }

    void aTakenKeyIsRefused() {
        ActionRegistry registry;
        registry.add(spec(QStringLiteral("edit.undo"), QStringLiteral("Undo"), QStringLiteral("Ctrl+Z")));
        registry.add(spec(QStringLiteral("rate.skip"), QStringLiteral("Skip"), QStringLiteral("S"),
                          {QStringLiteral("rate")}));
        registry.add(spec(QStringLiteral("judge.skip"), QStringLiteral("Skip"), QStringLiteral("J"),
                          {QStringLiteral("judge")}));
        QSignalSpy changed(&registry, &ActionRegistry::shortcutsChanged);

        const auto refused = registry.setKeys(QStringLiteral("rate.skip"), keys(QStringLiteral("Ctrl+Z")));
        QVERIFY(refused);
        QCOMPARE(refused->holder, QStringLiteral("edit.undo"));
        QCOMPARE(registry.keys(QStringLiteral("rate.skip")), keys(QStringLiteral("S")));
        QCOMPARE(changed.count(), 0);
        // A key that begins another one would swallow it.
        QVERIFY(registry.setKeys(QStringLiteral("rate.skip"), keys(QStringLiteral("Ctrl+Z, A"))));
        // Another page's key is free.
        QVERIFY(!registry.setKeys(QStringLiteral("rate.skip"), keys(QStringLiteral("J"))));
        QCOMPARE(changed.count(), 1);

        registry.add(spec(QStringLiteral("view.zoom"), QStringLiteral("Zoom"), QStringLiteral("Ctrl+Z")));
        QCOMPARE(registry.conflicts().size(), 1);
        QCOMPARE(registry.conflicts()[0].holder, QStringLiteral("view.zoom"));
    }

    void changesAreKeptAndReset() {
        ActionRegistry registry;
        registry.add(spec(QStringLiteral("a"), QStringLiteral("A"), QStringLiteral("A")));
        registry.add(spec(QStringLiteral("b"), QStringLiteral("B"), QStringLiteral("B")));
        QVERIFY(registry.shortcuts().isEmpty());
        // Two may swap their keys; an unknown one is reported; the stored map is what was taken.
        const auto refused = registry.setShortcuts({{QStringLiteral("a"), keys(QStringLiteral("B"))},
                                                    {QStringLiteral("b"), keys(QStringLiteral("A"))},
                                                    {QStringLiteral("gone"), keys(QStringLiteral("X"))}});
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused[0].id, QStringLiteral("gone"));
        QCOMPARE(registry.keys(QStringLiteral("a")), keys(QStringLiteral("B")));
        QCOMPARE(registry.shortcuts().size(), 2);
        QVERIFY(registry.resetKeys(QStringLiteral("a")));  // b has it now
        registry.resetAllKeys();
        QVERIFY(registry.shortcuts().isEmpty());
        QCOMPARE(registry.keys(QStringLiteral("a")), keys(QStringLiteral("A")));
        // No key at all is a change too.
        QVERIFY(!registry.setKeys(QStringLiteral("a"), {}));
        QCOMPARE(registry.shortcuts().value(QStringLiteral("a"), keys(QStringLiteral("?"))).size(), 0);
    }

    void tooltipsShowKeysAndFollowTheLanguage() {
        ActionRegistry registry;
        QString word = QStringLiteral("&Skip");
        QAction* skip = registry.add({.id = QStringLiteral("rate.skip"),
                                      .group = QStringLiteral("rate"),
                                      .text = [&word] { return word; },
                                      .keys = keys(QStringLiteral("S"))});
        QCOMPARE(skip->toolTip(), QStringLiteral("Skip (S)"));
        registry.setKeys(QStringLiteral("rate.skip"), keys(QStringLiteral("Ctrl+J")));
        QCOMPARE(skip->toolTip(), QStringLiteral("Skip (Ctrl+J)"));
        word = QStringLiteral("跳过(&S)");
        registry.retranslate();
        QCOMPARE(skip->text(), word);
        QCOMPARE(skip->toolTip(), QStringLiteral("跳过 (Ctrl+J)"));
        registry.setAvailable(QStringLiteral("rate.skip"), false, QStringLiteral("No image is shown."));
        QVERIFY(skip->toolTip().endsWith(QStringLiteral("\nNo image is shown.")));
        QVERIFY(!skip->isEnabled());
    }
};

QTEST_MAIN(TestActionRegistry)
#include "tst_action_registry.moc"
