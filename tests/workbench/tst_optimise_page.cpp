// The Optimise page with the real engine: the form, PPO by mouse and key, curves and captions as they come.
#include <QCheckBox>
#include <QComboBox>
#include <QScrollArea>
#include <QSplitter>
#include <QtTest>
#include <filesystem>
#include <fstream>

#include "data/file.h"
#include "data/policy_options.h"
#include "optimise_test.h"
#include "session/model_folder.h"
#include "widgets/number_text.h"
#include "workbench/optimise/optimise_page.h"
#include "workbench/optimise/sample_list.h"
#include "workbench/settings.h"

using namespace attune;
using test::kOptimise;
using test::TrainingDesk;

namespace {

const QString kResume = QStringLiteral("Resume");

}  // namespace

class TestOptimisePage : public test::OptimiseTest {
    Q_OBJECT

  private:
    /// A real one, from the ratings.
    void trainAReward() {
        m_window->workbench().settings.setScoresAfterTraining(false);  // no run beside those that are looked at
        m_window->workbench().runs.launch([](Project& p) {
            JobSettings settings;
            settings.device = "cpu";
            settings.options = {{"epochs", 40}, {"heads", 3}};
            return draftTrainReward(p, settings);
        });
        QVERIFY(QTest::qWaitFor([this] { return !m_window->workbench().runs.isIdle(); }, 10000));
        QVERIFY(m_window->runsEnd(120000));
        QCOMPARE(m_window->ask([](Session& s) { return s.project().models().list("reward").size(); }), std::size_t{1});
    }
    static void setSmall(TrainingDesk& page, const QString& rounds) {
        page.type(QStringLiteral("rounds"), rounds);
        page.type(QStringLiteral("images"), QStringLiteral("12"));
        page.type(QStringLiteral("captions_per_image"), QStringLiteral("2"));
    }

  private Q_SLOTS:
    void init() { m_window = std::make_unique<test::TrainingWindow>(PageId::Optimise, "optimize", kOptimise); }
    void cleanup() { m_window.reset(); }

    void anEmptyPageSaysWhatToDo() {
        auto page = desk();
        QVERIFY(page.waitSays(QStringLiteral("There is no reward model yet")));
        QVERIFY(!page.button(kOptimise));
        QVERIFY(!m_window->window().actions().action(QStringLiteral("optimise.launch"))->isEnabled());
        QVERIFY(page.click(QStringLiteral("Train a reward model")));
        QCOMPARE(m_window->window().page(), PageId::Reward);

        QVERIFY(m_window->create(m_window->path(QStringLiteral("empty.attune"))));
        page = desk();
        QVERIFY(page.waitSays(QStringLiteral("There is no captioner to optimise")));
        QVERIFY(page.click(QStringLiteral("Go to the Library")));
        QCOMPARE(m_window->window().page(), PageId::Library);
    }

    void theFirstDecisionOpensTheWayWithoutAReward() {
        const QString way = QStringLiteral("Learn from pairs, without a reward model");
        const auto fill = [](Session& session, Observer& observer) { test::addCaptionedImages(session, 8, observer); };
        QVERIFY(m_window->create(m_window->path(QStringLiteral("undecided.attune")), fill));
        auto page = desk();
        QVERIFY(page.waitSays(QStringLiteral("There is no reward model yet")));
        QVERIFY(!page.button(way));
        m_window->workbench().project.write(page.page, Change::Decisions, [](Session& s) { s.rateSimulated(8, 1); }, [] {});
        QVERIFY(page.waitButton(way));
    }

    void theListIsNotBehindTheCurves() {
        nameAReward();
        const Id run = tell(2, Json::object());
        auto page = readyDesk();
        QVERIFY(page.waitRow(run, QStringLiteral("finished")));
        QCOMPARE(page.text(run, 2), numberText(0.2, 3));
        Q_EMIT m_window->workbench().runs.metrics(run, 3, {{"objective/scores", 0.62}});
        QCOMPARE(page.text(run, 2), numberText(0.62, 3));
    }

