// Llama 3's cut of a text into words: expectations by hand, from the pattern.
#include <QtTest>

#include "data/json.h"
#include "text/tokenizer_json.h"
#include "text/word_split.h"

using namespace attune;

namespace {

using Words = std::vector<std::string>;

Words llama3Words(const std::string& text) {
    Words words;
    forEachLlama3Word(text, [&](std::string_view word) { words.emplace_back(word); });
    return words;
}

QStringList shown(const Words& words) {
    QStringList all;
    for (const auto& word : words) all.append(QString::fromStdString(word));
    return all;
}

}  // namespace

class TestWordSplit : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    /// Words between bars.
    void llama3_data() {
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words) { QTest::newRow(name) << QString::fromUtf8(words); };
        row("a space goes with its word", "A| red| circle");
        row("so does a tab, and any other sign", "a|\tb|.c|(d|)|\u00A0e");
        row("two spaces", "a| | b");
        row("many spaces", "a|   | b|   ");
        row("numbers by three", "123|456|7| |89|a");
        row("numbers take no space", "in| |202|4|.");
        row("signs take one space", "a| !?|  | ...|b");
        row("signs and the lines behind them", "a|.\n\n|b| -\r\n| c");
        row("lines", "a|\n\n|b| \n\t\n|  | c");
        row("a line's end takes no word", "\n|a|\r\n|b");
        row("spaces behind the last line", "a|\n|  ");
        row("contractions", "it|'s| he|'LL| I|'Ve|'D|'m|x");
        row("the beginning of a word is one too", "a|'s|ound");
        row("other marks", "rock|'n|'|2|'");
        row("a long s", "a|'\u017F|b");
        row("letters of any script", "\u732B| \u0416\u0438| \u00E9t\u00E9");
        row("marks are no letters", "e|\u0301x");
        row("numbers of any kind", "\u00BD\u0663\u2167|5");
    }
    void llama3() {
        QFETCH(QString, words);
        const QStringList expected = words.split(QLatin1Char('|'));
        QCOMPARE(shown(llama3Words(expected.join(QString()).toStdString())), expected);
    }

    void nothingIsLost() {
        QCOMPARE(llama3Words({}), Words());
        const std::string strange = "\xFF' \xC3\n'\xE2\x82s \x01\x02";
        std::string together;
        for (const auto& word : llama3Words(strange)) {
            QVERIFY(!word.empty());
            together += word;
        }
        QCOMPARE(together, strange);
    }

    /// As it stands in the file: Split, and then bytes as characters.
    void theFileIsRead() {
        const Json split{{"type", "Split"},
                         {"pattern", {{"Regex", std::string(kLlama3Pattern)}}},
                         {"behavior", "Isolated"},
                         {"invert", false}};
        const Json bytes{{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", false}};
        const auto both = preTokenizerFromJson({{"type", "Sequence"}, {"pretokenizers", Json::array({split, bytes})}});
        QCOMPARE(shown(both->split({"A cat, 1234"}, true)), shown({"A", "\u0120cat", ",", "\u0120", "123", "4"}));
        Json other = split;
        other["behavior"] = "Removed";
        QVERIFY_THROWS_EXCEPTION(Error, preTokenizerFromJson(other));
        other = split;
        other["pattern"]["Regex"] = std::string(kLlama3Pattern) + "?";
        QVERIFY_THROWS_EXCEPTION(Error, preTokenizerFromJson(other));
    }
};

QTEST_GUILESS_MAIN(TestWordSplit)
#include "tst_word_split.moc"
