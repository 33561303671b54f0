// Judging two captioners blind, by keys in the real window: what is stored, what the screen says of it, and that a restart
// goes on where one was.
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QScopeGuard>
#include <QtTest>
#include <algorithm>
#include <ctime>
#include <fstream>

#include "busy_writer.h"
#include "labels.h"
#include "protocol/run_folder.h"
#include "session/demo_world.h"
#include "session/model_folder.h"
#include "widgets/caption_card.h"
#include "widgets/value_table.h"
#include "window.h"
#include "workbench/judge/judge_desk.h"
#include "workbench/judge/judge_page.h"
#include "workbench/judge/judge_result.h"
#include "workbench/judge/judge_setup.h"

using namespace attune;

class TestJudgePage : public QObject {
    Q_OBJECT

  private:
    static constexpr int kImages = 12;  ///< of the test split
    static constexpr int kSame = 2;     ///< among them, those of which both captioners say the same

    /// Greedy captions of both captioners.
    static void fill(Session& session, Observer& observer) {
        const Id base = addDemoWorld(session, {.seed = 3, .trainImages = 4, .testImages = kImages}, observer);
        ModelRecord tuned;
        tuned.parentId = base;
        tuned.name = "tuned";
        tuned.path = "models/tuned";
        const Id better = session.project().models().add(tuned);
        session.setCurrentModel(better);
        std::vector<CaptionRecord> captions;
        int number = 0;
        for (const Id image : session.project().images().ids({.split = "test"})) {
            for (const Id model : {base, better}) {
                CaptionRecord caption;
                caption.imageId = image;
                caption.modelId = model;
                caption.decoding.mode = "greedy";
                caption.text = number < kSame ? "the same words" : model == base ? "of the base" : "of the tuned";
                caption.tokenIds = {1, 2};
                captions.push_back(caption);
            }
            ++number;
        }
        session.project().captions().addMany(captions);
    }

    struct Desk {
        test::Window window;
        QString folder;
        JudgePage* page = nullptr;

        explicit Desk(std::function<void(Session&, Observer&)> with = fill) : folder(window.path(QStringLiteral("judge.attune"))) {
            if (!window.create(folder, std::move(with))) throw std::runtime_error("no project");
            show();
        }
        void show() { page = window.page<JudgePage>(PageId::Judge); }
        bool waitFor(JudgeDesk::State state, int ms = 10000) {
            return QTest::qWaitFor([&] { return page->desk().state() == state; }, ms);
        }
        void start(int images = kImages) {
            auto* button = page->setup()->startButton();
            if (!QTest::qWaitFor([&] { return button->isEnabled(); }, 10000)) throw std::runtime_error("cannot start");
            page->setup()->findChild<QCheckBox*>()->setChecked(false);
            page->setup()->imagesBox()->setValue(images);
            QTest::mouseClick(button, Qt::LeftButton);
        }
        /// The window is made anew, as when the theme changes.
        void renew() {
            const QPointer<MainWindow> before(&window.window());
            Q_EMIT window.workbench().appearanceChanged();
            if (!QTest::qWaitFor([&] { return before.isNull(); }, 10000)) throw std::runtime_error("no new window");
            page = dynamic_cast<JudgePage*>(window.window().pageWidget(PageId::Judge));
        }
        Id image() const { return page->desk().pair() ? page->desk().pair()->image : 0; }
        bool press(Qt::Key key) {
            const Id before = image();
            QTest::keyClick(&window.window(), key);
            return QTest::qWaitFor([&] { return image() != before; }, 5000);
        }
        /// As somebody would who likes this captioner better, from the words on screen alone.
        bool prefer(const char* words) {
            return press(page->cards()[0]->caption() == QLatin1String(words) ? Qt::Key_Left : Qt::Key_Right);
        }
        std::vector<ComparisonRecord> comparisons() {
            return window.ask([](Session& s) { return s.project().decisions().comparisons(); });
        }
    };

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

