// caption, score, tokenize and metrics from the terminal, against the golden set.
#include <QtTest>

#include "golden.h"
#include "program.h"
#include "tensors.h"

using namespace attune::test;
using nlohmann::json;

namespace {

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

/// A row of generated ids as the command line prints it: without start token and padding, the end token kept.
std::vector<std::int64_t> printed(const std::vector<std::int64_t>& row, std::int64_t end) {
    std::vector<std::int64_t> ids;
    for (std::size_t i = 1; i < row.size(); ++i) {
        ids.push_back(row[i]);
        if (row[i] == end) break;
    }
    return ids;
}

}  // namespace

class TestCliModels : public QObject {
    Q_OBJECT

    std::filesystem::path m_model = golden("vision-encoder-decoder");
    json m_expected;
    std::map<std::string, RawTensor> m_tensors;

    QStringList images() const {
        QStringList files;
        for (const auto& name : m_expected["images"]) files << text(goldenDir() / "images" / name.get<std::string>());
        return files;
    }

    std::vector<std::int64_t> row(const std::string& name, std::size_t index) const {
        const auto& tensor = m_tensors.at(name);
        const auto all = tensor.values<std::int64_t>();
        const auto width = static_cast<std::size_t>(tensor.shape.at(1));
        const auto from = all.begin() + static_cast<std::ptrdiff_t>(index * width);
        return {from, from + static_cast<std::ptrdiff_t>(width)};
    }

  private Q_SLOTS:
    void initTestCase() {
        if (m_model.empty()) QSKIP("this golden set has no vision-encoder-decoder");
        m_expected = goldenJson("vision-encoder-decoder/expected.json");
        m_tensors = readTensors(m_model / "expected.safetensors");
    }

    void captionWritesTheReferenceIds_data() {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<QByteArray>("tensor");
        QTest::addColumn<int>("stride");
        QTest::newRow("greedy") << QStringList{QStringLiteral("--greedy")} << QByteArray("greedy_ids") << 1;
        QTest::newRow("beams") << QStringList{QStringLiteral("--beams"), QStringLiteral("3")} << QByteArray("beam3_ids") << 3;
    }
    void captionWritesTheReferenceIds() {
        QFETCH(QStringList, flags);
        QFETCH(QByteArray, tensor);
        QFETCH(int, stride);
        const std::string name = tensor.toStdString();
        if (!m_tensors.contains(name)) QSKIP("this golden set has no such case");
        const auto steps = m_tensors.at(name).shape.at(1) - 1;
        const auto result = cli(QStringList{QStringLiteral("caption"), QStringLiteral("--model"), text(m_model), QStringLiteral("--json"),
                                            QStringLiteral("--max-new-tokens"), QString::number(steps)} +
                                flags + images());
        QVERIFY2(result.code == 0, result.err.constData());
        const json list = result.json();
        QCOMPARE(list.size(), m_expected["images"].size());
        const auto end = m_expected["eos_token_id"].get<std::int64_t>();
        for (std::size_t i = 0; i < list.size(); ++i)
            QCOMPARE(list[i]["ids"].get<std::vector<std::int64_t>>(), printed(row(name, i * static_cast<std::size_t>(stride)), end));
    }

    void scoreGivesTheReferenceLogprobs() {
        const auto& labels = m_tensors.at("labels");
        const auto logprobs = m_tensors.at("token_logprobs").values<float>();
        const auto width = static_cast<std::size_t>(labels.shape.at(1));
        for (std::size_t i = 0; i < m_expected["captions"].size(); ++i) {
            const auto result = cli({QStringLiteral("score"), QStringLiteral("--json"), QStringLiteral("--model"), text(m_model), QStringLiteral("--image"),
                                     images().at(static_cast<int>(i)), QStringLiteral("--text"),
                                     QString::fromStdString(m_expected["captions"][i].get<std::string>())});
            QVERIFY2(result.code == 0, result.err.constData());
            const json scored = result.json();
            const auto expected = row("labels", i);
            for (std::size_t t = 0; t < scored["ids"].size(); ++t) {
                QCOMPARE(scored["ids"][t].get<std::int64_t>(), expected[t]);
                QVERIFY(std::abs(scored["logprobs"][t].get<double>() - static_cast<double>(logprobs[i * width + t])) < 5e-5);
            }
            QVERIFY(scored["ids"].size() == width || expected[scored["ids"].size()] == -100);
        }
    }

