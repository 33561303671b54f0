// Adapters of other projects, and of other makers, from the terminal: out of one project, into another.
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "program.h"
#include "tensor_file.h"

using namespace attune::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

json modelsOf(const QString& project) { return cli({q("models"), project, q("--json")}).json(); }

/// A copy of the adapter with these fields changed.
QString changed(const QString& adapter, const QString& to, const json& fields) {
    QDir().mkpath(to);
    QFile::copy(adapter + q("/adapter_model.safetensors"), to + q("/adapter_model.safetensors"));
    json config = json::parse(read(adapter + q("/adapter_config.json")).toStdString());
    config.update(fields);
    QFile file(to + q("/adapter_config.json"));
    if (file.open(QIODevice::WriteOnly)) file.write(QByteArray::fromStdString(config.dump()));
    return to;
}

}  // namespace

class TestCliAdapters : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_source, m_project, m_adapter;

    QString at(const char* name) const { return m_dir.filePath(q(name)); }

    /// Log-probabilities of some words about a picture of the second project.
    std::vector<double> scoresOf(const QString& model) const {
        QDirIterator pictures(m_project + q("/images"), {q("*.png")}, QDir::Files, QDirIterator::Subdirectories);
        if (!pictures.hasNext()) return {};
        const auto scored = cli({q("score"), q("--model"), model, q("--image"), pictures.next(), q("--text"), q("a red circle"),
                                 q("--device"), q("cpu"), q("--json")});
        if (scored.code != 0) qWarning("%s", scored.err.constData());
        return scored.code == 0 ? scored.json()["logprobs"].get<std::vector<double>>() : std::vector<double>();
    }
    static double difference(const std::vector<double>& a, const std::vector<double>& b) {
        double most = a.empty() || a.size() != b.size() ? 1e9 : 0;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) most = std::max(most, std::abs(a[i] - b[i]));
        return most;
    }

    /// Refused in one sentence that names this; the project is as it was.
    void refused(const QString& adapter, const QByteArray& named, const QStringList& more = {}) {
        const auto before = modelsOf(m_project);
        const auto runs = cli({q("info"), m_project, q("--json")}).json()["runs"];
        const auto outcome = cli(QStringList{q("models"), m_project, q("--add"), adapter} + more);
        QVERIFY2(outcome.code == 1, outcome.err + outcome.out);
        QVERIFY2(outcome.err.contains(named), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(modelsOf(m_project), before);
        QCOMPARE(cli({q("info"), m_project, q("--json")}).json()["runs"], runs);
    }

  private Q_SLOTS:
    void initTestCase() {
        m_source = at("source.attune");
        m_project = at("other.attune");
        m_adapter = at("birds");
        QCOMPARE(cli({q("new"), m_source, q("--demo"), q("--pictures"), q("16"), q("--seed"), q("3")}).code, 0);
        QCOMPARE(cli({q("new"), m_project, q("--demo"), q("--pictures"), q("8"), q("--seed"), q("4")}).code, 0);
        const auto optimized = cli({q("optimize"), m_source, q("--reward-source"), q("gold"), q("--rounds"), q("1"), q("--images"), q("8"),
                                    q("--captions-per-image"), q("2"), q("--minibatch-images"), q("8"), q("--lora-rank"), q("2"),
                                    q("--learning-rate"), q("0.01"), q("--guard"), q("false"), q("--seed"), q("5"), q("--device"),
                                    q("cpu")});
        QVERIFY2(optimized.code == 0, optimized.err.constData());
        const auto out = cli({q("export"), m_source, q("--format"), q("adapter"), q("--out"), m_adapter});
        QVERIFY2(out.code == 0, out.err.constData());
    }

    void whatItIsIsSaidWithoutAProject() {
        const auto seen = cli({q("models"), q("--inspect"), m_adapter, q("--json")});
        QVERIFY2(seen.code == 0, seen.err.constData());
        const json what = seen.json();
        QCOMPARE(what["kind"].get<std::string>(), std::string("adapter"));
        QCOMPARE(what["rank"].get<int>(), 2);
        QCOMPARE(what["alpha"].get<double>(), 16.0);
        QVERIFY(what["parameters"].get<std::int64_t>() > 0);
        QVERIFY(!what["targets"].empty());
        QVERIFY(q(what["base"].get<std::string>()).endsWith(q("scenes")));

        const auto added = cli({q("models"), q("--add"), m_adapter});
        QCOMPARE(added.code, 1);
        QVERIFY2(added.out.contains("rank 2") && added.out.contains("scenes"), added.out.constData());
        QVERIFY2(added.err.contains("no project is named"), added.err.constData());
        QCOMPARE(cli({q("models")}).code, 2);
    }

    void mergedItScoresAsItsSourceDoes() {
        const json before = modelsOf(m_project);
        const auto added = cli({q("models"), m_project, q("--add"), m_adapter, q("--json")});
        QVERIFY2(added.code == 0, added.err.constData());
        QVERIFY2(added.err.contains("scenes"), added.err.constData());  // which captioner it was merged into
        const json after = added.json();
        QCOMPARE(after.size(), before.size() + 1);
        const json& merged = after.back();
        QCOMPARE(merged["name"].get<std::string>(), std::string("birds"));
        QCOMPARE(merged["kind"].get<std::string>(), std::string("captioner"));
        QCOMPARE(merged["parent"], before.front()["id"]);
        QVERIFY(merged["run"].get<int>() > 0);

        const auto source = scoresOf(q(modelsOf(m_source).back()["path"].get<std::string>()));
        const auto own = scoresOf(q(merged["path"].get<std::string>()));
        const auto base = scoresOf(q(before.front()["path"].get<std::string>()));
        QVERIFY(difference(source, own) < 1e-5);
        QVERIFY(difference(base, own) > 1e-4);

        // And it goes out again as it came in.
        const QString again = at("again");
        QCOMPARE(cli({q("export"), m_project, q("--format"), q("adapter"), q("--out"), again}).code, 0);
        for (const char* name : {"/adapter_config.json", "/adapter_model.safetensors"}) {
            QVERIFY(!read(again + q(name)).isEmpty());
            QCOMPARE(read(again + q(name)), read(m_adapter + q(name)));
        }
    }

    void theBaseMayBeNamed() {
        const json before = modelsOf(m_project);
        const auto added = cli({q("models"), m_project, q("--add"), m_adapter, q("--base"), QString::number(before.back()["id"].get<int>()),
                                q("--name"), q("twice"), q("--json")});
        QVERIFY2(added.code == 0, added.err.constData());
        QCOMPARE(added.json().back()["name"].get<std::string>(), std::string("twice"));
        QCOMPARE(added.json().back()["parent"], before.back()["id"]);
        refused(m_adapter, "99", {q("--base"), q("99")});
        refused(q(ATTUNE_SOURCE_DIR "/resources/models/scenes"), "--base", {q("--base"), q("1")});
    }

    void whatCannotBeUsedIsNamed() {
        refused(changed(m_adapter, at("dora"), {{"use_dora", true}}), "use_dora");
        refused(changed(m_adapter, at("ia3"), {{"peft_type", "IA3"}}), "peft_type");
        refused(changed(m_adapter, at("saved"), {{"modules_to_save", {"lm_head"}}}), "modules_to_save");
        const auto withLayer = [&](const char* folder, const std::string& layer, std::int64_t inputs, std::int64_t outputs) {
            const QString to = changed(m_adapter, at(folder), json::object());
            TensorWriter tensors;
            const std::string name = "base_model.model.decoder.transformer.h.0." + layer;
            tensors.add(name + ".lora_A.weight", {1, inputs}, std::vector<float>(static_cast<std::size_t>(inputs), 0.5F));
            tensors.add(name + ".lora_B.weight", {outputs, 1}, std::vector<float>(static_cast<std::size_t>(outputs), 0.5F));
            tensors.write(fs::path(to.toStdString()) / "adapter_model.safetensors");
            return to;
        };
        refused(withLayer("strange", "self_attn.q_proj", 128, 128), "self_attn.q_proj");
        refused(withLayer("wide", "attn.c_attn", 100, 384), "attn.c_attn");
    }
};

QTEST_GUILESS_MAIN(TestCliAdapters)
#include "tst_cli_adapters.moc"
