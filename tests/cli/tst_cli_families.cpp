// Once round the loop with every family of checkpoints: add, generate, rate, train a reward, a PPO round with adapters,
// export, and load again.
#include <QtTest>
#include <map>
#include <set>

#include "exported_folder.h"
#include "golden.h"
#include "program.h"

using namespace attune::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

/// The pictures that the golden set was made of, with nothing beside them.
QStringList photos() {
    QStringList files;
    const auto folder = golden("images");
    if (folder.empty()) return files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        const auto kind = entry.path().extension();
        if (!name.starts_with("x_") && (kind == ".png" || kind == ".jpg" || kind == ".jpeg")) files << q(entry.path().string());
    }
    files.sort();
    return files;
}

bool isFamily(const fs::path& folder) {
    return fs::exists(folder / "config.json") && fs::exists(folder / "expected.json");
}

}  // namespace

class TestCliFamilies : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_project;     ///< of the family at work
    QStringList m_photos;  ///< that it looks at

    Outcome run(const QStringList& arguments) {
        auto result = cli(arguments + QStringList{q("--json")});
        if (result.code != 0) qWarning("%s", result.err.constData());
        return result;
    }

    static QStringList few() { return {q("--max-new-tokens"), q("8"), q("--device"), q("cpu"), q("--seed"), q("3")}; }

    /// What an encoder can do, and that it writes nothing.
    void embeds() {
        const auto refused = cli({q("generate"), m_project, q("--device"), q("cpu")});
        QVERIFY(refused.code != 0);
        QVERIFY2(refused.err.contains("captioner"), refused.err.constData());
        QCOMPARE(run(QStringList{q("import"), m_project} + m_photos).code, 0);
        const auto embedded = run({q("embed"), m_project, q("--model"), q("1"), q("--device"), q("cpu")});
        QCOMPARE(embedded.code, 0);
        QCOMPARE(embedded.json()["images"].get<int>(), static_cast<int>(m_photos.size()));
    }

    /// From captions to a reward model.
    void rewards() {
        QCOMPARE(run(QStringList{q("import"), m_project} + m_photos + QStringList{q("--split"), q("train")}).code, 0);
        QCOMPARE(run(QStringList{q("generate"), m_project, q("--n"), q("3"), q("--mode"), q("sample")} + few()).code, 0);
        const json info = run({q("info"), m_project}).json();
        const int captions = info["captions"]["model"].get<int>();
        QVERIFY(captions >= 3);
        QFile ratings(m_dir.filePath(q("ratings.jsonl")));
        QVERIFY(ratings.open(QIODevice::WriteOnly));
        for (int i = 1; i <= captions; ++i)
            ratings.write(QByteArray::fromStdString(json{{"caption", i}, {"value", 1 + i % 5}}.dump() + "\n"));
        ratings.close();
        QCOMPARE(run({q("rate"), m_project, q("--from"), ratings.fileName()}).code, 0);
        QCOMPARE(run({q("train-reward"), m_project, q("--epochs"), q("10"), q("--device"), q("cpu")}).code, 0);
    }

    /// One minibatch: what is reported is the ratio before any step.
    void optimizes() {
        const QString all = QString::number(m_photos.size());
        const auto optimized = run(QStringList{q("optimize"), m_project, q("--rounds"), q("1"), q("--images"), all,
                                               q("--captions-per-image"), q("2"), q("--minibatch-images"), all, q("--epochs"), q("1"),
                                               q("--lora-rank"), q("2"), q("--learning-rate"), q("0.01"), q("--guard"), q("false")} +
                                   few());
        QCOMPARE(optimized.code, 0);
        const json metrics = optimized.json()["metrics"];
        QVERIFY(std::abs(metrics["objective/kl"].get<double>()) < 1e-4);
        QVERIFY(std::abs(metrics["val/ratio"].get<double>() - 1) < 1e-4);
    }

    void exports(const QString& source, const fs::path& exported) {
        QCOMPARE(run({q("export"), m_project, q("--format"), q("checkpoint"), q("--out"), q(exported.string())}).code, 0);
        QVERIFY(fs::exists(exported / "README.md"));
        const auto differences = exportDifferences(source.toStdString(), exported);
        QVERIFY2(differences.empty(), differences.c_str());
        const QString adapter = m_dir.filePath(q(QTest::currentDataTag()) + q("-adapter"));
        QCOMPARE(run({q("export"), m_project, q("--format"), q("adapter"), q("--out"), adapter}).code, 0);
        QVERIFY(QFile::exists(adapter + q("/adapter_model.safetensors")));
        const json config = json::parse(bytesOf(fs::path(adapter.toStdString()) / "adapter_config.json"));
        const auto base = config["base_model_name_or_path"].get<std::string>();
        QVERIFY2(!base.empty() && base.find(fs::path(source.toStdString()).parent_path().string()) == base.npos, base.c_str());
    }

    /// What the policy said of each picture when its round had ended.
    std::map<std::string, std::string> lastSaid() const {
        std::map<std::string, std::string> said;
        QDirIterator it(m_project + q("/runs"), {q("events.jsonl")}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile events(it.next());
            if (!events.open(QIODevice::ReadOnly)) return {};
            for (const auto& line : events.readAll().split('\n')) {
                const json event = json::parse(line.toStdString(), nullptr, false);
                if (event.is_discarded() || event.value("type", "") != "sample") continue;
                const json& data = event.contains("data") ? event["data"] : event;
                if (data.contains("now")) said[data["image"].dump()] = data["now"].get<std::string>();
            }
        }
        return said;
    }

    /// What the policy said with its adapters beside the weights, the merged checkpoint says as well.
    void repeats(const fs::path& exported) {
        const auto said = lastSaid();
        QCOMPARE(static_cast<int>(said.size()), static_cast<int>(m_photos.size()));
        const auto captioned = run(QStringList{q("caption"), q("--model"), q(exported.string())} + m_photos +
                                   QStringList{q("--greedy"), q("--max-new-tokens"), q("8"), q("--device"), q("cpu")});
        QCOMPARE(captioned.code, 0);
        std::multiset<std::string> before, after;
        for (const auto& [image, text] : said) before.insert(text);
        for (const auto& caption : captioned.json()) after.insert(caption["text"].get<std::string>());
        QVERIFY(before == after);
    }

  private Q_SLOTS:
    void roundTheLoop_data() {
        QTest::addColumn<QString>("folder");
        if (!fs::is_directory(goldenDir())) return;
        for (const auto& entry : fs::directory_iterator(goldenDir()))
            if (isFamily(entry.path()))
                QTest::newRow(entry.path().filename().c_str()) << q(entry.path().string());
    }

    void roundTheLoop() {
        QFETCH(QString, folder);
        m_project = m_dir.filePath(q(QTest::currentDataTag()) + q(".attune"));
        m_photos = photos();
        QCOMPARE(run({q("new"), m_project}).code, 0);
        const auto seen = cli({q("models"), m_project, q("--inspect"), folder, q("--device"), q("cpu"), q("--json")});
        if (seen.code != 0) {
            QVERIFY2(seen.err.contains("is not supported"), seen.err.constData());
            QSKIP("there is no loader for this family");
        }
        const json what = seen.json();
        QVERIFY(what["parameters"].get<std::int64_t>() > 0);
        const auto added = run({q("models"), m_project, q("--add"), folder, q("--device"), q("cpu")});
        QCOMPARE(added.code, 0);
        QVERIFY2(added.json().back()["folder"] == what, added.out.constData());  // what was said of it before
        const bool isEncoder = what["kind"] == "encoder";
        if (!isEncoder) QVERIFY(what["memory"]["round_lora"].get<double>() < what["memory"]["round"].get<double>());
        if (m_photos.isEmpty()) QSKIP("the golden set does not hold images");
        if (isEncoder) return embeds();

        const fs::path exported = fs::path(m_dir.path().toStdString()) / (std::string(QTest::currentDataTag()) + "-out");
        rewards();
        if (!QTest::currentTestFailed()) optimizes();
        if (!QTest::currentTestFailed()) exports(folder, exported);
        if (!QTest::currentTestFailed()) repeats(exported);
    }
};

QTEST_GUILESS_MAIN(TestCliFamilies)
#include "tst_cli_families.moc"
