// caption, score, tokenize and metrics from the terminal, against the golden set.
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "golden.h"
#include "lossless_picture.h"
#include "program.h"
#include "tensors.h"

using namespace attune::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

QString text(const fs::path& path) { return q(path.string()); }

using Ids = std::vector<std::int64_t>;

/// A captioner of the golden set, what the reference says of it, and photographs that every decoder reads alike.
struct GoldenCaptioner {
    fs::path folder;
    QString lacks;  ///< what this golden set does not hold of it; empty if nothing
    json expected;
    std::map<std::string, RawTensor> tensors;
    QStringList images;

    GoldenCaptioner(const std::string& family, const QTemporaryDir& scratch) : folder(golden(family)) {
        if (folder.empty() || !fs::exists(folder / "expected.safetensors")) {
            lacks = q("this golden set does not hold " + family);
            return;
        }
        expected = goldenJson(family + "/expected.json");
        tensors = readTensors(folder / "expected.safetensors");
        for (const auto& name : expected.at("images").get<std::vector<std::string>>()) {
            const auto file = losslessPicture(name, scratch.path().toStdString());
            if (file.empty()) lacks = q("this golden set holds no lossless form of the picture " + name);
            images << text(file);
        }
    }

    std::size_t width(const std::string& name) const { return static_cast<std::size_t>(tensors.at(name).shape.at(1)); }

    Ids row(const std::string& name, std::size_t index) const {
        const auto all = tensors.at(name).values<std::int64_t>();
        const auto from = all.begin() + static_cast<std::ptrdiff_t>(index * width(name));
        return {from, from + static_cast<std::ptrdiff_t>(width(name))};
    }

    /// What ends a caption, one id or several: the separator of BLIP, the end token of the others.
    Ids ends() const {
        for (const char* key : {"sep_token_id", "eos_token_id"})
            if (const auto found = expected.find(key); found != expected.end() && !found->is_null())
                return found->is_array() ? found->get<Ids>() : Ids{found->get<std::int64_t>()};
        return {};
    }

    /// A row of generated ids as the command line prints it: from `begin` on without padding, the end token kept.
    Ids printed(const std::string& name, std::size_t index, std::size_t begin) const {
        const Ids all = row(name, index), end = ends();
        Ids ids;
        for (std::size_t i = begin; i < all.size(); ++i) {
            ids.push_back(all[i]);
            if (std::find(end.begin(), end.end(), all[i]) != end.end()) break;
        }
        return ids;
    }

    int limit(const std::string& name, std::size_t begin, int usual) const {
        const Ids end = ends();
        bool ended = true;
        for (std::size_t i = 0; i < static_cast<std::size_t>(tensors.at(name).shape.at(0)); ++i) {
            const Ids ids = printed(name, i, begin);
            ended = ended && !ids.empty() && std::find(end.begin(), end.end(), ids.back()) != end.end();
        }
        return allowedNewTokens(expected, static_cast<std::int64_t>(width(name) - begin), ended, usual);
    }

    Outcome caption(const QStringList& flags) const {
        return cli(QStringList{q("caption"), q("--model"), text(folder), q("--device"), q("cpu"), q("--json")} + flags + images);
    }
    Outcome score(std::size_t image, const std::string& words, const QStringList& flags) const {
        return cli(QStringList{q("score"), q("--model"), text(folder), q("--device"), q("cpu"), q("--json"), q("--image"),
                               images.at(static_cast<int>(image)), q("--text"), q(words)} +
                   flags);
    }
};

/// Captions have the ids of the reference's case `name`. @param begin  how many ids of its rows are the prompt
void compareCaptions(const GoldenCaptioner& set, const std::string& name, std::size_t begin, QStringList flags,
                     int usual = kNewTokens) {
    flags << q("--max-new-tokens") << QString::number(set.limit(name, begin, usual));
    const auto result = set.caption(flags);
    QVERIFY2(result.code == 0, result.err.constData());
    const json list = result.json();
    QCOMPARE(list.size(), static_cast<std::size_t>(set.images.size()));
    // Beam search gives several rows of an image, the best of them first.
    const std::size_t stride = static_cast<std::size_t>(set.tensors.at(name).shape.at(0)) / list.size();
    for (std::size_t i = 0; i < list.size(); ++i)
        QCOMPARE(list[i]["ids"].get<Ids>(), set.printed(name, i * stride, begin));
}

