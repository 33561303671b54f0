// Ids and texts of the reference tokenizers, for every folder of the golden set that has a tokenizer.
#include <QtTest>
#include <utility>

#include "data/file.h"
#include "golden.h"
#include "tensors.h"
#include "text/tokenizer.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

QString shown(const nlohmann::json& value) {
    return QString::fromStdString(value.dump());
}

/// Folders of tokenizers/ whose cases.json is there.
std::vector<std::string> caseFolders() {
    std::vector<std::string> names;
    const fs::path root = test::golden("tokenizers");
    if (root.empty()) return names;
    for (const auto& entry : fs::directory_iterator(root))
        if (fs::exists(entry.path() / "cases.json")) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Model folders with a tokenizer that equals the one under tokenizers/.
const std::vector<std::pair<std::string, std::string>> kFamilies{
    {"vision-encoder-decoder", "gpt2-tiny"},
    {"idefics3", "smollm-tiny"},
    {"smolvlm", "smollm-tiny"},
    {"blip", "bert-tiny"},
    {"git", "bert-tiny"},
    {"clip", "clip-tiny"},
    {"llava", "llama-tiny"},
};

}  // namespace

class TestTokenizerGolden : public QObject {
    Q_OBJECT

  private:
    static void compareCase(const Tokenizer& tokenizer, const nlohmann::json& c) {
        const auto text = c["text"].get<std::string>();
        const auto ids = c["ids"].get<std::vector<std::int64_t>>();
        const auto got = tokenizer.encode(text);
        QVERIFY2(got == ids, qPrintable(shown(c["text"]) + QStringLiteral(" gave ") + shown(got)));
        QCOMPARE(shown(tokenizer.encode(text, false)), shown(c["ids_no_special"]));
        QCOMPARE(shown(tokenizer.decode(ids, false)), shown(c["decoded"]));
        const std::string decoded = tokenizer.decode(ids, true);
        QCOMPARE(shown(decoded), shown(c["decoded_skip_special"]));
        QCOMPARE(shown(cleanUpTokenizationSpaces(decoded)), shown(c["decoded_skip_special_cleanup"]));
        for (std::size_t i = 0; i < ids.size(); ++i) {
            QCOMPARE(tokenizer.tokenOf(ids[i]), c["tokens"][i].get<std::string>());
            QCOMPARE(tokenizer.idOf(tokenizer.tokenOf(ids[i])), std::optional(ids[i]));
        }
    }

    static void compareAll(const Tokenizer& tokenizer, const std::string& name) {
        const auto expected = test::goldenJson("tokenizers/" + name + "/cases.json");
        QCOMPARE(tokenizer.vocabularySize(), expected["vocab_size"].get<std::int64_t>());
        for (const auto& c : expected["cases"]) {
            compareCase(tokenizer, c);
            if (QTest::currentTestFailed()) return;
        }
    }

  private Q_SLOTS:
    void casesAreEqual_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("(set)") << QString();
        for (const auto& name : caseFolders()) QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void casesAreEqual() {
        QFETCH(QString, name);
        if (name.isEmpty()) {
            if (caseFolders().empty()) QSKIP("this golden set has no tokenizers/");
            return;
        }
        compareAll(*loadTokenizer(test::golden("tokenizers/" + name.toStdString())), name.toStdString());
    }

    void modelFoldersHaveTheSameTokenizer_data() {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("name");
        for (const auto& [family, name] : kFamilies)
            QTest::newRow(family.c_str()) << QString::fromStdString(family) << QString::fromStdString(name);
    }
    void modelFoldersHaveTheSameTokenizer() {
        QFETCH(QString, family);
        QFETCH(QString, name);
        const fs::path folder = test::golden(family.toStdString());
        if (folder.empty() || test::golden("tokenizers/" + name.toStdString() + "/cases.json").empty())
            QSKIP(qPrintable(QStringLiteral("this golden set lacks %1 or tokenizers/%2").arg(family, name)));
        const fs::path twin = test::golden("tokenizers/" + name.toStdString());
        if (readFile(folder / "tokenizer.json") != readFile(twin / "tokenizer.json"))
            QSKIP("in this golden set the two tokenizers differ");
        compareAll(*loadTokenizer(folder), name.toStdString());
    }

    void captionsReadAsTheReferenceReadsThem_data() {
        QTest::addColumn<QString>("family");
        for (const char* family : {"vision-encoder-decoder", "blip", "blip-untied", "git", "idefics3", "smolvlm", "llava"})
            QTest::newRow(family) << QString::fromLatin1(family);
    }
    /// The reference decodes whole rows and leaves special tokens out; of chat families what stands behind the prompt.
    void captionsReadAsTheReferenceReadsThem() {
        QFETCH(QString, family);
        const std::string name = family.toStdString();
        const fs::path folder = test::golden(name);
        if (folder.empty() || !fs::exists(folder / "expected.safetensors"))
            QSKIP(qPrintable(QStringLiteral("this golden set does not hold %1").arg(family)));
        const auto expected = test::goldenJson(name + "/expected.json");
        const auto tensors = test::readTensors(folder / "expected.safetensors");
        const auto tokenizer = loadTokenizer(folder);
        int compared = 0;
        for (const auto& [texts, ids] : {std::pair("greedy_text", "greedy_ids"), std::pair("beam3_text", "beam3_ids"),
                                         std::pair("new_text", "greedy_ids")}) {
            if (!expected.contains(texts) || !tensors.contains(ids)) continue;
            const bool behindPrompt = std::string(texts) == "new_text" && tensors.contains("gen_input_ids");
            const auto begin = behindPrompt ? tensors.at("gen_input_ids").shape.at(1) : 0;
            const auto width = tensors.at(ids).shape.at(1);
            const auto all = tensors.at(ids).values<std::int64_t>();
            const auto wanted = expected.at(texts).get<std::vector<std::string>>();
            QCOMPARE(static_cast<std::int64_t>(wanted.size()), tensors.at(ids).shape.at(0));
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                const auto row = all.begin() + static_cast<std::ptrdiff_t>(i) * width;
                const std::vector<std::int64_t> said(row + begin, row + width);
                QCOMPARE(shown(tokenizer->decode(said)), shown(wanted[i]));
            }
            ++compared;
        }
        if (compared == 0) QSKIP(qPrintable(QStringLiteral("this golden set holds no captions of %1").arg(family)));
    }

    void wholeVocabularyFilesWithoutTokenizerJson_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"gpt2-tiny", "clip-tiny", "bert-tiny"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    /// The same vocabulary read from vocab.json and merges.txt, or from vocab.txt, gives the same ids.
    void wholeVocabularyFilesWithoutTokenizerJson() {
        QFETCH(QString, name);
        const fs::path folder = test::golden("tokenizers/" + name.toStdString());
        if (folder.empty())
            QSKIP(qPrintable(QStringLiteral("this golden set has no tokenizers/%1").arg(name)));
        const QTemporaryDir copy;
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().filename() != "tokenizer.json" && entry.path().filename() != "cases.json")
                fs::copy_file(entry.path(), fs::path(copy.path().toStdString()) / entry.path().filename());
        compareAll(*loadTokenizer(copy.path().toStdString()), name.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestTokenizerGolden)
#include "tst_tokenizer_golden.moc"
