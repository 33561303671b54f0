// The main job by single commands, and what happens when it is cut off.
#include <sys/wait.h>

#include <QtTest>
#include <algorithm>
#include <csignal>
#include <map>
#include <set>

#include "golden.h"
#include "program.h"

using namespace attune::test;
using nlohmann::json;

namespace {

QString q(const char* text) { return QString::fromUtf8(text); }

const QStringList kTinyRounds{q("--images"), q("16"), q("--captions-per-image"), q("2"), q("--minibatch-images"), q("8"),
                              q("--seed"), q("5"), q("--device"), q("cpu")};

json info(const QString& project) { return cli({q("info"), project, q("--json")}).json(); }

/// The newest captioner's weights.
QByteArray weightsOf(const QString& project) {
    const json models = cli({q("models"), project, q("--json")}).json();
    QString folder;
    for (const auto& model : models)
        if (model["kind"] == "captioner") folder = QString::fromStdString(model["path"].get<std::string>());
    QFile file(folder + q("/model.safetensors"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Starts the program and kills it once the newest run has said `word`, or lets it end if that never comes.
void killOnce(const QStringList& arguments, const QString& project, const QByteArray& word) {
    const auto said = [&] {
        const auto runs = QDir(project + q("/runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time);
        int count = 0;
        for (const auto& run : runs) {
            QFile events(project + q("/runs/") + run + q("/events.jsonl"));
            if (events.open(QIODevice::ReadOnly)) count += static_cast<int>(events.readAll().count(word));
        }
        return count;
    };
    const int before = said();
    QProcess process;
    process.start(programPath("attune-cli"), arguments);
    while (!process.waitForFinished(20) && said() == before) {
    }
    process.kill();
    process.waitForFinished();
}

json parsed(const QString& file) {
    QFile text(file);
    return text.open(QIODevice::ReadOnly) ? json::parse(text.readAll().toStdString()) : json();
}

std::vector<json> rows(const QString& file) {
    std::vector<json> all;
    QFile text(file);
    if (!text.open(QIODevice::ReadOnly)) return all;
    for (const auto& line : text.readAll().split('\n'))
        if (!line.isEmpty()) all.push_back(json::parse(line.toStdString()));
    return all;
}

/// The folder of the newest run of this kind; empty if there is none.
QString newestRun(const QString& project, const char* kind) {
    QString folder;
    int newest = 0;
    for (const QString& run : QDir(project + q("/runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString path = project + q("/runs/") + run;
        if (run.toInt() < newest || parsed(path + q("/job.json")).value("kind", "") != kind) continue;
        newest = run.toInt();
        folder = path;
    }
    return folder;
}

std::set<int> ratedCaptions(const QString& project, const QString& scratch) {
    QFile::remove(scratch);
    cli({q("export"), project, q("--format"), q("jsonl"), q("--out"), scratch});
    std::set<int> ids;
    for (const json& row : rows(scratch)) ids.insert(row["caption"].get<int>());
    return ids;
}

/// A copy of a project as it lies there.
void copyTree(const QString& from, const QString& to) {
    QDirIterator it(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    QDir().mkpath(to + q("/runs"));
    while (it.hasNext()) {
        const QString file = it.next();
        const QString target = to + file.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QVERIFY(QFile::copy(file, target));
    }
}

}  // namespace

class TestCliLoop : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_project;

  private Q_SLOTS:
    void initTestCase() { m_project = m_dir.filePath(q("loop.attune")); }

    void importGenerateRateTrain() {
        QCOMPARE(cli({q("new"), m_project, q("--demo"), q("--pictures"), q("48"), q("--seed"), q("3")}).code, 0);
        QCOMPARE(info(m_project)["captions"]["model"].get<int>(), 96);
        const auto photos = golden("images");
        if (!photos.empty()) {
            const auto import = cli({q("import"), m_project, QString::fromStdString(photos.string()), q("--copy"), q("--json")});
            QVERIFY2(import.code == 0, import.err.constData());
            QVERIFY(import.json()["added"].get<int>() > 0);
        }
        const auto generate = cli({q("generate"), m_project, q("--n"), q("2"), q("--temperature"), q("0.9"), q("--seed"), q("1"), q("--json")});
        QVERIFY2(generate.code == 0, generate.err.constData());
        QVERIFY(info(m_project)["captions"]["model"].get<int>() > 96 * 2);

        QCOMPARE(cli({q("rate"), m_project, q("--simulate"), q("80"), q("--seed"), q("2")}).code, 0);
        const json decisions = info(m_project)["decisions"];
        QCOMPARE(decisions["ratings"].get<int>(), 80);
        QCOMPARE(decisions["simulated_ratings"].get<int>(), 80);

        const auto reward = cli({q("train-reward"), m_project, q("--json")});
        QVERIFY2(reward.code == 0, reward.err.constData());
        QCOMPARE(reward.json()["ratings"].get<int>(), 80);
        QVERIFY(reward.json()["spearman"].get<double>() > 0.2);
        // All that may be rated next, and nothing that is judged on.
        const json images = info(m_project)["images"];
        QCOMPARE(reward.json()["scored"].get<int>(), 96 + 2 * (images["train"].get<int>() + images["validation"].get<int>()));
    }

    void theUncertainOnesAreRatedFirst() {
        const QString project = m_dir.filePath(q("queue.attune")), scratch = m_dir.filePath(q("rated.jsonl"));
        copyTree(m_project, project);
        const QString run = newestRun(project, "score");
        QVERIFY(!run.isEmpty());
        std::map<int, int> imageOf;
        for (const json& row : rows(run + q("/inputs/captions.jsonl"))) imageOf[row["id"].get<int>()] = row["image"].get<int>();
        const std::set<int> before = ratedCaptions(project, scratch);
        QCOMPARE(before.size(), std::size_t{80});
        std::map<int, std::pair<double, int>> gains;  // by image
        for (const json& row : rows(run + q("/outputs/reward_scores.jsonl"))) {
            if (before.contains(row["caption"].get<int>())) continue;
            auto& [sum, count] = gains[imageOf.at(row["caption"].get<int>())];
            sum += row["gain"].get<double>();
            ++count;
        }
        std::vector<double> means;
        for (const auto& [image, gain] : gains) means.push_back(gain.first / gain.second);
        std::nth_element(means.begin(), means.begin() + static_cast<std::ptrdiff_t>(means.size() / 2), means.end());
        const double median = means[means.size() / 2];

        const auto rate = cli({q("rate"), project, q("--simulate"), q("10"), q("--queue"), q("uncertain")});
        QVERIFY2(rate.code == 0 && rate.err.isEmpty(), rate.err.constData());
        int fresh = 0;
        for (const int caption : ratedCaptions(project, scratch)) {
            if (before.contains(caption)) continue;
            ++fresh;
            const auto& [sum, count] = gains.at(imageOf.at(caption));
            QVERIFY2(sum / count >= median, qPrintable(QString::number(caption)));
        }
        QCOMPARE(fresh, 10);
    }

    void scoringCanBeLeftForLater() {
        const QString project = m_dir.filePath(q("queue.attune"));
        const auto current = [&] {
            int id = 0;
            for (const json& model : cli({q("models"), project, q("--json")}).json())
                if (model["kind"] == "reward" && model["current"].get<bool>()) id = model["id"].get<int>();
            return id;
        };
        const int first = current();
        const auto train = cli({q("train-reward"), project, q("--no-score"), q("--epochs"), q("20"), q("--json")});
        QVERIFY2(train.code == 0, train.err.constData());
        QVERIFY(!train.json().contains("scored"));
        const int second = current();
        QVERIFY(first > 0 && second > first);
        const QStringList rate{q("rate"), project, q("--simulate"), q("2"), q("--queue"), q("uncertain")};
        QVERIFY(cli(rate).err.contains("the order is random"));
        const auto score = cli({q("score-captions"), project, q("--json")});
        QVERIFY2(score.code == 0, score.err.constData());
        QVERIFY(score.json()["captions"].get<int>() > 0);
        QVERIFY(cli(rate).err.isEmpty());

        // What is current is chosen by hand, too, and taken where none is named.
        QCOMPARE(cli({q("models"), project, q("--current"), QString::number(first)}).code, 0);
        QCOMPARE(current(), first);
        const auto evaluate = cli({q("evaluate"), project, q("--json")});
        QVERIFY2(evaluate.code == 0, evaluate.err.constData());
        std::string path;
        for (const json& model : cli({q("models"), project, q("--json")}).json())
            if (model["id"] == first) path = "runs/" + std::to_string(model["run"].get<int>()) + "/";
        const std::string used = parsed(newestRun(project, "evaluate") + q("/job.json"))["models"]["reward"].get<std::string>();
        QVERIFY2(used.find(path) != std::string::npos, used.c_str());
        const auto unknown = cli({q("models"), project, q("--current"), q("9999")});
        QCOMPARE(unknown.code, 1);
        QCOMPARE(current(), first);
    }

    void whereTheGuardStopsNewWorkStartsFromTheBest() {
        const QString project = m_dir.filePath(q("guarded.attune"));
        copyTree(m_project, project);
        // Steps that no policy survives, and nothing that holds them back.
        const auto run = cli({q("optimize"), project, q("--rounds"), q("6"), q("--images"), q("16"), q("--captions-per-image"), q("4"),
                              q("--minibatch-images"), q("8"), q("--max-new-tokens"), q("12"), q("--learning-rate"), q("0.02"),
                              q("--kl-coefficient"), q("0"), q("--update-kl-limit"), q("0"), q("--device"), q("cpu"), q("--json")});
        QVERIFY2(run.code == 0, run.err.constData());
        const json report = run.json();
        QVERIFY(report.contains("guard") && report["guard"]["stops"].get<bool>());
        QVERIFY2(run.err.contains("new work starts from"), run.err.constData());
        const json models = cli({q("models"), project, q("--json")}).json();
        const int best = report["guard"]["best_round"].get<int>();
        int wanted = 0, last = 0;
        for (const json& model : models) {
            if (model["kind"] != "captioner") continue;
            const int round = model["info"].value("round", 0);
            if (round == best) wanted = model["id"].get<int>();
            last = model["id"].get<int>();
            QCOMPARE(model["current"].get<bool>(), model["id"] == report["current"]["id"]);
        }
        QCOMPARE(report["current"]["id"].get<int>(), wanted);
        QVERIFY(wanted != last);
        // The last round is still there to be chosen.
        QCOMPARE(cli({q("models"), project, q("--current"), QString::number(last)}).code, 0);
    }

    void undoTakesBackThePassAndRedoBringsIt() {
        QCOMPARE(cli({q("undo"), m_project}).code, 0);
        QCOMPARE(info(m_project)["decisions"]["ratings"].get<int>(), 0);
        QCOMPARE(cli({q("redo"), m_project}).code, 0);
        QCOMPARE(info(m_project)["decisions"]["ratings"].get<int>(), 80);
    }

    void ratingsGoOutAndIn() {
        const QString file = m_dir.filePath(q("ratings.jsonl"));
        QCOMPARE(cli({q("export"), m_project, q("--format"), q("jsonl"), q("--out"), file}).code, 0);
        QFile out(file);
        QVERIFY(out.open(QIODevice::ReadOnly));
        const auto lines = out.readAll().split('\n');
        QCOMPARE(lines.size(), 81);
        for (int i = 0; i < 80; ++i) QVERIFY(json::parse(lines.at(i).toStdString())["simulated"].get<bool>());
        QCOMPARE(cli({q("undo"), m_project}).code, 0);
        QCOMPARE(cli({q("rate"), m_project, q("--from"), file}).code, 0);
        QCOMPARE(info(m_project)["decisions"]["simulated_ratings"].get<int>(), 80);
        for (const char* format : {"trl", "csv", "coco", "label-studio"}) {
            const QString path = m_dir.filePath(q(format));
            const auto written = cli({q("export"), m_project, q("--format"), q(format), q("--out"), path});
            QVERIFY2(written.code == 0, written.err.constData());
            QVERIFY(QFileInfo(path).size() > 0);
        }
    }

    void curvesGoOut() {
        const QString all = m_dir.filePath(q("curves")), one = m_dir.filePath(q("one"));
        const QStringList write{q("export"), m_project, q("--format"), q("tensorboard"), q("--out")};
        const auto written = cli(write + QStringList{all, q("--json")});
        QVERIFY2(written.code == 0, written.err.constData());
        QVERIFY(written.json()["rows"].get<int>() > 0);
        QVERIFY(written.json()["notes"].empty());  // every step has its time
        const auto runs = QDir(all).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY2(!runs.isEmpty(), "no run has a folder");
        for (const QString& run : runs)
            QCOMPARE(QDir(all + q("/") + run).entryList({q("events.out.tfevents.*")}, QDir::Files).size(), 1);
        const QString reward = runs.filter(q("train_reward")).value(0, runs.first());
        QCOMPARE(cli(write + QStringList{one, q("--run"), reward.section(QLatin1Char('-'), 1, 1)}).code, 0);
        QCOMPARE(QDir(one).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{reward});
        const auto again = cli(write + QStringList{one});
        QCOMPARE(again.code, 1);
        QVERIFY2(again.err.contains("already"), again.err.constData());
        const auto unknown = cli(write + QStringList{m_dir.filePath(q("none")), q("--run"), q("9999")});
        QCOMPARE(unknown.code, 1);
        QVERIFY2(unknown.err.contains("9999"), unknown.err.constData());
        QVERIFY(!QFile::exists(m_dir.filePath(q("none"))));
    }

    void aKilledRunResumesToTheSameBytes() {
        const QString calm = m_dir.filePath(q("calm.attune")), killed = m_dir.filePath(q("killed.attune"));
        copyTree(m_project, calm);
        copyTree(m_project, killed);
        const QStringList rounds{q("--rounds"), q("3")};
        const auto whole = cli(QStringList{q("optimize"), calm, q("--json")} + rounds + kTinyRounds);
        QVERIFY2(whole.code == 0, whole.err.constData());

        // Killed as soon as it is known, then in the first round, then behind it; each time it goes on from there.
        QStringList arguments{q("optimize"), killed};
        arguments += rounds + kTinyRounds;
        for (const char* word : {"\"started\"", "\"rollout\"", "\"metric\""}) {
            killOnce(arguments, killed, word);
            arguments = QStringList{q("optimize"), killed, q("--resume")};
        }
        const auto resumed = cli(arguments);
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QVERIFY(!weightsOf(calm).isEmpty());
        QCOMPARE(weightsOf(killed), weightsOf(calm));
        QCOMPARE(info(killed)["models"], info(calm)["models"]);
        QVERIFY(info(killed)["decisions"].is_object());
        QCOMPARE(info(killed)["decisions"], info(m_project)["decisions"]);
    }

    void aBrokenInvariantIsNamedAndTheRunGoesOn() {
        const QString project = m_dir.filePath(q("broken.attune"));
        copyTree(m_project, project);
        const json models = cli({q("models"), project, q("--json")}).json();
        QString folder;
        for (const auto& model : models)
            if (model["kind"] == "reward") folder = QString::fromStdString(model["path"].get<std::string>());
        QFile config(folder + q("/config.json"));
        QVERIFY(config.open(QIODevice::ReadOnly));
        const QByteArray good = config.readAll();
        config.close();
        const auto write = [&](const QByteArray& bytes) {
            const bool written = config.open(QIODevice::WriteOnly | QIODevice::Truncate) && config.write(bytes) == bytes.size();
            config.close();
            return written;
        };
        json bad = json::parse(good.toStdString());
        bad["score_scale"] = 1e-300;  // scores divided by it are not finite
        QVERIFY(write(QByteArray::fromStdString(bad.dump())));
        const auto broken = cli(QStringList{q("optimize"), project, q("--rounds"), q("2")} + kTinyRounds);
        QVERIFY(broken.code > 0);
        QVERIFY2(broken.err.contains("\"all scores are finite\" does not hold"), broken.err.constData());
        QCOMPARE(info(project)["runs"]["interrupted"].get<int>(), 1);
        QVERIFY(cli({q("info"), project}).out.contains("--resume goes on with it"));

        QVERIFY(write(good));
        const auto resumed = cli({q("optimize"), project, q("--resume"), q("--json")});
        QVERIFY2(resumed.code == 0, resumed.err.constData());
        QCOMPARE(resumed.json()["rounds"].get<int>(), 2);
    }

    void pairsNeedNoRewardModel() {
        const QString project = m_dir.filePath(q("pairs.attune"));
        QCOMPARE(cli({q("new"), project, q("--demo"), q("--pictures"), q("24"), q("--seed"), q("4")}).code, 0);
        const QStringList dpo{q("optimize"), project, q("--algorithm"), q("dpo"), q("--rounds"), q("2"), q("--images"), q("16"),
                              q("--device"), q("cpu"), q("--json")};
        const auto without = cli(dpo);
        QVERIFY(without.code != 0);
        QVERIFY2(without.err.contains("pairs"), without.err.constData());
        QCOMPARE(cli({q("rate"), project, q("--simulate"), q("40")}).code, 0);
        const auto run = cli(dpo);
        QVERIFY2(run.code == 0, run.err.constData());
        const json metrics = run.json()["metrics"];
        QVERIFY(metrics.contains("rewards/accuracies") && metrics.contains("objective/kl"));
        QVERIFY(!metrics.contains("objective/scores"));
        QCOMPARE(run.json()["rounds"].get<int>(), 2);
        QVERIFY(!weightsOf(project).isEmpty());
        QStringList sft = dpo;
        sft.replaceInStrings(q("dpo"), q("sft"));
        const auto shown = cli(sft + QStringList{q("--demonstrations"), q("top_rated")});
        QVERIFY2(shown.code == 0, shown.err.constData());
        QVERIFY(shown.json()["metrics"].contains("loss/policy_avg"));
        // What the algorithm would not read is refused before anything starts.
        QVERIFY(cli(dpo + QStringList{q("--lambda"), q("0.5")}).err.contains("lambda"));
        QVERIFY(cli({q("optimize"), project, q("--algorithm"), q("rloo")}).err.contains("reward"));
    }

    void judgeEmbedAndExport() {
        const QString project = m_dir.filePath(q("calm.attune"));
        const auto evaluate = cli({q("evaluate"), project, q("--json")});
        QVERIFY2(evaluate.code == 0, evaluate.err.constData());
        const json report = evaluate.json();
        QVERIFY(report["greedy"]["gold"].get<double>() > 0);
        QVERIFY(report["sampled"]["kl"].is_number());
        QVERIFY(report["greedy"]["reward"].is_number());  // by the current reward model
        const auto embed = cli({q("embed"), project, q("--captions"), q("--umap"), q("false"), q("--json")});
        QVERIFY2(embed.code == 0, embed.err.constData());
        const json options = parsed(newestRun(project, "embed") + q("/job.json"))["options"];
        QVERIFY(!options["umap"].get<bool>());
        // The next one lies in its frame, whatever it leaves out.
        const auto flat = cli({q("embed"), project, q("--captions"), q("--umap"), q("false"), q("--json")});
        QVERIFY2(flat.code == 0, flat.err.constData());
        int frames = 0;
        for (QDirIterator runs(project + q("/runs"), {q("last_projection.safetensors")}, QDir::Files, QDirIterator::Subdirectories); runs.hasNext();
             runs.next())
            ++frames;
        QCOMPARE(frames, 1);

        const QString folder = m_dir.filePath(q("aligned"));
        QCOMPARE(cli({q("export"), project, q("--format"), q("checkpoint"), q("--out"), folder}).code, 0);
        QDirIterator it(project + q("/images"), {q("*.png")}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(it.hasNext());
        const auto caption = cli({q("caption"), q("--model"), folder, it.next(), q("--json")});
        QVERIFY2(caption.code == 0, caption.err.constData());
        QVERIFY(!caption.json()[0]["text"].get<std::string>().empty());
    }
};

QTEST_GUILESS_MAIN(TestCliLoop)
#include "tst_cli_loop.moc"