    void theSplitIsKeptAcrossARestart() {
        nameAReward();
        const auto captions = [](const TrainingDesk& page) { return page.page->findChild<QSplitter*>(QStringLiteral("rows"))->sizes().value(1); };
        int before = 0;
        {
            auto page = readyDesk();
            before = captions(page);
            page.page->findChild<QSplitter*>(QStringLiteral("rows"))->setSizes({1, 10000});
            QVERIFY(captions(page) > before);
        }
        m_window->restart();
        m_window->window().resize(1440, 900);
        QVERIFY(m_window->open(m_window->folder));
        auto page = readyDesk();
        QVERIFY2(captions(page) > before, qPrintable(QStringLiteral("%1 pixels, and %2 at first").arg(captions(page)).arg(before)));
    }

    void theFormIsMadeFromTheOptionsAndKept() {
        nameAReward();
        {
            auto page = readyDesk();
            // What stands above the form says what it does and its default, as the form's rows do.
            QStringList tips;
            for (const QWidget* control : page.panel->findChildren<QWidget*>()) tips.append(control->toolTip());
            for (const auto& tip : {QStringLiteral("The captioner that the first round begins with.\nDefault: the current captioner"),
                                    QStringLiteral("What the captions of each round are scored with.\nDefault: the current reward model"),
                                    QStringLiteral("Decides everything random: the same seed gives the same run.\nDefault: 0")})
                QVERIFY2(tips.contains(tip), qPrintable(tip));
            QVERIFY(!tips.filter(QStringLiteral("Default: the device of the preferences")).isEmpty());
            QCOMPARE(test::missingInForm(page.form(), describeOptions<PolicyOptions>()), QString());
            QVERIFY(page.waitSays(QStringLiteral("24 training images")));
            const auto memory = m_window->ask([](Session& s) {
                const auto facts = trainingFacts(s.project());
                return memoryEstimate(JobKind::Optimize, *facts.captioner, Json::object(), {.images = facts.trainImages, .captions = 0}).total();
            });
            const QString gib = QLocale().toString(static_cast<double>(memory) / (1024.0 * 1024 * 1024), 'f', 1);
            QVERIFY2(page.panel->memoryText().contains(QStringLiteral("about %1").arg(gib)), qPrintable(page.panel->memoryText()));
            page.form().setPreset(QStringLiteral("Careful"));
            page.type(QStringLiteral("temperature"), QStringLiteral("0.8"));
            QCOMPARE(page.form().preset(), QString());
        }
        m_window->restart();
        QVERIFY(m_window->open(m_window->folder));
        auto page = readyDesk();
        QCOMPARE(page.form().values().value(QStringLiteral("temperature")).toDouble(), 0.8);
        QCOMPARE(page.form().values().value(QStringLiteral("rounds")).toInt(), 10);
    }