    void aRenamedCaptionerIsCalledSo() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        QVERIFY(desk.prefer("of the tuned"));
        desk.window.trigger("judge.result");
        const auto says = [&desk](const QString& words) {
            const auto labels = desk.page->result()->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == words; });
        };
        QVERIFY(says(QStringLiteral("A is base, B is tuned.")));
        const Id image = desk.image();
        desk.window.workbench().project.write(
            &desk.window.window(), Change::Models,
            [id = desk.page->desk().match().wish.b](Session& s) { s.project().models().rename(id, "better"); }, [] {});
        QVERIFY(QTest::qWaitFor([&] { return says(QStringLiteral("A is base, B is better.")); }, 5000));
        QCOMPARE(desk.image(), image);
        QCOMPARE(desk.page->desk().decided(), 1);
    }

    void whatCannotBeSavedIsNotShownAsSaved() {
        Desk desk;
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        const auto readOnly = [&](const char* pragma) {
            desk.window.ask([pragma](Session& s) {
                s.project().database().execute(pragma);
                return 0;
            });
        };
        readOnly("PRAGMA query_only = ON");
        const Id image = desk.image();
        QSignalSpy problems(&desk.window.workbench(), &Workbench::problemArose);
        QTest::keyClick(&desk.window.window(), Qt::Key_Left);
        QVERIFY(problems.wait(5000));
        QCOMPARE(desk.image(), image);
        QCOMPARE(desk.page->desk().decided(), 0);
        readOnly("PRAGMA query_only = OFF");
        QVERIFY(desk.press(Qt::Key_Left));
    }

    void metricsAndImagesThatGotWorse() {
        Desk desk;
        const auto images = desk.window.ask([](Session& s) { return s.project().images().ids({.split = "test"}); });
        desk.window.ask([&](Session& s) {
            const auto models = s.project().models().list("captioner");
            for (std::size_t m = 0; m < 2; ++m) {
                RunRecord record;
                record.folder = "evaluate-" + std::to_string(m);
                record.kind = "evaluate";
                record.status = "finished";
                record.job = {{"model_ids", {{"captioner", models[m].id}}}};
                s.project().runs().add(record);
                Job job;
                job.kind = JobKind::Evaluate;
                std::vector<Json> rows;
                for (const Id image : images) rows.push_back({{"id", image}, {"path", "x.png"}});
                const auto folder = RunFolder::create(s.project().runsFolder() / record.folder, job, {{"images", rows}});
                std::string lines;
                for (std::size_t i = 0; i < images.size(); ++i)
                    lines += dumpJson({{"image", images[i]},
                                       {"mode", "greedy"},
                                       {"text", "words"},
                                       {"gold", m == 0 ? 0.5 : i == 3 ? 0.1 : i == 5 ? 0.4 : 0.9}}) +
                             "\n";
                std::filesystem::create_directories(folder.outputs());
                std::ofstream(folder.outputs() / "captions.jsonl") << lines;
                EventLog(folder, {}).emit("finished", {{"greedy", {{"gold", m == 0 ? 0.5 : 0.8}, {"cider", m == 0 ? 2.0 : 1.5}}}});
            }
            return 0;
        });
        desk.start();
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
        while (desk.page->desk().pair()) QVERIFY(desk.prefer("of the tuned"));
        auto* worse = desk.page->result()->worseTable();
        QVERIFY(QTest::qWaitFor([&] { return worse->shownIds().size() == 2; }, 5000));
        QCOMPARE(worse->shownIds().front().toLongLong(), images[3]);
        const QString metrics = desk.page->result()->metricTable()->asText(false);
        QVERIFY2(metrics.contains(QStringLiteral("CIDEr \u2191\t2\t1.5\t-0.5\tA")), qPrintable(metrics));
        QVERIFY2(metrics.contains(QStringLiteral("Gold score \u2191\t0.5\t0.8")), qPrintable(metrics));
        // Most images rose from 0.5 to 0.9, two fell: what the paired bootstrap makes of that.
        const QRegularExpression interval(QStringLiteral("Gold score [^\n]*\tB\t(-?0\\.\\d{3}) to (0\\.\\d{3})"));
        const auto match = interval.match(metrics);
        QVERIFY2(match.hasMatch(), qPrintable(metrics));
        QVERIFY(match.captured(1).toDouble() < 0.35 && match.captured(2).toDouble() <= 0.4);
        QVERIFY(match.captured(1).toDouble() < match.captured(2).toDouble());

        QSignalSpy rate(&desk.window.workbench(), &Workbench::ratingWanted);
        QTest::mouseClick(desk.page->result()->findChild<QPushButton*>(QStringLiteral("judge.rate_worse")), Qt::LeftButton);
        QCOMPARE(rate.count(), 1);
        const QVector<qint64> expected{images[3], images[5]};
        QCOMPARE(rate[0][0].value<QVector<qint64>>(), expected);
        desk.show();
        QSignalSpy wanted(&desk.window.workbench(), &Workbench::imageWanted);
        worse->selectId(QVariant::fromValue<qlonglong>(images[5]));
        worse->setFocus();
        QTest::keyClick(worse, Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toLongLong(), images[5]);
    }

    void imagesThatCannotBeCaptionedAreLeftOut() {
        // There is no folder behind the tuned captioner: its run fails, and the twelve pairs that there are remain.
        Desk desk;
        desk.start(kImages + 4);
        QVERIFY(desk.waitFor(JudgeDesk::State::Judging, 120000));
        QCOMPARE(desk.page->desk().toDecide(), kImages - kSame);
        QVERIFY(test::says(desk.page, QStringLiteral("without captions")));
    }

    void whatIsBeingMeasuredIsNotLaunchedAgain() {
        // An engine that never says hello: what is launched waits.
        Desk desk;
        QFile program(desk.window.path(QStringLiteral("engine.sh")));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\nexec sleep 60\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const QByteArray real = qgetenv("ATTUNE_ENGINE");
        qputenv("ATTUNE_ENGINE", program.fileName().toUtf8());
        const auto restore = qScopeGuard([&] {
            qputenv("ATTUNE_ENGINE", real);
            desk.window.workbench().engine.kill();
        });
        const auto evaluations = [&] {
            return desk.window.ask([](Session& s) {
                const auto runs = s.project().runs().list();
                return std::count_if(runs.begin(), runs.end(), [](const RunRecord& run) { return run.kind == "evaluate"; });
            });
        };
        JudgeWish wish;
        desk.window.ask([&wish](Session& s) {
            const auto models = s.project().models().list("captioner");
            wish.a = models.front().id;
            wish.b = models.back().id;
            return 0;
        });
        wish.images = kImages;
        desk.page->desk().start(wish, true);
        QVERIFY(QTest::qWaitFor([&] { return desk.window.workbench().runs.runs().size() == 2; }, 10000));
        QCOMPARE(evaluations(), std::ptrdiff_t{2});
        for (int again = 0; again < 2; ++again) {
            desk.page->desk().start(wish, true);
            QVERIFY(desk.waitFor(JudgeDesk::State::Judging));
            QTest::qWait(200);
            QCOMPARE(evaluations(), std::ptrdiff_t{2});
        }
        // Another number of images is another measurement.
        wish.images = kImages - 2;
        desk.page->desk().start(wish, true);
        QVERIFY(QTest::qWaitFor([&] { return desk.window.workbench().runs.runs().size() == 4; }, 10000));
        QCOMPARE(evaluations(), std::ptrdiff_t{4});
    }

    void theDayIsThatOfTheRater() {
        const QByteArray zone = qgetenv("TZ");
        const bool had = qEnvironmentVariableIsSet("TZ");
        const auto restore = qScopeGuard([&] {
            if (had)
                qputenv("TZ", zone);
            else
                qunsetenv("TZ");
            ::tzset();
        });
        qputenv("TZ", "EAST-9");  // nine hours before Greenwich, whatever the machine knows of time zones
        ::tzset();
        Desk desk;
        const auto days = desk.window.ask([](Session& s) {
            const auto models = s.project().models().list("captioner");
            const Id image = s.project().images().ids({.split = "test"}).back();
            ComparisonRecord judged;
            judged.leftCaptionId = s.project().captions().list({.imageId = image, .modelId = models.front().id}).front().id;
            judged.rightCaptionId = s.project().captions().list({.imageId = image, .modelId = models.back().id}).front().id;
            judged.purpose = "judge";
            judged.rater = "me";
            for (const char* at : {"2026-03-01T14:30:00.000Z", "2026-03-01T23:30:00.000Z"}) {
                judged.createdAt = at;
                s.project().decisions().add(judged);
            }
            QStringList days;
            for (const auto& past : pastJudgements(s.project(), models.front().id, models.back().id)) days.append(past.day);
            return days;
        });
        QCOMPARE(days.front(), QStringLiteral("2026-03-02"));
    }

    void theEngineWritesAndMeasures() {
        // The same weights twice: every pair is of the same words, and nobody has to look.
        Desk desk([](Session& session, Observer& observer) {
            const Id base = addDemoWorld(session, {.seed = 3, .trainImages = 2, .testImages = 4}, observer);
            const auto copy = session.project().modelsFolder() / "copy";
            copyModelFolder(session.modelFolder(base), copy);
            session.setCurrentModel(session.addModel(copy, "copy", base));
        });
        auto* button = desk.page->setup()->startButton();
        QVERIFY(QTest::qWaitFor([&] { return button->isEnabled(); }, 10000));
        desk.page->setup()->imagesBox()->setValue(6);
        desk.page->setup()->findChild<QCheckBox*>()->setChecked(true);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(desk.waitFor(JudgeDesk::State::Preparing));
        QVERIFY(desk.waitFor(JudgeDesk::State::Done, 120000));
        QCOMPARE(desk.page->desk().tally().identical, 6);
        QCOMPARE(desk.page->result()->sentence()->text(), QStringLiteral("No winner yet: B scores 3 of 6 (50 %, between 19 % and 81 %)"));
        QVERIFY(desk.window.runsEnd(120000));
        auto* table = desk.page->result()->metricTable();
        QVERIFY(QTest::qWaitFor([&] { return table->shownIds().size() >= 5; }, 10000));
        // Judging again uses what there is.
        const auto runs = [&] { return desk.window.ask([](Session& s) { return s.project().runs().list().size(); }); };
        const auto before = runs();
        QCOMPARE(before, std::size_t{4});
        desk.window.trigger("judge.new");
        QVERIFY(QTest::qWaitFor([&] { return button->isVisible() && button->isEnabled(); }, 5000));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(desk.waitFor(JudgeDesk::State::Done));
        QCOMPARE(runs(), before);
    }
};

QTEST_MAIN(TestJudgePage)
#include "tst_judge_page.moc"
