// Trained tokenizers: deterministic, lossless, one token a word on a small grammar, and equal when read back.
#include <QtTest>
#include <set>

#include "data/file.h"
#include "data/json.h"
#include "text/byte_level_bpe.h"
#include "text/tokenizer.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> grammar() {
    std::vector<std::string> texts;
    for (const char* size : {"", "small ", "large "})
        for (const char* color : {"red", "orange", "yellow", "green", "blue", "purple", "white"})
            for (const char* shape : {"circle", "square", "triangle", "star", "cross"})
                for (const char* relation : {"above", "below", "left of", "right of", "and"}) {
                    const std::string one = std::string("a ") + size + color + " " + shape;
                    texts.push_back(one + " " + relation + " " + one);
                }
    return texts;
}

}  // namespace

class TestByteLevelBpe : public QObject {
    Q_OBJECT

  private:
    const ByteLevelBpe m_trained = trainByteLevelBpe(grammar(), 512, {"<|endoftext|>", "<|pad|>"});

    std::unique_ptr<Tokenizer> writtenAndRead(const QTemporaryDir& dir) const {
        writeByteLevelBpe(dir.path().toStdString(), m_trained);
        return loadTokenizer(dir.path().toStdString());
    }

  private Q_SLOTS:
    void trainingIsDeterministic() {
        auto texts = grammar();
        std::reverse(texts.begin(), texts.end());
        const auto again = trainByteLevelBpe(texts, 512, {"<|endoftext|>", "<|pad|>"});
        QVERIFY(again.vocabulary == m_trained.vocabulary);
        QVERIFY(again.merges == m_trained.merges);
    }

    void sizesAreKept() {
        QVERIFY(m_trained.vocabulary.size() <= 512);
        QCOMPARE(m_trained.vocabulary.size(), 256 + m_trained.merges.size() + 2);
        const auto small = trainByteLevelBpe(grammar(), 300, {"<|endoftext|>"});
        QCOMPARE(small.vocabulary.size(), std::size_t{300});
        QVERIFY_THROWS_EXCEPTION(Error, trainByteLevelBpe(grammar(), 256, {"<|endoftext|>"}));
        QVERIFY_THROWS_EXCEPTION(Error, trainByteLevelBpe(grammar(), 300, {}));
        QCOMPARE(trainByteLevelBpe({}, 300, {"x!"}).vocabulary.size(), std::size_t{257});
    }

    void tokensAreDistinct() {
        std::vector<std::string> texts;
        for (unsigned i = 0; i < 512; ++i) {
            std::string text;
            for (unsigned bit = 0; bit < 9; ++bit) text += (i >> bit) & 1U ? 'a' : (bit % 3 ? 'b' : 'c');
            texts.push_back(text);
        }
        const auto trained = trainByteLevelBpe(texts, 450, {"<end>"});
        QCOMPARE(std::set<std::string>(trained.vocabulary.begin(), trained.vocabulary.end()).size(),
                 trained.vocabulary.size());
        const QTemporaryDir dir;
        writeByteLevelBpe(dir.path().toStdString(), trained);
        const auto tokenizer = loadTokenizer(dir.path().toStdString());
        for (const std::string& text : texts) QCOMPARE(tokenizer->decode(tokenizer->encode(text)), text);
        QVERIFY_THROWS_EXCEPTION(Error, trainByteLevelBpe(texts, 450, {"a"}));
        QVERIFY_THROWS_EXCEPTION(Error, trainByteLevelBpe(texts, 450, {"<end>", "<end>"}));
    }

    void wordsAreSingleTokens() {
        const QTemporaryDir dir;
        const auto tokenizer = writtenAndRead(dir);
        for (const std::string& text : grammar()) {
            const auto words = static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
            QCOMPARE(tokenizer->encode(text).size(), words);
        }
    }

    void anyTextSurvives() {
        const QTemporaryDir dir;
        const auto tokenizer = writtenAndRead(dir);
        for (const char* text :
             {"a small red circle above a blue star", "  Zwölf 猫 🐱\n\tdon't ", "\xEF\xBF\xBD", ""})
            QCOMPARE(tokenizer->decode(tokenizer->encode(text)), std::string(text));
    }

    void specialTokensHaveTheirRoles() {
        const QTemporaryDir dir;
        const auto tokenizer = writtenAndRead(dir);
        const auto end = tokenizer->roleId("eos_token");
        QVERIFY(end.has_value());
        QCOMPARE(tokenizer->tokenOf(*end), std::string("<|endoftext|>"));
        QCOMPARE(tokenizer->vocabularySize(), static_cast<std::int64_t>(m_trained.vocabulary.size()));
        QCOMPARE(tokenizer->encode("<|endoftext|>"), std::vector{*end});
        QCOMPARE(tokenizer->decode({*end}), std::string());
        QVERIFY(!tokenizer->roleId("cls_token").has_value());
    }

    void bothLayoutsAgree() {
        const QTemporaryDir dir;
        const auto whole = writtenAndRead(dir);
        fs::remove(fs::path(dir.path().toStdString()) / "tokenizer.json");
        const auto parts = loadTokenizer(dir.path().toStdString());
        for (const std::string& text :
             {std::string("a red  star<|pad|> x"), std::string("crosses and triangles!")})
            QCOMPARE(parts->encode(text), whole->encode(text));
    }
};

QTEST_GUILESS_MAIN(TestByteLevelBpe)
#include "tst_byte_level_bpe.moc"
