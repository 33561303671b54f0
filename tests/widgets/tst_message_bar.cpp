#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include "labels.h"
#include "widgets/empty_state.h"
#include "widgets/message_bar.h"
#include "widgets/theme.h"

using namespace attune;
using test::says;

namespace {

Message broken(const QString& what) {
    return {.tone = Message::Tone::Error,
            .what = what,
            .why = QStringLiteral("The disk is full."),
            .remedy = QStringLiteral("Free some space."),
            .key = {},
            .actions = {}};
}

}  // namespace

class TestMessageBar : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void messagesWaitTheirTurn() {
        MessageBar bar;
        QVERIFY(!bar.isVisible());
        bar.post(broken(QStringLiteral("First")));
        bar.post(broken(QStringLiteral("Second")));
        bar.post(broken(QStringLiteral("First")));  // said already
        QCOMPARE(bar.count(), 2);
        QVERIFY(says(&bar, QStringLiteral("First")));
        QVERIFY(says(&bar, QStringLiteral("Free some space.")));
        QVERIFY(says(&bar, QStringLiteral("1 more")));
        QTest::keyClick(&bar, Qt::Key_Escape);
        QVERIFY(says(&bar, QStringLiteral("Second")));
        QVERIFY(!says(&bar, QStringLiteral("1 more")));
        bar.dismiss();
        QVERIFY(!bar.isVisible());
    }

    void errorsGoBeforeWarningsAndTheseBeforeWhatIsOnlyToBeKnown() {
        MessageBar bar;
        Message info = broken(QStringLiteral("Imported"));
        info.tone = Message::Tone::Info;
        info.key = QStringLiteral("imported");
        bar.post(info);
        QVERIFY(says(&bar, QStringLiteral("Imported")));
        Message warning = broken(QStringLiteral("Odd"));
        warning.tone = Message::Tone::Warning;
        bar.post(warning);
        QVERIFY(says(&bar, QStringLiteral("Odd")));
        bar.post(broken(QStringLiteral("Broken")));
        bar.post(broken(QStringLiteral("Broken too")));
        QVERIFY(says(&bar, QStringLiteral("Broken")));
        bar.dismiss();
        QVERIFY(says(&bar, QStringLiteral("Broken too")));
        bar.dismiss();
        QVERIFY(says(&bar, QStringLiteral("Odd")));
        QVERIFY(says(&bar, QStringLiteral("1 more")));
        // One that waited and is worse now comes to the front.
        info.tone = Message::Tone::Error;
        info.what = QStringLiteral("Not imported");
        bar.post(info);
        QCOMPARE(bar.count(), 2);
        QVERIFY(says(&bar, QStringLiteral("Not imported")));
    }

    void copiesEverything() {
        MessageBar bar;
        bar.post(broken(QStringLiteral("The export failed.")));
        QTest::mouseClick(bar.findChildren<QToolButton*>().first(), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("The export failed.\nThe disk is full.\nFree some space."));
    }

    void anActionDismissesAndRuns() {
        MessageBar bar;
        int ran = 0;
        Message message = broken(QStringLiteral("The engine stopped."));
        message.actions = {{QStringLiteral("Resume"), [&] { ran += bar.count() == 0 ? 1 : 100; }}};
        bar.post(message);
        QTest::mouseClick(bar.findChildren<QPushButton*>().first(), Qt::LeftButton);
        QCOMPARE(ran, 1);
        QVERIFY(!bar.isVisible());
    }

    void keysReplaceAndWithdraw() {
        MessageBar bar;
        Message message = broken(QStringLiteral("3 files failed."));
        message.key = QStringLiteral("import");
        bar.post(message);
        message.what = QStringLiteral("4 files failed.");
        bar.post(message);
        QCOMPARE(bar.count(), 1);
        QVERIFY(says(&bar, QStringLiteral("4 files")));
        bar.withdraw(QStringLiteral("import"));
        QVERIFY(!bar.isVisible());
    }

    void namesAreNotMarkup() {
        MessageBar bar;
        bar.post(broken(QStringLiteral("<b>x</b>.png cannot be read.")));
        QVERIFY(bar.text().startsWith(QStringLiteral("<b>x</b>.png")));
        for (const QLabel* label : bar.findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("<b>"))) QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void anEmptyPageSaysWhatToDo() {
        EmptyState empty;
        empty.setContent(QStringLiteral("folder-pictures"), QStringLiteral("No images yet"),
                         QStringLiteral("Add a folder of images."));
        empty.setPrimary(QStringLiteral("Add Folder"));
        empty.resize(800, 600);
        empty.show();
        QVERIFY(says(&empty, QStringLiteral("No images yet")));
        QVERIFY(!empty.secondaryButton()->isVisible());
        QSignalSpy clicked(&empty, &EmptyState::primaryClicked);
        QTest::mouseClick(empty.primaryButton(), Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
        const int middle = empty.primaryButton()->geometry().center().x();
        QVERIFY(std::abs(middle - 400) <= 2);
    }
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"
