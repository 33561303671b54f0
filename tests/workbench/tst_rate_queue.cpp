// Which image the Rate page asks about next, and what it says of the pace and of the sides that were chosen.
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QtTest>
#include <algorithm>
#include <functional>
#include <optional>

#include "captioned_project.h"
#include "control_walk.h"
#include "widgets/empty_state.h"
#include "workbench/export/decision_import.h"
#include "workbench/rate/rate_bar.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/rate_pace.h"
#include "workbench/settings.h"

using namespace attune;
using Desk = test::RatingWindow;

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

/// Whatever asks for captions fails, as on a disk that cannot be read.
void hideCaptions(test::Window& window, bool on) {
    window.ask([on](Session& s) {
        s.project().database().execute(on ? "ALTER TABLE caption RENAME TO hidden" : "ALTER TABLE hidden RENAME TO caption");
        return 0;
    });
}

}  // namespace

class TestRateQueue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
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

    void aDecisionThatWasNotSavedTakesNoLaterOneWithIt() {
        Desk desk;
        auto& rating = RateDesk::of(desk.window.workbench());
        QSignalSpy failed(&rating, &RateDesk::notSaved);
        QSignalSpy saved(&rating, &RateDesk::decided);
        rating.rate(0, 9);  // no such rating
        rating.rate(1, 4);
        QVERIFY(QTest::qWaitFor([&] { return !failed.isEmpty() && !saved.isEmpty(); }, 5000));
        // What the next key builds on.
        QVERIFY(!rating.wanted()->candidates[0].value);
        QCOMPARE(rating.wanted()->candidates[1].value, std::optional<int>(4));
        rating.toggleFlag(1, "repeats");
        QVERIFY(QTest::qWaitFor([&] { return saved.size() == 2; }, 5000));
        QCOMPARE(rating.task()->candidates[1].value, std::optional<int>(4));
    }

    void whatAnImportDecidedIsNotAskedFor() {
        Desk desk;
        const Id shown = desk.image();
        const QString path = desk.window.path(QStringLiteral("decided.jsonl"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const auto& caption : desk.window.ask([](Session& s) { return s.project().captions().list({.source = CaptionSource::Model}); }))
            if (caption.imageId != shown) file.write(QStringLiteral("{\"caption\":%1,\"value\":3}\n").arg(caption.id).toUtf8());
        file.close();
        auto& import = DecisionImport::of(desk.window.workbench());
        QSignalSpy ended(&import, &DecisionImport::ended);
        import.start(path);
        QVERIFY(ended.wait(10000));
        const auto& rating = RateDesk::of(desk.window.workbench());
        QVERIFY(QTest::qWaitFor([&] { return rating.progress().decisions > 20; }, 5000));
        QCOMPARE(desk.image(), shown);  // under the rater's fingers
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(QTest::qWaitFor([&] { return !rating.task() || rating.task()->isRepeat(); }, 5000));
    }

    void aPictureThatWasFoundElsewhereIsShown() {
        Desk desk;
        auto& rating = RateDesk::of(desk.window.workbench());
        const Id image = desk.image();
        const QString there = desk.window.path(QStringLiteral("found.png"));
        QVERIFY(QFile::copy(rating.task()->path, there));
        QSignalSpy moved(&rating, &RateDesk::pictureMoved);
        desk.window.workbench().project.write(
            &desk.window.window(), Change::Images,
            [image, path = there.toStdString()](Session& s) { s.project().images().setPath(image, path); }, [] {});
        QVERIFY(moved.wait(5000));
        QCOMPARE(rating.task()->path, there);
        QCOMPARE(desk.image(), image);
    }

    void anUndoWhileTheNextOnesAreWorkedOutKeepsTheirOrder() {
        Id third = 0;
        {
            Desk desk;
            for (int i = 0; i < 2; ++i) QVERIFY(desk.next(Qt::Key_Right));
            third = desk.image();
        }
        for (int which = 0; which < 8; ++which) {
            Desk desk;
            QVERIFY(desk.next(Qt::Key_Right));
            const Id second = desk.image();
            const auto undo = [&desk] { QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier); };
            {
                BeforeAnswer late(desk.window.workbench().project, which, undo);
                QTest::keyClick(&desk.window.window(), Qt::Key_Right);
                if (!QTest::qWaitFor([&] { return late.isDone(); }, 500)) undo();
            }
            // Pressed too early it takes back the decision before, and the second is asked again behind that.
            QTest::qWait(300);
            if (desk.image() != second) continue;
            QVERIFY(desk.next(Qt::Key_S));
            QVERIFY2(desk.image() == third, qPrintable(QStringLiteral("answer %1: %2").arg(which).arg(desk.image())));
        }
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

    void afterAReadThatFailedOneGoesOn() {
        Desk desk;
        hideCaptions(desk.window, true);
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        auto* order = desk.page->findChild<QComboBox*>();
        order->setFocus();
        QTest::keyClick(order, Qt::Key_Down);
        QTRY_VERIFY(!desk.page->desk().isLoading());
        QVERIFY(!problems.isEmpty());
        hideCaptions(desk.window, false);
        QTest::keyClick(order, Qt::Key_Escape);
        for (int i = 0; i < 3; ++i) QVERIFY(desk.next(Qt::Key_Left));
    }

    void whatCouldNotBeReadAtFirstIsReadAtTheNextVisit() {
        test::Window window;
        QVERIFY(window.create(window.path(QStringLiteral("rate.attune")), [](Session& s, Observer& o) { test::addCaptionedImages(s, 8, o); }));
        window.window().showPage(PageId::Start);
        hideCaptions(window, true);
        const auto* page = window.page<RatePage>(PageId::Rate);
        QTRY_VERIFY(!page->desk().isLoading());
        QVERIFY(!page->desk().task());
        hideCaptions(window, false);
        window.window().showPage(PageId::Start);
        window.window().showPage(PageId::Rate);
        QTRY_VERIFY_WITH_TIMEOUT(page->desk().task(), 5000);
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
        // The others are still there to be rated.
        QTRY_COMPARE_WITH_TIMEOUT(empty->accessibleName(), QStringLiteral("These are decided"), 5000);
        QCOMPARE(empty->primaryButton()->text(), QStringLiteral("Go on with all images"));
        QVERIFY(empty->primaryButton()->hasFocus());
        QTest::keyClick(&desk.window.window(), Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != 0 && !seen.contains(desk.image()); }, 5000));
        QVERIFY(!empty->isVisible());
        QVERIFY(desk.page->hasFocus());
        QVERIFY(desk.next(Qt::Key_Left));
    }

    void whatGoesToTheTestSplitIsNotAskedAnyMore() {
        Desk desk;
        const auto put = [&desk](const std::vector<Id>& images, const char* split) {
            desk.window.ask([&images, split](Session& s) {
                s.project().images().setSplit(images, split);
                return 0;
            });
            Q_EMIT desk.window.workbench().project.changed(Change::Images);
        };
        const auto ids = desk.window.ask([](Session& s) { return s.project().images().ids({.split = "train"}); });
        const Id shown = desk.image();
        const Id kept = ids.front() == shown ? ids.back() : ids.front();
        const Id words = desk.page->desk().task()->candidates[0].caption.id;
        desk.page->cards()[0]->startEdit(QStringLiteral("words of my own"));
        std::vector<Id> held;
        for (const Id image : ids)
            if (image != kept) held.push_back(image);
        put(held, "test");
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == kept; }, 5000));
        // What was being written is not lost.
        const auto edits = desk.window.ask([shown](Session& s) {
            return s.project().captions().list({.imageId = shown, .source = CaptionSource::Edit});
        });
        QCOMPARE(edits.size(), std::size_t{1});
        QCOMPARE(edits[0].editOf, words);
        QCOMPARE(edits[0].text, std::string("words of my own"));
        for (int i = 0; i < 4 && desk.page->desk().task(); ++i) {
            QCOMPARE(desk.image(), kept);
            const auto before = desk.counts().comparisons;
            QTest::keyClick(&desk.window.window(), Qt::Key_Left);
            QTRY_VERIFY_WITH_TIMEOUT(desk.counts().comparisons > before, 5000);
            QTRY_VERIFY_WITH_TIMEOUT(!desk.page->desk().isLoading(), 5000);
        }
        QVERIFY(!desk.page->desk().task());
        // Those that come back are asked about without a restart.
        put({shown}, "train");
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == shown; }, 5000));
    }

    void testImagesOfASelectionAreLeftOut() {
        Desk desk;
        const auto ids = desk.window.ask([](Session& s) { return s.project().images().ids({.split = "train"}); });
        const auto held = desk.window.ask([](Session& s) { return s.project().images().ids({.split = "test"}); });
        QCOMPARE(held.size(), std::size_t{2});
        const auto says = [&](const QString& part) {
            return QTest::qWaitFor([&] {
                const auto labels = desk.page->findChildren<QLabel*>();
                return std::any_of(labels.begin(), labels.end(),
                                   [&](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
            }, 5000);
        };
        Q_EMIT desk.window.workbench().ratingWanted({held[0], ids[5], held[1]});
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == ids[5]; }, 5000));
        QVERIFY(says(QStringLiteral("2 test images of the selection are left out")));
        const auto isCounted = [&] {
            const auto buttons = desk.page->findChildren<QPushButton*>();
            return std::any_of(buttons.begin(), buttons.end(),
                               [](const QPushButton* button) { return button->text() == QStringLiteral("1 selected image"); });
        };
        QVERIFY(QTest::qWaitFor(isCounted, 5000));

        Q_EMIT desk.window.workbench().ratingWanted({held[0]});
        QVERIFY(says(QStringLiteral("Test images are not rated")));
        QVERIFY(says(QStringLiteral("1 test image of the selection is left out")));
        auto* empty = desk.page->findChild<EmptyState*>();
        QVERIFY(!empty->accessibleDescription().contains(QStringLiteral("have no captions")));
        QTest::mouseClick(empty->primaryButton(), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() != 0; }, 5000));
    }

    void everyControlOfTheBarHasANameFromTheStart() {
        Settings settings;
        const RateBar bar(settings);
        const QStringList nameless = test::namelessControls(&bar);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(TestRateQueue)
#include "tst_rate_queue.moc"
