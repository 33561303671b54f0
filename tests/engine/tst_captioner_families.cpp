// Once round the loop with the checkpoints of each captioner family: captions, a reward from ratings of them, a round of
// PPO, scores.
#include <QtTest>
#include <cmath>
#include <filesystem>

#include "data/file.h"
#include "data/json.h"
#include "data/model_family.h"
#include "engine/captioner_folder.h"
#include "engine/image_features.h"
#include "engine/image_text_folder.h"
#include "engine/model_cache.h"
#include "engine/run_job.h"
#include "exported_folder.h"
#include "golden.h"
#include "learn/policy_lora.h"
#include "media/image_processor.h"
#include "model/captioner.h"
#include "model/image_text_encoder.h"
#include "model/load_captioner.h"
#include "model/safetensors.h"
#include "text/tokenizer.h"

using namespace attune;
namespace fs = std::filesystem;

class TestCaptionerFamilies : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    ModelCache m_models;

    fs::path at(const std::string& name) const { return fs::path(m_dir.path().toStdString()) / name; }

    /// The golden photographs.
    static std::vector<Json> images() {
        std::vector<Json> rows;
        const Json set = test::goldenJson("images/images.json");
        for (const Json& name : set.at("order"))
            rows.push_back({{"id", 10 + rows.size()}, {"path", (test::goldenDir() / "images" / name).string()}});
        return rows;
    }

    /// Runs the job to its end. @return its events; none, with a warning, unless it finished
    std::vector<Event> run(const std::string& name, JobKind kind, const std::map<std::string, std::string>& models,
                           const Json& options, std::map<std::string, std::vector<Json>> inputs) {
        Job job;
        job.kind = kind;
        job.seed = 5;
        job.device = "cpu";
        job.models = models;
        job.options = options;
        inputs["images"] = images();
        const auto folder = RunFolder::create(at(name), job, inputs);
        JobControl control;
        std::vector<Event> events;
        const auto end = runJob(folder, control, m_models, [&](const Event& event) {
            if (event.type == "failed") qWarning("%s", dumpJson(event.data).c_str());
            events.push_back(event);
        });
        return end == "finished" ? events : std::vector<Event>{};
    }

    static std::vector<Json> dataOf(const std::vector<Event>& events, const std::string& type) {
        std::vector<Json> all;
        for (const Event& event : events)
            if (event.type == type) all.push_back(event.data);
        return all;
    }

    /// A row for each family of this kind.
    static void familiesOf(FamilyKind kind) {
        QTest::addColumn<QByteArray>("family");
        for (const auto& family : modelFamilies())
            if (family.kind == kind) QTest::newRow(family.name.data()) << QByteArray::fromStdString(std::string(family.name));
    }

    /// A row for each golden set of a captioner.
    static void captionerSets() {
        QTest::addColumn<QByteArray>("family");
        for (const char* family : {"vision-encoder-decoder", "blip", "blip-untied", "git", "idefics3", "smolvlm", "llava"})
            QTest::newRow(family) << QByteArray(family);
    }

    struct Rated {
        std::vector<Json> captions, ratings, comparisons;
    };
    /// Captions as a later job takes them, each rated somehow.
    static Rated rated(const std::vector<Json>& written) {
        Rated all;
        for (const Json& sample : written) {
            const auto id = static_cast<std::int64_t>(all.captions.size()) + 1;
            all.captions.push_back({{"id", id}, {"image", sample["image"]}, {"text", sample["text"]}, {"ids", sample["ids"]}});
            all.ratings.push_back({{"caption", id}, {"value", 1 + id % 5}});
            if (id % 4 == 0) all.comparisons.push_back({{"left", id}, {"right", id - 1}, {"outcome", "left"}});
        }
        return all;
    }

    /// One minibatch and one epoch: the first and only step sees the policy that wrote the captions.
    void checkStep(const std::vector<Event>& events) {
        const auto metrics = dataOf(events, "metric");
        QVERIFY(!metrics.empty());
        const Json& values = metrics.back()["values"];
        QVERIFY2(std::abs(values["val/ratio"].get<double>() - 1) < 1e-4, dumpJson(values).c_str());
        QVERIFY2(std::abs(values["objective/kl"].get<double>()) < 1e-4, dumpJson(values).c_str());
        for (const auto& [key, value] : values.items())
            if (value.is_number()) QVERIFY2(std::isfinite(value.get<double>()), key.c_str());
    }

    /// The round's captioner is a checkpoint like any other: its vision tower as it was, its decoder moved.
    void checkRound(const fs::path& golden, const fs::path& round) {
        const auto before = loadCaptioner(golden), after = loadCaptioner(round);
        QCOMPARE(after->config(), before->config());
        bool moved = false;
        for (const auto& item : before->named_parameters()) {
            const bool same = torch::equal(item.value(), after->named_parameters()[item.key()]);
            if (before->isVision(item.key())) QVERIFY2(same, item.key().c_str());
            moved = moved || !same;
        }
        QVERIFY(moved);
    }

  private Q_SLOTS:
    /// What the table of families says of prompts is what the networks do.
    void wordsInFront_data() {
        familiesOf(FamilyKind::Captioner);
    }
    void wordsInFront() {
        QFETCH(QByteArray, family);
        const auto folder = test::golden(family.toStdString());
        if (folder.empty()) QSKIP("this golden set does not hold the family");
        const std::string words = "a picture of";
        const auto style = promptStyle(family.toStdString());
        if (style == PromptStyle::None) {
            QVERIFY_THROWS_EXCEPTION(Error, m_models.captioner(folder, torch::kCPU, words));
            return;
        }
        const auto captioner = m_models.captioner(folder, torch::kCPU, words);
        QCOMPARE(captioner.prompt, style == PromptStyle::Chat ? words : std::string());
        if (style == PromptStyle::Chat) return;
        auto ids = captioner.tokenizer->encode(words, false);
        const auto begins = captioner.model->rowsBegin(torch::zeros({1, 1, captioner.model->featureSize()}));
        QCOMPARE(begins.size(), std::size_t{1});
        QCOMPARE(std::vector(begins[0].begin() + 1, begins[0].end()), ids);
        // A captioner is shared: who asks nothing must not find another's words.
        QCOMPARE(m_models.captioner(folder, torch::kCPU).model->rowsBegin(torch::zeros({1, 1, captioner.model->featureSize()}))[0].size(),
                 std::size_t{1});
    }

    /// From the files of photographs to the reference's embeddings: decoder, processor and tower.
    void encodersReadPhotographs_data() {
        familiesOf(FamilyKind::Encoder);
    }
    void encodersReadPhotographs() {
        QFETCH(QByteArray, family);
        const auto folder = test::golden(family.toStdString());
        if (folder.empty() || test::golden("images/images.json").empty())
            QSKIP("this golden set does not hold the family or its images");
        std::vector<fs::path> files;
        for (const Json& row : images()) files.push_back(required<std::string>(row, "path"));
        Observer silent;
        const auto ours = embedImages(files, loadEncoderFolder(folder, torch::kCPU), silent);
        const auto expected = SafetensorsFile(folder / "expected.safetensors").tensor("image_embeds");
        QCOMPARE(ours.sizes().vec(), expected.sizes().vec());
        for (std::int64_t i = 0; i < ours.size(0); ++i) {
            // Decoders of JPEG differ by a few grey levels.
            const double bound = files[static_cast<std::size_t>(i)].extension() == ".png" ? 5e-5 : 2e-2;
            const auto off = (ours[i] - expected[i]).abs().max().item<double>();
            QVERIFY2(off < bound, qPrintable(QStringLiteral("picture %1 is off by %2").arg(i).arg(off)));
        }
    }

    void exportsAreLikeTheirSource_data() { captionerSets(); }
    /// But for the values of the weights, and those are what the adapted captioner says.
    void exportsAreLikeTheirSource() {
        QFETCH(QByteArray, family);
        const auto golden = test::golden(family.toStdString());
        if (golden.empty() || test::golden("images/images.json").empty())
            QSKIP("this golden set does not hold the family or its images");
        const torch::NoGradGuard noGrad;
        std::vector<fs::path> files;
        for (const Json& row : images()) files.push_back(required<std::string>(row, "path"));
        Observer silent;
        const auto captioner = m_models.captioner(golden, torch::kCPU);
        const auto features = encodeFiles(files, captioner, silent);
        const auto policy = captioner.model->copy();
        const auto lora = adaptDecoder(*policy, 2, 2, {}, 3);
        torch::manual_seed(5);
        for (auto& [name, parameter] : lora->parameters()) parameter.set_data(0.2 * torch::randn_like(parameter));
        const auto tokens = torch::randint(20, 100, {features.size(0), 6}, torch::kInt64);
        tokens.select(1, 0).fill_(policy->specialTokens().start);
        const auto said = policy->decode(tokens, features).logits;
        QVERIFY((said - captioner.model->decode(tokens, features).logits).abs().max().item<double>() > 1e-3);

        const auto target = at(family.toStdString() + "-exported");
        saveCaptionerFolder(*policy, golden, target, lora.get());
        const auto differences = test::exportDifferences(golden, target);
        QVERIFY2(differences.empty(), differences.c_str());
        QVERIFY(fs::exists(target / "adapter" / "adapter_model.safetensors"));

        // The whole folder, from the pictures' files on.
        const auto again = m_models.captioner(target, torch::kCPU);
        const auto own = encodeFiles(files, again, silent);
        QVERIFY(torch::equal(own, features));
        const auto repeated = again.model->decode(tokens, own).logits;
        QVERIFY((repeated - said).abs().max().item<double>() < 1e-4);
        lora->merge();
        QVERIFY(torch::equal(repeated, policy->decode(tokens, features).logits));
    }

    /// Half the bits come in, and what was computed in float32 goes out so: whoever merges adapters loses none of them.
    void narrowSourcesGoOutInFloat32() {
        const auto golden = test::golden("smolvlm");
        if (golden.empty() || !fs::exists(golden / "model.safetensors")) QSKIP("this golden set does not hold the family");
        const fs::path source = at("narrow"), target = at("narrow-exported");
        fs::create_directories(source);
        for (const auto& entry : fs::directory_iterator(golden))
            if (entry.is_regular_file() && entry.path().extension() != ".safetensors")
                fs::copy_file(entry.path(), source / entry.path().filename());
        NamedTensors weights = SafetensorsFile(golden / "model.safetensors").tensors();
        for (auto& [name, tensor] : weights) tensor = tensor.to(torch::kBFloat16);
        writeSafetensors(source / "model.safetensors", weights);
        Json config = readJsonFile(source / "config.json");
        config["dtype"] = "bfloat16";
        writeFileAtomically(source / "config.json", dumpJson(config));

        const auto captioner = m_models.captioner(source, torch::kCPU);
        saveCaptionerFolder(*captioner.model, source, target);
        const auto differences = test::exportDifferences(source, target);
        QVERIFY2(differences.empty(), differences.c_str());
        const SafetensorsFile made(target / "model.safetensors");
        for (const auto& [name, tensor] : weights) QVERIFY2(torch::equal(made.tensor(name), tensor.to(torch::kFloat32)), name.c_str());
    }

    void onceRound_data() { captionerSets(); }
    void onceRound() {
        QFETCH(QByteArray, family);
        const std::string name = family.toStdString();
        const auto golden = test::golden(name);
        if (golden.empty() || test::golden("images/images.json").empty())
            QSKIP("this golden set does not hold the family or its images");
        const std::string model = golden.string();

        const auto written = dataOf(run(name + "-generate", JobKind::Generate, {{"captioner", model}},
                                        {{"n", 4}, {"mode", "sample"}, {"max_new_tokens", 8}}, {}),
                                    "sample");
        QVERIFY(!written.empty());
        QCOMPARE(written.size(), 4 * images().size());
        // Pictures that were cut into tiles differently share one grid; each caption looked somewhere.
        const auto maps = SafetensorsFile(at(name + "-generate") / required<std::string>(written[0]["attention"], "path")).tensor("maps");
        QCOMPARE(maps.dim(), std::int64_t{4});
        QCOMPARE(maps.size(0), static_cast<std::int64_t>(written.size()));
        for (const Json& sample : written) QVERIFY(sample.contains("attention"));
        const auto [captions, ratings, comparisons] = rated(written);

        const auto trained = run(name + "-reward", JobKind::TrainReward, {{"captioner", model}}, {{"epochs", 10}},
                                 {{"captions", captions}, {"ratings", ratings}, {"comparisons", comparisons}});
        QVERIFY(!trained.empty());
        const std::string reward = (at(name + "-reward") / "checkpoints" / "reward").string();
        QVERIFY(fs::exists(reward));

        const auto optimized = run(name + "-ppo", JobKind::Optimize,
                                   {{"captioner", model}, {"reference", model}, {"reward", reward}, {"reward_backbone", model}},
                                   {{"rounds", 1}, {"images", images().size()}, {"captions_per_image", 4}, {"max_new_tokens", 8},
                                    {"epochs", 1}, {"minibatch_images", images().size()}},
                                   {});
        checkStep(optimized);
        if (QTest::currentTestFailed()) return;
        checkRound(golden, at(name + "-ppo") / "checkpoints" / "round-001");
        if (QTest::currentTestFailed()) return;

        const auto scored = run(name + "-score", JobKind::Score,
                                {{"reward_backbone", model}, {"reward", reward}}, Json::object(), {{"captions", captions}});
        QVERIFY(!scored.empty());
    }
};

QTEST_GUILESS_MAIN(TestCaptionerFamilies)
#include "tst_captioner_families.moc"
