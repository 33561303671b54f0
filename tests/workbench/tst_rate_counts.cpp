// What counts as a decision on the Rate page, and under whose name; what was skipped stays behind.
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QtTest>
#include <set>

#include "captioned_project.h"
#include "widgets/chip.h"
#include "workbench/preferences/preferences_dialog.h"

using namespace attune;
using Desk = test::RatingWindow;

class TestRateCounts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void oneCaptionIsPreferredToNothing() {
        test::Window window;
        QVERIFY(window.create(window.path(QStringLiteral("one.attune")), [](Session& session, Observer& observer) {
            const Id model = addDemoWorld(session, {.seed = 3, .trainImages = 4, .testImages = 1}, observer);
            test::addCaptions(session, model, {"a red circle"});
        }));
        auto* page = window.page<RatePage>(PageId::Rate);
        QVERIFY(QTest::qWaitFor([&] { return page->desk().task() != nullptr; }, 20000));
        QCOMPARE(page->cards().size(), 1);
        for (const Chip* chip : page->cards()[0]->findChildren<Chip*>())
            QVERIFY(chip->text() != QStringLiteral("Prefer") || !chip->isVisible());
        const Id image = page->desk().task()->image;
        QTest::keyClick(&window.window(), Qt::Key_Return);
        QTest::qWait(500);
        QCOMPARE(page->desk().task()->image, image);
        QVERIFY(!page->cards()[0]->isPreferred());
        QVERIFY(!window.ask([](Session& s) { return s.info().canUndo; }));
        QTest::keyClick(&window.window(), Qt::Key_4);
        QVERIFY(QTest::qWaitFor([&] { return page->desk().task() && page->desk().task()->image != image; }, 5000));
        QVERIFY(window.ask([](Session& s) { return s.info().canUndo; }));
    }

    void verdictsAreNothingThatARewardLearnsFrom() {
        Desk desk;
        desk.window.ask([](Session& s) {
            std::vector<ComparisonRecord> verdicts;
            for (const Id image : s.project().images().ids({.split = "train"})) {
                const auto captions = s.project().captions().list({.imageId = image, .source = CaptionSource::Model});
                for (std::size_t other = 1; other < captions.size(); ++other) {
                    ComparisonRecord verdict;
                    verdict.leftCaptionId = captions[0].id;
                    verdict.rightCaptionId = captions[other].id;
                    verdict.purpose = "judge";
                    verdict.rater = "me";
                    verdicts.push_back(verdict);
                }
            }
            return s.project().decisions().rate({}, verdicts).size();
        });
        QVERIFY(desk.rateOne());
        QTRY_COMPARE_WITH_TIMEOUT(desk.page->desk().progress().decisions, 1, 5000);
        QVERIFY(!desk.page->desk().progress().canLearn);
        QVERIFY(desk.counts().comparisons > 60);
    }

    void openWordsAreTheirsWhoBeganThem() {
        Desk desk;
        desk.window.workbench().settings.setRater(QStringLiteral("Ada"));
        QTest::keyClick(&desk.window.window(), Qt::Key_E);
        auto* editor = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editor, QStringLiteral("a kite"));
        desk.window.trigger("edit.preferences");
        auto* dialog = desk.window.window().findChild<PreferencesDialog*>();
        QVERIFY(dialog);
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("rater"));
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("Grace"));
        QTest::keyClick(name, Qt::Key_Return);
        dialog->reject();
        QCOMPARE(desk.window.workbench().settings.rater(), QStringLiteral("Grace"));
        const auto whose = [&] {
            return desk.window.ask([](Session& s) {
                const auto edits = s.project().captions().list({.source = CaptionSource::Edit});
                return edits.empty() ? std::string() : s.project().decisions().raterOfEdit(edits[0].id).value_or("nobody");
            });
        };
        QTRY_COMPARE_WITH_TIMEOUT(whose(), std::string("Ada"), 5000);
    }

    void skippedImagesStayBehindWhenThereIsNews() {
        Desk desk;
        std::set<Id> skipped;
        for (int i = 0; i < 6; ++i) {
            QTRY_VERIFY(desk.image() != 0);
            skipped.insert(desk.image());
            QVERIFY(desk.next(Qt::Key_S));
        }
        QCOMPARE(skipped.size(), std::size_t{6});
        // As when a run ends: the queue is made anew with the next decision.
        Q_EMIT desk.window.workbench().project.changed(Change::Captions);
        for (int i = 0; i < test::kRatedImages / 2; ++i) {
            QTRY_VERIFY(desk.image() != 0);
            QVERIFY2(!skipped.contains(desk.image()), qPrintable(QStringLiteral("after %1 decisions").arg(i)));
            QVERIFY2(desk.rateOne(), qPrintable(QStringLiteral("after %1 decisions").arg(i)));
        }
    }
};

QTEST_MAIN(TestRateCounts)
#include "tst_rate_counts.moc"
