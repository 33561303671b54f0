// The parts that stand around a SentencePiece model in tokenizer.json: table of characters, patterns, marks for spaces, splits.
#include <QtTest>
#include <map>

#include "message_of.h"
#include "text/character_pattern.h"
#include "text/metaspace.h"
#include "text/normalizers.h"
#include "text/pre_tokenizers.h"
#include "text/precompiled_charsmap.h"
#include "text/tokenizer_json.h"

using namespace attune;

namespace {

using Words = std::vector<std::string>;

void appendUnit(std::string& bytes, std::uint32_t unit) {
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((unit >> shift) & 0xFFU);
}

/// A table of characters that rewrites each key. Every node of its trie has a block of 256 units for its children, the unit of
/// byte 0 being its value: a real table interleaves them.
std::string tableOf(const std::map<std::string, std::string>& replacements) {
    std::map<std::string, std::uint32_t> blocks{{"", 1}};  // of the beginnings of keys; the root's unit has block 0 for itself
    for (const auto& [key, text] : replacements)
        for (std::size_t size = 1; size <= key.size(); ++size)
            blocks.try_emplace(key.substr(0, size), static_cast<std::uint32_t>(blocks.size() + 1));
    std::vector<std::uint32_t> units((blocks.size() + 1) * 256);
    std::string texts;
    for (const auto& [prefix, block] : blocks) {
        std::uint32_t place = 0, label = 0;
        if (!prefix.empty()) {
            label = static_cast<unsigned char>(prefix.back());
            place = blocks.at(prefix.substr(0, prefix.size() - 1)) * 256 + label;
        }
        units[place] = ((place ^ (block * 256)) << 10U) | label;
        const auto found = replacements.find(prefix);
        if (found == replacements.end()) continue;
        units[place] |= 1U << 8U;
        units[std::size_t{block} * 256] = static_cast<std::uint32_t>(texts.size()) | 0x80000000U;
        texts += found->second + '\0';
    }
    std::string bytes;
    appendUnit(bytes, static_cast<std::uint32_t>(units.size() * 4));
    for (const std::uint32_t unit : units) appendUnit(bytes, unit);
    return bytes + texts;
}

Json replacement(const char* form, const char* from, const std::string& to) {
    return {{"type", "Replace"}, {"pattern", {{form, from}}}, {"content", to}};
}

/// @param key  under which a sequence of the kind holds its steps
Json sequence(const char* key, const Json& step, int times) {
    Json steps = Json::array();
    for (int i = 0; i < times; ++i) steps.push_back(step);
    return {{"type", "Sequence"}, {key, steps}};
}

/// Each sequence holds the step and the next one.
Json nested(const char* key, const Json& step, int times) {
    Json whole = sequence(key, step, 1);
    for (int i = 1; i < times; ++i) whole = {{"type", "Sequence"}, {key, Json::array({step, whole})}};
    return whole;
}

QStringList shown(const Words& words) {
    QStringList all;
    for (const auto& word : words) all.append(QString::fromStdString(word));
    return all;
}

}  // namespace

