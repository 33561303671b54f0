// Another captioner may read a caption than wrote it, with a vocabulary of its own: what they share is the text.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "data/file.h"
#include "engine/caption_ids.h"
#include "engine/preference_inputs.h"
#include "engine_jobs.h"
#include "golden.h"
#include "model/captioner.h"
#include "scenes_inputs.h"
#include "text/tokenizer.h"

using namespace attune;
using attune::test::scenesFolder;
namespace fs = std::filesystem;

namespace {

constexpr int kPictures = 12;
/// Scores have a deviation near 1; the same captions in the same order leave rounding at most.
constexpr double kSame = 1e-4;

}  // namespace

class TestCaptionIds : public QObject, test::EngineJobs {
    Q_OBJECT

    Inputs m_inputs;                               ///< pictures, captions by a person, and a rating and a pair of them
    std::map<std::string, std::string> m_folders;  ///< captioners

    /// The demo world's captioner with the same words under other ids.
    std::string reversed() const {
        const auto folder = at("reversed-model");
        fs::copy(scenesFolder(), folder, fs::copy_options::recursive);
        Json tokenizer = readJsonFile(folder / "tokenizer.json");
        const auto end = tokenizer["added_tokens"][0]["id"].get<std::int64_t>();
        for (Json& id : tokenizer["model"]["vocab"])
            if (id.get<std::int64_t>() < end) id = end - 1 - id.get<std::int64_t>();
        writeFileAtomically(folder / "tokenizer.json", dumpJson(tokenizer));
        return folder.string();
    }

    LoadedCaptioner captioner(const QByteArray& name) { return models.captioner(m_folders.at(name.toStdString()), torch::kCPU); }

    /// The inputs as if this captioner had written the captions.
    Inputs writtenBy(const LoadedCaptioner& writer) const {
        Inputs inputs = m_inputs;
        for (Json& row : inputs["captions"]) {
            const auto ids = captionIds(row["text"].get<std::string>(), writer);
            row["text"] = captionText(ids, writer);
            row["ids"] = ids;
        }
        return inputs;
    }

    /// The inputs as if a person had written the captions.
    static Inputs withoutIds(Inputs inputs) {
        for (Json& row : inputs["captions"]) row.erase("ids");
        return inputs;
    }

    static void writersAndReaders() {
        QTest::addColumn<QByteArray>("writer");
        QTest::addColumn<QByteArray>("reader");
        QTest::newRow("a larger vocabulary") << QByteArray("scenes") << QByteArray("blip");
        QTest::newRow("a smaller vocabulary") << QByteArray("blip") << QByteArray("scenes");
        QTest::newRow("as many words under other ids") << QByteArray("scenes") << QByteArray("reversed");
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!fs::exists(scenesFolder() / "model.safetensors")) QSKIP("resources/models/scenes is not there");
        m_folders = {{"scenes", scenesFolder().string()}, {"reversed", reversed()}};
        if (const auto blip = test::golden("blip"); !blip.empty()) m_folders["blip"] = blip.string();
        m_inputs = test::scenesInputs(at(""), kPictures);
        const std::vector<Json> captions = m_inputs["captions"];
        for (std::size_t i = 0; i < captions.size(); ++i) {
            m_inputs["ratings"].push_back({{"caption", captions[i]["id"]}, {"value", 1 + i % 5}});
            if (i % 2 == 1) m_inputs["pairs"].push_back({{"chosen", captions[i - 1]["id"]}, {"rejected", captions[i]["id"]}});
        }
    }

    void anotherCaptionerReadsTheText_data() { writersAndReaders(); }
    void anotherCaptionerReadsTheText() {
        QFETCH(QByteArray, writer);
        QFETCH(QByteArray, reader);
        if (!m_folders.contains("blip") && (writer == "blip" || reader == "blip")) QSKIP("this golden set does not hold blip");
        const auto own = captioner(reader);
        const Inputs inputs = writtenBy(captioner(writer));
        const std::string name = writer.toStdString() + "-" + reader.toStdString();
        const auto written = makeRun(name, JobKind::TrainReward, Json::object(), inputs);
        const auto plain = makeRun(name + "-plain", JobKind::TrainReward, Json::object(), withoutIds(inputs));
        const auto images = readImages(written);

        const auto captions = readCaptions(written, images);
        QCOMPARE(captions.size(), std::int64_t{2 * kPictures});
        const TokenRows rows = captionRows(captions, own);
        QVERIFY(rows == captionRows(readCaptions(plain, images), own));
        for (std::size_t i = 0; i < rows.size(); ++i) QVERIFY2(rows[i] != captions.tokens[i], captions.texts[i].c_str());

        const auto pairs = readPairs(written, images, own), plainPairs = readPairs(plain, images, own);
        QCOMPARE(pairs.size(), std::int64_t{kPictures});
        QVERIFY(pairs.chosen == plainPairs.chosen && pairs.rejected == plainPairs.rejected);
    }

    void aRewardOfAnotherCaptionerLearnsFromTheText_data() { writersAndReaders(); }
    void aRewardOfAnotherCaptionerLearnsFromTheText() {
        QFETCH(QByteArray, writer);
        QFETCH(QByteArray, reader);
        if (!m_folders.contains("blip") && (writer == "blip" || reader == "blip")) QSKIP("this golden set does not hold blip");
        const Inputs inputs = writtenBy(captioner(writer));
        const std::string name = "reward-" + writer.toStdString() + "-" + reader.toStdString();
        const Json options{{"epochs", 3}};
        const Models judge{{"captioner", m_folders.at(reader.toStdString())}};
        const auto written = makeRun(name, JobKind::TrainReward, options, inputs, judge);
        const auto plain = makeRun(name + "-plain", JobKind::TrainReward, options, withoutIds(inputs), judge);
        QVERIFY(!run(written).empty());
        QVERIFY(!run(plain).empty());
        const auto scores = scoresOf(written), plainScores = scoresOf(plain);
        QCOMPARE(scores.size(), std::size_t{2 * kPictures});
        for (const auto& [caption, score] : scores)
            QVERIFY2(std::abs(score.first - plainScores.at(caption).first) < kSame, std::to_string(caption).c_str());
    }

    /// Its own captions are learnt from as they were sampled: cut off, and split as the tokenizer would not split them.
    void theIdsOfTheCaptionerItselfAreKept() {
        const auto own = captioner("scenes");
        const std::string text = "a red circle";
        const auto whole = captionIds(text, own);
        const std::vector<std::int64_t> cut(whole.begin(), whole.end() - 1);
        std::vector<std::int64_t> letters;
        for (const char letter : text) letters.push_back(own.tokenizer->encode(std::string(1, letter), false).front());
        QVERIFY(letters != cut);

        InputCaptions captions;
        captions.tokens = {whole, cut, letters, {}};
        captions.ids = {1, 2, 3, 4};
        captions.images.assign(4, 0);
        captions.texts.assign(4, text);
        captions.prompts.resize(4);
        QVERIFY(captionRows(captions, own) == (TokenRows{whole, cut, letters, whole}));
    }
};

QTEST_GUILESS_MAIN(TestCaptionIds)
#include "tst_caption_ids.moc"