    void theMemoryIsThatOfTheChosenCaptioner() {
        nameAReward();
        const Id small = base();
        m_window->ask([](Session& s) {
            const auto folder = s.project().folder() / "models" / "large";
            copyModelFolder(s.modelFolder(s.currentModel("captioner")->id), folder);
            // A tensor of 1 GiB of which nothing lies on the disk.
            constexpr std::uint64_t kBytes = std::uint64_t{1} << 30;
            std::string header = R"({"decoder.large.weight":{"dtype":"F32","shape":[16384,16384],"data_offsets":[0,1073741824]}})";
            header.resize((header.size() + 7) / 8 * 8, ' ');
            const std::uint64_t size = header.size();
            const auto file = folder / "model.safetensors";
            std::filesystem::remove(file);
            std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(&size), sizeof size) << header;
            std::filesystem::resize_file(file, sizeof size + size + kBytes);
            return s.addModel(folder, "large");
        });
        auto page = readyDesk();
        auto* box = captioners(page);
        QVERIFY(QTest::qWaitFor([&] { return box->count() == 2 && !page.panel->memoryText().isEmpty(); }, 10000));
        const QString large = page.panel->memoryText();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentData().toLongLong(), small);
        QVERIFY(QTest::qWaitFor([&] { return page.panel->memoryText() != large; }, 5000));
        QVERIFY(!page.panel->memoryText().isEmpty());
        QTest::keyClick(box, Qt::Key_Up);
        QVERIFY(QTest::qWaitFor([&] { return page.panel->memoryText() == large; }, 5000));
    }

    void aCaptionerChosenInOneProjectIsNotThatOfAnother() {
        const auto addModels = [](Session& session) {
            const Id root = session.project().models().list("captioner").front().id;
            test::addReward(session, root);
            ModelRecord round;
            round.name = "round 1";
            round.parentId = root;
            round.path = "models/round";
            const Id made = session.project().models().add(round);
            session.setCurrentModel(made);
            return made;
        };
        const Id root = base(), made = m_window->ask(addModels);
        auto page = readyDesk();
        auto* box = captioners(page);
        QTRY_COMPARE(box->currentData().toLongLong(), made);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentData().toLongLong(), root);
        // The same models, with the same ids.
        QVERIFY(m_window->create(m_window->path(QStringLiteral("other.attune")), [addModels](Session& session, Observer& observer) {
            test::addRatedImages(session, observer);
            addModels(session);
        }));
        QCOMPARE(base(), root);
        QCOMPARE(current(), made);
        page = readyDesk();
        QTRY_COMPARE(box->currentData().toLongLong(), made);
    }

    void allSettingsFitBesideThePlots() {
        nameAReward();
        auto page = readyDesk();
        const int width = page.panel->width();
        page.form().setExpanded(true);
        QTest::qWait(50);
        const auto* area = page.panel->findChild<QScrollArea*>();
        QVERIFY2(page.form().minimumSizeHint().width() <= area->viewport()->width(),
                 qPrintable(QString::number(page.form().minimumSizeHint().width())));
        QCOMPARE(page.panel->width(), width);
        // There are more rows than fit, and none is cut at the lower edge.
        const int seen = area->viewport()->height();
        QVERIFY(page.form().height() > seen);
        for (const auto& field : page.form().fields()) {
            const QWidget* control = page.form().control(field.name);
            const int y = control->mapTo(area->viewport(), QPoint()).y();
            QVERIFY2(!control->isVisible() || y >= seen || y + control->height() <= seen, qPrintable(field.name));
        }
    }

    void pointsAndCaptionsArriveAndStayAsTheRowsAre() {
        trainAReward();
        auto page = readyDesk();
        setSmall(page, QStringLiteral("3"));
        // Of so few captions it may say anything, and send the project back to where the run began.
        qobject_cast<QCheckBox*>(page.form().control(QStringLiteral("guard")))->setChecked(false);
        const Id run = page.launch(kOptimise);
        QVERIFY(run > 0);
        auto* samples = page.page->findChild<SampleList*>();
        // While it works: points, captions of the reference and now, and how many of its rounds are done.
        bool counted = false;
        QVERIFY(QTest::qWaitFor([&] {
            counted = counted || page.says(QStringLiteral("of 3 rounds"));
            return counted && page.points(run) > 0 && samples->model()->rowCount() > 0;
        }, 120000));
        QVERIFY(page.ends(run, "finished"));
        QCOMPARE(page.lastDifference(run), QString());
        const QStringList metrics = page.board->board()->metrics();
        for (const char* metric : {"objective/scores", "objective/kl", "policy/clipfrac_avg", "loss/policy_avg", "objective/length"})
            QVERIFY2(metrics.contains(QLatin1String(metric)), metric);
        QCOMPARE(page.board->board()->plot(QStringLiteral("objective/kl"))->title(), QStringLiteral("KL from the reference"));
        // What is shown is what was said last of each picture.
        const auto told = m_window->ask([run](Session& s) {
            std::map<Id, Json> last;
            RunFolder::open(s.runFolder(run)).readEvents(0, [&](const Event& event) {
                if (event.type == "sample") last[event.data["image"].get<Id>()] = event.data;
            });
            return last;
        });
        // Read from the run anew once it has ended.
        (void)QTest::qWaitFor([&] { return samples->model()->rowCount() == static_cast<int>(told.size()); }, 5000);
        QCOMPARE(samples->model()->rowCount(), static_cast<int>(told.size()));
        for (int i = 0; i < samples->model()->rowCount(); ++i) {
            const QModelIndex at = samples->model()->index(i, 0);
            const Json& one = told.at(at.data(SampleModel::Image).toLongLong());
            QCOMPARE(at.data(SampleModel::Before).toString(), QString::fromStdString(one["before"].get<std::string>()));
            QCOMPARE(at.data(SampleModel::Now).toString(), QString::fromStdString(one["now"].get<std::string>()));
            QCOMPARE(at.data(SampleModel::RewardNow).toDouble(), one["reward_now"].get<double>());
            // The reward itself, not how it has changed.
            const QString reward = numberText(one["reward_now"].get<double>(), 2);
            QVERIFY2(at.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Now, reward ") + reward),
                     qPrintable(at.data(Qt::ToolTipRole).toString()));
        }
        // The next run starts from what this one made.
        const Id made = current();
        QVERIFY(made != base());
        QVERIFY(QTest::qWaitFor([&] { return captioners(page)->currentData().toLongLong() == made; }, 5000));
        // A caption leads to its picture.
        QSignalSpy wanted(&m_window->workbench(), &Workbench::imageWanted);
        samples->setFocus();
        samples->setCurrentIndex(samples->model()->index(0, 0));
        QTest::keyClick(samples, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
    }

    void pauseStopKillAndResume() {
        trainAReward();
        auto page = readyDesk();
        // Enough of them to be stopped and killed between, whatever else the machine does; the guard might end them before.
        setSmall(page, QStringLiteral("20"));
        qobject_cast<QCheckBox*>(page.form().control(QStringLiteral("guard")))->setChecked(false);
        const auto rated = m_window->ratings();
        const Id run = page.launch(kOptimise);
        QVERIFY(QTest::qWaitFor([&] { return page.points(run) > 0; }, 120000));
        QCOMPARE(page.pauseAndGoOn(run), QString());
        QCOMPARE(page.stop(run), QString());

        const int stopped = page.points(run);
        QVERIFY(page.click(kResume));
        QVERIFY(QTest::qWaitFor([&] { return page.points(run) > stopped; }, 60000));
        QVERIFY(m_window->killEngine());
        QVERIFY(page.ends(run, "interrupted", 20000));
        QVERIFY(page.waitRow(run, QStringLiteral("interrupted")));
        QCOMPARE(m_window->ratings(), rated);

        QVERIFY(page.click(kResume));
        QVERIFY(page.ends(run, "finished"));
        QCOMPARE(page.lastDifference(run), QString());
        // Each round once.
        const Json report = m_window->ask([run](Session& s) { return s.report(run); });
        QCOMPARE(report["rounds"].get<int>(), 20);
        QCOMPARE(m_window->ask([](Session& s) { return s.project().models().list("captioner").size(); }), std::size_t{21});
        QCOMPARE(page.newest(), run);
    }

    void aRunThatFailedSaysWhy() {
        nameAReward();  // there is nothing in its folder
        auto page = readyDesk();
        const Id run = page.launch(kOptimise);
        QVERIFY(run > 0);
        QVERIFY(page.ends(run, "failed"));
        QVERIFY(page.waitRow(run, QStringLiteral("failed")));
        QVERIFY(m_window->waitMessage(QStringLiteral("Run %1 failed").arg(run)));
        QVERIFY(page.tellsWhy(run));
        QVERIFY(page.button(kOptimise)->isEnabled());
        QVERIFY(page.waitButton(kResume));
    }

    void aBrokenInvariantIsNamedAndTheRunGoesOn() {
        trainAReward();
        const auto config = m_window->ask([](Session& s) { return s.modelFolder(s.currentModel("reward")->id) / "config.json"; });
        const std::string good = readFile(config);
        Json bad = parseJson(good, config.string());
        bad["score_scale"] = 1e-300;  // scores divided by it are not finite
        writeFileAtomically(config, dumpJson(bad));
        auto page = readyDesk();
        setSmall(page, QStringLiteral("2"));
        const Id run = page.launch(kOptimise);
        QVERIFY(run > 0);
        QVERIFY(page.ends(run, "interrupted"));
        QVERIFY(page.waitRow(run, QStringLiteral("interrupted")));
        QVERIFY(m_window->waitMessage(QStringLiteral("\"all scores are finite\" does not hold")));
        QVERIFY(page.tellsWhy(run));

        writeFileAtomically(config, good);
        page.choose(run);
        QVERIFY(page.click(kResume));
        QVERIFY(page.ends(run, "finished"));
        const auto* messages = m_window->window().findChild<MessageBar*>();
        QVERIFY(!messages->text().contains(QStringLiteral("does not hold")));
    }
};

QTEST_MAIN(TestOptimisePage)
#include "tst_optimise_page.moc"
