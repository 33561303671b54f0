// What judging comes to: the metrics of both captioners beside the win rate, the images that got worse, and what was judged
// before.
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QtTest>
#include <algorithm>
#include <ctime>
#include <fstream>

#include "engine_script.h"
#include "judge_window.h"
#include "labels.h"
#include "protocol/run_folder.h"
#include "session/model_folder.h"
#include "widgets/value_table.h"
#include "workbench/judge/judge_result.h"

using namespace attune;
using test::kImages;
using Desk = test::JudgeWindow;

namespace {

constexpr const char* kSilent = "exec sleep 60\n";  ///< it never says hello: what is launched waits

}  // namespace

class TestJudgeResults : public QObject {
    Q_OBJECT

  private Q_SLOTS:
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
                EventLog(folder, {}).emit("finished", {{"greedy", {{"gold", m == 0 ? 0.5 : 0.8}, {"cider", m == 0 ? 2.0 : 1.5}, {"rouge_l", m == 0 ? 0.5346 : 0.4754}}}});
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
        const QRegularExpression interval(QStringLiteral("Gold score [^\n]*\tB\t(\u2212?0\\.\\d{3}) to (0\\.\\d{3})"));
        const auto match = interval.match(metrics);
        QVERIFY2(match.hasMatch(), qPrintable(metrics));
        const double low = match.captured(1).replace(QChar(0x2212), QLatin1Char('-')).toDouble();
        QVERIFY(low < 0.35 && match.captured(2).toDouble() <= 0.4);
        QVERIFY(low < match.captured(2).toDouble());
        // Who subtracts what is shown comes to the same: 0.535 and 0.475, which are 0.0592 apart.
        const auto* shown = desk.page->result()->metricTable()->model();
        QStringList differences;
        for (int row = 0; row < shown->rowCount(); ++row)
            if (shown->index(row, 0).data().toString().startsWith(QStringLiteral("ROUGE-L"))) differences.append(shown->index(row, 3).data().toString());
        QCOMPARE(differences, QStringList{QStringLiteral("\u22120.060")});
        // Their interval stands as they do, and not as words.
        const auto alignment = [shown](int column) { return shown->index(0, column).data(Qt::TextAlignmentRole); };
        QCOMPARE(alignment(5), alignment(3));
        QVERIFY(alignment(5) != alignment(0));
        QVERIFY(test::says(desk.page->result(), QStringLiteral("both on the same 12 image")));
        QVERIFY(test::says(desk.page->result(), QStringLiteral("The win rate is of 12 judged pair")));

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

    void whatIsBeingMeasuredIsNotLaunchedAgain() {
        Desk desk;
        const test::EngineScript engine(desk.window.workbench().engine, kSilent);
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

    void cancelLeavesNothingInTheQueue_data() {
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("all wait") << false;
        QTest::newRow("the first was launched") << true;
    }
    void cancelLeavesNothingInTheQueue() {
        QFETCH(bool, atOnce);
        Desk desk;
        const test::EngineScript engine(desk.window.workbench().engine, kSilent);
        auto& judge = desk.page->desk();
        const auto& runs = desk.window.workbench().runs;
        JudgeWish wish;
        desk.window.ask([&wish](Session& s) {
            const auto models = s.project().models().list("captioner");
            wish.a = models.front().id;
            wish.b = models.back().id;
            return 0;
        });
        wish.images = kImages + 4;
        judge.start(wish, true);
        if (atOnce) {
            QTRY_VERIFY(!judge.runs().isEmpty());
        } else {
            QTRY_COMPARE(runs.runs().size(), 4);
        }
        QCOMPARE(judge.state(), JudgeDesk::State::Preparing);
        judge.cancelPreparing();
        QVERIFY(desk.waitFor(JudgeDesk::State::Choosing));
        const auto made = [&] { return desk.window.ask([](Session& s) { return s.project().runs().list().size(); }); };
        QTRY_COMPARE(made(), std::size_t{4});
        QTest::qWait(300);
        QVERIFY(runs.isIdle());
    }

    void twoCaptionersAreChosenWhereTheCurrentOneIsTheNewest() {
        // As when both were added from outside: none descends from the other.
        Desk desk([](Session& session, Observer& observer) {
            test::addJudgedCaptions(session, observer);
            ModelRecord another;
            another.name = "another";
            another.path = "models/another";
            session.setCurrentModel(session.project().models().add(another));
        });
        QTRY_VERIFY_WITH_TIMEOUT(desk.page->setup()->startButton()->isVisible(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(desk.page->setup()->startButton()->isEnabled(), 10000);
    }

    void anEngineThatDiesEndsThePreparing() {
        Desk desk;
        // A run of an earlier window, which those of the preparing wait for.
        const auto [run, earlier] = desk.window.ask([](Session& s) {
            const auto made = s.newRun(draftGenerate(s.project(), {}, {}, 1));
            s.startRun(made.id, QCoreApplication::applicationPid());
            return std::pair(made.id, std::make_shared<EventLog>(RunFolder::open(made.folder), EventLog::Listener()));
        });
        desk.window.workbench().project.close();
        QVERIFY(desk.window.open(desk.folder));
        const auto& runs = desk.window.workbench().runs;
        QTRY_VERIFY(runs.find(run) && runs.find(run)->isElsewhere());
        desk.show();
        const test::EngineScript engine(desk.window.workbench().engine, "exit 3\n");
        desk.start(kImages + 4);
        QVERIFY(desk.waitFor(JudgeDesk::State::Preparing));
        QTRY_VERIFY(runs.runs().size() > 1);
        QTest::qWait(500);
        QCOMPARE(desk.page->desk().state(), JudgeDesk::State::Preparing);
        earlier->emit("cancelled", Json::object());
        QVERIFY(desk.waitFor(JudgeDesk::State::Choosing));
        QTRY_VERIFY(runs.isIdle());
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

QTEST_MAIN(TestJudgeResults)
#include "tst_judge_results.moc"
