#include <QAbstractItemView>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QtTest>

#include "widgets/action_registry.h"
#include "widgets/key_field.h"
#include "widgets/shortcut_editor.h"
#include "widgets/theme.h"

using namespace attune;

class TestShortcutEditor : public QObject {
    Q_OBJECT

    struct Scene {
        ActionRegistry registry;
        std::unique_ptr<ShortcutEditor> editor;
        QTreeView* table;
        QList<KeyField*> fields;
        QList<QPushButton*> buttons;

        Scene() {
            theme::apply(*qApp, theme::Scheme::Light);
            const auto add = [this](const char* id, const char* text, const char* key) {
                registry.add({.id = QString::fromLatin1(id),
                              .group = QStringLiteral("rate"),
                              .text = [text] { return QString::fromLatin1(text); },
                              .keys = {QKeySequence(QString::fromLatin1(key))}});
            };
            add("rate.skip", "&Skip", "S");
            add("rate.note", "&Note", "N");
            add("rate.edit", "&Edit Caption", "E");
            registry.setGroupTitle(QStringLiteral("rate"), [] { return QStringLiteral("Rate"); });
            editor = std::make_unique<ShortcutEditor>(registry);
            editor->resize(800, 500);
            editor->show();
            table = editor->findChild<QTreeView*>();
            fields = editor->findChildren<KeyField*>();
            buttons = editor->findChildren<QPushButton*>();
        }
        QString cell(const QString& id, int column) {
            editor->select(id);
            return table->currentIndex().siblingAtColumn(column).data().toString();
        }
        QString message() {
            for (const QLabel* label : editor->findChildren<QLabel*>())
                if (label->text().contains(QStringLiteral("belongs"))) return label->text();
            return {};
        }
    };

  private Q_SLOTS:
    void aPressedKeyIsTakenAtOnce() {
        Scene s;
        QVERIFY(QTest::qWaitForWindowActive(s.editor.get()));
        s.editor->select(QStringLiteral("rate.skip"));
        s.fields[0]->setFocus();
        QTest::keyClick(s.fields[0], Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(s.registry.keys(QStringLiteral("rate.skip")).value(0),
                 QKeySequence(QStringLiteral("Ctrl+J")));
        QCOMPARE(s.cell(QStringLiteral("rate.skip"), 2), QStringLiteral("Ctrl+J"));
        // A second key for the same command.
        QTest::keyClick(s.fields[1], Qt::Key_F5);
        QCOMPARE(s.registry.keys(QStringLiteral("rate.skip")).size(), 2);
        QCOMPARE(s.cell(QStringLiteral("rate.skip"), 3), QStringLiteral("F5"));
    }

    void theNextKeyIsForTheSameCommandThoughItWasFoundByTheOldOne() {
        Scene s;
        QVERIFY(QTest::qWaitForWindowActive(s.editor.get()));
        s.registry.setKeys(QStringLiteral("rate.skip"), {QKeySequence(QStringLiteral("Ctrl+J"))});
        s.registry.setKeys(QStringLiteral("rate.edit"), {QKeySequence(QStringLiteral("Ctrl+Shift+J"))});
        QTest::keyClicks(s.editor->findChild<QLineEdit*>(), QStringLiteral("J"));
        s.editor->select(QStringLiteral("rate.edit"));
        s.fields[0]->setFocus();
        QTest::keyClick(s.fields[0], Qt::Key_P);
        QTest::keyClick(s.fields[0], Qt::Key_O);
        QCOMPARE(s.registry.keys(QStringLiteral("rate.edit")).value(0), QKeySequence(Qt::Key_O));
        QCOMPARE(s.registry.keys(QStringLiteral("rate.skip")).value(0), QKeySequence(QStringLiteral("Ctrl+J")));
    }

    void aTakenKeyIsRefusedInWords() {
        Scene s;
        s.editor->select(QStringLiteral("rate.skip"));
        QTest::keyClick(s.fields[0], Qt::Key_N);
        QCOMPARE(s.registry.keys(QStringLiteral("rate.skip")).value(0), QKeySequence(QStringLiteral("S")));
        QVERIFY(s.message().contains(QStringLiteral("N already belongs to “Note” (Rate)")));
        QCOMPARE(s.fields[0]->keySequence(), QKeySequence(QStringLiteral("S")));
    }

    void resetsOneAndAll() {
        Scene s;
        QPushButton* one = s.buttons[0];
        QPushButton* all = s.buttons[1];
        s.editor->select(QStringLiteral("rate.skip"));
        QVERIFY(!one->isEnabled() && !all->isEnabled());
        QTest::keyClick(s.fields[0], Qt::Key_F2);
        s.editor->select(QStringLiteral("rate.edit"));
        QTest::keyClick(s.fields[0], Qt::Key_F3);
        QVERIFY(one->isEnabled() && all->isEnabled());
        QTest::mouseClick(one, Qt::LeftButton);
        QCOMPARE(s.cell(QStringLiteral("rate.edit"), 2), QStringLiteral("E"));
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(s.cell(QStringLiteral("rate.skip"), 2), QStringLiteral("S"));
        QVERIFY(!all->isEnabled());
    }

    void clearingTakesTheKeyAway() {
        Scene s;
        s.editor->select(QStringLiteral("rate.skip"));
        s.fields[0]->findChild<QLineEdit*>()->clear();
        QVERIFY(s.registry.keys(QStringLiteral("rate.skip")).isEmpty());
        QCOMPARE(s.cell(QStringLiteral("rate.skip"), 2), QString());
    }

    void anEmptyFieldSaysWhatToDo() {
        Scene s;
        QVERIFY(QTest::qWaitForWindowActive(s.editor.get()));
        s.editor->select(QStringLiteral("rate.skip"));
        const auto* inner = s.fields[0]->findChild<QLineEdit*>();
        const auto says = [inner] { return inner->placeholderText() == QStringLiteral("Press the keys"); };
        QVERIFY(says());
        s.fields[0]->setFocus();
        // A modifier alone empties the field, at once and when Qt waits no longer for what follows it.
        QTest::keyPress(s.fields[0], Qt::Key_Control, Qt::ControlModifier);
        QVERIFY(inner->text().isEmpty() && says());
        QTest::keyRelease(s.fields[0], Qt::Key_Control);
        QTest::qWait(1300);
        QVERIFY2(says(), qPrintable(inner->placeholderText()));
    }

    void searchesAndSorts() {
        Scene s;
        auto* search = s.editor->findChildren<QLineEdit*>().first();
        for (QLineEdit* edit : s.editor->findChildren<QLineEdit*>())
            if (edit->parent() == s.editor.get()) search = edit;
        QTest::keyClicks(search, QStringLiteral("capt"));
        QCOMPARE(s.table->model()->rowCount(), 1);
        search->clear();
        s.table->sortByColumn(0, Qt::DescendingOrder);
        QCOMPARE(s.table->model()->index(0, 0).data().toString(), QStringLiteral("Skip"));
    }

    void aRowIsFocusedAsAWhole() {
        Scene s;
        QVERIFY(s.table->allColumnsShowFocus());
    }
};

QTEST_MAIN(TestShortcutEditor)
#include "tst_shortcut_editor.moc"
