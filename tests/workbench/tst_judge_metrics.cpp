// Which evaluations of two captioners are compared picture by picture, and which figures of theirs.
#include <QtTest>
#include <algorithm>
#include <fstream>

#include "protocol/run_folder.h"
#include "scenes_project.h"
#include "workbench/judge/judge_metrics.h"

using namespace attune;

class TestJudgeMetrics : public QObject {
    Q_OBJECT

    /// A finished evaluation of all images, asked with this prompt, whose KL is from that model.
    static void evaluate(ScenesProject& p, Id captioner, const std::string& prompt, Id reference) {
        RunRecord record;
        record.folder = "evaluate-" + std::to_string(captioner);
        record.kind = "evaluate";
        record.status = "finished";
        record.job = {{"model_ids", {{"captioner", captioner}, {"reference", reference}}}};
        p.session.project().runs().add(record);
        Job job;
        job.kind = JobKind::Evaluate;
        std::vector<Json> rows;
        std::string lines;
        for (const Id image : p.images) {
            rows.push_back({{"id", image}, {"path", "x.png"}, {"prompt", prompt}});
            lines += dumpJson({{"image", image}, {"mode", "greedy"}, {"text", "words"}, {"gold", 0.5}}) + "\n";
        }
        const auto folder = RunFolder::create(p.session.project().runsFolder() / record.folder, job, {{"images", rows}});
        std::filesystem::create_directories(folder.outputs());
        std::ofstream(folder.outputs() / "captions.jsonl") << lines;
        EventLog(folder, {}).emit("finished", {{"greedy", {{"gold", 0.5}, {"kl", 1.5}}}});
    }

  private Q_SLOTS:
    void whatWasMeasuredOtherwiseIsNotCompared_data() {
        QTest::addColumn<QString>("prompt");  // of the second evaluation; the first one's is "Describe it."
        QTest::addColumn<bool>("sameBase");
        QTest::addColumn<bool>("compared");
        QTest::addColumn<bool>("kl");
        QTest::newRow("the same way") << QStringLiteral("Describe it.") << true << true << true;
        QTest::newRow("another prompt") << QStringLiteral("Name it.") << true << false << true;
        QTest::newRow("another base") << QStringLiteral("Describe it.") << false << true << false;
    }
    void whatWasMeasuredOtherwiseIsNotCompared() {
        QFETCH(QString, prompt);
        QFETCH(bool, sameBase);
        ScenesProject p(4);
        const Id tuned = p.addModel("tuned", "captioner", sameBase ? p.model : 0);
        evaluate(p, p.model, "Describe it.", p.model);
        evaluate(p, tuned, prompt.toStdString(), sameBase ? p.model : tuned);
        JudgeMatch match;
        match.wish.a = p.model;
        match.wish.b = tuned;
        const auto found = loadMetrics(p.session.project(), match);
        QVERIFY(found.runA > 0 && found.runB > 0);
        QTEST(found.sameImages, "compared");
        const auto named = [&](const QString& name) {
            return std::any_of(found.metrics.begin(), found.metrics.end(), [&](const auto& one) { return one.name == name; });
        };
        QVERIFY(named(QStringLiteral("Gold score")));
        QTEST(named(QStringLiteral("KL from the reference")), "kl");
    }
};

QTEST_MAIN(TestJudgeMetrics)
#include "tst_judge_metrics.moc"
