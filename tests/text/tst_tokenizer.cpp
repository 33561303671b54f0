// Tokenizers on hostile files, odd input, added tokens with flags and several threads.
#include <QtTest>
#include <ctime>
#include <thread>

#include "data/file.h"
#include "data/json.h"
#include "message_of.h"
#include "text/byte_level.h"
#include "text/byte_level_bpe.h"
#include "text/tokenizer.h"
#include "text/unicode.h"
#include "text/word_split.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// A folder with a small trained tokenizer, whose tokenizer.json a test may change.
class Sample {
  public:
    Sample() {
        const std::vector<std::string> texts{"a red circle above a blue star",
                                             "the cat and the dog, the end."};
        writeByteLevelBpe(path(), trainByteLevelBpe(texts, 300, {"<end>", "<pad>"}));
    }

    fs::path path() const { return m_dir.path().toStdString(); }
    Json json() const { return readJsonFile(path() / "tokenizer.json"); }
    void write(const Json& json) const { writeFileAtomically(path() / "tokenizer.json", dumpJson(json)); }
    std::unique_ptr<Tokenizer> load() const { return loadTokenizer(path()); }

  private:
    QTemporaryDir m_dir;
};

std::vector<std::string> gpt2Words(const std::string& text) {
    std::vector<std::string> words;
    forEachGpt2Word(text, [&](std::string_view word) { words.emplace_back(word); });
    return words;
}

}  // namespace

