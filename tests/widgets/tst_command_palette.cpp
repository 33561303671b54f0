#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "widgets/action_registry.h"
#include "widgets/command_palette.h"
#include "widgets/fuzzy.h"
#include "widgets/theme.h"

using namespace attune;

class TestCommandPalette : public QObject {
    Q_OBJECT

  private:
    struct Scene {
        QMainWindow window;
        QPushButton* button = new QPushButton(QStringLiteral("page"));
        ActionRegistry registry;
        CommandPalette palette{registry, &window};
        QLineEdit* query = palette.findChild<QLineEdit*>();
        QListView* list = palette.findChild<QListView*>();

        Scene() {
            theme::apply(*qApp, theme::Scheme::Light);
            window.resize(1000, 700);
            window.setCentralWidget(button);
            registry.attachTo(&window);
            registry.setGroupTitle(QStringLiteral("rate"), [] { return QStringLiteral("Rate"); });
            add("rate.skip", "Skip This Image", "S", {});
            add("rate.tie", "Both Are Equal", "Up", {});
            add("library.import", "Import Folder…", "Ctrl+I", {});
            add("optimise.launch", "Launch PPO", "", {QStringLiteral("optimise")});
            window.show();
            button->setFocus();
        }
        void add(const char* id, const char* text, const char* key, const QStringList& pages) {
            const QString name = QString::fromLatin1(id);
            const QString words = QString::fromUtf8(text);
            registry.add({.id = name,
                          .group = name.section(QLatin1Char('.'), 0, 0),
                          .text = [words] { return words; },
                          .keys = {QKeySequence(QString::fromLatin1(key))},
                          .pages = pages});
        }
        QStringList rows() const {
            QStringList result;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                result.append(list->model()->index(row, 0).data().toString());
            return result;
        }
        void type(const QString& text) {
            query->clear();
            QTest::keyClicks(query, text);
        }
    };

