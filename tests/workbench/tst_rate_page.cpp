// Rating as a person does it: by keys, in the real window; what the screen shows is what the project holds.
#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QtTest>
#include <algorithm>
#include <functional>
#include <set>

#include "captioned_project.h"
#include "session/preference_pairs.h"
#include "widgets/caption_card.h"
#include "widgets/empty_state.h"
#include "widgets/image_view.h"
#include "workbench/rate/rate_pace.h"

using namespace attune;

namespace {

/// Does something just before one answer of the project's threads is heard, and lets the others overtake it.
class BeforeAnswer : public QObject {
  public:
    BeforeAnswer(QObject& service, int which, std::function<void()> act) : m_left(which), m_act(std::move(act)) {
        service.installEventFilter(this);
    }
    bool isDone() const { return m_left < 0; }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::MetaCall && m_left >= 0 && m_left-- == 0) m_act();
        return false;
    }

  private:
    int m_left;
    std::function<void()> m_act;
};

}  // namespace

class TestRatePage : public QObject {
    Q_OBJECT

  private:
    static constexpr int kImages = 24;

    struct Desk : test::RatingWindow {
        Desk() : RatingWindow(kImages) {}
    };

  private Q_SLOTS:
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

    void thePaceLeavesPausesOut() {
        RatePace pace;
        pace.decided(1000);
        QCOMPARE(pace.perMinute(), 0.0);
        pace.decided(7000);
        pace.decided(13000);
        QCOMPARE(pace.perMinute(), 10.0);
        const qint64 later = 13000 + RatePace::kPauseMs + 1;  // a round of PPO
        pace.decided(later);
        QCOMPARE(pace.perMinute(), 10.0);
        pace.decided(later + 12000);
        QCOMPARE(pace.perMinute(), 7.5);
    }