    void tokenizeAnswersLineByLine() {
        const auto folder = golden("tokenizers/gpt2-tiny");
        if (folder.empty()) QSKIP("this golden set has no gpt2-tiny");
        const json all = goldenJson("tokenizers/gpt2-tiny/cases.json");
        const json& cases = all.is_array() ? all : all["cases"];
        std::string input;
        for (const auto& one : cases) input += one["text"].dump() + "\n";
        const auto result = cli({QStringLiteral("tokenize"), QStringLiteral("--model"), text(folder)}, QByteArray::fromStdString(input));
        QVERIFY2(result.code == 0, result.err.constData());
        const auto lines = result.out.split('\n');
        for (std::size_t i = 0; i < cases.size(); ++i)
            QCOMPARE(json::parse(lines.at(static_cast<int>(i)).toStdString())["ids"], cases[i]["ids"]);
        QCOMPARE(cli({QStringLiteral("tokenize"), QStringLiteral("--model"), text(folder)}, "not json\n").code, 1);
    }

    void metricsGiveTheReferenceScores() {
        if (golden("caption_metrics_small.json").empty()) QSKIP("this golden set has no caption_metrics_small.json");
        const json all = goldenJson("caption_metrics_small.json");
        const QTemporaryDir dir;
        const auto write = [&](const char* name, const json& value) {
            QFile file(dir.filePath(QString::fromUtf8(name)));
            if (file.open(QIODevice::WriteOnly)) file.write(QByteArray::fromStdString(value.dump()));
            return file.fileName();
        };
        for (const json& one : all) {
            const auto result = cli({QStringLiteral("metrics"), QStringLiteral("--json"), QStringLiteral("--references"),
                                     write("r.json", one["references"]), QStringLiteral("--candidates"),
                                     write("c.json", one["candidates"])});
            QVERIFY2(result.code == 0, result.err.constData());
            const json report = result.json();
            for (const auto& [name, value] : one["corpus"].items())
                QVERIFY(std::abs(report["corpus"][name].get<double>() - value.get<double>()) <= 1e-9 * std::abs(value.get<double>()));
            QCOMPARE(report["per_image"].size(), one["candidates"].size());
        }
    }

    void helpStandsEverywhere() {
        const auto top = cli({QStringLiteral("--help")});
        QCOMPARE(top.code, 0);
        for (const char* name : {"new", "import", "info", "models", "generate", "rate", "train-reward", "optimize", "evaluate", "embed",
                                 "undo", "redo", "export", "caption", "score", "tokenize", "metrics", "pretrain", "demo"}) {
            QVERIFY2(top.out.contains(name), name);
            const auto help = cli({QString::fromUtf8(name), QStringLiteral("--help")});
            QCOMPARE(help.code, 0);
            QVERIFY(help.out.contains("--json"));
        }
        // What may be chosen, and each command's own default.
        QVERIFY(cli({QStringLiteral("optimize"), QStringLiteral("--help")}).out.contains("ppo,reinforce,rloo,grpo"));
        QVERIFY(cli({QStringLiteral("generate"), QStringLiteral("--help")}).out.contains("is chosen. [\"sample\"]"));
        QVERIFY(cli({QStringLiteral("caption"), QStringLiteral("--help")}).out.contains("is chosen. [\"greedy\"]"));
    }
};

QTEST_GUILESS_MAIN(TestCliModels)
#include "tst_cli_models.moc"
