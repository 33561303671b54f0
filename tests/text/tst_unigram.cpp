// The unigram model on vocabularies small enough to count by hand, and tokenizers of SigLIP's and SigLIP 2's make.
#include <QTemporaryDir>
#include <QtTest>
#include <limits>

#include "data/file.h"
#include "data/json.h"
#include "linear_time.h"
#include "message_of.h"
#include "siglip_folder.h"
#include "text/tokenizer.h"
#include "text/unigram.h"

using namespace attune;
using attune::test::compareTimes;
using attune::test::kTimes;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<std::int64_t>;
using Pieces = std::vector<ScoredPiece>;

Ids idsOf(const Pieces& pieces, const std::string& text, UnigramOptions options = {.unkId = 0}) {
    const UnigramModel model(pieces, options, "vocabulary");
    Ids ids;
    model.encode(text, ids);
    return ids;
}

/// A folder with a tokenizer.json, and a tokenizer_config.json where it is given.
class Folder {
  public:
    explicit Folder(const Json& tokenizer, const Json& config = Json()) {
        writeFileAtomically(path() / "tokenizer.json", dumpJson(tokenizer));
        if (!config.is_null()) writeFileAtomically(path() / "tokenizer_config.json", dumpJson(config));
    }
    fs::path path() const { return m_dir.path().toStdString(); }
    std::unique_ptr<Tokenizer> load() const { return loadTokenizer(path()); }

  private:
    QTemporaryDir m_dir;
};

/// Gemma's tokenizer with a handful of tokens.
Json gemmaJson() {
    return Json::parse(R"({
        "added_tokens": [{"id": 1, "content": "<eos>", "special": true}],
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
        "pre_tokenizer": {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": false},
        "post_processor": {"type": "TemplateProcessing",
            "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "<eos>", "type_id": 0}}],
            "special_tokens": {"<eos>": {"id": "<eos>", "ids": [1], "tokens": ["<eos>"]}}},
        "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                                                     {"type": "ByteFallback"}, {"type": "Fuse"}]},
        "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true,
                  "vocab": {"<pad>": 0, "<eos>": 1, "<bos>": 2, "<unk>": 3, "▁": 4, "a": 5, "b": 6, "▁b": 7,
                            "<0xC3>": 8, "<0xA9>": 9},
                  "merges": ["▁ b"]}})");
}

}  // namespace

