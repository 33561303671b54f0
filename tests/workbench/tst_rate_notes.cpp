// Notes on the captions of the Rate page: of which caption they are, and that none is lost.
#include <QInputDialog>
#include <QPlainTextEdit>
#include <QtTest>
#include <optional>

#include "captioned_project.h"

using namespace attune;

class TestRateNotes : public QObject {
    Q_OBJECT

  private:
    struct Desk : test::RatingWindow {
        QInputDialog* noteDialog() { return window.window().findChild<QInputDialog*>(); }
    };

  private Q_SLOTS:
    void aNoteThatCannotBeSavedIsAskedForAgain_data() {
        QTest::addColumn<bool>("isPast");
        QTest::newRow("shown") << false;
        QTest::newRow("past") << true;
    }
    void aNoteThatCannotBeSavedIsAskedForAgain() {
        QFETCH(bool, isPast);
        Desk desk;
        const Id caption = desk.page->desk().task()->candidates[0].caption.id;
        if (isPast) QVERIFY(desk.next(Qt::Key_Left));
        desk.window.refuseWrites(true);
        const QString note = QStringLiteral("too short");
        desk.page->desk().setNote(caption, note);
        QVERIFY(QTest::qWaitFor([&] { return desk.noteDialog() && desk.noteDialog()->isVisible(); }, 5000));
        QCOMPARE(desk.noteDialog()->findChild<QPlainTextEdit*>()->toPlainText(), note);
        desk.window.refuseWrites(false);
        if (isPast) {
            // Not taken for saved: left here, it is not there when one goes back.
            desk.noteDialog()->reject();
            QVERIFY(QTest::qWaitFor([&] { return !desk.noteDialog(); }, 5000));
            desk.page->desk().back();
            QCOMPARE(desk.page->desk().task()->candidates[0].note, QString());
        } else {
            desk.noteDialog()->accept();
            QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().task()->candidates[0].note == note; }, 5000));
            QCOMPARE(desk.ratingsOf(caption).front().note, note.toStdString());
        }
    }

    void aNoteBeingWrittenIsSavedWhenTheProjectCloses() {
        Desk desk;
        const Id caption = desk.page->desk().task()->candidates[0].caption.id;
        QTest::keyClick(&desk.window.window(), Qt::Key_N);
        QVERIFY(desk.noteDialog() && QTest::qWaitForWindowExposed(desk.noteDialog()));
        QTest::keyClicks(desk.noteDialog()->findChild<QPlainTextEdit*>(), QStringLiteral("too short"));
        desk.closed();
        QVERIFY(desk.window.open(desk.folder));
        QCOMPARE(desk.ratingsOf(caption).size(), std::size_t{1});
        QCOMPARE(desk.ratingsOf(caption).front().note, std::string("too short"));
    }

    void aNoteOnAPastPictureKeepsTheTimeOfItsRating() {
        Desk desk;
        const Id first = desk.page->desk().task()->candidates[0].caption.id, image = desk.image();
        QTest::qWait(50);
        for (const auto key : {Qt::Key_4, Qt::Key_2}) QTest::keyClick(&desk.window.window(), key);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        const auto rated = desk.ratingsOf(first);
        QVERIFY(rated.front().seconds >= 0.05);
        desk.page->desk().setNote(first, QStringLiteral("too short"));
        const auto noted = desk.ratingsOf(first);
        QCOMPARE(noted.size(), std::size_t{1});
        QCOMPARE(noted.front().note, std::string("too short"));
        QCOMPARE(noted.front().value, std::optional(4));
        QCOMPARE(noted.front().seconds, rated.front().seconds);
    }

    void aNoteIsOfTheCaptionThatItWasBegunOn() {
        Desk desk;
        const auto noteOn = [&](const QString& text) {
            QTest::keyClick(&desk.window.window(), Qt::Key_N);
            auto* dialog = desk.window.window().findChild<QInputDialog*>();
            if (!dialog || !QTest::qWaitForWindowExposed(dialog)) return false;
            QTest::qWait(200);  // what was on its way to the disk arrives
            QTest::keyClicks(dialog->findChild<QPlainTextEdit*>(), text);
            dialog->accept();
            if (!QTest::qWaitFor([&] { return !desk.window.window().findChild<QInputDialog*>(); }, 5000)) return false;
            desk.window.window().activateWindow();
            return QTest::qWaitForWindowActive(&desk.window.window());
        };
        const auto noteOf = [&](Id caption) {
            const auto ratings = desk.ratingsOf(caption);
            return ratings.empty() ? std::string() : ratings.front().note;
        };
        const Id first = desk.page->desk().task()->candidates[0].caption.id, image = desk.image();
        QVERIFY(noteOn(QStringLiteral("too short")));
        QVERIFY(QTest::qWaitFor([&] { return noteOf(first) == "too short"; }, 5000));
        // Decided a moment before: the next image comes while one writes.
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(noteOn(QStringLiteral(", and dull")));
        const bool kept = QTest::qWaitFor([&] { return noteOf(first) == "too short, and dull"; }, 5000);
        QVERIFY2(kept, noteOf(first).c_str());
        QVERIFY(desk.image() != image);
        QVERIFY(noteOf(desk.page->desk().task()->candidates[0].caption.id).empty());
    }
};

QTEST_MAIN(TestRateNotes)
#include "tst_rate_notes.moc"