  private Q_SLOTS:
    void ranking_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse");
        QTest::newRow("prefix before inside") << "im"
                                              << "Import Folder"
                                              << "Skip This Image Limit";
        QTest::newRow("word start before inside") << "fold"
                                                  << "Import Folder"
                                                  << "Unfolded";
        QTest::newRow("words in any order") << "folder import"
                                            << "Import Folder"
                                            << "Import File";
        QTest::newRow("first letters") << "if"
                                       << "Import Folder"
                                       << "Clarify";
        QTest::newRow("chinese") << "文件夹"
                                 << "导入文件夹"
                                 << "导入图片";
    }
    void ranking() {
        QFETCH(QString, query);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const double good = fuzzyMatch(query, better).score, bad = fuzzyMatch(query, worse).score;
        QVERIFY(good > 0);
        if (query != QStringLiteral("if")) QVERIFY(good > bad);
    }

    void lettersMustComeInOrder() {
        QVERIFY(fuzzyMatch(QStringLiteral("imfo"), QStringLiteral("Import Folder")).score > 0);
        QCOMPARE(fuzzyMatch(QStringLiteral("ofmi"), QStringLiteral("Import Folder")).score, 0.0);
        const QList<qsizetype> at{0, 1, 7, 8};
        QCOMPARE(fuzzyMatch(QStringLiteral("imfo"), QStringLiteral("Import Folder")).positions, at);
        // A leap to the later word start would miss the "x" before it.
        QVERIFY(fuzzyMatch(QStringLiteral("bx"), QStringLiteral("abx b")).score > 0);
    }

    void enterRunsAndGivesTheFocusBack() {
        Scene s;
        QVERIFY(QTest::qWaitForWindowActive(&s.window));
        QSignalSpy triggered(&s.registry, &ActionRegistry::triggered);
        s.palette.open();
        QVERIFY(s.palette.isVisible());
        QCOMPARE(QApplication::focusWidget(), s.query);
        s.type(QStringLiteral("folder imp"));
        QCOMPARE(s.rows().value(0), QStringLiteral("Import Folder…"));
        QTest::keyClick(s.query, Qt::Key_Return);
        QVERIFY(!s.palette.isVisible());
        QCOMPARE(triggered.count(), 1);
        QCOMPARE(triggered[0][0].toString(), QStringLiteral("library.import"));
        QCOMPARE(QApplication::focusWidget(), s.button);
        // What was used comes first the next time.
        s.palette.open();
        QCOMPARE(s.rows().value(0), QStringLiteral("Import Folder…"));
        QCOMPARE(s.palette.recent(), QStringList{QStringLiteral("library.import")});
        QTest::keyClick(s.query, Qt::Key_Escape);
        QVERIFY(!s.palette.isVisible());
        QCOMPARE(triggered.count(), 1);
    }

    void theCommandThatOpensItIsLeftOut() {
        Scene s;
        s.add("view.palette", "Command Palette", "Ctrl+K", {});
        s.palette.setOwnCommand(QStringLiteral("view.palette"));
        connect(s.registry.action(QStringLiteral("view.palette")), &QAction::triggered, &s.palette, &CommandPalette::open);
        s.registry.action(QStringLiteral("view.palette"))->trigger();
        QVERIFY(s.palette.isVisible());
        QVERIFY(!s.rows().contains(QStringLiteral("Command Palette")));
        QCOMPARE(s.rows().size(), 4);
        QVERIFY(s.palette.recent().isEmpty());
        s.type(QStringLiteral("command"));
        QVERIFY(!s.rows().contains(QStringLiteral("Command Palette")));
    }

    void arrowsMoveInTheListAndReachNoPage() {
        Scene s;
        QVERIFY(QTest::qWaitForWindowActive(&s.window));
        QSignalSpy triggered(&s.registry, &ActionRegistry::triggered);
        s.palette.open();
        QTest::keyClick(s.query, Qt::Key_Down);
        QCOMPARE(s.list->currentIndex().row(), 1);
        QTest::keyClick(s.query, Qt::Key_Up);  // a shortcut of the page, too
        QTest::keyClick(s.query, Qt::Key_Up);
        QCOMPARE(s.list->currentIndex().row(), s.list->model()->rowCount() - 1);
        QCOMPARE(triggered.count(), 0);
    }

    void disabledOnesSayWhyAndDoNotRun() {
        Scene s;
        QVERIFY(QTest::qWaitForWindowActive(&s.window));
        s.registry.setAvailable(QStringLiteral("rate.skip"), false, QStringLiteral("No image is shown."));
        QSignalSpy triggered(&s.registry, &ActionRegistry::triggered);
        s.palette.open();
        s.type(QStringLiteral("skip"));
        QVERIFY(s.list->model()
                    ->index(0, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("No image")));
        QTest::keyClick(s.query, Qt::Key_Return);
        QVERIFY(s.palette.isVisible());
        QCOMPARE(triggered.count(), 0);
        s.type(QStringLiteral("nothing like it"));
        QVERIFY(!s.list->isVisible());
    }

    void whatThePageCanDoComesBeforeWhatIsEverywhere() {
        Scene s;
        const QString launch = QStringLiteral("Launch PPO");
        s.registry.setPage(QStringLiteral("rate"));
        s.palette.open();
        QCOMPARE(s.rows().last(), launch);
        s.palette.dismiss();
        s.registry.setPage(QStringLiteral("optimise"));
        s.palette.open();
        QCOMPARE(s.rows().first(), launch);
        s.palette.dismiss();
        // Behind what was used last, and never while it cannot run.
        s.palette.setRecent({QStringLiteral("rate.tie")});
        s.palette.open();
        QCOMPARE(s.rows().mid(0, 2), QStringList({QStringLiteral("Both Are Equal"), launch}));
        s.palette.dismiss();
        s.registry.setAvailable(QStringLiteral("optimise.launch"), false, QStringLiteral("There is no reward model."));
        s.palette.open();
        QCOMPARE(s.rows().last(), launch);
    }

    void aCommandOfAnotherPageShowsThatPageFirst() {
        Scene s;
        QVERIFY(QTest::qWaitForWindowActive(&s.window));
        QSignalSpy triggered(&s.registry, &ActionRegistry::triggered);
        s.palette.open();
        s.type(QStringLiteral("ppo"));
        QTest::keyClick(s.query, Qt::Key_Return);
        QCOMPARE(triggered.count(), 0);  // nobody shows the page
        connect(&s.registry, &ActionRegistry::pageWanted, &s.registry, &ActionRegistry::setPage);
        s.palette.open();
        s.type(QStringLiteral("ppo"));
        const QModelIndex first = s.list->model()->index(0, 0);
        QTest::mouseClick(s.list->viewport(), Qt::LeftButton, {}, s.list->visualRect(first).center());
        QCOMPARE(s.registry.page(), QStringLiteral("optimise"));
        QCOMPARE(triggered.count(), 1);
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