class TestUnigram : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theMostLikelyPiecesAreTaken() {
        // The longest piece first would give ab c, -5; a bc has -4.
        const Pieces pieces{{"<unk>", 0}, {"a", -3}, {"b", -3}, {"c", -3}, {"ab", -2}, {"bc", -1}};
        QCOMPARE(idsOf(pieces, "abc"), (Ids{1, 5}));
        QCOMPARE(idsOf(pieces, "abab"), (Ids{4, 4}));
        QCOMPARE(idsOf(pieces, ""), Ids());
    }

    void scoresMayBePositive() {
        const Pieces pieces{{"<unk>", 0}, {"a", 0}, {"b", 0}, {"c", 0}, {"d", 0}, {"cd", 1}, {"ab", 2}, {"abc", 5}, {"abcd", 10}};
        QCOMPARE(idsOf(pieces, "abcdacdxx"), (Ids{8, 1, 5, 0}));
    }

    void ofEquallyLikelyWaysTheOneWithTheLongerLastPieceStays() {
        QCOMPARE(idsOf({{"<unk>", 0}, {"a", -1}, {"b", -1}, {"ab", -2}}, "ab"), (Ids{3}));
        QCOMPARE(idsOf({{"<unk>", 0}, {"a", -1}, {"ab", -2}, {"bc", -2}, {"c", -1}}, "abc"), (Ids{1, 3}));
    }

    void unknownCharactersThatFollowEachOtherAreOne() {
        const Pieces pieces{{"<unk>", 0}, {"a", -1}};
        QCOMPARE(idsOf(pieces, "x\u00E9zaxx"), (Ids{0, 1, 0}));
        QCOMPARE(idsOf(pieces, "x<unk>x"), (Ids{0}));
        QCOMPARE(idsOf(pieces, "xax", {}), (Ids{1}));  // without an unknown token they are dropped
    }

    void unknownCharactersMaySpellAPiece() {
        // Two unknown ones have 2 * (30 - 10), more than the piece.
        const Pieces pieces{{"<unk>", 30}, {"ab", 30}};
        QCOMPARE(idsOf(pieces, "ab"), (Ids{1}));
        QCOMPARE(idsOf(pieces, "abc"), (Ids{0}));
    }

    void whatNoPieceCoversFallsBackToBytes() {
        const Pieces pieces{{"<unk>", 0}, {"a", -1}, {"<0xC3>", -2}, {"<0xA9>", -2}};
        const UnigramOptions options{.unkId = 0, .byteFallback = true};
        QCOMPARE(idsOf(pieces, "a\u00E9a", options), (Ids{1, 2, 3, 1}));
        QCOMPARE(idsOf(pieces, "\u00E9\u00E9", options), (Ids{2, 3, 2, 3}));
        QCOMPARE(idsOf(pieces, "a\u00E8a", options), (Ids{1, 0, 1}));  // one of its bytes is not there
        QCOMPARE(idsOf(pieces, "a\u00E9a"), (Ids{1, 0, 1}));
    }

    void illFormedTextIsCutAllTheSame() {
        QCOMPARE(idsOf({{"<unk>", 0}, {"a", -1}}, "a\xE2\x82z\x80"), (Ids{1, 0}));
    }

    void wrongPiecesAreRefused_data() {
        QTest::addColumn<int>("place");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("score");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("empty") << 1 << QByteArray() << -1.0 << QByteArray("piece 1 is empty");
        QTest::newRow("twice") << 2 << QByteArray("a") << -1.0 << QByteArray("comes twice");
        QTest::newRow("long") << 1 << QByteArray(5000, 'x') << -1.0 << QByteArray("5000 bytes");
        QTest::newRow("no number") << 2 << QByteArray("x") << std::numeric_limits<double>::quiet_NaN() << QByteArray("piece 2");
        QTest::newRow("endless") << 0 << QByteArray("x") << -std::numeric_limits<double>::infinity() << QByteArray("piece 0");
    }
    void wrongPiecesAreRefused() {
        QFETCH(int, place);
        QFETCH(QByteArray, text);
        QFETCH(double, score);
        QFETCH(QByteArray, named);
        Pieces pieces{{"<unk>", 0}, {"a", -1}, {"b", -1}};
        pieces[static_cast<std::size_t>(place)] = {text.toStdString(), score};
        const QByteArray message = messageOf([&] { UnigramModel(pieces, {}, "vocabulary"); });
        QVERIFY2(message.contains(named), message.isEmpty() ? "accepted" : message.constData());
    }

    void anUnknownTokenOutsideTheVocabularyIsRefused() {
        for (const std::int64_t id : {std::int64_t{-1}, std::int64_t{1}, std::numeric_limits<std::int64_t>::max()}) {
            const auto message = messageOf([&] { UnigramModel({{"a", -1}}, {.unkId = id}, "vocabulary"); });
            QVERIFY2(message.contains(QByteArray::number(static_cast<qlonglong>(id))), message.constData());
        }
        QVERIFY(messageOf([] { UnigramModel({}, {}, "vocabulary"); }).contains("no pieces"));
    }

    void siglipReadsWordsWithoutCaseAndPunctuation() {
        const Folder folder(test::siglipTokenizerJson({"a", "cat", "dog"}),
                            {{"pad_token", "</s>"}, {"eos_token", "</s>"}, {"unk_token", "<unk>"}});
        const auto tokenizer = folder.load();
        QCOMPARE(tokenizer->encode(" A Cat,\n a  D.O.G! "), (Ids{3, 4, 3, 5, 1}));
        QCOMPARE(tokenizer->encode("a cat", false), (Ids{3, 4}));
        QCOMPARE(tokenizer->encode("a bird"), (Ids{3, 2, 1}));
        QCOMPARE(tokenizer->encode("a </s> cat"), (Ids{3, 1, 4, 1}));
        QCOMPARE(tokenizer->encode("!!"), (Ids{1}));
        QCOMPARE(tokenizer->encode(""), (Ids{1}));
        QCOMPARE(tokenizer->decode({3, 4, 3, 5, 1}), std::string("a cat a dog"));
        QCOMPARE(tokenizer->roleId("pad_token"), std::optional<std::int64_t>(1));
        QCOMPARE(tokenizer->roleId("eos_token"), std::optional<std::int64_t>(1));
        QCOMPARE(tokenizer->vocabularySize(), std::int64_t{6});
        QCOMPARE(tokenizer->tokenOf(4), std::string("\u2581cat"));
    }

    void bytesFindTheWayBack() {
        Json json = test::siglipTokenizerJson({"a"});
        json["model"]["byte_fallback"] = true;
        for (const char* byte : {"<0xC3>", "<0xA9>", "<0xE2>", "<0x96>", "<0x81>"})
            json["model"]["vocab"].push_back(Json::array({byte, -7.0}));
        json["decoder"] = {{"type", "Sequence"}, {"decoders", Json::array({{{"type", "ByteFallback"}}, json["decoder"]})}};
        const auto tokenizer = Folder(json).load();
        const auto ids = tokenizer->encode("a \u00E9", false);
        QCOMPARE(ids, (Ids{3, 6, 7, 8, 4, 5}));  // the space's mark has no piece of its own, either
        QCOMPARE(tokenizer->decode(ids), std::string("a \u00E9"));
    }

    void siglip2ReadsLowerCaseThroughGemmasTokenizer() {
        const Json roles{{"pad_token", "<pad>"}, {"eos_token", "<eos>"}};
        Json config = roles;
        config["tokenizer_class"] = "GemmaTokenizer";
        QCOMPARE(Folder(gemmaJson(), config).load()->encode("a B"), (Ids{5, 4, 3, 1}));
        config["do_lower_case"] = true;
        const auto tokenizer = Folder(gemmaJson(), config).load();
        QCOMPARE(tokenizer->encode("a B"), (Ids{5, 7, 1}));
        QCOMPARE(tokenizer->encode("\u00C9 b"), (Ids{8, 9, 7, 1}));
        QCOMPARE(tokenizer->decode({8, 9, 7, 1}), std::string("\u00E9 b"));
        QCOMPARE(tokenizer->roleId("pad_token"), std::optional<std::int64_t>(0));
        config = roles;
        config["tokenizer_class"] = "Siglip2Tokenizer";
        QCOMPARE(Folder(gemmaJson(), config).load()->encode("A b"), (Ids{5, 7, 1}));
    }

    void brokenFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, const char* pointer, const char* value, const char* named) {
            QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QByteArray(named);
        };
        row("vocabulary type", "/model/vocab", "{}", "not a list of pieces");
        row("vocabulary missing", "/model/vocab", "null", "not a list of pieces");
        row("no pieces", "/model/vocab", "[]", "no pieces");
        row("piece without score", "/model/vocab/3", "[\"a\"]", "number 4");
        row("piece type", "/model/vocab/3", "[1, 2]", "number 4");
        row("score type", "/model/vocab/3/1", "\"-1\"", "number 4");
        row("piece empty", "/model/vocab/3/0", "\"\"", "piece 3 is empty");
        row("piece twice", "/model/vocab/3/0", "\"</s>\"", "comes twice");
        row("unknown too large", "/model/unk_id", "99", "99");
        row("unknown negative", "/model/unk_id", "-1", "-1");
        row("unknown huge", "/model/unk_id", "18446744073709551615", "which the vocabulary does not have");
        row("unknown fraction", "/model/unk_id", "1.5", "whole number");
        row("unknown text", "/model/unk_id", "\"2\"", "whole number");
        row("flag type", "/model/byte_fallback", "\"yes\"", "byte_fallback");
        row("mark empty", "/pre_tokenizer/replacement", "\"\"", "one character");
        row("mark of two", "/decoder/replacement", "\"__\"", "one character");
        row("scheme", "/pre_tokenizer/prepend_scheme", "\"often\"", "often");
        row("regex", "/normalizer/normalizers/1/pattern/Regex", "\"(a+)+b\"", "(a+)+b");
        row("split", "/pre_tokenizer", R"({"type":"Split","pattern":{"String":" "},"behavior":"Magic"})", "Split by");
        row("table", "/normalizer", R"({"type":"Precompiled","precompiled_charsmap":"@"})", "base64");
        row("table missing", "/normalizer", R"({"type":"Precompiled"})", "precompiled_charsmap");
    }
    void brokenFilesAreRefused() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, named);
        Json json = test::siglipTokenizerJson({"a"});
        json[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        const Folder folder(json);
        const QByteArray message = messageOf([&] { folder.load(); });
        QVERIFY2(message.contains(named), message.isEmpty() ? "accepted" : message.constData());
    }

    void aSentencePieceFileAloneIsNamed() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        writeFileAtomically(folder / "spiece.model", "x");
        QVERIFY(messageOf([&] { loadTokenizer(folder); }).contains("spiece.model"));
    }

    void timeIsLinear_data() {
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("words") << QByteArray("a cat and a dog, ");
        QTest::newRow("beginnings of a long piece") << QByteArray("a");
        QTest::newRow("unknown") << QByteArray("\xE7\x8C\xAB");
        QTest::newRow("spaces") << QByteArray(" ");
        QTest::newRow("marks") << QByteArray("\xCC\x81");
        QTest::newRow("broken UTF-8") << QByteArray("\xf0\x9f\xe2");
    }
    void timeIsLinear() {
        QFETCH(QByteArray, part);
        Json json = test::siglipTokenizerJson({"a", "cat", "dog"});
        // Pieces of 1, 2, 4 .. 512 letters, each the beginning of the next.
        for (std::size_t size = 1; size <= UnigramModel::kLongestPiece / 2; size *= 2)
            json["model"]["vocab"].push_back(Json::array({std::string(size, 'a'), -5.0 - static_cast<double>(size)}));
        const auto tokenizer = Folder(json).load();
        const int repeats = (8 << 10) / static_cast<int>(part.size());
        const std::string once = part.repeated(repeats).toStdString();
        const std::string times = part.repeated(repeats * static_cast<int>(kTimes)).toStdString();
        compareTimes("encoding", [&] { tokenizer->encode(once); }, [&] { tokenizer->encode(times); });
        const auto few = tokenizer->encode(once), many = tokenizer->encode(times);
        compareTimes("decoding", [&] { tokenizer->decode(few); }, [&] { tokenizer->decode(many); });
    }
};

QTEST_GUILESS_MAIN(TestUnigram)
#include "tst_unigram.moc"