/// Scores have the reference's ids and log-probabilities.
/// @param behind  labels that the template writes behind an answer and its end
/// @param shift   how many places a log-probability stands in front of its label
void compareScores(const GoldenCaptioner& set, std::size_t image, const std::string& words, const QStringList& flags = {},
                   std::size_t behind = 0, std::size_t shift = 0) {
    const auto result = set.score(image, words, flags);
    QVERIFY2(result.code == 0, result.err.constData());
    const json scored = result.json();
    const auto ids = scored["ids"].get<Ids>();
    const auto logprobs = scored["logprobs"].get<std::vector<double>>();
    QCOMPARE(logprobs.size(), ids.size());
    const Ids labels = set.row("labels", image);
    const auto counts = [](std::int64_t label) { return label != -100; };
    const auto first = static_cast<std::size_t>(std::find_if(labels.begin(), labels.end(), counts) - labels.begin());
    QCOMPARE(static_cast<std::size_t>(std::count_if(labels.begin(), labels.end(), counts)), ids.size() + behind);
    const auto expected = set.tensors.at("token_logprobs").values<float>();
    const std::size_t from = image * set.width("token_logprobs") + first - shift;
    for (std::size_t t = 0; t < ids.size(); ++t) {
        QCOMPARE(ids[t], labels.at(first + t));
        QVERIFY(std::abs(logprobs[t] - static_cast<double>(expected.at(from + t))) < 5e-5);
    }
}

}  // namespace

