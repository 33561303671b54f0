// What the History says came of runs and models: of which captions the figures are, and that all of it can be
// read.
#include <QFile>
#include <QFontMetrics>
#include <QTemporaryDir>
#include <QTextLayout>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "project/project.h"
#include "widgets/theme.h"
#include "workbench/history/fact_text.h"
#include "workbench/history/history_data.h"
#include "workbench/history/history_words.h"
#include "workbench/history/lineage_view.h"
#include "workbench/history/runs_table.h"
#include "workbench/training/spearman.h"
#include "workbench/workbench.h"

using namespace attune;

class TestHistoryResults : public QObject {
    Q_OBJECT

  private:
    QTemporaryDir m_home;

    static HistoryRun evaluation(double temperature) {
        HistoryRun run;
        run.record.kind = "evaluate";
        run.record.status = "finished";
        run.ends.report = {
            {"images", 256},
            {"greedy", {{"gold", 0.7}, {"reward", 0.9}}},
            {"sampled", {{"temperature", temperature}, {"gold", 0.508}, {"reward", -0.08}, {"kl", 0.0}}}};
        return run;
    }
    static HistoryModel trained() {
        HistoryModel model;
        model.record.id = 1;
        model.record.kind = "captioner";
        model.record.name = "one of training";
        model.reward = 0.53;
        return model;
    }

