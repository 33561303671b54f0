// Rating as a person does it: by keys, in the real window; what the screen shows is what the project holds.
#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSet>
#include <QSpinBox>
#include <QtTest>
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "captioned_project.h"
#include "session/preference_pairs.h"
#include "widgets/caption_card.h"
#include "widgets/chip.h"
#include "widgets/image_view.h"

using namespace attune;
using Desk = test::RatingWindow;

class TestRatePage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theHintsNameKeysAndCaptions() {
        Desk desk;
        QStringList words;
        QSet<int> heights, room;
        for (const auto* hint : desk.page->findChildren<QPushButton*>()) {
            if (!hint->isFlat() || !hint->text().contains(QStringLiteral("  "))) continue;
            words.append(hint->text());
            heights.insert(hint->height());
            room.insert(hint->width() - hint->fontMetrics().horizontalAdvance(hint->text()));
        }
        QVERIFY2(words.contains(QStringLiteral("\u2190  A (left) is better")), qPrintable(words.join(QLatin1Char('|'))));
        QVERIFY(words.contains(QStringLiteral("\u2192  B (right) is better")));
        QVERIFY(words.contains(QStringLiteral("W  Where it looked")));
        QCOMPARE(heights.size(), 1);
        QCOMPARE(room.size(), 1);
        const auto* chip = desk.page->cards().constLast()->flagChip(QStringLiteral("hallucinates"));
        QCOMPARE(chip->text(), QStringLiteral("H  Hallucinates"));
        QCOMPARE(chip->accessibleName(), QStringLiteral("Hallucinates"));
        QCOMPARE(chip->toolTip(), QStringLiteral("Hallucinates (H)\nIt names something that the image does not show."));
        auto& actions = desk.window.window().actions();
        QVERIFY(!actions.setKeys(QStringLiteral("rate.hallucinates"), {QKeySequence(Qt::Key_J)}));
        QCOMPARE(chip->text(), QStringLiteral("J  Hallucinates"));
        QVERIFY(chip->toolTip().startsWith(QStringLiteral("Hallucinates (J)")));
        QVERIFY(!actions.resetKeys(QStringLiteral("rate.hallucinates")));
    }

    void tenImagesByKeyboardAlone() {
        Desk desk;
        for (const auto key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Left}) QVERIFY(desk.next(key));
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(&desk.window.window(), Qt::Key_4);
            QVERIFY(desk.waitRating(0, 4));
            QVERIFY(desk.page->cards()[1]->isSelected());
            QVERIFY(desk.next(Qt::Key_2));
        }
        // An image is done once each of its captions was decided on, which takes two visits.
        const auto done = desk.window.ask([](Session& session) {
            std::set<Id> decided;
            for (const auto& rating : session.project().decisions().ratings()) decided.insert(rating.captionId);
            for (const auto& c : session.project().decisions().comparisons()) decided.insert({c.leftCaptionId, c.rightCaptionId});
            int images = 0;
            for (const Id image : session.project().images().ids({.split = "train"})) {
                const auto captions = session.project().captions().list({.imageId = image, .source = CaptionSource::Model});
                images += std::all_of(captions.begin(), captions.end(), [&](const auto& c) { return decided.contains(c.id); });
            }
            return images;
        });
        const QString progress = QStringLiteral("Decisions: 15"), images = QStringLiteral("%1 of 24").arg(done);
        QVERIFY2(QTest::qWaitFor([&] {
            const auto labels = desk.page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* l) {
                return l->isVisible() && l->text() == progress && l->toolTip().endsWith(images);
            });
        }, 5000), qPrintable(images));
        const auto counts = desk.counts();
        QCOMPARE(counts.comparisons, 5);
        QCOMPARE(counts.ratings, 10);
        QCOMPARE(counts.simulatedRatings, 0);
        const auto outcomes = desk.window.ask([](Session& s) { return s.project().decisions().comparisons(); });
        QCOMPARE(outcomes[0].outcome, Preference::Left);
        QCOMPARE(outcomes[1].outcome, Preference::Right);
        QCOMPARE(outcomes[2].outcome, Preference::Tie);
        QCOMPARE(outcomes[3].outcome, Preference::BothBad);
        QVERIFY(!outcomes[0].rater.empty());
        QVERIFY(outcomes[0].seconds > 0);
    }

    void undoWorksAcrossARestart() {
        Desk desk;
        QList<Id> images;
        for (int i = 0; i < 3; ++i) {
            images.append(desk.image());
            QVERIFY(desk.next(Qt::Key_Left));
        }
        desk.window.restart();
        QVERIFY(desk.window.open(desk.folder));
        desk.showRating();
        QCOMPARE(desk.counts().comparisons, 3);
        QVERIFY(desk.image() != images[2]);
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == images[2]; }, 5000));
        QCOMPARE(desk.counts().comparisons, 2);
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == images[1]; }, 5000));
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.counts().comparisons == 2; }, 5000));
    }

    void aDecisionAfterBackTakesTheOldOnesPlace() {
        Desk desk;
        const auto first = *desk.page->desk().task();
        QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(desk.next(Qt::Key_Backspace));
        QCOMPARE(desk.image(), first.image);
        QVERIFY(desk.next(Qt::Key_Right));
        const auto outcomes = [&desk] {
            std::vector<Preference> all;
            for (const auto& one : desk.window.ask([](Session& s) { return s.project().decisions().comparisons(); }))
                all.push_back(one.outcome);
            return all;
        };
        QCOMPARE(outcomes(), std::vector<Preference>{Preference::Right});
        const auto pairs = desk.window.ask([](Session& s) { return preferencePairs(s.project()); });
        QCOMPARE(pairs.size(), std::size_t{1});
        QCOMPARE(pairs[0].chosen, first.candidates[1].caption.id);
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return outcomes() == std::vector<Preference>{Preference::Left}; }, 5000));
    }

    void digitsAfterBackRateBothCaptionsAnew() {
        Desk desk;
        const auto first = *desk.page->desk().task();
        QTest::keyClick(&desk.window.window(), Qt::Key_4);
        QVERIFY(desk.next(Qt::Key_2));
        QVERIFY(desk.next(Qt::Key_Backspace));
        QCOMPARE(desk.image(), first.image);
        // What stands is shown, and asked for from the first on.
        QCOMPARE(desk.page->cards()[0]->rating(), 4);
        QCOMPARE(desk.page->cards()[1]->rating(), 2);
        QVERIFY(desk.page->cards()[0]->isSelected());
        QTest::keyClick(&desk.window.window(), Qt::Key_3);
        QVERIFY(desk.page->cards()[1]->isSelected());
        QVERIFY(desk.waitRating(0, 3));
        QCOMPARE(desk.image(), first.image);
        QVERIFY(desk.next(Qt::Key_5));
        QVERIFY(desk.image() != first.image);
        for (const auto& [candidate, value] : {std::pair(0, 3), std::pair(1, 5)}) {
            const auto ratings = desk.ratingsOf(first.candidates[static_cast<std::size_t>(candidate)].caption.id);
            QCOMPARE(ratings.size(), std::size_t{1});
            QCOMPARE(ratings[0].value, std::optional(value));
        }
        // The same digit once more decides as well.
        QVERIFY(desk.next(Qt::Key_Backspace));
        QTest::keyClick(&desk.window.window(), Qt::Key_3);
        QVERIFY(desk.next(Qt::Key_5));
        QCOMPARE(desk.counts().ratings, 2);
    }

    void aRedoShowsWhatItBroughtBack() {
        Desk desk;
        QList<Id> images;
        for (int i = 0; i < 2; ++i) {
            images.append(desk.image());
            QVERIFY(desk.next(Qt::Key_Right));
        }
        const Id third = desk.image();
        const auto turn = [&](Qt::KeyboardModifiers keys, Id image) {
            QTest::keyClick(&desk.window.window(), Qt::Key_Z, keys);
            return QTest::qWaitFor([&] { return desk.image() == image; }, 5000);
        };
        QVERIFY(turn(Qt::ControlModifier, images[1]));
        QVERIFY(!desk.page->cards()[1]->isPreferred());
        QVERIFY(turn(Qt::ControlModifier, images[0]));
        for (const Id image : images) {
            QVERIFY(turn(Qt::ControlModifier | Qt::ShiftModifier, image));
            QVERIFY(QTest::qWaitFor([&] { return desk.page->cards()[1]->isPreferred(); }, 5000));
            QVERIFY(!desk.page->cards()[0]->isPreferred());
        }
        QVERIFY(desk.next(Qt::Key_S));
        QCOMPARE(desk.image(), third);
        // Decided anew it goes on, too.
        QVERIFY(desk.next(Qt::Key_Backspace));
        QVERIFY(desk.next(Qt::Key_Left));
        QCOMPARE(desk.image(), third);
        QCOMPARE(desk.counts().comparisons, 2);
    }

    void whatWasDecidedOfBothIsShownAgain_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("alike");
        QTest::newRow("equally good") << int(Qt::Key_Up) << int(CaptionCard::Alike::Good);
        QTest::newRow("both bad") << int(Qt::Key_Down) << int(CaptionCard::Alike::Bad);
    }
    void whatWasDecidedOfBothIsShownAgain() {
        QFETCH(int, key);
        QFETCH(int, alike);
        Desk desk;
        const Id image = desk.image();
        const auto shows = [&](CaptionCard::Alike wanted) {
            return QTest::qWaitFor([&] {
                const auto cards = desk.page->cards();
                return desk.image() == image &&
                       std::all_of(cards.begin(), cards.end(), [&](const CaptionCard* card) { return card->alike() == wanted; });
            }, 5000);
        };
        QVERIFY(shows(CaptionCard::Alike::No));
        QVERIFY(desk.next(static_cast<Qt::Key>(key)));
        QVERIFY(desk.next(Qt::Key_Backspace));
        QVERIFY(shows(static_cast<CaptionCard::Alike>(alike)));
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(shows(CaptionCard::Alike::No));
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(shows(static_cast<CaptionCard::Alike>(alike)));
        QVERIFY(!desk.page->cards()[0]->isPreferred() && !desk.page->cards()[1]->isPreferred());
    }

    void anotherNameIsUsedAtOnce() {
        Desk desk;
        auto& workbench = desk.window.workbench();
        const QString before = workbench.settings.rater();
        QVERIFY(desk.next(Qt::Key_Left));
        workbench.settings.setRater(QStringLiteral("Grace"));
        QVERIFY(desk.next(Qt::Key_Left));
        const auto decided = desk.window.ask([](Session& s) { return s.project().decisions().comparisons(); });
        // As the preferences do: the queue is the new rater's, too, who has decided on one image so far.
        Q_EMIT workbench.raterChanged();
        const bool isNew = QTest::qWaitFor([&] {
            return !desk.page->desk().isLoading() && desk.page->desk().options().rater == "Grace";
        }, 5000);
        QVERIFY(isNew);
        QCOMPARE(decided.size(), std::size_t{2});
        QCOMPARE(decided[0].rater, before.toStdString());
        QCOMPARE(decided[1].rater, std::string("Grace"));
    }

    void aKeyBeforeTheNextImageIsThereDecidesNothing() {
        Desk desk;
        const Id image = desk.image();
        for (int i = 0; i < 3; ++i) QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        QCOMPARE(desk.counts().comparisons, 1);
    }

    void aPairThatIsNotShownIsNotDecided() {
        Desk desk;
        const Id image = desk.image();
        auto& window = desk.window.window();
        window.showPage(PageId::Library);
        const QAction* tie = window.actions().action(QStringLiteral("rate.tie"));
        QVERIFY(!tie->isEnabled());
        QCOMPARE(tie->statusTip(), QStringLiteral("Go to the page “Rate” first."));
        for (const char* id : {"rate.tie", "rate.left", "rate.4", "rate.skip"}) desk.window.trigger(id);
        QCOMPARE(desk.decisions(), 0);
        QCOMPARE(desk.image(), image);
        // Who chooses it by name is shown the pair first.
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("equally good"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(window.page(), PageId::Rate);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        QCOMPARE(desk.counts().comparisons, 1);
    }

    void ofFourCaptionsOneIsTheBest() {
        Desk desk;
        auto* count = desk.page->findChild<QSpinBox*>();
        count->setValue(4);
        QVERIFY(QTest::qWaitFor([&] { return desk.page->cards().size() == 4; }, 5000));
        const Id image = desk.image();
        QTest::keyClick(&desk.window.window(), Qt::Key_Up);  // of two captions only
        QTest::keyClick(&desk.window.window(), Qt::Key_Right);
        QVERIFY(desk.page->cards()[1]->isSelected());
        QTest::keyClick(&desk.window.window(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        const auto decided = desk.window.ask([](Session& s) { return s.project().decisions().comparisons(); });
        QCOMPARE(decided.size(), std::size_t{3});
        QCOMPARE(decided[0].outcome, Preference::Right);  // over the one to its left
        QCOMPARE(decided[1].outcome, Preference::Left);
    }

    void skippingDecidesNothingAndBackGoesBack() {
        Desk desk;
        const Id first = desk.image();
        QVERIFY(desk.next(Qt::Key_S));
        const Id second = desk.image();
        QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(desk.next(Qt::Key_Backspace));
        QCOMPARE(desk.image(), second);
        QVERIFY(desk.next(Qt::Key_Backspace));
        QCOMPARE(desk.image(), first);
        QCOMPARE(desk.counts().comparisons, 1);
    }

    void modelsAreHiddenUntilOneAsks() {
        Desk desk;
        QCOMPARE(desk.page->cards()[0]->label(), QStringLiteral("A"));
        auto* blind = desk.page->findChild<QAbstractButton*>(QStringLiteral("blind"));
        QVERIFY(blind && blind->isChecked());
        QTest::mouseClick(blind, Qt::LeftButton, {}, QPoint(8, blind->height() / 2));
        QVERIFY(desk.page->cards()[0]->label().contains(QStringLiteral("base")));
    }

    void whatCannotBeSavedIsNotShownAsSaved() {
        Desk desk;
        desk.window.refuseWrites(true);
        const Id image = desk.image();
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(problems.wait(5000));
        QCOMPARE(desk.image(), image);
        QVERIFY(!desk.page->cards()[0]->isPreferred());
        desk.window.refuseWrites(false);
        QVERIFY(desk.next(Qt::Key_Left));
        QCOMPARE(desk.counts().comparisons, 1);
    }

    void whatCannotBeSavedWhileTheProjectClosesIsTold_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("isRating");
        QTest::newRow("rating") << int(Qt::Key_4) << true;
        QTest::newRow("comparison") << int(Qt::Key_Left) << false;
    }
    void whatCannotBeSavedWhileTheProjectClosesIsTold() {
        QFETCH(int, key);
        QFETCH(bool, isRating);
        Desk desk;
        const RateTask task = *desk.page->desk().task();
        const QString told = isRating ? QStringLiteral("Your rating of “%1” was not saved").arg(desk.page->cards()[0]->caption())
                                      : QStringLiteral("Your comparison of the captions of %1 was not saved").arg(task.imageName);
        desk.window.refuseWrites(true);
        auto& project = desk.window.workbench().project;
        // What is decided is still on its way when the project goes.
        project.write(desk.page, {}, [](Session&) { QThread::msleep(200); }, [] {}, {}, TaskThread::Priority::Urgent);
        QTest::keyClick(&desk.window.window(), static_cast<Qt::Key>(key));
        project.close();
        QVERIFY2(desk.waitMessage(told), qPrintable(desk.messages().text()));
        QVERIFY(!project.isOpen());
    }

    void aMissingPictureIsSaidInWords() {
        Desk desk;
        QVERIFY(QTest::qWaitFor([&] { return !desk.page->picture()->image().isNull(); }, 5000));
        const auto* next = desk.page->desk().upcoming();
        QVERIFY(next);
        const QString path = next->path;
        // One that is being read would be kept behind the clearing.
        QVERIFY(QTest::qWaitFor([&] { return desk.window.workbench().pictures.has(path); }, 5000));
        QVERIFY(QFile::remove(path));
        desk.window.workbench().pictures.clear();
        QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->picture()->image().isNull(); }, 5000));
        QTest::qWait(200);
        QVERIFY(desk.page->picture()->accessibleDescription().contains(QStringLiteral("cannot")));
        QVERIFY(desk.next(Qt::Key_Left));
    }

    void thePictureIsLookedAtByKeysThatDecideNothing() {
        Desk desk;
        auto* picture = desk.page->picture();
        QVERIFY(QTest::qWaitFor([&] { return !picture->image().isNull(); }, 5000));
        const double fitted = picture->zoom();
        for (int i = 0; i < 10; ++i) QTest::keyClick(&desk.window.window(), Qt::Key_Plus);
        QVERIFY(picture->zoom() > 2 * fitted);
        picture->setFocus();
        const QPointF before = picture->imageRect().topLeft();
        QTest::keyClick(&desk.window.window(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&desk.window.window(), Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(picture->imageRect().left() < before.x() && picture->imageRect().top() < before.y());
        QTest::keyClick(&desk.window.window(), Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(&desk.window.window(), Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY((picture->imageRect().topLeft() - before).manhattanLength() < 2);
        const double zoomed = picture->zoom();
        QTest::keyClick(&desk.window.window(), Qt::Key_Minus);
        QVERIFY(picture->zoom() < zoomed);
        QTest::keyClick(&desk.window.window(), Qt::Key_Z);
        QCOMPARE(picture->zoom(), 1.0);
        QTest::keyClick(&desk.window.window(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(picture->isFitted());
        QCOMPARE(desk.counts().comparisons, 0);
        QCOMPARE(desk.window.window().page(), PageId::Rate);
        auto& actions = desk.window.window().actions();
        QVERIFY(actions.conflicts().isEmpty());
        for (const char* id : {"judge.zoom_in", "judge.pan_left", "library.zoom_in", "library.zoom_actual"})
            QVERIFY2(actions.action(QLatin1String(id)), id);
    }
};

QTEST_MAIN(TestRatePage)
#include "tst_rate_page.moc"
