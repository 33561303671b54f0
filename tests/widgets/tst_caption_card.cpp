#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtTest>
#include <memory>

#include "contrast.h"
#include "widgets/caption_card.h"
#include "widgets/caption_editor.h"
#include "widgets/caption_words.h"
#include "widgets/chip.h"
#include "widgets/rating_scale.h"
#include "widgets/theme.h"

using namespace attune;

class TestCaptionCard : public QObject {
    Q_OBJECT

    std::unique_ptr<CaptionCard> m_card;

    QPlainTextEdit* edit() const { return m_card->editor()->findChild<QPlainTextEdit*>(); }

  private Q_SLOTS:
    void init() {
        theme::apply(*qApp, theme::Scheme::Light);
        m_card = std::make_unique<CaptionCard>(QStringLiteral("A"));
        m_card->setCaption(QStringLiteral("a red circle above a small blue square"));
        m_card->resize(420, 260);
        m_card->show();
        QVERIFY(QTest::qWaitForWindowActive(m_card.get()));
    }
    void cleanup() { m_card.reset(); }

    void wordsAreHovered() {
        QSignalSpy hovered(m_card.get(), &CaptionCard::wordHovered);
        CaptionWords* words = m_card->words();
        QCOMPARE(words->wordCount(), 8);
        for (const int i : {1, 5, 7}) {
            QTest::mouseMove(words, words->wordRect(i).center());
            QTRY_COMPARE(hovered.last()[0].toInt(), i);
        }
        QCOMPARE(words->word(5), QStringLiteral("small"));
        QTest::mouseMove(words, {words->width() - 1, words->height() - 1});
        QTRY_COMPARE(hovered.last()[0].toInt(), -1);
    }

    void outlinesOfChipsStandOffTheCard_data() { test::addSchemes(); }
    void outlinesOfChipsStandOffTheCard() {
        QFETCH(int, scheme);
        theme::apply(*qApp, static_cast<theme::Scheme>(scheme));
        const QImage seen = m_card->grab().toImage();
        for (const Chip* chip : m_card->findChildren<Chip*>()) {
            const QPoint top = chip->mapTo(m_card.get(), QPoint(chip->width() / 2, 1));
            const double contrast = test::contrast(seen.pixelColor(top), theme::surface());
            QVERIFY2(contrast >= 3, qPrintable(QStringLiteral("%1: %2").arg(chip->text()).arg(contrast)));
        }
    }

    void theKeyboardWalksTheWords() {
        QSignalSpy hovered(m_card.get(), &CaptionCard::wordHovered);
        CaptionWords* words = m_card->words();
        words->setFocus(Qt::TabFocusReason);
        QTest::keyClick(words, Qt::Key_Right);
        QTest::keyClick(words, Qt::Key_Right);
        QTest::keyClick(words, Qt::Key_Left);
        QCOMPARE(hovered.size(), 3);
        QCOMPARE(hovered[1][0].toInt(), 1);
        QCOMPARE(hovered[2][0].toInt(), 0);
        QVERIFY(words->accessibleDescription().contains(QStringLiteral("1")));
        for (int i = 0; i < 20; ++i) QTest::keyClick(words, Qt::Key_Right);
        QCOMPARE(words->hoveredWord(), 7);
        QTest::keyClick(words, Qt::Key_Escape);
        QCOMPARE(hovered.last()[0].toInt(), -1);
        QTest::keyClick(words, Qt::Key_Left);
        words->clearFocus();
        QCOMPARE(words->hoveredWord(), -1);
    }

    void upAndDownWalkTheLinesAndAreNobodyElses() {
        m_card->setCaption(QStringLiteral("a red circle above a small blue square and a large green star below two purple triangles"));
        m_card->resize(260, 400);
        CaptionWords* words = m_card->words();
        words->setFocus(Qt::TabFocusReason);
        QTest::keyClick(words, Qt::Key_Right);
        QTRY_VERIFY(words->wordRect(words->wordCount() - 1).top() > words->wordRect(0).top());
        QTest::keyClick(words, Qt::Key_Down);
        const int below = words->hoveredWord();
        QVERIFY(words->wordRect(below).top() > words->wordRect(0).top());
        QTest::keyClick(words, Qt::Key_Up);
        const int above = words->hoveredWord();
        QCOMPARE(words->wordRect(above).top(), words->wordRect(0).top());
        QTest::keyClick(words, Qt::Key_Up);  // there is no line above
        QCOMPARE(words->hoveredWord(), above);
        for (const auto key : {Qt::Key_Up, Qt::Key_Down}) {
            QKeyEvent asked(QEvent::ShortcutOverride, key, Qt::NoModifier);
            asked.ignore();
            QApplication::sendEvent(words, &asked);
            QVERIFY(asked.isAccepted());
        }
    }