  private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8());
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        theme::apply(*qApp, theme::Scheme::Light);
    }

    void evaluationsOfOneModelAreToldApart() {
        std::set<QString> results;
        for (const double temperature : {1.0, 0.7, 0.5}) results.insert(resultText(evaluation(temperature)));
        QCOMPARE(results.size(), std::size_t{3});
        const QString colder = resultText(evaluation(0.7));
        QVERIFY2(colder.startsWith(QStringLiteral("Sampled at 0.7, 256 image")), qPrintable(colder));
        QVERIFY2(colder.endsWith(QStringLiteral(": Gold 0.508 · Reward \u22120.08 · KL 0.00 nats")),
                 qPrintable(colder));
        HistoryRun greedy = evaluation(1);
        greedy.ends.report.erase("sampled");
        QVERIFY2(resultText(greedy).startsWith(QStringLiteral("Greedy, 256 image")),
                 qPrintable(resultText(greedy)));
        QVERIFY(resultText(greedy).contains(QStringLiteral("Reward 0.90")));
    }

    void theTimeBeforeARunWasResumedIsNotOfIt_data() {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<double>("seconds");
        const QByteArray started = R"({"seq":1,"type":"started","time":100,"data":{}})"
                                   "\n";
        const QByteArray phase = R"({"seq":2,"type":"phase","time":110,"data":{}})"
                                 "\n";
        const QByteArray again = R"({"seq":4,"type":"started","time":90000,"data":{}})"
                                 "\n";
        const QByteArray finished = R"({"seq":5,"type":"finished","time":90020.5,"data":{"seconds":20.5}})"
                                    "\n";
        const QByteArray cancelled = R"({"seq":3,"type":"cancelled","time":112,"data":{}})"
                                     "\n";
        QTest::newRow("killed") << started + phase + again + finished << 30.5;
        QTest::newRow("cancelled") << started + phase + cancelled + again + finished << 32.5;
        QTest::newRow("cancelled twice") << started + phase + cancelled + again + R"({"seq":5,"type":"cancelled","time":90001,"data":{}})"
                                         << 13.0;
        QTest::newRow("at once") << started + phase + cancelled << 12.0;
        QTest::newRow("not over") << started + phase + cancelled + again << -1.0;
    }
    void theTimeBeforeARunWasResumedIsNotOfIt() {
        QFETCH(QByteArray, events);
        QFETCH(double, seconds);
        QFile file(m_home.filePath(QStringLiteral("events.jsonl")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(events) == events.size());
        file.close();
        const double is = durationOf(readRunEnds(file.fileName().toStdString()));
        if (seconds < 0)
            QVERIFY(std::isnan(is));
        else
            QCOMPARE(is, seconds);
    }

    void factsAreBrokenBetween_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("lineage") << QStringLiteral("基础模型 → 运行 7 第 1 轮 → 运行 7 第 2 轮")
                                 << QStringList{QStringLiteral("基础模型 → "), QStringLiteral("运行 7 第 1 轮 → "),
                                                QStringLiteral("运行 7 第 2 轮")};
        QTest::newRow("evaluation") << QStringLiteral("采样，温度 1.0，256 张图片")
                                    << QStringList{QStringLiteral("采样，"), QStringLiteral("温度 1.0，"),
                                                   QStringLiteral("256 张图片")};
        QTest::newRow("English") << QStringLiteral("Sampled at 1.0, 1,256 pictures")
                                 << QStringList{QStringLiteral("Sampled at 1.0, "), QStringLiteral("1,256 pictures")};
    }
    void factsAreBrokenBetween() {
        QFETCH(QString, text);
        QFETCH(QStringList, lines);
        const QFont font = theme::font(theme::Text::Body);
        const QFontMetrics metrics(font);
        const QString facts = factText(text, metrics, 1000);
        // So narrow that a line ends wherever it may.
        QTextLayout layout(facts, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WordWrap);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) line.setLineWidth(1);
        layout.endLayout();
        QStringList shown;
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            shown.append(facts.mid(line.textStart(), line.textLength()).remove(QChar(0x2060)).replace(QChar::Nbsp, QLatin1Char(' ')));
        }
        QCOMPARE(shown, lines);
        // What does not fit a line may break anywhere.
        QCOMPARE(factText(text, metrics, 1), text);
    }

    void aCaptionerHasTheFiguresOfWhatItWrote() {
        const auto project = Project::create(m_home.filePath(QStringLiteral("rounds.attune")).toStdString());
        RunRecord run;
        run.folder = "optimize-1";
        run.kind = "optimize";
        run.status = "finished";
        run.job = Json::object();
        const Id id = project->runs().add(run);
        for (int round = 1; round <= 3; ++round) {
            project->metrics().add(id, round, {{"objective/scores", 1.0 * round}, {"objective/kl", 10.0 * round}});
            ModelRecord model;
            model.kind = "captioner";
            model.name = "of round " + std::to_string(round);
            model.runId = id;
            model.path = "models/" + model.name;
            model.info = {{"round", round}};
            project->models().add(model);
        }
        HistoryReader reader;
        const auto models = reader.read(*project).models;
        QCOMPARE(models.size(), std::size_t{3});
        // Captions are written, measured, and then learnt from: the figures of round 2 are of the captioner of round 1.
        QVERIFY(models[0].reward == 2.0 && models[0].kl == 20.0);
        QVERIFY(models[1].reward == 3.0 && models[1].kl == 30.0);
        QVERIFY(!models[2].reward && !models[2].kl);
    }

    void theFiguresOfATrainingAreOfSampledCaptions() {
        HistoryRun run;
        run.record.kind = "optimize";
        run.firstScore = -0.07;
        run.lastScore = 0.53;
        run.lastKl = 1.62;
        QCOMPARE(resultText(run),
                 QStringLiteral("Sampled in training: Reward \u22120.07 to 0.53, KL 1.62 nats"));
        QVERIFY2(resultTip(run).startsWith(resultText(run) + QLatin1Char('\n')), qPrintable(resultTip(run)));
        QVERIFY(resultTip(run).contains(QStringLiteral("in the last round")));
        const WordPairs figures =
            reportFigures({{"metrics", {{"objective/scores", 0.53}, {"policy/updates", 4}}}});
        QCOMPARE(figures.size(), 1);
        QCOMPARE(figures[0].first, QStringLiteral("Last round · Reward"));
    }

    void aRankCorrelationOfNothingIsADash_data() {
        QTest::addColumn<QByteArray>("report");
        QTest::addColumn<QString>("words");
        QTest::newRow("comparisons alone")
            << QByteArray(R"({"held_out":0,"spearman":0.0})") << QStringLiteral("Rank correlation –");
        QTest::newRow("one rating") << QByteArray(R"({"held_out":1,"spearman":0.0})")
                                    << QStringLiteral("Rank correlation –");
        QTest::newRow("ratings that are all the same")
            << QByteArray(R"({"held_out":40,"spearman":null})") << QStringLiteral("Rank correlation –");
        QTest::newRow("measured") << QByteArray(R"({"held_out":40,"spearman":0.824})")
                                  << QStringLiteral("Rank correlation 0.82");
        QTest::newRow("measured, and none")
            << QByteArray(R"({"held_out":40,"spearman":0.0})") << QStringLiteral("Rank correlation 0.00");
        QTest::newRow("not finished") << QByteArray("null") << QString();
    }
    void aRankCorrelationOfNothingIsADash() {
        QFETCH(QByteArray, report);
        HistoryRun run;
        run.record.kind = "train_reward";
        run.ends.report = parseJson(report.toStdString(), "report");
        QTEST(resultText(run), "words");
        const bool isDash = resultText(run).endsWith(QStringLiteral("–"));
        for (const auto& [name, value] : reportFigures(run.ends.report))
            if (name == QLatin1String("Rank correlation")) QCOMPARE(value == QStringLiteral("–"), isDash);
        QCOMPARE(spearmanOf(run.ends.report).has_value(), !isDash && run.ends.report.is_object());
    }

    void aRankCorrelationWithGoldThatIsNotDefinedIsADash() {
        const WordPairs figures =
            reportFigures({{"greedy", {{"reward_against_gold", {{"captions", 1}, {"spearman", nullptr}}}}}});
        QCOMPARE(figures.size(), 2);
        QCOMPARE(figures[1].first, QStringLiteral("Greedy · Reward against gold · Rank correlation"));
        QCOMPARE(figures[1].second, QStringLiteral("–"));
    }

    void figuresOfNothingAreADash() {
        const auto dashes = [](const char* report) {
            QStringList names;
            for (const auto& [name, value] : reportFigures(parseJson(report, "report")))
                if (value == QStringLiteral("–")) names.append(name);
            return names;
        };
        const QStringList both{QStringLiteral("Mean absolute error"), QStringLiteral("Pairwise accuracy")};
        QCOMPARE(dashes(R"({"held_out":0,"mean_absolute_error":null,"pair_accuracy":null,"pairs":0})"), both);
        // Older engines wrote 0.
        QCOMPARE(dashes(R"({"held_out":0,"mean_absolute_error":0.0,"pair_accuracy":0.0,"pairs":0})"), both);
        QCOMPARE(dashes(R"({"held_out":9,"mean_absolute_error":0.0,"pair_accuracy":0.0,"pairs":9})"), QStringList());
    }

    void theEndsOfADamagedEventsFileAreLeftOut() {
        const QTemporaryDir dir;
        const std::filesystem::path file = std::filesystem::path(dir.path().toStdString()) / "events.jsonl";
        QCOMPARE(readRunEnds(file).startedAt, 0.0);
        std::ofstream(file) << "{\"seq\":1,\"type\":\"started\",\"time\":10,\"data\":{}}\n"
                            << "{\"seq\":2,\"type\":\"finished\",\"time\":12.5,\"data\":{\"captions\":3}}\n";
        QCOMPARE(readRunEnds(file).startedAt, 10.0);
        QCOMPARE(readRunEnds(file).endedAt, 12.5);
        QCOMPARE(readRunEnds(file).report["captions"].get<int>(), 3);
        std::ofstream(file, std::ios::app) << "{\"seq\":3,\"type\":\"fini";
        QCOMPARE(readRunEnds(file).endedAt, 0.0);
        std::ofstream(file) << "\n\n\xff\xfe[[[[";
        QCOMPARE(readRunEnds(file).startedAt, 0.0);
    }

    void theResultHasItsRoomInANarrowWindow() {
        HistoryRun run = evaluation(0.7);
        run.record.id = 12;
        run.record.job = {{"device", "cpu"}};
        const Workbench workbench;
        RunsTable table;
        table.resize(930, 300);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        table.setRuns({run}, workbench.runs);
        constexpr int kResult = 0;
        QVERIFY(table.columnWidth(kResult) > table.fontMetrics().horizontalAdvance(resultText(run)));
        QCOMPARE(table.model()->index(0, kResult).data(Qt::ToolTipRole).toString(), resultTip(run));
    }

    void figuresOfTrainingStayQuietInASelectedRow() {
        theme::apply(*qApp, theme::Scheme::Light);
        LineageView view;
        view.resize(900, 200);
        view.setModels({trained()});
        view.select(1);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        constexpr int kReward = 2;
        const QImage cell = view.viewport()->grab(view.visualRect(view.model()->index(0, kReward))).toImage();
        int darkest = 255;
        for (int y = 3; y < cell.height() - 3; ++y)  // within the frame of the row
            for (int x = 0; x < cell.width(); ++x) darkest = std::min(darkest, qGray(cell.pixel(x, y)));
        QVERIFY2(darkest < 200, "there are words");
        QVERIFY2(darkest >= qGray(theme::quietText().rgb()) - 3, qPrintable(QString::number(darkest)));
    }
};

QTEST_MAIN(TestHistoryResults)
#include "tst_history_results.moc"