class TestTokenizerParts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void charactersAreRewrittenByTheTable_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rewritten");
        QTest::newRow("wide letter") << QStringLiteral("\uFF21b") << QStringLiteral("Ab");
        QTest::newRow("space") << QStringLiteral("b\u00A0b") << QStringLiteral("b b");
        QTest::newRow("nothing") << QStringLiteral("b\u200Bb") << QStringLiteral("bb");
        QTest::newRow("more characters") << QStringLiteral("\u2026") << QStringLiteral("...");
        QTest::newRow("a grapheme as a whole") << QStringLiteral("be\u0301b") << QStringLiteral("b\u00E9b");
        // The reference takes the shortest key that a short grapheme begins with for all of it.
        QTest::newRow("the beginning of a grapheme") << QStringLiteral("x\u0301b") << QStringLiteral("yb");
        QTest::newRow("a long grapheme") << QStringLiteral("x\u0301\u0301\u0301") << QStringLiteral("y\u0301\u0301\u0301");
        QTest::newRow("unknown") << QStringLiteral("\u732B e\U0001F600") << QStringLiteral("\u732B e\U0001F600");
        QTest::newRow("empty") << QString() << QString();
    }
    void charactersAreRewrittenByTheTable() {
        QFETCH(QString, text);
        QFETCH(QString, rewritten);
        const std::string table = tableOf({{"\uFF21", "A"}, {"\u00A0", " "}, {"\u200B", ""}, {"\u2026", "..."},
                                           {"e\u0301", "\u00E9"}, {"x", "y"}});
        const auto written = QByteArray::fromStdString(table).toBase64().toStdString();
        const PrecompiledNormalizer direct(table);
        QCOMPARE(QString::fromStdString(direct.normalize(text.toStdString())), rewritten);
        QCOMPARE(QString::fromStdString(PrecompiledNormalizer::fromBase64(written)->normalize(text.toStdString())), rewritten);
    }

    void brokenTablesAreRefused_data() {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("named");
        const QByteArray whole = QByteArray::fromStdString(tableOf({{"x", "y"}}));
        const QByteArray noTrie(4, '\0');
        QTest::newRow("empty") << QByteArray() << QByteArray("ends early");
        QTest::newRow("no size") << QByteArray("abc") << QByteArray("ends early");
        QTest::newRow("cut off") << whole.left(whole.size() / 2) << QByteArray("ends early");
        QTest::newRow("huge") << QByteArray("\xFF\xFF\xFF\xFF") << QByteArray("ends early");
        QTest::newRow("no trie") << noTrie << QByteArray("array of units");
        QTest::newRow("half a unit") << QByteArray("\2\0\0\0ab", 6) << QByteArray("array of units");
        QTest::newRow("not UTF-8") << QByteArray(whole + "\xFF") << QByteArray("UTF-8");
        QTest::newRow("long") << QByteArray(whole + QByteArray(5000, 'a')) << QByteArray("more than 1024 bytes");
    }
    void brokenTablesAreRefused() {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, named);
        const QByteArray message = messageOf([&] { PrecompiledNormalizer{table.toStdString()}; });
        QVERIFY2(message.contains(named), message.isEmpty() ? "accepted" : message.constData());
    }

    /// Units that point outside of the trie or the texts find nothing.
    void wildTablesDoNoHarm() {
        for (const std::uint32_t unit : {0xFFFFFFFFU, 0x7FFFFFFFU, 0x00000578U, 0x80000578U}) {
            std::string table;
            appendUnit(table, 4 * 256);
            for (int i = 0; i < 256; ++i) appendUnit(table, unit);
            const PrecompiledNormalizer normalizer(table);
            QCOMPARE(normalizer.normalize("xyz"), std::string("xyz"));
        }
    }

    void patternsAreReplaced_data() {
        QTest::addColumn<QString>("regex");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("replaced");  // by "-"
        const auto row = [](const char* regex, const char* text, const char* replaced) {
            QTest::newRow(regex) << QString::fromUtf8(regex) << QString::fromUtf8(text) << QString::fromUtf8(replaced);
        };
        row(" {2,}", "a b  c    d ", "a b-c-d ");
        row("\\s+", " a \n\tb\u3000c", "-a-b-c");
        row("\\s", "a  b", "a--b");
        row("x", "axxb", "a--b");
        row("x+", "axxbx", "a-b-");
        row("\\.", "a.b", "a-b");
        row("[.,!?]", "a.b,,c", "a-b--c");
        row("[a-cx]+", "abcdxa", "-d-");
        row("[+--]", "a+,-.b", "a---.b");
        row("[a\\-z]", "a-mz", "--m-");
        row("[\\[\\\\\\]\\^]", "[\\]^a", "----a");
        row("[\\sb]+", "a b c", "a-c");
        row("\u732B", "a\u732Bb", "a-b");
    }
    void patternsAreReplaced() {
        QFETCH(QString, regex);
        QFETCH(QString, text);
        QFETCH(QString, replaced);
        const auto pattern = CharacterPattern::parse(regex.toStdString());
        QVERIFY(pattern.has_value());
        QCOMPARE(QString::fromStdString(pattern->replaceAll(text.toStdString(), "-")), replaced);
    }

    void otherPatternsAreNone_data() {
        QTest::addColumn<QByteArray>("regex");
        for (const char* regex : {"", "ab", "a|b", "(a)", ".", "a*", "a?", "a{2}", "a{2,3}", "a{,}", "a{0,}",
                                  "a{99999999999999999999,}", "\\d", "\\p{L}", "\\", "[", "[]", "[a", "[^a]", "[[:alpha:]]",
                                  "[a&&b]", "[z-a]", "[a-\\s]", "[a]]", "]", "}", "^a", "a$"})
            QTest::newRow(*regex ? regex : "empty") << QByteArray(regex);
    }
    void otherPatternsAreNone() {
        QFETCH(QByteArray, regex);
        QVERIFY(!CharacterPattern::parse(regex.toStdString()));
    }

    void whiteSpaceIsStripped() {
        const std::string text = " \n a b\u3000 ";
        QCOMPARE(StripNormalizer(true, true).normalize(text), std::string("a b"));
        QCOMPARE(StripNormalizer(true, false).normalize(text), std::string("a b\u3000 "));
        QCOMPARE(StripNormalizer(false, true).normalize(text), std::string(" \n a b"));
        QCOMPARE(StripNormalizer(true, true).normalize(" \t"), std::string());
        QCOMPARE(StripNormalizer(false, true).normalize(" \t"), std::string());
    }

    void spacesBecomeMarks_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QStringList>("words");  // of "Hey  you " and "all", with _ for marks
        const auto row = [](const char* name, const char* json, const char* words) {
            QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(words).split(QLatin1Char('|'));
        };
        row("default", "{}", "_Hey|_|_you|_|_all");
        row("always", R"({"prepend_scheme": "always", "split": true})", "_Hey|_|_you|_|_all");
        row("first", R"({"prepend_scheme": "first"})", "_Hey|_|_you|_|all");
        row("never", R"({"prepend_scheme": "never"})", "Hey|_|_you|_|all");
        row("as old files say", R"({"add_prefix_space": false})", "Hey|_|_you|_|all");
        row("whole", R"({"split": false})", "_Hey__you_|_all");
        row("whole, first", R"({"split": false, "prepend_scheme": "first"})", "_Hey__you_|all");
    }
    void spacesBecomeMarks() {
        QFETCH(QByteArray, json);
        QFETCH(QStringList, words);
        Json part = Json::parse(json.toStdString());
        part["replacement"] = "_";
        const MetaspacePreTokenizer marks(metaspaceFromJson(part));
        QCOMPARE(shown(marks.split({"Hey  you ", "all"}, true)), words);
        QCOMPARE(shown(marks.split({"_a"}, true)), QStringList(QStringLiteral("_a")));
        const bool first = part.value("prepend_scheme", "") == "first";
        if (first) QCOMPARE(shown(marks.split({"a"}, false)), QStringList(QStringLiteral("a")));
        QVERIFY(marks.split({""}, true).empty());
    }

    void marksBecomeSpaces() {
        const Words tokens{"\u2581a", "b", "\u2581c\u2581"};
        const MetaspaceDecoder always{MetaspaceOptions()};
        QCOMPARE(shown(always.decode(tokens)), shown({"a", "b", " c "}));
        MetaspaceOptions options;
        options.prepend = MetaspaceOptions::Prepend::Never;
        QCOMPARE(shown(MetaspaceDecoder(options).decode(tokens)), shown({" a", "b", " c "}));
        QVERIFY(always.decode({}).empty());
    }

    void delimitersGoWhereTheBehaviorSays_data() {
        QTest::addColumn<int>("behavior");
        QTest::addColumn<QStringList>("parts");  // of ",a,,b,"
        const auto row = [](const char* name, SplitBehavior behavior, const char* parts) {
            QTest::newRow(name) << static_cast<int>(behavior) << QString::fromLatin1(parts).split(QLatin1Char('|'));
        };
        row("removed", SplitBehavior::Removed, "a|b");
        row("isolated", SplitBehavior::Isolated, ",|a|,|,|b|,");
        row("with the part before", SplitBehavior::MergedWithPrevious, ",|a,|,|b,");
        row("with the part behind", SplitBehavior::MergedWithNext, ",a|,|,b|,");
    }
    void delimitersGoWhereTheBehaviorSays() {
        QFETCH(int, behavior);
        QFETCH(QStringList, parts);
        const DelimiterPreTokenizer splitter(",", static_cast<SplitBehavior>(behavior));
        QCOMPARE(shown(splitter.split({",a,,b,"}, true)), parts);
        QCOMPARE(shown(splitter.split({"a", "", "b"}, true)), shown({"a", "b"}));
    }

    /// Of a hundred letters, twelve rules make a few hundred thousand here. With forty there is no memory for it.
    void textsDoNotFillTheMemory_data() {
        QTest::addColumn<QByteArray>("normalizer");
        const auto row = [](const char* name, const Json& part) {
            QTest::newRow(name) << QByteArray::fromStdString(part.dump());
        };
        row("by a text", sequence("normalizers", replacement("String", "a", "aa"), 12));
        row("by a pattern", sequence("normalizers", replacement("Regex", "a", "aa"), 12));
        row("nested", nested("normalizers", replacement("String", "a", "aa"), 12));
        row("a text at once", replacement("String", "a", std::string(1000, 'b')));
        row("a pattern at once", replacement("Regex", "[ab]", std::string(1000, 'b')));
        Json table{{"type", "Precompiled"}};
        table["precompiled_charsmap"] =
            QByteArray::fromStdString(tableOf({{"a", std::string(1000, 'b')}})).toBase64().toStdString();
        row("a table at once", table);
        row("in front", sequence("normalizers", {{"type", "Prepend"}, {"prepend", std::string(1000, 'b')}}, 12));
    }
    void textsDoNotFillTheMemory() {
        QFETCH(QByteArray, normalizer);
        const auto part = normalizerFromJson(Json::parse(normalizer.toStdString()));
        const QByteArray message = messageOf([&] { part->normalize(std::string(100, 'a')); });
        QVERIFY2(message.contains("of a text of"), message.isEmpty() ? "accepted" : message.constData());
    }

    void wordsAndTokensDoNotFillTheMemory() {
        const Json bytes{{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};
        const auto splitter = preTokenizerFromJson(sequence("pretokenizers", bytes, 12));
        QVERIFY(messageOf([&] { splitter->split(Words(100, "\u00E9"), true); }).contains("of a text of 200"));
        for (const Json& part : {sequence("decoders", replacement("String", "a", "aa"), 12),
                                 replacement("String", "a", std::string(1000, 'b'))}) {
            const auto decoder = decoderFromJson(part);
            QVERIFY(messageOf([&] { decoder->decode(Words(100, "a")); }).contains("of a text of 100"));
        }
    }

    void longRulesAndManyStepsAreRefused() {
        const std::string content(1025, 'b');
        const Json rule = replacement("String", "a", content);
        QVERIFY(messageOf([&] { normalizerFromJson(rule); }).contains("content has 1025 bytes"));
        QVERIFY(messageOf([&] { decoderFromJson(rule); }).contains("content has 1025 bytes"));
        const Json front{{"type", "Prepend"}, {"prepend", content}};
        QVERIFY(messageOf([&] { normalizerFromJson(front); }).contains("prepend has 1025 bytes"));
        const Json step{{"type", "NFC"}};
        QVERIFY(messageOf([&] { normalizerFromJson(nested("normalizers", step, 64)); }).isEmpty());
        QVERIFY(messageOf([&] { normalizerFromJson(nested("normalizers", step, 65)); }).contains("more than 64 steps"));
        const Json half = sequence("normalizers", step, 33);
        QVERIFY(messageOf([&] { normalizerFromJson(sequence("normalizers", half, 2)); }).contains("more than 64 steps"));
    }

    /// What real files ask for, on the texts that it makes longest.
    void realRulesStayWithinBounds() {
        const std::string mark = "\u2581";
        const Json front{{"type", "Prepend"}, {"prepend", mark}};
        const Json llama{{"type", "Sequence"}, {"normalizers", Json::array({front, replacement("String", " ", mark)})}};
        QCOMPARE(normalizerFromJson(llama)->normalize(std::string(10000, ' ')).size(), std::size_t{30003});
        QCOMPARE(normalizerFromJson(llama)->normalize("a"), mark + "a");
        const Json forms{{"type", "Sequence"},
                         {"normalizers", Json::array({{{"type", "NFKC"}}, replacement("String", " ", mark)})}};
        std::string ligatures;
        for (int i = 0; i < 1000; ++i) ligatures += "\uFDFA";  // 18 characters in one
        QCOMPARE(normalizerFromJson(forms)->normalize(ligatures).size(), std::size_t{39000});
        // Single digits, each with a mark before it, in byte characters.
        const Json pieces{{"type", "Sequence"},
                          {"pretokenizers", Json::array({{{"type", "Digits"}, {"individual_digits", true}},
                                                         {{"type", "Metaspace"}},
                                                         {{"type", "ByteLevel"}, {"add_prefix_space", false}}})}};
        QVERIFY(preTokenizerFromJson(pieces)->split({std::string(5000, '1')}, true).size() >= 5000);
    }

    void wordsStandBetweenWhiteSpace() {
        QCOMPARE(shown(WhitespacePreTokenizer().split({" a, b\u3000", "\nc", " "}, true)), shown({"a,", "b", "c"}));
    }
};

QTEST_GUILESS_MAIN(TestTokenizerParts)
#include "tst_tokenizer_parts.moc"
