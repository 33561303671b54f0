// Judging two captioners blind, by keys in the real window: what is stored, what the screen says of it, and that a restart
// goes on where one was.
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QtTest>
#include <atomic>
#include <memory>

#include "busy_writer.h"
#include "judge_window.h"
#include "labels.h"
#include "press_message.h"
#include "widgets/value_table.h"
#include "workbench/judge/judge_result.h"

using namespace attune;
using test::kImages;
using test::kSame;
using Desk = test::JudgeWindow;

class TestJudgePage : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tenPairsByKeyboardAlone() {
        Desk desk;
        QCOMPARE(desk.page->desk().state(), JudgeDesk::State::Unknown);
        // Twelve test images are there; of more, captioners may have learnt.
        const auto warns = [&desk] {
            for (const auto* label : desk.page->setup()->findChildren<QLabel*>())
                if (!label->isHidden() && label->text().startsWith(QStringLiteral("Test images: 12."))) return true;
            return false;
        };
        desk.page->setup()->findChild<QSpinBox*>()->setValue(kImages + 1);
        QVERIFY(QTest::qWaitFor(warns, 10000));
        desk.page->setup()->findChild<QSpinBox*>()->setValue(kImages);
        QVERIFY(!warns());
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        QVERIFY(test::says(desk.page, QStringLiteral("0 of 10 judged. 2 pair")));
        // Which captioner is which is nowhere on the screen.
        for (const auto* label : desk.page->findChildren<QLabel*>())
            if (label->isVisible()) QVERIFY2(!label->text().contains(QLatin1String("tuned")), qPrintable(label->text()));
        for (int i = 0; i < 7; ++i) QVERIFY(desk.prefer("of the tuned"));
        for (int i = 0; i < 2; ++i) QVERIFY(desk.prefer("of the base"));
        QVERIFY(desk.press(Qt::Key_Up));
        QVERIFY(desk.waitFor(JudgeDesk::State::Done));
        QVERIFY(desk.page->result()->isVisible());
        // 7 won, 1 tie and 2 of the same words at half: 8.5 of 12. Wilson's interval at z = 1.96 is 0.4284 .. 0.8873.
        QCOMPARE(desk.page->result()->sentence()->text(), QStringLiteral("No winner yet: B scores 8.5 of 12 (71 %, between 43 % and 89 %)"));

