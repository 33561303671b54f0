// A siglip folder with a SentencePiece tokenizer: its texts come to lie where the reference puts them, and an embedding
// reads captions through it.
#include <QtTest>

#include "data/file.h"
#include "engine/image_text_folder.h"
#include "engine_jobs.h"
#include "golden.h"
#include "model/image_text_encoder.h"
#include "model/safetensors.h"
#include "scenes/dataset.h"
#include "scenes_inputs.h"
#include "siglip_folder.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// The word that stands for an id; the one of <unk> is in no vocabulary.
std::string wordOf(std::int64_t id) { return "w" + std::to_string(id); }

}  // namespace

class TestSiglipTexts : public QObject, test::EngineJobs {
    Q_OBJECT

    /// The golden siglip with a word for each id. @param pad  the token of padding
    fs::path siglip(const std::string& name, const std::string& pad = "</s>") const {
        const auto folder = at(name);
        test::copySiglip(folder);
        std::vector<std::string> words;
        for (auto id = test::kFirstSiglipWord; id < test::siglipVocabulary(folder); ++id) words.push_back(wordOf(id));
        test::writeSiglipTokenizer(folder, words, pad);
        return folder;
    }

  private Q_SLOTS:
    void initTestCase() {
        if (test::golden("siglip").empty()) QSKIP("this golden set does not hold siglip");
    }

    void textsLieWhereTheReferencePutsThem() {
        const auto path = test::golden("siglip/expected.safetensors");
        if (path.empty()) QSKIP("this golden set does not hold what siglip computes");
        const auto expected = SafetensorsFile(path).tensors();
        const torch::Tensor ids = expected.at("input_ids");  // (N, T), padded with the end token
        const auto encoder = loadEncoderFolder(siglip("golden"), torch::kCPU);
        const auto end = encoder.model->textRules().end;
        std::vector<std::string> texts;
        for (std::int64_t row = 0; row < ids.size(0); ++row) {
            std::string text;
            for (std::int64_t t = 0; t < ids.size(1) && ids[row][t].item<std::int64_t>() != end; ++t)
                text += "  " + wordOf(ids[row][t].item<std::int64_t>()) + ",";
            texts.push_back(text);
        }
        const auto rows = encoder.model->textBatch({encoderIds(texts[0], encoder), encoderIds(texts[1], encoder)});
        QVERIFY(torch::equal(rows.ids, ids.narrow(0, 0, 2)));
        QVERIFY(!rows.mask.defined());
        Observer observer;
        const torch::Tensor embeds = embedTexts(texts, encoder, observer);
        QVERIFY((embeds - expected.at("text_embeds")).abs().max().item<double>() < 5e-5);
    }

    void longTextsAreCutBeforeTheirEnd() {
        const auto encoder = loadEncoderFolder(siglip("long"), torch::kCPU);
        const auto& rules = encoder.model->textRules();
        std::string text;
        for (std::int64_t i = 0; i < rules.length + 5; ++i) text += " " + wordOf(7);
        const torch::Tensor ids = encoder.model->textBatch({encoderIds(text, encoder)}).ids;
        QCOMPARE(ids.size(1), rules.length);
        QCOMPARE(ids[0][-1].item<std::int64_t>(), rules.end);
        QCOMPARE(ids[0].eq(7).sum().item<std::int64_t>(), rules.length - 1);
    }

    void theTokenizerSaysWhatPads() {
        const auto encoder = loadEncoderFolder(siglip("pads", "<pad>"), torch::kCPU);
        const torch::Tensor ids = encoder.model->textBatch({encoderIds(wordOf(5), encoder)}).ids;
        QCOMPARE(ids[0][0].item<std::int64_t>(), std::int64_t{5});
        QCOMPARE(ids[0][1].item<std::int64_t>(), std::int64_t{1});
        QVERIFY(ids[0].narrow(0, 2, ids.size(1) - 2).eq(0).all().item<bool>());
    }

    void aTokenizerThatDoesNotFitReadsNothing() {
        const auto encoder = loadEncoderFolder(siglip("misfit", "[more]"), torch::kCPU);  // gets an id of its own
        QVERIFY(!encoder.tokenizer);
        QVERIFY2(encoder.whyNoTokenizer.find("not in the encoder's vocabulary") != std::string::npos,
                 encoder.whyNoTokenizer.c_str());
        QVERIFY_THROWS_EXCEPTION(Error, encoderIds("a", encoder));
    }

    void anEmbeddingReadsCaptionsThroughIt() {
        Inputs inputs;
        std::int64_t word = 10;
        for (const auto& example : makeScenes(6, 9, {}))
            test::addPicture(inputs, at(""), example.picture, {wordOf(word++) + " " + wordOf(20)});
        const auto folder = siglip("jobs");
        const auto embedded = makeRun("embed", JobKind::Embed, {{"umap", false}}, inputs, {{"captioner", folder.string()}});
        const Json report = last(run(embedded));
        QVERIFY(report.contains("captions"));
        QCOMPARE(report["captions"].get<std::size_t>(), inputs["captions"].size());
        QVERIFY(report.contains("retrieval"));
        const torch::Tensor captions = SafetensorsFile(embedded.outputs() / "embeddings.safetensors").tensors().at("caption");
        const auto encoder = loadEncoderFolder(folder, torch::kCPU);
        std::vector<std::string> texts;
        for (const Json& caption : inputs["captions"]) texts.push_back(caption["text"].get<std::string>());
        Observer observer;
        QVERIFY((captions - embedTexts(texts, encoder, observer)).abs().max().item<double>() < 1e-6);
        QVERIFY((captions[0] - captions[1]).abs().max().item<double>() > 1e-4);
    }
};

QTEST_GUILESS_MAIN(TestSiglipTexts)
#include "tst_siglip_texts.moc"
