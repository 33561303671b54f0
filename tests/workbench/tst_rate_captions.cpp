// What is said of one caption on the Rate page: by stars, flags and other words. A hidden repeat of the question
// erases none of it.
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QtTest>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "answers.h"
#include "captioned_project.h"
#include "widgets/caption_card.h"
#include "widgets/chip.h"
#include "widgets/image_view.h"
#include "widgets/rating_scale.h"

using namespace attune;

class TestRateCaptions : public QObject {
    Q_OBJECT

  private:
    struct Desk : test::RatingWindow {
        std::size_t edits() {
            return window.ask([](Session& s) { return s.project().captions().list({.source = CaptionSource::Edit}).size(); });
        }
        /// Begins to write these words for the selected caption. @return where
        QPlainTextEdit* write(const QString& words) {
            QTest::keyClick(&window.window(), Qt::Key_E);
            auto* editor = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
            if (!editor) throw std::runtime_error("no editor");
            QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClicks(editor, words);
            return editor;
        }
        void edit(const QString& words) { QTest::keyClick(write(words), Qt::Key_Return); }
        Chip* prefer(int card) {
            for (Chip* chip : page->cards()[card]->findChildren<Chip*>())
                if (chip->text() == QStringLiteral("Prefer")) return chip;
            throw std::runtime_error("no chip");
        }
        bool waitFlags(int card, const QStringList& flags) {
            return QTest::qWaitFor([&] { return page->cards()[card]->flags() == flags; }, 5000);
        }
        /// Rates both captions of each image 4 (a hallucination, too) and 2, until a pair comes back.
        bool rateUntilARepeat() {
            QueueOptions options = page->desk().options();
            options.repeatShare = 0.5;
            page->desk().start(options);
            const auto isThere = [this] { return !page->desk().isLoading() && page->desk().task(); };
            for (int i = 0; i < 2 * test::kRatedImages && QTest::qWaitFor(isThere, 5000); ++i) {
                if (page->desk().task()->isRepeat()) return true;
                for (const auto key : {Qt::Key_H, Qt::Key_4}) QTest::keyClick(&window.window(), key);
                if (!next(Qt::Key_2)) return false;
            }
            return false;
        }
    };

  private Q_SLOTS:
    void captionsKeepAMeasureThatIsReadWell_data() {
        QTest::addColumn<int>("candidates");
        QTest::newRow("two") << 2;  // three at a time, the four of an image are two and two
        QTest::newRow("four") << 4;
    }
    void captionsKeepAMeasureThatIsReadWell() {
        QFETCH(int, candidates);
        Desk desk;
        auto& window = desk.window.window();
        desk.page->findChild<QSpinBox*>()->setValue(candidates);
        QTRY_COMPARE(static_cast<int>(desk.page->cards().size()), candidates);
        // Room on the left and on the right of the group, under the picture.
        const auto room = [&desk] {
            const auto cards = desk.page->cards();
            const QRect picture = desk.page->picture()->geometry();
            return std::pair(cards.constFirst()->geometry().left() - picture.left(), picture.right() - cards.constLast()->geometry().right());
        };
        window.resize(1440, 900);
        QTRY_COMPARE(room(), std::pair(0, 0));
        window.resize(2560, 1440);
        QTRY_VERIFY(desk.page->width() > 2000);
        QTRY_VERIFY(qAbs(room().first - room().second) <= 1);
        QVERIFY(candidates == 4 || room().first > 100);
        for (const CaptionCard* card : desk.page->cards())
            QVERIFY2(card->width() <= 700, qPrintable(QString::number(card->width())));
    }

