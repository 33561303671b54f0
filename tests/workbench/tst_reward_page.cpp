// The Reward page with the real engine: the form, Launch, Pause and Stop by mouse and key, the curves, the report.
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QIcon>
#include <QScopeGuard>
#include <QTabWidget>
#include <QToolButton>
#include <QtTest>
#include <algorithm>

#include "data/reward_options.h"
#include "session/job_builder.h"
#include "training_desk.h"
#include "widgets/duration_text.h"
#include "widgets/figure_row.h"
#include "widgets/fit_plot.h"
#include "widgets/number_text.h"
#include "widgets/qcp.h"
#include "widgets/value_table.h"
#include "workbench/reward/pair_disagreements.h"
#include "workbench/reward/reward_doubts.h"
#include "workbench/reward/reward_page.h"
#include "workbench/reward/reward_report_view.h"
#include "workbench/settings.h"
#include "workbench/status_strip.h"

using namespace attune;
using test::TrainingDesk;

namespace {

const QString kTrain = QStringLiteral("Train the reward model");
const QString kResume = QStringLiteral("Resume");

}  // namespace

class TestRewardPage : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<test::TrainingWindow> m_window;

    TrainingDesk desk() { return m_window->desk(); }
    TrainingDesk readyDesk() { return m_window->readyDesk(); }
    bool makeProject(const QString& name, std::function<void(Session&, Observer&)> make) {
        return m_window->create(m_window->path(name), std::move(make));
    }

  private Q_SLOTS:
    void init() { m_window = std::make_unique<test::TrainingWindow>(PageId::Reward, "train_reward", kTrain); }
    void cleanup() { m_window.reset(); }

    void anEmptyPageSaysWhatToDo() {
        QVERIFY(makeProject(QStringLiteral("unrated.attune"),
                            [](Session& s, Observer& o) { test::addCaptionedImages(s, 4, o); }));
        auto page = desk();
        QVERIFY(page.waitSays(QStringLiteral("There is nothing to learn from yet")));
        QVERIFY(!page.button(kTrain));
        QVERIFY(!m_window->window().actions().action(QStringLiteral("reward.launch"))->isEnabled());
        QVERIFY(page.click(QStringLiteral("Rate captions")));
        QCOMPARE(m_window->window().page(), PageId::Rate);

        QVERIFY(makeProject(QStringLiteral("empty.attune"), {}));
        page = desk();
        QVERIFY(page.waitSays(QStringLiteral("There is no captioner yet")));
        QVERIFY(page.click(QStringLiteral("Go to the Library")));
        QCOMPARE(m_window->window().page(), PageId::Library);
    }

    void judgementsOfCaptionersAreNotCounted() {
        QVERIFY(makeProject(QStringLiteral("judged.attune"), [](Session& s, Observer& o) {
            test::addCaptionedImages(s, 4, o);
            const auto captions = s.project().captions().list({.source = CaptionSource::Model});
            ComparisonRecord judged;
            judged.leftCaptionId = captions[0].id;
            judged.rightCaptionId = captions[1].id;
            judged.purpose = "judge";
            s.project().decisions().add(judged);
        }));
        auto page = desk();
        QVERIFY(page.waitSays(QStringLiteral("There is nothing to learn from yet")));
        m_window->workbench().project.write(
            page.page, Change::Decisions,
            [](Session& s) {
                const auto captions = s.project().captions().list({.source = CaptionSource::Model});
                ComparisonRecord rated;
                rated.leftCaptionId = captions[2].id;
                rated.rightCaptionId = captions[3].id;
                s.project().decisions().add(rated);
            },
            [] {});
        QVERIFY(page.waitSays(QStringLiteral("It learns from 0 ratings and 1 comparison, on 1 image.")));
    }

    void theFormIsMadeFromTheOptions() {
        auto page = readyDesk();
        QCOMPARE(test::missingInForm(page.form(), describeOptions<RewardOptions>()), QString());
        page.form().setValues({{QStringLiteral("trunk_rank"), 4}});  // which a frozen trunk does not read
        QVERIFY(page.form().values().isEmpty());
        QVERIFY(page.waitSays(QStringLiteral("It learns from 60 ratings")));
        QVERIFY(page.says(QStringLiteral("came from the simulated rater")));
        const auto memory = m_window->ask([](Session& s) {
            const auto facts = trainingFacts(s.project());
            return memoryEstimate(JobKind::TrainReward, *facts.captioner, Json::object(),
                                  {.images = facts.judgedImages, .captions = facts.judgedCaptions})
                .total();
        });
        const QString gib = QLocale().toString(static_cast<double>(memory) / (1024.0 * 1024 * 1024), 'f', 1);
        QVERIFY2(page.panel->memoryText().contains(QStringLiteral("about %1").arg(gib)), qPrintable(page.panel->memoryText()));
    }

    void whatWasTypedIsThereAfterARestart() {
        {
            auto page = readyDesk();
            page.type(QStringLiteral("epochs"), QStringLiteral("77"));
            page.type(QStringLiteral("heads"), QStringLiteral("3"));
            QCOMPARE(page.form().values(), (QVariantMap{{QStringLiteral("epochs"), 77}, {QStringLiteral("heads"), 3}}));
            QCOMPARE(page.form().preset(), QString());
        }
        m_window->restart();
        QVERIFY(m_window->open(m_window->folder));
        auto page = readyDesk();
        QCOMPARE(page.form().values(), (QVariantMap{{QStringLiteral("epochs"), 77}, {QStringLiteral("heads"), 3}}));
        QCOMPARE(page.panel->options()["epochs"].get<int>(), 77);
        // One goes back by its own button, all by a preset.
        auto* reset = page.page->findChild<QToolButton*>(QStringLiteral("reset-heads"));
        QVERIFY(reset && reset->isVisible());
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(page.form().values(), (QVariantMap{{QStringLiteral("epochs"), 77}}));
        QComboBox* presets = nullptr;
        for (auto* box : page.form().findChildren<QComboBox*>())
            if (box->accessibleName() == QStringLiteral("Preset")) presets = box;
        QVERIFY(presets);
        QCOMPARE(presets->currentText(), QStringLiteral("Custom"));
        presets->setFocus();
        QTest::keyClick(presets, Qt::Key_Home);
        QVERIFY(page.form().values().isEmpty());
        QTest::keyClick(presets, Qt::Key_Down);
        QCOMPARE(presets->currentText(), QStringLiteral("A quick look"));
        QCOMPARE(page.form().preset(), QStringLiteral("A quick look"));
        QVERIFY(page.form().values().contains(QStringLiteral("epochs")));
        QCOMPARE(m_window->workbench().settings.value(QStringLiteral("reward/options")).toMap(), page.form().values());
    }

    void aWrongValueIsSaidAndNotLaunched() {
        auto page = readyDesk();
        page.type(QStringLiteral("heads"), QStringLiteral("1"));  // at least two
        QVERIFY(!page.form().isValid());
        QVERIFY(page.says(page.form().problems().front().section(QStringLiteral(": "), 1)));
        QVERIFY(!page.button(kTrain)->isEnabled());
        QTest::keyClick(&m_window->window(), Qt::Key_Return, Qt::ControlModifier);
        page.type(QStringLiteral("heads"), QStringLiteral("2"));
        QVERIFY(page.button(kTrain)->isEnabled());
        QCOMPARE(page.newest(), Id{0});
    }

    void aRunDrawsItsRowsAndReports() {
        auto page = readyDesk();
        page.type(QStringLiteral("epochs"), QStringLiteral("60"));
        const Id run = page.launch(kTrain);
        QVERIFY(run > 0);
        QVERIFY(page.ends(run, "finished"));
        QCOMPARE(page.lastDifference(run), QString());
        QVERIFY(page.waitRow(run, QStringLiteral("finished")));
        QCOMPARE(m_window->ask([run](Session& s) { return RunFolder::open(s.runFolder(run)).job().options["epochs"].get<int>(); }), 60);

        auto* tabs = page.page->findChild<QTabWidget*>();
        QTest::keyClick(tabs, Qt::Key_Tab, Qt::ControlModifier);
        auto* view = page.page->findChild<RewardReportView*>();
        QVERIFY(view->isVisible());
        const Json report = m_window->ask([run](Session& s) { return s.report(run); });
        const QString spearman = numberText(report["spearman"].get<double>(), 2);
        QVERIFY(QTest::qWaitFor([&] { return view->figures()->text().contains(spearman); }, 5000));
        // It says which run it is of, whose ratings those were, how many of them it is measured on, and why not on all.
        QCOMPARE(view->titleText(), QStringLiteral("Report of run %1").arg(run));
        QVERIFY(view->wordsText().contains(QStringLiteral("All of them came from the simulated rater.")));
        QVERIFY(page.says(QStringLiteral("Where it disagrees with the simulated rater most")));
        const auto heldOut = report["held_out"].get<int>(), rated = report["ratings"].get<int>();
        QCOMPARE(view->figures()->text().contains(QStringLiteral("of %1 of the %2 ratings").arg(heldOut).arg(rated)), heldOut < rated);
        // It says whether what is measured on also chose.
        const bool apart = report["selection"].get<std::string>() == "apart";
        QCOMPARE(view->wordsText().contains(QStringLiteral("training never saw")), apart);
        QCOMPARE(view->wordsText().contains(QStringLiteral("somewhat optimistic")), !apart);
        const Json interval = report["pair_interval"];
        const QString between = QStringLiteral("%1 to %2")
                                    .arg(percentText(interval[0].get<double>()), percentText(interval[1].get<double>()));
        QVERIFY2(view->figures()->text().contains(between), qPrintable(view->figures()->text()));
        QCOMPARE(page.text(run, 2), numberText(report["spearman"].get<double>(), 3));
        QVERIFY(!report["contributions"].empty());
        QVERIFY(!view->contributions()->isEmpty());
        // What the bars add up to stands below them; what is predicted is across in both plots.
        const auto axis = [](QWidget* plot) { return plot->findChild<QCustomPlot*>()->xAxis->label(); };
        QCOMPARE(axis(view->contributions()), QStringLiteral("part of the rank correlation (%1)").arg(spearman));
        QCOMPARE(axis(view->findChild<PredictionPlot*>()), axis(view->findChild<CalibrationPlot*>()));
        // A row of the worst leads to its picture.
        QVERIFY(view->worst()->model()->rowCount() > 0);
        QSignalSpy wanted(&m_window->workbench(), &Workbench::imageWanted);
        auto* worst = view->worst();
        worst->setCurrentIndex(worst->model()->index(0, 0));
        worst->setFocus();
        QTest::keyClick(worst, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        const auto image = wanted[0][0].toLongLong();
        QVERIFY(m_window->ask([image](Session& s) { return s.project().images().find(image).has_value(); }));
    }

    void aRewardIsDoubtedInWords_data() {
        QTest::addColumn<QString>("report");
        QTest::addColumn<bool>("better");
        QTest::addColumn<QString>("says");
        const QString few = QStringLiteral("rate more captions"), chance = QStringLiteral("measurably better than chance");
        QTest::newRow("eleven decisions") << R"({"ratings":1,"comparisons":10,"held_out":1,"spearman":0.0,"pair_accuracy":0.6,"pairs":10})"
                                          << false << few;
        QTest::newRow("nothing held out") << R"({"ratings":2,"comparisons":0,"held_out":2,"spearman":0.0,"pair_accuracy":0.0,"pairs":0})"
                                          << false << QStringLiteral("Nothing was held out");
        QTest::newRow("many, by chance") << R"({"ratings":200,"comparisons":0,"held_out":200,"spearman":0.05,"pair_accuracy":0.5,"pairs":90})"
                                         << false << chance;
        QTest::newRow("by ranks") << R"({"ratings":200,"comparisons":0,"held_out":200,"spearman":0.4,"pair_accuracy":0,"pairs":0})"
                                  << true << QString();
        QTest::newRow("by pairs") << R"({"ratings":0,"comparisons":60,"held_out":0,"spearman":0.0,"pair_accuracy":0.8,"pairs":50})"
                                  << true << QString();
        // 45 pairs among ten ratings are not 45 judgements.
        QTest::newRow("the same few, often") << R"({"ratings":10,"comparisons":0,"held_out":10,"spearman":0.4,"pair_accuracy":0.7,"pairs":45})"
                                             << false << few;
        // Nor are 60 pairs among 40: the report's own interval counts.
        QTest::newRow("an interval of fewer")
            << R"({"ratings":40,"comparisons":0,"held_out":40,"spearman":0.0,"pair_accuracy":0.7,"pairs":60,"pair_interval":[0.48,0.86]})"
            << false << few;
        QTest::newRow("blind") << R"({"ratings":200,"comparisons":0,"held_out":200,"spearman":0.4,"reads_image":false,"image_swap_fall":0.1})"
                               << true << QStringLiteral("hardly looks at the image");
        QTest::newRow("without a report") << QStringLiteral("{}") << false << QString();
    }

    void aRewardIsDoubtedInWords() {
        QFETCH(QString, report);
        const Json json = parseJson(report.toStdString(), "report");
        QTEST(ordersBetterThanChance(json), "better");
        QFETCH(QString, says);
        const QStringList doubts = rewardDoubts(json);
        QCOMPARE(doubts.size(), says.isEmpty() ? 0 : 1);
        if (!says.isEmpty()) QVERIFY2(doubts.front().contains(says), qPrintable(doubts.front()));
    }

    void aDoubtStandsOverTheCurvesAndBeforeTheLaunch() {
        const Json weak = parseJson(R"({"ratings":1,"comparisons":10,"held_out":1,"spearman":0.0,"pair_accuracy":0.6,"pairs":10})", "report");
        const Id run = m_window->ask([&](Session& s) {
            return test::tellRun(s, draftTrainReward(s.project(), {}), test::epochs(1.0, {"finished", weak}));
        });
        auto page = readyDesk();
        QVERIFY(page.waitRow(run, QStringLiteral("finished")));
        QVERIFY(page.waitSays(QStringLiteral("Run %1: This reward does not").arg(run)));
        QVERIFY(page.says(QStringLiteral("It learnt from 11 decisions")));
        page.page->findChild<QTabWidget*>()->setCurrentIndex(1);
        QVERIFY(page.says(QStringLiteral("measurably better than chance")));
        QVERIFY(page.says(QStringLiteral("Learnt from 1 rating and 10 comparisons.")));
        QVERIFY(!page.says(QStringLiteral("The figures are of")));
        // A report of an older engine names no pairs.
        auto* view = page.page->findChild<RewardReportView*>();
        QVERIFY(view->worst()->isVisible() && !view->pairs()->isVisible());
        QVERIFY(page.click(QStringLiteral("Rate captions")));
        QCOMPARE(m_window->window().page(), PageId::Rate);
        // Where a captioner would be optimised with it, it is said again.
        m_window->ask([&](Session& s) {
            ModelRecord reward;
            reward.kind = "reward";
            reward.name = "weak";
            reward.path = "models/weak";
            reward.info = {{"report", weak}};
            return s.project().models().add(reward);
        });
        m_window->restart();
        QVERIFY(m_window->open(m_window->folder));
        TrainingDesk optimise(*m_window, PageId::Optimise, "optimize");
        QVERIFY(optimise.waitSays(QStringLiteral("measurably better than chance")));
    }

    void pairsThatItOrdersTheOtherWayRoundAreListed() {
        qint64 image = 0;
        QString preferred, other;
        const Id run = m_window->ask([&](Session& s) {
            const auto made = s.newRun(draftTrainReward(s.project(), {}));
            const auto captions = RunFolder::open(made.folder).inputs("captions");
            image = captions.at(0)["image"].get<std::int64_t>();
            preferred = QString::fromStdString(captions.at(0)["text"].get<std::string>());
            other = QString::fromStdString(captions.at(1)["text"].get<std::string>());
            Json report = parseJson(R"({"ratings":0,"comparisons":60,"held_out":0,"spearman":0.0,"pair_accuracy":0.8,"pairs":50})", "report");
            report["wrong_pairs"] = Json::array();
            report["wrong_pairs"].push_back(
                {{"image", image}, {"preferred", captions.at(0)["id"]}, {"other", captions.at(1)["id"]}, {"by", 1.25}});
            test::say(made.folder, test::epochs(1.0, {"finished", report}));
            s.ingest(made.id);
            return made.id;
        });
        auto page = readyDesk();
        QVERIFY(page.waitRow(run, QStringLiteral("finished")));
        page.page->findChild<QTabWidget*>()->setCurrentIndex(1);
        auto* view = page.page->findChild<RewardReportView*>();
        auto* pairs = view->pairs();
        const auto cell = [pairs](int column) { return pairs->model()->index(0, column); };
        QTRY_COMPARE(pairs->model()->rowCount(), 1);
        // Who only compares has no ratings to be shown as missing.
        QVERIFY(pairs->isVisible() && !view->worst()->isVisible());
        QCOMPARE(cell(1).data().toString(), preferred);
        QCOMPARE(cell(2).data().toString(), other);
        QCOMPARE(cell(3).data().toString(), numberText(1.25, 1));
        QTRY_VERIFY(!cell(0).data(Qt::DecorationRole).value<QIcon>().isNull());
        QSignalSpy wanted(&m_window->workbench(), &Workbench::imageWanted);
        pairs->setCurrentIndex(cell(0));
        pairs->setFocus();
        QTest::keyClick(pairs, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toLongLong(), image);
    }

    void pauseStopAndResume() {
        auto page = readyDesk();
        page.type(QStringLiteral("epochs"), QStringLiteral("100000"));
        page.form().setExpanded(true);
        page.type(QStringLiteral("patience"), QStringLiteral("100000"));
        const Id run = page.launch(kTrain);
        QVERIFY(QTest::qWaitFor([&] { return page.points(run) > 2; }, 60000));
        QCOMPARE(page.pauseAndGoOn(run), QString());
        QCOMPARE(page.stop(run), QString());
        const int stopped = page.points(run);
        QVERIFY(page.click(kResume));
        QVERIFY(QTest::qWaitFor([&] { return page.points(run) > stopped; }, 60000));
        QCOMPARE(page.newest(), run);
        QCOMPARE(page.stop(run), QString());
    }

    void aRunOfAnEarlierWindowIsDrawnAndStopped() {
        Id run = 0;
        {
            auto page = readyDesk();
            page.type(QStringLiteral("epochs"), QStringLiteral("100000"));
            page.form().setExpanded(true);
            page.type(QStringLiteral("patience"), QStringLiteral("100000"));
            run = page.launch(kTrain);
            QVERIFY(QTest::qWaitFor([&] { return page.points(run) > 2; }, 60000));
        }
        const auto engine = static_cast<pid_t>(m_window->workbench().engine.processId());
        const auto end = qScopeGuard([engine] { ::kill(engine, SIGKILL); });
        m_window->restart();
        QVERIFY(m_window->open(m_window->folder));
        auto page = readyDesk();
        QVERIFY(QTest::qWaitFor([&] { return page.runs().find(run) && page.runs().find(run)->isElsewhere(); }, 10000));
        QVERIFY(QTest::qWaitFor([&] { return page.points(run) > 2; }, 10000));
        const int before = page.points(run);
        QVERIFY(QTest::qWaitFor([&] { return page.points(run) > before; }, 30000));
        const auto inStrip = m_window->window().findChild<StatusStrip*>()->findChildren<QToolButton*>();
        const auto named = [](const QString& name) { return [name](const QToolButton* button) { return button->accessibleName() == name; }; };
        const auto stop = std::find_if(inStrip.begin(), inStrip.end(), named(QStringLiteral("Stop the run")));
        QVERIFY(stop != inStrip.end() && (*stop)->isVisible() && (*stop)->isEnabled());
        QCOMPARE(page.stop(run), QString());
    }

    void anEngineThatIsKilledIsSaidAndTheRunGoesOn() {
        auto page = readyDesk();
        page.type(QStringLiteral("epochs"), QStringLiteral("1500"));
        page.form().setExpanded(true);
        page.type(QStringLiteral("patience"), QStringLiteral("100000"));
        const auto rated = m_window->ratings();
        const Id run = page.launch(kTrain);
        QVERIFY(QTest::qWaitFor([&] { return page.points(run) > 2; }, 60000));
        QVERIFY(m_window->killEngine());
        QVERIFY(page.ends(run, "interrupted", 20000));
        QVERIFY(page.waitRow(run, QStringLiteral("interrupted")));
        QCOMPARE(m_window->ratings(), rated);
        page.choose(run);
        QVERIFY(page.click(kResume));
        QVERIFY(page.ends(run, "finished"));
        QCOMPARE(page.lastDifference(run), QString());
        QVERIFY(page.waitRow(run, QStringLiteral("finished")));
        QVERIFY(!page.button(kResume));
    }

    void aRunThatFailedSaysWhy() {
        m_window->ask([](Session& s) {
            ModelRecord gone;
            gone.name = "gone";
            gone.path = s.project().storedPath(s.project().folder() / "models" / "gone");
            const Id id = s.project().models().add(gone);
            s.setCurrentModel(id);
            return id;
        });
        auto page = readyDesk();
        const Id run = page.launch(kTrain);
        QVERIFY(run > 0);
        QVERIFY(page.ends(run, "failed"));
        QVERIFY(page.waitRow(run, QStringLiteral("failed")));
        QVERIFY(m_window->waitMessage(QStringLiteral("Run %1 failed").arg(run)));
        QVERIFY(page.tellsWhy(run));
        QVERIFY(page.waitButton(kResume));  // once its captioner is back
        QVERIFY(page.button(kTrain)->isEnabled());
    }
};

QTEST_MAIN(TestRewardPage)
#include "tst_reward_page.moc"