    void aDoubleClickDecidesOnce() {
        QSignalSpy rated(m_card.get(), &CaptionCard::rated), preferred(m_card.get(), &CaptionCard::preferred);
        RatingScale* stars = m_card->ratingScale();
        const auto twice = [](QWidget* widget, const QPoint& at) {
            QTest::mouseClick(widget, Qt::LeftButton, {}, at);
            QMouseEvent second(QEvent::MouseButtonDblClick, at, widget->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(widget, &second);
            QTest::mouseRelease(widget, Qt::LeftButton, {}, at);
        };
        twice(stars, stars->starRect(4).center());
        QCOMPARE(rated.size(), 1);
        for (Chip* chip : m_card->findChildren<Chip*>())
            if (chip->text() == QStringLiteral("Prefer")) twice(chip, chip->rect().center());
        QCOMPARE(preferred.size(), 1);
    }

    void theKeyThatTakesAStarIsNobodyElses() {
        RatingScale* stars = m_card->ratingScale();
        stars->setFocus();
        const auto takes = [stars](Qt::Key key) {
            QKeyEvent asked(QEvent::ShortcutOverride, key, Qt::NoModifier);
            asked.ignore();
            QApplication::sendEvent(stars, &asked);
            return asked.isAccepted();
        };
        QVERIFY(!takes(Qt::Key_Return));  // no star is chosen
        QTest::keyClick(stars, Qt::Key_Right);
        QVERIFY(takes(Qt::Key_Return));
    }

    void aClickLeavesTheArrowsToThePage() {
        QTest::mouseClick(m_card->words(), Qt::LeftButton);
        QVERIFY(!m_card->words()->hasFocus());
    }

    void starsAskAndShowWhatIsSet() {
        QSignalSpy rated(m_card.get(), &CaptionCard::rated);
        RatingScale* stars = m_card->ratingScale();
        QTest::mouseClick(stars, Qt::LeftButton, {}, stars->starRect(4).center());
        QCOMPARE(rated.size(), 1);
        QCOMPARE(rated[0][0].toInt(), 4);
        QCOMPARE(m_card->rating(), 0);  // not saved yet
        m_card->setRating(4);
        QCOMPARE(stars->accessibleDescription(), QStringLiteral("4 of 5 stars"));
        stars->setFocus();
        QTest::keyClick(stars, Qt::Key_Right);
        QTest::keyClick(stars, Qt::Key_Return);
        QCOMPARE(rated.last()[0].toInt(), 5);
        QTest::keyClick(stars, Qt::Key_2);
        QCOMPARE(rated.last()[0].toInt(), 2);
    }

    void flagsAndPreferenceAsk() {
        QSignalSpy flagged(m_card.get(), &CaptionCard::flagToggled);
        QSignalSpy preferred(m_card.get(), &CaptionCard::preferred);
        for (const QString& flag :
             {QStringLiteral("hallucinates"), QStringLiteral("incomplete"), QStringLiteral("repeats")}) {
            Chip* chip = m_card->flagChip(flag);
            QVERIFY(chip && chip->isVisible());
            QTest::mouseClick(chip, Qt::LeftButton);
            QCOMPARE(flagged.last()[0].toString(), flag);
            QVERIFY(!chip->isChecked());
            m_card->setFlags({flag});
            QCOMPARE(m_card->flags(), QStringList{flag});
        }
        for (Chip* chip : m_card->findChildren<Chip*>())
            if (chip->text() == QStringLiteral("Prefer")) QTest::mouseClick(chip, Qt::LeftButton);
        QCOMPARE(preferred.size(), 1);
        QVERIFY(!m_card->isPreferred());
        m_card->setPreferred(true);
        QVERIFY(m_card->isPreferred());
        QVERIFY(m_card->accessibleDescription().contains(QStringLiteral("Preferred")));
        QSignalSpy clicked(m_card.get(), &CaptionCard::clicked);
        QTest::mouseClick(m_card.get(), Qt::LeftButton, {}, {4, 4});
        QCOMPARE(clicked.size(), 1);
    }

    void whatIsDecidedOfBothIsShown_data() {
        QTest::addColumn<int>("alike");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("described");
        QTest::newRow("tie") << int(CaptionCard::Alike::Good) << QStringLiteral("Equally good")
                             << QStringLiteral("Both captions are equally good.");
        QTest::newRow("both bad") << int(CaptionCard::Alike::Bad) << QStringLiteral("Both bad")
                                  << QStringLiteral("Both captions are bad.");
    }
    void whatIsDecidedOfBothIsShown() {
        QFETCH(int, alike);
        QFETCH(QString, words);
        QFETCH(QString, described);
        const auto isShown = [&] {
            for (const QLabel* label : m_card->findChildren<QLabel*>())
                if (label->isVisible() && label->text() == words) return true;
            return false;
        };
        QVERIFY(!isShown());
        m_card->setAlike(static_cast<CaptionCard::Alike>(alike));
        QVERIFY(isShown());
        QVERIFY(m_card->accessibleDescription().contains(described));
        m_card->setAlike(CaptionCard::Alike::No);
        QVERIFY(!isShown());
        QVERIFY(!m_card->accessibleDescription().contains(described));
    }

    void editing() {
        QSignalSpy finished(m_card.get(), &CaptionCard::editFinished);
        m_card->startEdit();
        QVERIFY(m_card->isEditing());
        QVERIFY(!m_card->words()->isVisible());
        QVERIFY(edit()->hasFocus());
        QTest::keyClicks(edit(), QStringLiteral(" on a table"));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QVERIFY(!m_card->isEditing());
        QCOMPARE(finished.size(), 0);
        QCOMPARE(m_card->caption(), QStringLiteral("a red circle above a small blue square"));

        m_card->startEdit();
        QTest::keyClick(edit(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(edit(), QStringLiteral("   "));
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(m_card->isEditing());
        QVERIFY(!m_card->editor()->problem().isEmpty());
        QTest::keyClicks(edit(), QStringLiteral("one red  circle "));
        QVERIFY(m_card->editor()->problem().isEmpty());
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(!m_card->isEditing());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toString(), QStringLiteral("one red circle"));
    }

    void theEditorKeepsThePagesKeys() {
        QShortcut three(QKeySequence(Qt::Key_3), m_card.get());
        QSignalSpy shortcut(&three, &QShortcut::activated);
        m_card->startEdit();
        QTest::keyClicks(edit(), QStringLiteral(" 3"));
        QCOMPARE(shortcut.size(), 0);
        QVERIFY(edit()->toPlainText().endsWith(QStringLiteral(" 3")));
    }

    void emphasisIsSeenWithoutColour() {
        const QImage before = m_card->words()->grab().toImage();
        m_card->setEmphasised({1, 99, -1});
        QCOMPARE(m_card->words()->emphasised(), QVector<int>{1});
        QVERIFY(m_card->words()->grab().toImage() != before);
        m_card->setEmphasised({});
        QCOMPARE(m_card->words()->grab().toImage(), before);
    }

    void aNewCaptionStartsClean() {
        m_card->setRating(3);
        m_card->setFlags({QStringLiteral("repeats")});
        m_card->setNote(QStringLiteral("odd"));
        m_card->setSelected(true);
        m_card->setPreferred(true);
        m_card->setAlike(CaptionCard::Alike::Bad);
        m_card->setEdited(true);
        auto* note = m_card->findChild<QToolButton*>();
        QVERIFY(note->isVisible());
        m_card->startEdit();
        m_card->setCaption(QStringLiteral("another"));
        QCOMPARE(m_card->rating(), 0);
        QVERIFY(m_card->flags().isEmpty());
        QVERIFY(!note->isVisible());
        QVERIFY(!m_card->isSelected() && !m_card->isPreferred() && !m_card->isEdited() &&
                !m_card->isEditing());
        QCOMPARE(m_card->alike(), CaptionCard::Alike::No);
    }

    void manyWordsScrollAndLeaveRoom() {
        const int few = m_card->heightForWidth(420);
        m_card->setCaption(QStringLiteral("word ").repeated(1000));
        QVERIFY(m_card->heightForWidth(420) < few + 400);
        m_card->resize(420, m_card->heightForWidth(420));
        CaptionWords* words = m_card->words();
        QTRY_VERIFY(words->height() > m_card->height());  // all of them are there
        const auto isInSight = [&](int word) { return !words->visibleRegion().intersected(words->wordRect(word)).isEmpty(); };
        QTRY_VERIFY(isInSight(0));
        QVERIFY(!isInSight(999));
        words->setFocus(Qt::TabFocusReason);
        QTest::keyClick(words, Qt::Key_Left);  // to the last one
        QCOMPARE(words->hoveredWord(), 999);
        QTRY_VERIFY(isInSight(999));
        // Another caption begins at its beginning, in the room that it needs.
        m_card->setCaption(QStringLiteral("a red circle"));
        QVERIFY(isInSight(0));
        QVERIFY(m_card->heightForWidth(420) <= few);
        for (const auto* bar : m_card->findChildren<QScrollBar*>()) QTRY_VERIFY(!bar->isVisible());
    }

    void anyTextIsLaidOut_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("words");
        QTest::newRow("empty") << QString() << 0;
        QTest::newRow("spaces") << QStringLiteral("  \n\t ") << 0;
        QTest::newRow("lines") << QStringLiteral("one\ntwo\u2028three") << 3;
        QTest::newRow("long word") << QString(5000, QLatin1Char('x')) << 1;
        QTest::newRow("many words") << QStringLiteral("word ").repeated(1000) << 1000;
        QTest::newRow("right to left")
            << QStringLiteral("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd") << 2;
        QTest::newRow("marks") << QStringLiteral("<b>bold</b> & more") << 3;
    }
    void anyTextIsLaidOut() {
        QFETCH(QString, text);
        QFETCH(int, words);
        m_card->setCaption(text);
        QCOMPARE(m_card->words()->wordCount(), words);
        if (words > 0) QVERIFY(m_card->words()->wordRect(0).isValid());
        QVERIFY(!m_card->grab().isNull());
        QVERIFY(m_card->words()->heightForWidth(300) >= m_card->words()->heightForWidth(600));
    }
};

QTEST_MAIN(TestCaptionCard)
#include "tst_caption_card.moc"
