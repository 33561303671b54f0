// Encoding and decoding take time in proportion to the text, for the tokenizer of every family and for texts that invite more.
#include <QtTest>
#include <algorithm>

#include "data/file.h"
#include "data/json.h"
#include "data/rng.h"
#include "golden.h"
#include "linear_time.h"
#include "text/tokenizer.h"

using namespace attune;
using attune::test::compareTimes;
using attune::test::kTimes;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBytes = 8 << 10;

std::string repeated(const std::string& part, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += part;
    return text;
}

/// Letters at random, with a space before each of `wordBytes`; 0: without spaces.
std::string letters(std::size_t bytes, std::size_t wordBytes) {
    Rng rng(11);
    std::string text;
    while (text.size() < bytes) {
        if (wordBytes > 0 && text.size() % wordBytes == 0) text += ' ';
        text += static_cast<char>('a' + rng.below(26));
    }
    return text;
}

using TextOf = std::string (*)(std::size_t bytes);
const std::vector<std::pair<const char*, TextOf>> kTexts{
    {"sentence", [](std::size_t n) { return repeated("A red kite flies above 12 old houses; it's windy, isn't it? ", n); }},
    {"words", [](std::size_t n) { return letters(n, 7); }},
    {"words of 99", [](std::size_t n) { return letters(n, 100); }},
    {"no spaces", [](std::size_t n) { return letters(n, 0); }},
    {"one letter", [](std::size_t n) { return std::string(n, 'e'); }},
    {"spaces", [](std::size_t n) { return std::string(n, ' '); }},
    {"lines", [](std::size_t n) { return repeated("\n \n", n); }},
    {"digits", [](std::size_t n) { return repeated("1234567890", n); }},
    {"marks", [](std::size_t n) { return repeated("a\u0323\u0301\u0301", n); }},
    {"Chinese", [](std::size_t n) { return repeated("\u4e00\u53ea\u732b\u5750\u5728\u7a97\u53f0\u4e0a", n); }},
    {"beginnings of special tokens", [](std::size_t n) { return repeated("<|end<s[SEP", n); }},
    {"special tokens", [](std::size_t n) { return repeated("<|endoftext|></s>[SEP]<image>", n); }},
    {"broken UTF-8", [](std::size_t n) { return repeated("\xf0\x9f\xe2", n); }},
};

std::vector<std::string> tokenizerFolders() {
    std::vector<std::string> names;
    const fs::path root = test::golden("tokenizers");
    if (root.empty()) return names;
    for (const auto& entry : fs::directory_iterator(root)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

class TestTokenizerSpeed : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void timeIsLinear_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("text");
        QTest::newRow("(set)") << QString() << 0;
        for (const auto& name : tokenizerFolders())
            for (std::size_t i = 0; i < kTexts.size(); ++i)
                QTest::addRow("%s, %s", name.c_str(), kTexts[i].first) << QString::fromStdString(name) << static_cast<int>(i);
    }
    void timeIsLinear() {
        QFETCH(QString, name);
        QFETCH(int, text);
        if (name.isEmpty()) {
            if (tokenizerFolders().empty()) QSKIP("this golden set has no tokenizers/");
            return;
        }
        static std::map<QString, std::unique_ptr<Tokenizer>> loaded;
        auto& tokenizer = loaded[name];
        if (!tokenizer) tokenizer = loadTokenizer(test::golden("tokenizers/" + name.toStdString()));
        const std::string once = kTexts[static_cast<std::size_t>(text)].second(kBytes);
        const std::string times = kTexts[static_cast<std::size_t>(text)].second(kTimes * kBytes);
        compareTimes("encoding", [&] { tokenizer->encode(once); }, [&] { tokenizer->encode(times); });
        const auto few = tokenizer->encode(once), many = tokenizer->encode(times);
        compareTimes("decoding", [&] { tokenizer->decode(few, false); }, [&] { tokenizer->decode(many, false); });
    }

    /// Each of these tokens takes all the white space behind it, which holds others of them.
    void tokensThatTakeTheSpaceBehindThem() {
        const fs::path source = test::golden("tokenizers/gpt2-tiny");
        if (source.empty()) QSKIP("this golden set has no tokenizers/gpt2-tiny");
        const QTemporaryDir folder;
        Json json = readJsonFile(source / "tokenizer.json");
        json["added_tokens"].push_back({{"id", 5000}, {"content", " "}, {"rstrip", true}, {"lstrip", true}});
        writeFileAtomically(fs::path(folder.path().toStdString()) / "tokenizer.json", dumpJson(json));
        const auto tokenizer = loadTokenizer(folder.path().toStdString());
        const std::string once(kBytes, ' '), times(kTimes * kBytes, ' ');
        QCOMPARE(tokenizer->encode(once), (std::vector<std::int64_t>{5000}));
        compareTimes("encoding", [&] { tokenizer->encode(once); }, [&] { tokenizer->encode(times); });
    }
};

QTEST_GUILESS_MAIN(TestTokenizerSpeed)
#include "tst_tokenizer_speed.moc"