class TestCliModels : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    GoldenCaptioner open(const QByteArray& family) const { return GoldenCaptioner(family.toStdString(), m_dir); }

  private Q_SLOTS:
    void captionWritesTheReferenceIds_data() {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<QByteArray>("tensor");
        QTest::newRow("greedy") << QStringList{q("--greedy")} << QByteArray("greedy_ids");
        QTest::newRow("beams") << QStringList{q("--beams"), q("3")} << QByteArray("beam3_ids");
    }
    void captionWritesTheReferenceIds() {
        QFETCH(QStringList, flags);
        QFETCH(QByteArray, tensor);
        const auto set = open("vision-encoder-decoder");
        if (!set.lacks.isEmpty()) QSKIP(qPrintable(set.lacks));
        if (!set.tensors.contains(tensor.toStdString())) QSKIP("this golden set has no such case");
        compareCaptions(set, tensor.toStdString(), 1, flags);
    }

    void scoreGivesTheReferenceLogprobs() {
        const auto set = open("vision-encoder-decoder");
        if (!set.lacks.isEmpty()) QSKIP(qPrintable(set.lacks));
        const auto captions = set.expected.at("captions").get<std::vector<std::string>>();
        for (std::size_t i = 0; i < captions.size(); ++i) {
            compareScores(set, i, captions[i]);
            if (QTest::currentTestFailed()) return;
        }
    }

    void aPromptIsAnswered_data() {
        QTest::addColumn<QByteArray>("family");
        for (const char* family : {"blip", "blip-untied", "idefics3", "smolvlm"}) QTest::newRow(family) << QByteArray(family);
    }
    void aPromptIsAnswered() {
        QFETCH(QByteArray, family);
        const auto set = open(family);
        if (!set.lacks.isEmpty()) QSKIP(qPrintable(set.lacks));
        const bool isChat = set.expected.contains("question");
        const std::string name = isChat ? "greedy_ids" : "prompted_greedy_ids";
        const std::string prompt = isChat ? "gen_input_ids" : "prompt_input_ids";
        if (!set.tensors.contains(name) || !set.tensors.contains(prompt)) QSKIP("this golden set has no such case");
        const auto words = set.expected.at(isChat ? "question" : "prompt").get<std::string>();
        // The tokenizer ends BLIP's prompt with a separator, which generation leaves out.
        compareCaptions(set, name, set.width(prompt) - (isChat ? 0 : 1), {q("--greedy"), q("--prompt"), q(words)},
                        isChat ? kNewTokens : kPromptedNewTokens);
        if (QTest::currentTestFailed()) return;
        // Each list holds log-probabilities, which no two prompts have in common.
        const QStringList few{q("--max-new-tokens"), q("4"), q("--prompt")};
        const auto asked = set.caption(few + QStringList{q(words)}), other = set.caption(few + QStringList{q(words + " now")});
        QVERIFY2(asked.code == 0 && other.code == 0, (asked.err + other.err).constData());
        QVERIFY(asked.json() != other.json());
    }

    void scoreReadsThePrompt_data() {
        QTest::addColumn<QByteArray>("family");
        for (const char* family : {"idefics3", "smolvlm"}) QTest::newRow(family) << QByteArray(family);
    }
    void scoreReadsThePrompt() {
        QFETCH(QByteArray, family);
        const auto set = open(family);
        if (!set.lacks.isEmpty()) QSKIP(qPrintable(set.lacks));
        const auto question = set.expected.at("question").get<std::string>();
        const auto answers = set.expected.at("answers").get<std::vector<std::string>>();
        for (std::size_t i = 0; i < answers.size(); ++i) {
            compareScores(set, i, answers[i], {q("--prompt"), q(question)}, 1, 1);  // behind it stands a line's end
            if (QTest::currentTestFailed()) return;
        }
        const auto asked = set.score(0, answers.at(0), {q("--prompt"), q(question)});
        const auto other = set.score(0, answers.at(0), {q("--prompt"), q(question + " now")});
        QVERIFY2(asked.code == 0 && other.code == 0, (asked.err + other.err).constData());
        QCOMPARE(asked.json()["ids"], other.json()["ids"]);
        QVERIFY(asked.json()["logprobs"] != other.json()["logprobs"]);
    }

    void theDtypeIsAsked() {
        const auto set = open("vision-encoder-decoder");
        if (!set.lacks.isEmpty()) QSKIP(qPrintable(set.lacks));
        const auto logprobs = [&](const QString& dtype) {
            const auto scored = set.score(0, "a cat", {q("--dtype"), dtype});
            if (scored.code != 0) qWarning("%s", scored.err.constData());
            return scored.code == 0 ? scored.json()["logprobs"].get<std::vector<double>>() : std::vector<double>();
        };
        const auto wide = logprobs(q("float32")), narrow = logprobs(q("bfloat16"));
        QVERIFY(!wide.empty());
        QCOMPARE(narrow.size(), wide.size());
        QVERIFY(narrow != wide);
        for (std::size_t t = 0; t < wide.size(); ++t) QVERIFY(std::abs(narrow[t] - wide[t]) < 0.2);
        QCOMPARE(logprobs(q("auto")), wide);  // as the golden weights are stored
        const auto caption = set.caption({q("--dtype"), q("bfloat16"), q("--max-new-tokens"), q("4")});
        QVERIFY2(caption.code == 0, caption.err.constData());
        const auto half = set.score(0, "a cat", {q("--dtype"), q("float16")});
        QCOMPARE(half.code, 1);
        QVERIFY2(half.err.contains("float16"), half.err.constData());
        QCOMPARE(set.score(0, "a cat", {q("--dtype"), q("int8")}).code, 2);
    }

    void whoTakesNoPromptSaysSo() {
        const auto set = open("vision-encoder-decoder");
        if (!set.lacks.isEmpty()) QSKIP(qPrintable(set.lacks));
        const QStringList prompt{q("--prompt"), q("a picture of")};
        for (const auto& result : {set.caption(prompt), set.score(0, "a cat", prompt)}) {
            QVERIFY(result.code != 0);
            QVERIFY(result.out.isEmpty());
            QVERIFY2(result.err.contains("this captioner takes no prompt"), result.err.constData());
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
        for (const char* name : {"new", "import", "info", "models", "generate", "rate", "train-reward", "score-captions", "optimize", "evaluate", "embed",
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