        const auto rows = desk.comparisons();
        QCOMPARE(rows.size(), std::size_t{10});
        int left = 0;
        for (const auto& row : rows) {
            QCOMPARE(row.purpose, std::string("judge"));
            QVERIFY(!row.rater.empty() && !row.simulated && row.seconds >= 0);
            left += row.outcome == Preference::Left;
        }
        QCOMPARE(rows.back().outcome, Preference::Tie);
        QVERIFY2(left > 0 && left < 9, "sides are shuffled");
    }

    void aMatchDoesNotWaitForAnImport() {
        Desk desk;
        QVERIFY(QTest::qWaitFor([&] { return desk.page->setup()->startButton()->isEnabled(); }, 10000));
        const test::BusyWriter importing(desk.window.workbench().project);
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
    }

    void undoBringsThePairBack() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        const Id first = desk.image();
        QVERIFY(desk.prefer("of the tuned"));
        const Id second = desk.image();
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == first; }, 5000));
        QVERIFY(desk.comparisons().empty());
        QCOMPARE(desk.page->desk().decided(), 0);
        QVERIFY(desk.press(Qt::Key_Down));
        QCOMPARE(desk.image(), second);
        QCOMPARE(desk.comparisons().front().outcome, Preference::BothBad);
    }

    void aMatchThatIsLeftDoesNotComeBackByItself() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        auto& workbench = desk.window.workbench();
        const auto isOver = std::make_shared<std::atomic<bool>>(false);
        workbench.project.write(
            &workbench, {},
            [isOver](Session&) {
                while (!*isOver) QThread::msleep(1);
            },
            [] {});
        // The verdict is on its way when the match is left, and is kept.
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        desk.page->desk().leave();
        *isOver = true;
        QCOMPARE(desk.comparisons().size(), std::size_t{1});
        QTest::qWait(300);
        QCOMPARE(desk.page->desk().state(), JudgeDesk::State::Choosing);
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        QCOMPARE(desk.page->desk().decided(), 1);
        // Nor does what is being read bring it back.
        Q_EMIT workbench.raterChanged();
        desk.page->desk().leave();
        QTest::qWait(300);
        QCOMPARE(desk.page->desk().state(), JudgeDesk::State::Choosing);
    }

    void anUndoElsewhereSaysThatItWasAVerdict() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        const Id first = desk.image();
        QVERIFY(desk.prefer("of the tuned"));
        desk.window.window().showPage(PageId::Library);
        auto& messages = *desk.window.window().findChild<MessageBar*>();
        const auto says = [&](const QString& part) { return QTest::qWaitFor([&] { return messages.text().contains(part); }, 5000); };
        const QString rater = desk.window.workbench().settings.rater();
        desk.window.trigger("edit.undo");
        QVERIFY2(says(QStringLiteral("Taken back: 1 verdict of Judge by %1.").arg(rater)), qPrintable(messages.text()));
        desk.window.trigger("edit.redo");
        QVERIFY2(says(QStringLiteral("Brought back: 1 verdict of Judge by %1.").arg(rater)), qPrintable(messages.text()));
        desk.window.trigger("edit.undo");
        QVERIFY(says(QStringLiteral("Taken back")));
        QVERIFY(test::pressMessage(messages, QStringLiteral("verdict"), QStringLiteral("Go to Judge")));
        QCOMPARE(desk.window.window().page(), PageId::Judge);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == first; }, 5000));
    }

    void anotherRaterJudgesFromTheBeginning() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        const Id first = desk.image();
        for (int i = 0; i < 3; ++i) QVERIFY(desk.prefer("of the tuned"));
        auto& workbench = desk.window.workbench();
        const QString before = workbench.settings.rater();
        workbench.settings.setRater(QStringLiteral("Grace"));
        Q_EMIT workbench.raterChanged();
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().decided() == 0; }, 5000));
        QCOMPARE(desk.image(), first);
        QVERIFY(desk.prefer("of the base"));
        QCOMPARE(desk.page->desk().tally().winsA, 1);
        QCOMPARE(desk.page->desk().tally().winsB, 0);
        workbench.settings.setRater(before);
        Q_EMIT workbench.raterChanged();
        QVERIFY(QTest::qWaitFor([&] { return desk.page->desk().tally().winsB == 3; }, 5000));
        QCOMPARE(desk.page->desk().tally().winsA, 0);
    }

    void skippedPairsComeLast() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        const Id first = desk.image();
        QVERIFY(desk.press(Qt::Key_S));
        for (int i = 0; i < 9; ++i) QVERIFY(desk.prefer("of the tuned"));
        QCOMPARE(desk.image(), first);
        QCOMPARE(desk.comparisons().size(), std::size_t{9});
    }

    void imagesThatComeLaterDoNotChangeTheMatch() {
        Desk desk;
        desk.start(kImages / 2);
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        const auto images = desk.page->desk().match().images;
        QCOMPARE(images.size(), std::size_t{kImages / 2});
        desk.window.ask([](Session& s) {
            auto store = s.project().images();
            store.setSplit(store.ids({.split = "train"}), "test");
            return 0;
        });
        desk.window.restart();
        QVERIFY(desk.window.open(desk.folder));
        desk.show();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        QCOMPARE(desk.page->desk().match().images, images);
    }

    void aRestartGoesOn() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        for (int i = 0; i < 4; ++i) QVERIFY(desk.prefer("of the tuned"));
        const Id next = desk.image();
        const QString left = desk.page->cards()[0]->caption();
        desk.window.restart();
        QVERIFY(desk.window.open(desk.folder));
        desk.show();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        QCOMPARE(desk.page->desk().decided(), 4);
        QCOMPARE(desk.image(), next);
        QCOMPARE(desk.page->cards()[0]->caption(), left);
        QVERIFY(desk.prefer("of the tuned"));
        // Shown before all is judged, it says so, and lets one go on.
        desk.window.trigger("judge.result");
        QVERIFY(desk.page->result()->isVisible());
        // Five won, and up to two of the same words on the way at half.
        const QRegularExpression soFar(QStringLiteral("^(B wins|No winner yet: B scores) (5 of 5|5\\.5 of 6|6 of 7) "));
        const QString sentence = desk.page->result()->sentence()->text();
        QVERIFY2(soFar.match(sentence).hasMatch(), qPrintable(sentence));
        auto* on = desk.page->result()->findChild<QPushButton*>(QStringLiteral("judge.continue"));
        QVERIFY(on->isEnabled());
        QTest::mouseClick(on, Qt::LeftButton);
        QVERIFY(!desk.page->result()->isVisible());
        QVERIFY(desk.prefer("of the base"));
        // What was judged before is listed where one chooses.
        desk.window.trigger("judge.new");
        auto* past = desk.page->setup()->pastTable();
        QVERIFY(QTest::qWaitFor([&] { return past->isVisible() && past->asText(false).contains(QStringLiteral("\t6\t")); }, 5000));
        QCOMPARE(past->shownIds().size(), 1);
    }

    void aMatchKeepsItsImagesWhateverIsImported() {
        Desk desk;
        desk.start(8);
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        for (int i = 0; i < 3; ++i) QVERIFY(desk.prefer("of the tuned"));
        const Id next = desk.image();
        const auto images = desk.page->desk().match().images;
        QCOMPARE(images.size(), std::size_t{8});
        const auto restart = [&] {
            desk.window.restart();
            if (!desk.window.open(desk.folder)) return false;
            desk.show();
            return desk.waitFor(JudgeDesk::State::Judging);
        };
        // Of a version that did not keep them they are chosen as it did.
        desk.window.ask([](Session& s) {
            Json wish = parseJson(s.project().meta("judge.wish"), "judge.wish");
            wish.erase("chosen");
            s.project().setMeta("judge.wish", dumpJson(wish));
            return 0;
        });
        QVERIFY(restart());
        QCOMPARE(desk.page->desk().match().images, images);
        QCOMPARE(desk.image(), next);
        const auto startAgain = [&](int wanted) {
            desk.window.trigger("judge.new");
            if (!QTest::qWaitFor([&] { return desk.page->setup()->startButton()->isVisible(); }, 5000)) return false;
            desk.start(wanted);
            return desk.waitFor(JudgeDesk::State::Judging);
        };
        QVERIFY(startAgain(8));

        desk.window.ask([unjudged = images.back()](Session& s) {
            Observer silent;
            importScenes(s.project(), 7, 99, 0, "test", silent);
            s.project().images().setSplit({unjudged}, "train");
            return 0;
        });
        QVERIFY(restart());
        QCOMPARE(desk.page->desk().match().images, images);
        QCOMPARE(desk.page->desk().decided(), 3);
        QCOMPARE(desk.image(), next);
        QVERIFY(startAgain(6));
        QCOMPARE(desk.page->desk().match().images, std::vector<Id>(images.begin(), images.begin() + 6));
        QVERIFY(startAgain(8));  // the others come back
        QCOMPARE(desk.page->desk().match().images, images);
        QVERIFY(desk.prefer("of the tuned"));
        QTest::keyClick(&desk.window.window(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return desk.image() == next; }, 5000));
        QCOMPARE(desk.page->desk().decided(), 3);
    }

    void aMatchOfAllImagesDoesNotGrowWithTheProject() {
        Desk desk([](Session& session, Observer& observer) {
            test::addJudgedCaptions(session, observer);
            auto& project = session.project();
            CaptionRecord caption;
            caption.decoding.mode = "greedy";
            for (const auto& model : project.models().list("captioner"))
                for (const Id image : project.images().ids({.split = "train"})) {
                    caption.imageId = image;
                    caption.modelId = model.id;
                    caption.text = "of " + model.name;
                    project.captions().add(caption);
                }
        });
        desk.start(kImages + 10);
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        QCOMPARE(desk.page->desk().match().images.size(), std::size_t{kImages + 4});
        desk.window.ask([](Session& s) {
            Observer silent;
            importScenes(s.project(), 7, 99, 0, "test", silent);
            return 0;
        });
        desk.window.restart();
        QVERIFY(desk.window.open(desk.folder));
        desk.show();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        QCOMPARE(desk.page->desk().match().images.size(), std::size_t{kImages + 4});
    }

    void aNewWindowGoesOnWhereOneWas() {
        Desk desk;
        auto* setup = desk.page->setup();
        QVERIFY(QTest::qWaitFor([&] { return setup->startButton()->isEnabled(); }, 10000));
        const QVariant base = setup->boxA()->currentData(), tuned = setup->boxB()->currentData();
        setup->boxA()->setCurrentIndex(setup->boxA()->findData(tuned));
        setup->boxB()->setCurrentIndex(setup->boxB()->findData(base));
        setup->imagesBox()->setValue(7);
        desk.renew();
        setup = desk.page->setup();
        QVERIFY(QTest::qWaitFor([&] { return setup->startButton()->isEnabled(); }, 10000));
        QCOMPARE(setup->boxA()->currentData(), tuned);
        QCOMPARE(setup->boxB()->currentData(), base);
        QCOMPARE(setup->imagesBox()->value(), 7);

        desk.start(kImages);
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        for (int i = 0; i < 3; ++i) QVERIFY(desk.prefer("of the tuned"));
        desk.window.trigger("judge.result");
        const QString sentence = desk.page->result()->sentence()->text();
        desk.renew();
        QVERIFY(desk.page->result()->isVisible());
        QCOMPARE(desk.page->result()->sentence()->text(), sentence);
        // And back to the pairs, which a new window shows then.
        desk.window.trigger("judge.continue");
        desk.renew();
        QVERIFY(!desk.page->result()->isVisible());
        QVERIFY(desk.page->cards()[0]->isVisible());
    }

    void captionersChosenInOneProjectAreNotThoseOfAnother() {
        Desk desk;
        auto* setup = desk.page->setup();
        QVERIFY(QTest::qWaitFor([&] { return setup->startButton()->isEnabled(); }, 10000));
        const QVariant base = setup->boxA()->currentData(), tuned = setup->boxB()->currentData();
        setup->boxA()->setCurrentIndex(setup->boxA()->findData(tuned));
        setup->boxB()->setCurrentIndex(setup->boxB()->findData(base));
        // The same models, with the same ids.
        QVERIFY(desk.window.create(desk.window.path(QStringLiteral("other.attune")), test::addJudgedCaptions));
        desk.window.window().showPage(PageId::Judge);
        QVERIFY(QTest::qWaitFor([&] { return setup->startButton()->isEnabled(); }, 10000));
        QCOMPARE(setup->boxA()->currentData(), base);
        QCOMPARE(setup->boxB()->currentData(), tuned);
    }

    void whatCannotBeSavedIsNotShownAsSaved() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        desk.window.refuseWrites(true);
        const Id image = desk.image();
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(problems.wait(5000));
        QCOMPARE(desk.image(), image);
        QCOMPARE(desk.page->desk().decided(), 0);
        desk.window.refuseWrites(false);
        QVERIFY(desk.press(Qt::Key_Left));
    }

    void whatCannotBeSavedWhileTheProjectClosesIsTold() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        const QString told = QStringLiteral("Your verdict on the captions of %1 was not saved").arg(desk.page->desk().pair()->name);
        desk.window.refuseWrites(true);
        auto& project = desk.window.workbench().project;
        // What is decided is still on its way when the project goes.
        project.write(desk.page, {}, [](Session&) { QThread::msleep(200); }, [] {}, {}, TaskThread::Priority::Urgent);
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        project.close();
        const auto* messages = desk.window.window().findChild<MessageBar*>();
        QVERIFY2(QTest::qWaitFor([&] { return messages->text().contains(told); }, 10000), qPrintable(messages->text()));
    }

    void imagesThatCannotBeCaptionedAreLeftOut() {
        // There is no folder behind the tuned captioner: its run fails, and the twelve pairs that there are remain.
        Desk desk;
        desk.start(kImages + 4);
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging, 120000));
        QCOMPARE(desk.page->desk().toDecide(), kImages - kSame);
        QVERIFY(test::says(desk.page, QStringLiteral("without captions")));
    }
};

QTEST_MAIN(TestJudgePage)
#include "tst_judge_page.moc"