class TestTokenizer : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void gpt2Words_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("spaces") << QStringList{QStringLiteral("  "), QStringLiteral(" a"),
                                               QStringLiteral("  ")};
        QTest::newRow("newline") << QStringList{QStringLiteral("a"), QStringLiteral("\n"),
                                                QStringLiteral("b")};
        QTest::newRow("contractions")
            << QStringList{QStringLiteral("it"), QStringLiteral("'s"),  QStringLiteral(" '"),
                           QStringLiteral("re"), QStringLiteral("'re"), QStringLiteral("'")};
        QTest::newRow("kinds") << QStringList{QStringLiteral("v"),      QStringLiteral("12"),
                                              QStringLiteral(" +-"),    QStringLiteral("3"),
                                              QStringLiteral("\u00A0"), QStringLiteral("\u00E9")};
    }
    void gpt2Words() {
        QFETCH(QStringList, words);
        std::vector<std::string> expected;
        for (const QString& word : words) expected.push_back(word.toStdString());
        QCOMPARE(::gpt2Words(words.join(QString()).toStdString()), expected);
    }

    void illFormedUtf8_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        const QString r(QChar(0xFFFD));
        QTest::newRow("lone continuation")
            << QByteArray("a\x80z") << QStringLiteral("a") + r + QStringLiteral("z");
        QTest::newRow("cut short") << QByteArray("\xE2\x82") << r;
        QTest::newRow("cut by a letter") << QByteArray("\xF0\x9F\x92z") << r + QStringLiteral("z");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << r + r + r;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF\xE0\x80\x80") << r + r + r + r + r;
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << r + r + r + r;
    }
    void illFormedUtf8() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(toValidUtf8(bytes.toStdString())), text);
        const Sample sample;
        const auto tokenizer = sample.load();
        QCOMPARE(QString::fromStdString(tokenizer->decode(tokenizer->encode(bytes.toStdString()))), text);
    }

    void everyByteHasItsCharacter() {
        for (int i = 0; i < 256; ++i) {
            const auto byte = static_cast<unsigned char>(i);
            QCOMPARE(characterToByte(byteToCharacter(byte)), std::optional(byte));
        }
        QCOMPARE(bytesToCharacters(" \n"), std::string("ĠĊ"));
        QVERIFY(!characterToByte(U'猫'));
    }

    void idsThatAreNotThere() {
        const Sample sample;
        const auto tokenizer = sample.load();
        QCOMPARE(tokenizer->decode({-1, 1 << 30, tokenizer->vocabularySize()}), std::string());
        QVERIFY_THROWS_EXCEPTION(Error, tokenizer->tokenOf(-1));
        QVERIFY_THROWS_EXCEPTION(Error, tokenizer->tokenOf(tokenizer->vocabularySize()));
        QVERIFY(!tokenizer->idOf("no such token"));
    }

    void addedTokensWithFlags_data() {
        QTest::addColumn<QByteArray>("flag");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("around");  // what is left of the text without the token
        QTest::newRow("plain") << QByteArray("special") << QByteArray("a <x> b") << QByteArray("a  b");
        QTest::newRow("lstrip") << QByteArray("lstrip") << QByteArray("a \n<x> b") << QByteArray("a b");
        QTest::newRow("rstrip") << QByteArray("rstrip")
                                << QByteArray(
                                       "a <x> \xC2\xA0"
                                       "b")
                                << QByteArray("a b");
        QTest::newRow("single word") << QByteArray("single_word") << QByteArray("a<x> <x>")
                                     << QByteArray("a<x> ");
        QTest::newRow("normalized") << QByteArray("normalized") << QByteArray("a<x>b") << QByteArray("ab");
    }
    void addedTokensWithFlags() {
        QFETCH(QByteArray, flag);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, around);
        const Sample sample;
        Json json = sample.json();
        Json token{{"id", 1000}, {"content", "<x>"}, {"special", true}};
        token[flag.toStdString()] = true;
        json["added_tokens"].push_back(token);
        sample.write(json);
        const auto tokenizer = sample.load();
        QCOMPARE(tokenizer->vocabularySize(), std::int64_t{1001});
        const auto ids = tokenizer->encode(text.toStdString());
        QVERIFY(std::find(ids.begin(), ids.end(), 1000) != ids.end());
        QCOMPARE(QByteArray::fromStdString(tokenizer->decode(ids)), around);
    }

    void theLongestAddedTokenWins() {
        const Sample sample;
        Json json = sample.json();
        json["added_tokens"].push_back({{"id", 1000}, {"content", "<x"}, {"special", true}});
        json["added_tokens"].push_back({{"id", 1001}, {"content", "<x><y>"}, {"special", true}});
        sample.write(json);
        QCOMPARE(sample.load()->encode("<x><y><x"), (std::vector<std::int64_t>{1001, 1000}));
    }

    void brokenFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, const char* pointer, const char* value, const char* named) {
            QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QByteArray(named);
        };
        row("array", "", "[]", "not a JSON object");
        row("no model", "/model", "null", "no model");
        row("model type", "/model/type", "\"WordLevel\"", "WordLevel");
        row("type of type", "/model/type", "[[1]]", "type");
        row("vocabulary type", "/model/vocab", "[1]", "vocabulary");
        row("id text", "/model/vocab/a", "\"1\"", "whole number");
        row("id fraction", "/model/vocab/a", "1.5", "whole number");
        row("id negative", "/model/vocab/a", "-1", "out of range");
        row("id huge", "/model/vocab/a", "18446744073709551615", "out of range");
        row("id shared", "/model/vocab/a", "5", "share");
        row("merge unknown", "/model/merges/0", "\"q qqq\"", "merge 1");
        row("merge of three", "/model/merges/0", "\"a b c\"", "number 1");
        row("merge number", "/model/merges/0", "7", "number 1");
        row("merges type", "/model/merges", "{}", "merges");
        row("dropout", "/model/dropout", "0.1", "dropout");
        row("unknown token", "/model/unk_token", "\"<nope>\"", "<nope>");
        row("flag type", "/model/byte_fallback", "\"yes\"", "byte_fallback");
        row("pre-tokenizer", "/pre_tokenizer/type", "\"Magic\"", "Magic");
        row("regex", "/pre_tokenizer",
            R"({"type":"Split","pattern":{"Regex":"(a+)+b"},"behavior":"Isolated"})", "(a+)+b");
        row("decoder", "/decoder/type", "\"Magic\"", "Magic");
        row("post-processor", "/post_processor/type", "\"Magic\"", "Magic");
        row("normalizer", "/normalizer", R"({"type":"Magic"})", "Magic");
        row("template", "/post_processor", R"({"type":"TemplateProcessing","single":[]})", "template");
        row("sequence", "/pre_tokenizer", R"({"type":"Sequence"})", "sequence");
        row("added id", "/added_tokens/0/id", "99999999999", "out of range");
        row("added id taken", "/added_tokens/0/id", "3", "contradicts");
        row("added id shared", "/added_tokens/1", R"({"id":1000,"content":"<end>"})", "contradicts");
        row("added content", "/added_tokens/0/content", "3", "content");
        row("added tokens type", "/added_tokens", "{}", "array");
    }
    void brokenFilesAreRefused() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, named);
        const Sample sample;
        Json json = sample.json();
        json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        sample.write(json);
        const QByteArray message = messageOf([&] { sample.load(); });
        QVERIFY2(message.contains(named), message.isEmpty() ? "accepted" : message.constData());
    }

    void doubleAddedTokensAreRefused() {
        const Sample sample;
        Json json = sample.json();
        json["added_tokens"][1] = Json(json["added_tokens"][0]);
        sample.write(json);
        QVERIFY(messageOf([&] { sample.load(); }).contains("twice"));
    }

    void deepFilesAreRefused() {
        const Sample sample;
        const std::string deep = std::string(2000000, '[') + std::string(2000000, ']');
        for (const std::string& text :
             {deep, R"({"model":{"type":)" + deep + "}}", R"({"model":{"vocab":)" + deep + "}}"}) {
            writeFileAtomically(sample.path() / "tokenizer.json", text);
            QVERIFY(!messageOf([&] { sample.load(); }).isEmpty());
        }
    }

    /// Added tokens are rewritten while the folder is loaded, texts when they come.
    void rulesThatDoubleATextAreRefused() {
        const Sample sample;
        Json json = sample.json();
        Json rules = Json::array();
        for (int i = 0; i < 12; ++i)
            rules.push_back({{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aa"}});
        json["normalizer"] = {{"type", "Sequence"}, {"normalizers", rules}};
        sample.write(json);
        const auto tokenizer = sample.load();
        QVERIFY(messageOf([&] { tokenizer->encode("a cat"); }).contains("of a text of 5"));
        json["added_tokens"].push_back({{"id", 1000}, {"content", std::string(100, 'a')}, {"normalized", true}});
        sample.write(json);
        QVERIFY(messageOf([&] { sample.load(); }).contains("of a text of 100"));
    }

    void longAffixesAreRefused() {
        for (const char* option : {"continuing_subword_prefix", "end_of_word_suffix"}) {
            const Sample sample;
            Json json = sample.json();
            json["model"][option] = std::string(5000, 'x');
            sample.write(json);
            QVERIFY(messageOf([&] { sample.load(); }).contains(option + QByteArray(" has 5000 bytes")));
        }
    }

    void longAddedTokensAreRefused() {
        const Sample sample;
        Json json = sample.json();
        json["added_tokens"].push_back({{"id", 1000}, {"content", std::string(5000, 'x')}});
        sample.write(json);
        QVERIFY(messageOf([&] { sample.load(); }).contains("5000"));
    }

    void foldersWithoutTokenizer() {
        const QTemporaryDir dir;
        QVERIFY(
            messageOf([&] { loadTokenizer(dir.path().toStdString()); }).contains("there is no tokenizer"));
        QVERIFY(!messageOf([&] { loadTokenizer(dir.path().toStdString() + "/none"); }).isEmpty());
    }

    void threadsMayShareOne() {
        const Sample sample;
        const auto tokenizer = sample.load();
        const auto expected = tokenizer->encode("the cat above a blue star");
        std::vector<std::thread> threads;
        std::atomic<int> wrong = 0;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 2000; ++i) {
                    tokenizer->encode("word " + std::to_string(i * 4 + t));
                    if (tokenizer->encode("the cat above a blue star") != expected) ++wrong;
                }
            });
        for (auto& thread : threads) thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    /// A run of marks would take quadratic time to sort.
    void marksAreNormalisedInLinearTime() {
        std::string marks = "a";
        for (int i = 0; i < 200000; ++i) marks += i % 2 ? "\u0323" : "\u0301";
        const std::clock_t start = std::clock();
        toNormalForm(marks, NormalForm::C);
        QVERIFY(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 5);
        QCOMPARE(toNormalForm("e\u0301", NormalForm::C), std::string("\u00E9"));
        QCOMPARE(toNormalForm("\uFB01", NormalForm::KD), std::string("fi"));
    }

    void unknownClassesOfVocabularyFilesAreRefused() {
        const Sample sample;
        fs::remove(sample.path() / "tokenizer.json");
        writeFileAtomically(sample.path() / "tokenizer_config.json",
                            R"({"tokenizer_class":"RobertaTokenizer"})");
        QVERIFY(messageOf([&] { sample.load(); }).contains("RobertaTokenizer"));
    }

    void spacesAreCleanedUp() {
        QCOMPARE(cleanUpTokenizationSpaces("a cat , it 's \" ' \" n't . ?"),
                 std::string("a cat, it's \"'\"n't.?"));
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
