// Encoding and decoding take time in proportion to the text, for the tokenizer of every family and for texts that invite more.
#include <QtTest>
#include <algorithm>
#include <array>
#include <ctime>

#include "data/file.h"
#include "data/json.h"
#include "data/rng.h"
#include "golden.h"
#include "text/tokenizer.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBytes = 8 << 10, kTimes = 8;
/// Of a text eight times as long: 8 if all is linear, 64 if anything is quadratic. Sorting the merges of one long word takes
/// n log n, and what no longer fits the processor's cache is slower.
constexpr double kMostRatio = 22;

/// Processor time of this thread: other work on the machine does not count.
double secondsOf(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    const double begin = now();
    work();
    return now() - begin;
}

double medianSeconds(const std::function<void()>& work) {
    std::array<double, 3> times{};
    for (double& time : times) time = secondsOf(work);
    std::sort(times.begin(), times.end());
    return times[1];
}

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

    static void compare(const char* what, const std::function<void()>& once, const std::function<void()>& times) {
        once();  // the words that are remembered are, and the memory is there
        times();
        const double one = medianSeconds(once), many = medianSeconds(times);
        const QByteArray figures = QByteArray(what) + ": " + QByteArray::number(one * 1e3) + " ms and " +
                                   QByteArray::number(many * 1e3) + " ms, ratio " + QByteArray::number(many / one, 'f', 1);
        QVERIFY2(many < kMostRatio * one + 1e-3, figures.constData());
    }

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
        compare("encoding", [&] { tokenizer->encode(once); }, [&] { tokenizer->encode(times); });
        const auto few = tokenizer->encode(once), many = tokenizer->encode(times);
        compare("decoding", [&] { tokenizer->decode(few, false); }, [&] { tokenizer->decode(many, false); });
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
        compare("encoding", [&] { tokenizer->encode(once); }, [&] { tokenizer->encode(times); });
    }
};

QTEST_GUILESS_MAIN(TestTokenizerSpeed)
#include "tst_tokenizer_speed.moc"