    void flagsNotesAndEditsAreKept() {
        Desk desk;
        const Id caption = desk.page->desk().task()->candidates[0].caption.id;
        QTest::keyClick(&desk.window.window(), Qt::Key_H);
        QTest::keyClick(&desk.window.window(), Qt::Key_R);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[0]->flags().size() == 2; }, 5000));
        QTest::keyClick(&desk.window.window(), Qt::Key_H);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[0]->flags() == QStringList{QStringLiteral("repeats")}; }, 5000));
        const auto ratings = desk.ratingsOf(caption);
        QCOMPARE(ratings.size(), std::size_t{1});
        QVERIFY(!ratings[0].value);
        QCOMPARE(ratings[0].flags, std::vector<std::string>{"repeats"});

        QTest::keyClick(&desk.window.window(), Qt::Key_E);
        QVERIFY(desk.page->cards()[0]->isEditing());
        QWidget* editor = QApplication::focusWidget();
        QVERIFY(editor);
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editor, QStringLiteral("a 5 star here"));
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[0]->isEdited(); }, 5000));
        const auto edits = desk.window.ask([](Session& s) { return s.project().captions().list({.source = CaptionSource::Edit}); });
        QCOMPARE(edits.size(), std::size_t{1});
        QCOMPARE(edits[0].text, std::string("a 5 star here"));
        QCOMPARE(edits[0].editOf, caption);
        // The letters and digits went to the editor, not to the page.
        QCOMPARE(desk.counts().ratings, 1);
    }

    void keysFasterThanTheDiskLoseNothing() {
        Desk desk;
        const Id caption = desk.page->desk().task()->candidates[0].caption.id;
        for (const auto key : {Qt::Key_H, Qt::Key_I, Qt::Key_R, Qt::Key_3}) QTest::keyClick(&desk.window.window(), key);
        QVERIFY(desk.waitRating(0, 3));
        const auto ratings = desk.ratingsOf(caption);
        QCOMPARE(ratings.size(), std::size_t{1});
        QCOMPARE(ratings[0].value, std::optional(3));
        QCOMPARE(ratings[0].flags.size(), std::size_t{3});
    }

    void twoRatingsInOneBreathAreOfTwoCaptions() {
        Desk desk;
        const auto candidates = desk.page->desk().task()->candidates;
        const Id image = desk.image();
        for (const auto key : {Qt::Key_4, Qt::Key_2}) QTest::keyClick(&desk.window.window(), key);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        for (const auto& [candidate, value] : {std::pair(0, 4), std::pair(1, 2)}) {
            const auto ratings = desk.ratingsOf(candidates[static_cast<std::size_t>(candidate)].caption.id);
            QCOMPARE(ratings.size(), std::size_t{1});
            QCOMPARE(ratings[0].value, std::optional(value));
        }
        QCOMPARE(desk.counts().ratings, 2);
    }

    void anEditIsUndoneBroughtBackAndTakenBack() {
        Desk desk;
        const Id caption = desk.page->desk().task()->candidates[0].caption.id;
        const QString words = QStringLiteral("a kite in the wind");  // which no caption here says
        const QString original = desk.page->cards()[0]->caption();
        QTest::keyClick(&desk.window.window(), Qt::Key_I);
        QVERIFY(desk.waitFlags(0, {QStringLiteral("incomplete")}));
        const auto waitEdited = [&](bool edited) {
            return QTest::qWaitFor([&] { return desk.page->cards()[0]->isEdited() == edited; }, 5000);
        };
        desk.edit(words);
        QVERIFY(waitEdited(true));
        QCOMPARE(desk.edits(), std::size_t{1});
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(waitEdited(false));
        QCOMPARE(desk.edits(), std::size_t{0});
        QCOMPARE(desk.ratingsOf(caption).size(), std::size_t{1});  // the flag before it stays
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(waitEdited(true));
        QCOMPARE(desk.edits(), std::size_t{1});
        // The editor goes on with one's own words; the captioner's take them back.
        QVERIFY(desk.page->cards()[0]->isSelected());
        QTest::keyClick(&desk.window.window(), Qt::Key_E);
        auto* editor = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QCOMPARE(editor->toPlainText(), words);
        QTest::keyClick(editor, Qt::Key_Escape);
        desk.edit(original);
        QVERIFY(waitEdited(false));
        QCOMPARE(desk.edits(), std::size_t{0});
    }

    void wordsOfAnotherRaterAreNotOnesOwn() {
        Desk desk;
        const RatingTask asked = desk.page->desk().task()->asked;
        const std::string me = desk.page->desk().options().rater, other = me + "'s friend";
        const auto wordsOf = [&](const std::string& rater) {
            return desk.window.ask([asked, rater](Session& s) { return loadTask(s.project(), asked, rater).candidates[0].edit; });
        };
        desk.window.ask(
            [id = asked.captions[0], other](Session& s) { return s.project().decisions().edit(id, "a heron", other); });
        QCOMPARE(wordsOf(me), QString());
        desk.edit(QStringLiteral("a kite in the wind"));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[0]->isEdited(); }, 5000));
        QCOMPARE(desk.edits(), std::size_t{2});
        QCOMPARE(wordsOf(me), QStringLiteral("a kite in the wind"));
        QCOMPARE(wordsOf(other), QStringLiteral("a heron"));
    }

    void wordsBeingWrittenAreSavedBeforeWhatTakesThemOff_data() {
        QTest::addColumn<QString>("by");
        for (const char* by : {"prefer", "stars", "skip", "order", "closing", "window"}) QTest::newRow(by) << QString::fromLatin1(by);
    }
    void wordsBeingWrittenAreSavedBeforeWhatTakesThemOff() {
        QFETCH(QString, by);
        Desk desk;
        const Id caption = desk.page->desk().task()->candidates[0].caption.id, image = desk.image();
        const QString words = QStringLiteral("a kite in the wind");
        desk.write(words);
        if (by == QStringLiteral("prefer")) {
            QTest::mouseClick(desk.prefer(1), Qt::LeftButton);
            QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
            const auto decided = desk.window.ask([](Session& s) { return s.project().decisions().comparisons(); });
            QCOMPARE(decided.size(), std::size_t{1});
            QCOMPARE(decided[0].outcome, Preference::Right);
        } else if (by == QStringLiteral("stars")) {
            RatingScale* stars = desk.page->cards()[1]->ratingScale();
            QTest::mouseClick(stars, Qt::LeftButton, {}, stars->starRect(4).center());
            QVERIFY(desk.waitRating(1, 4));
            QVERIFY(desk.page->cards()[0]->isEdited());
        } else if (by == QStringLiteral("skip")) {
            desk.window.trigger("rate.skip");
            QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        } else if (by == QStringLiteral("order")) {
            desk.page->findChild<QSpinBox*>()->setValue(3);
            const auto& queue = desk.page->desk();
            QVERIFY(QTest::qWaitFor([&] { return queue.options().candidates == 3 && !queue.isLoading() && queue.task(); }, 5000));
        } else if (by == QStringLiteral("closing")) {
            desk.closed();
            QVERIFY(desk.window.open(desk.folder));
        } else {
            desk.window.restart();
            QVERIFY(desk.window.open(desk.folder));
        }
        const auto edits = desk.window.ask([](Session& s) { return s.project().captions().list({.source = CaptionSource::Edit}); });
        QCOMPARE(edits.size(), std::size_t{1});
        QCOMPARE(edits[0].text, words.toStdString());
        QCOMPARE(edits[0].editOf, caption);
    }

    void anEditorLeftAsItWasSavesNothing() {
        Desk desk;
        const Id image = desk.image();
        QTest::keyClick(&desk.window.window(), Qt::Key_E);
        QTest::mouseClick(desk.prefer(1), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        QCOMPARE(desk.edits(), std::size_t{0});
        QCOMPARE(desk.counts().comparisons, 1);
    }

    void wordsThatCannotBeSavedStayInTheEditor_data() {
        QTest::addColumn<QString>("by");
        for (const char* by : {"enter", "a decision", "enter, rate.left", "enter, rate.2", "enter, rate.skip", "enter, rate.back"})
            QTest::newRow(by) << QString::fromLatin1(by);
    }
    void wordsThatCannotBeSavedStayInTheEditor() {
        QFETCH(QString, by);
        Desk desk;
        if (by.endsWith(QStringLiteral("back"))) {
            desk.window.trigger("rate.skip");
            QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().task(); }, 5000));
        }
        const QString words = QStringLiteral("a kite in the wind");
        const Id image = desk.image();
        QPlainTextEdit* editor = desk.write(words);
        desk.window.refuseWrites(true);
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        if (by == QStringLiteral("a decision"))
            QTest::mouseClick(desk.prefer(1), Qt::LeftButton);
        else
            QTest::keyClick(editor, Qt::Key_Return);
        if (by.contains(QLatin1Char(' ')) && by != QStringLiteral("a decision")) {
            // At once, and on a disk that bears it: the words alone are not saved.
            desk.window.workbench().project.write(
                desk.page, Changes(), [](Session& s) { s.project().database().execute("PRAGMA query_only = OFF"); }, [] {}, {},
                TaskThread::Priority::Urgent);
            desk.window.trigger(qPrintable(by.section(QLatin1Char(' '), 1)));
        }
        QVERIFY(problems.wait(5000));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[0]->isEditing(); }, 5000));
        QCOMPARE(editor->toPlainText(), words);
        QCOMPARE(problems.size(), 1);
        QCOMPARE(desk.image(), image);
        desk.window.refuseWrites(false);
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[0]->isEdited(); }, 5000));
        QCOMPARE(desk.edits(), std::size_t{1});
        QCOMPARE(desk.counts().comparisons, 0);
    }

    void keysRightBehindAnEditLoseNothing() {
        Desk desk;
        const Id image = desk.image();
        desk.edit(QStringLiteral("a kite in the wind"));
        desk.window.trigger("rate.left");
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        QCOMPARE(desk.counts().comparisons, 1);
        const Id next = desk.image();
        desk.edit(QStringLiteral("a heron at the pond"));
        desk.window.trigger("rate.skip");
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != next; }, 5000));
        QCOMPARE(desk.edits(), std::size_t{2});
    }

    void wordsThatCannotBeSavedAtTheEndAreTold_data() {
        QTest::addColumn<bool>("byQuitting");
        QTest::newRow("closing") << false;
        QTest::newRow("quitting") << true;
    }
    void wordsThatCannotBeSavedAtTheEndAreTold() {
        QFETCH(bool, byQuitting);
        Desk desk;
        const QString words = QStringLiteral("a kite in the wind");
        desk.write(words);
        desk.window.refuseWrites(true);
        if (byQuitting) {
            QString said;
            test::answerQuestion(QStringLiteral("Close"), [&said] {
                said = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())->text();
                return true;
            });
            desk.window.restart();
            QVERIFY2(said.contains(words), qPrintable(said));
        } else {
            desk.window.workbench().project.close();
            QVERIFY2(desk.waitMessage(words), qPrintable(desk.messages().text()));
        }
        QVERIFY(!desk.window.workbench().project.isOpen());
    }

    void aHiddenRepeatErasesNothing() {
        Desk desk;
        QVERIFY(desk.rateUntilARepeat());
        const auto shown = desk.page->desk().task()->candidates;
        const Id plain = shown[0].caption.id, flagged = shown[1].caption.id;  // swapped
        const auto before = desk.counts().ratings;
        using Flags = std::vector<std::string>;
        QCOMPARE(desk.ratingsOf(flagged).front().value, std::optional(4));
        QCOMPARE(desk.ratingsOf(flagged).front().flags, Flags{"hallucinates"});
        QCOMPARE(desk.ratingsOf(plain).front().value, std::optional(2));
        // It looks new.
        QCOMPARE(desk.page->cards()[1]->rating(), 0);
        QVERIFY(desk.page->cards()[1]->flags().isEmpty());
        QTest::keyClick(&desk.window.window(), Qt::Key_Tab);
        QVERIFY(desk.page->cards()[1]->isSelected());
        for (const auto key : {Qt::Key_I, Qt::Key_H, Qt::Key_R}) QTest::keyClick(&desk.window.window(), key);
        QVERIFY(desk.waitFlags(1, {QStringLiteral("hallucinates"), QStringLiteral("incomplete"), QStringLiteral("repeats")}));
        for (const auto key : {Qt::Key_H, Qt::Key_R}) QTest::keyClick(&desk.window.window(), key);
        QVERIFY(desk.waitFlags(1, {QStringLiteral("incomplete")}));
        desk.page->desk().setNote(flagged, QStringLiteral("no frame"));
        desk.page->desk().setNote(flagged, QStringLiteral("no frame at all"));
        QTest::keyClick(&desk.window.window(), Qt::Key_1);
        QVERIFY(desk.waitRating(1, 1));
        QVERIFY(desk.next(Qt::Key_5));
        const auto kept = desk.ratingsOf(flagged);
        QCOMPARE(kept.size(), std::size_t{1});
        QCOMPARE(kept[0].value, std::optional(4));
        QCOMPARE(kept[0].flags, (Flags{"hallucinates", "incomplete"}));
        QCOMPARE(kept[0].note, std::string("no frame at all"));
        QCOMPARE(desk.ratingsOf(plain).front().value, std::optional(2));
        QCOMPARE(desk.counts().ratings, before);
        const auto again = desk.window.ask([](Session& s) { return s.project().decisions().repeatedRatings(); });
        QCOMPARE(again.size(), std::size_t{2});
        QCOMPARE(again[0].captionId, flagged);
        QCOMPARE(again[0].value, std::optional(1));
        QCOMPARE(again[1].value, std::optional(5));
        // The order was another: the figure says so.
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().progress().consistency.repeats == 1; }, 5000));
        QCOMPARE(desk.page->desk().progress().consistency.agreed, std::int64_t{0});
    }

    void anUndoInAHiddenRepeatLeavesTheOtherRating() {
        Desk desk;
        QVERIFY(desk.rateUntilARepeat());
        const Id image = desk.image(), first = desk.page->desk().task()->candidates[0].caption.id;
        QTest::keyClick(&desk.window.window(), Qt::Key_3);
        QVERIFY(desk.waitRating(0, 3));
        QVERIFY(desk.next(Qt::Key_5));
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == image; }, 5000));
        QVERIFY(desk.page->desk().task()->isRepeat());
        // As the journal has it.
        const auto repeats = [&desk] {
            return desk.window.ask([](Session& s) { return s.project().decisions().repeatedRatings(); });
        };
        QCOMPARE(repeats().size(), std::size_t{1});
        QCOMPARE(repeats().front().captionId, first);
        QCOMPARE(desk.page->cards()[0]->rating(), 3);
        QCOMPARE(desk.page->cards()[1]->rating(), 0);
        // The other alone is left to rate.
        QVERIFY(desk.page->cards()[1]->isSelected());
        QVERIFY(desk.next(Qt::Key_1));
        QCOMPARE(repeats().size(), std::size_t{2});
        QCOMPARE(repeats().front().value, std::optional(3));
        QCOMPARE(repeats().back().value, std::optional(1));
    }
};

QTEST_MAIN(TestRateCaptions)
#include "tst_rate_captions.moc"