    void thePaceIsOfThisProject() {
        Desk desk;
        for (int i = 0; i < 4; ++i) QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().progress().perMinute > 0; }, 5000));
        desk.closed();
        QVERIFY(desk.window.open(desk.folder));
        desk.showRating();
        QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().progress().decisions == 5; }, 5000));
        QCOMPARE(desk.page->desk().progress().perMinute, 0.0);
    }

    void aKeyBeforeTheNextImageIsThereDecidesNothing() {
        Desk desk;
        const Id image = desk.image();
        for (int i = 0; i < 3; ++i) QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != image; }, 5000));
        QCOMPARE(desk.counts().comparisons, 1);
    }

    void whatWasDecidedMeanwhileIsNotAskedAgain() {
        Desk desk;
        int made = 0;
        // Whichever of the answers to a decision is the one that says what comes next.
        for (int which = 0; which < 6; ++which) {
            bool went = false;
            {
                QVERIFY(desk.next(Qt::Key_Left));
                BeforeAnswer late(desk.window.workbench().project, which, [&] { went = desk.next(Qt::Key_Left); });
                if (!QTest::qWaitFor([&] { return late.isDone(); }, 500)) desk.counts();
            }
            made += went ? 2 : 1;
        }
        for (int i = 0; i < 12; ++i, ++made) QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(made > 20);
        // The second of two on one pair would retire the first.
        QCOMPARE(desk.counts().comparisons, made);
    }

    void theOrderIsChosenWithItsOwnKeys() {
        Desk desk;
        auto* order = desk.page->findChild<QComboBox*>();
        order->setFocus();
        QTest::keyClick(order, Qt::Key_Down);
        QCOMPARE(order->currentIndex(), 1);
        QTest::keyClick(order, Qt::Key_Escape);
        QVERIFY(desk.page->hasFocus());
        QCOMPARE(desk.counts().comparisons, 0);
    }

    void theUncertainOnesComeFirstOnceThereAreScores() {
        Desk desk;
        const auto* sentence = desk.page->findChild<QLabel*>(QStringLiteral("order"));
        const auto says = [&](const QString& part) {
            return QTest::qWaitFor([&] { return part.isEmpty() ? !sentence->isVisible() : sentence->isVisible() && sentence->text().contains(part); },
                                   5000);
        };
        QVERIFY(says({}));
        auto* order = desk.page->findChild<QComboBox*>();
        order->setFocus();
        QTest::keyClick(order, Qt::Key_Down);
        QTest::keyClick(order, Qt::Key_Escape);
        QVERIFY(says(QStringLiteral("There is no reward model yet")));
        const Id reward = desk.window.ask([](Session& s) {
            ModelRecord model;
            model.kind = "reward";
            model.name = "taste";
            model.path = "models/taste";
            return s.project().models().add(model);
        });
        Q_EMIT desk.window.workbench().project.changed(Change::Models);
        QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(says(QStringLiteral("has scored none of these captions")));

        // One that neither is on the screen nor comes next.
        const QSet<Id> near{desk.image(), desk.page->desk().upcoming() ? desk.page->desk().upcoming()->image : 0};
        const Id wanted = desk.window.ask([near, reward](Session& s) {
            Id chosen = 0;
            for (const Id image : s.project().images().ids({.split = "train"}))
                if (!near.contains(image)) chosen = image;
            std::vector<RewardScoreRecord> scores;
            for (const auto& caption : s.project().captions().list({.source = CaptionSource::Model}))
                scores.push_back({caption.id, reward, 0.5, caption.imageId == chosen ? 0.9 : 0.1});
            s.project().rewardScores().addMany(scores);
            return chosen;
        });
        Q_EMIT desk.window.workbench().project.changed(Change::Scores);
        QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(says({}));
        QVERIFY(desk.next(Qt::Key_Left));
        QCOMPARE(desk.image(), wanted);
    }

    void aSideThatIsChosenTooOftenIsSaid() {
        Desk desk;
        const auto* bias = desk.page->findChild<QLabel*>(QStringLiteral("bias"));
        QVERIFY(bias && !bias->isVisible());
        const auto tells = [&](const QString& part) {
            const auto labels = desk.page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* l) { return l->toolTip().contains(part); });
        };
        for (int i = 0; i < 6; ++i) QVERIFY(desk.next(i % 2 == 0 ? Qt::Key_Left : Qt::Key_Right));
        // Wilson's interval of 3 in 6 at z = 1.96 is 0.1876 .. 0.8124.
        const QString even = QStringLiteral("3 of 6 times (between 19 % and 81 % at 95 % confidence)");
        QVERIFY(QTest::qWaitFor([&] { return tells(even); }, 5000));
        QVERIFY(!bias->isVisible());
        for (int i = 0; i < 17; ++i) QVERIFY(desk.next(Qt::Key_Left));
        QVERIFY(QTest::qWaitFor([&] { return bias->isVisible() && bias->text().contains(QStringLiteral("20 of 23")); }, 5000));
        QVERIFY2(bias->text().contains(QStringLiteral("the left caption")), qPrintable(bias->text()));
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
        desk.window.ask([](Session& s) {
            s.project().database().execute("PRAGMA query_only = ON");
            return 0;
        });
        const Id image = desk.image();
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(problems.wait(5000));
        QCOMPARE(desk.image(), image);
        QVERIFY(!desk.page->cards()[0]->isPreferred());
        desk.window.ask([](Session& s) {
            s.project().database().execute("PRAGMA query_only = OFF");
            return 0;
        });
        QVERIFY(desk.next(Qt::Key_Left));
        QCOMPARE(desk.counts().comparisons, 1);
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

    void justTheseImages() {
        Desk desk;
        const auto ids = desk.window.ask([](Session& s) { return s.project().images().ids({.split = "train"}); });
        Q_EMIT desk.window.workbench().ratingWanted({ids[5], ids[7]});
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == ids[5]; }, 5000));
        QVERIFY(desk.next(Qt::Key_Left));
        QCOMPARE(desk.image(), ids[7]);
        // Four captions of each, two at a time: both images come once more, then there is nothing left.
        auto* empty = desk.page->findChild<EmptyState*>();
        QSet<Id> seen;
        for (int i = 0; i < 8 && !empty->isVisible(); ++i) {
            seen.insert(desk.image());
            QVERIFY(desk.next(Qt::Key_Left) || empty->isVisible());
        }
        QVERIFY(empty->isVisible());
        QCOMPARE(seen, (QSet<Id>{ids[5], ids[7]}));
    }
};

QTEST_MAIN(TestRatePage)
#include "tst_rate_page.moc"
