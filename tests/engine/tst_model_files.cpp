// Checkpoint folders as other programs and times write them: where image settings lie, templates that nobody knows, dtypes.
#include <QtTest>

#include "data/file.h"
#include "engine/image_features.h"
#include "engine/standalone.h"
#include "engine/weights_dtype.h"
#include "engine_jobs.h"
#include "golden.h"
#include "media/image_processor.h"
#include "model/captioner.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

class Warnings : public Observer {
  public:
    void warning(const std::string& text) override { said.push_back(text); }
    std::vector<std::string> said;
};

std::vector<fs::path> photographs() {
    std::vector<fs::path> files;
    const Json set = test::goldenJson("images/images.json");
    for (const Json& name : set.at("order"))
        files.push_back(test::goldenDir() / "images" / name.get<std::string>());
    return files;
}

}  // namespace

class TestModelFiles : public QObject, test::EngineJobs {
    Q_OBJECT

    /// A copy that may be changed; empty where the golden set holds no such family, or no photographs.
    fs::path copyOf(const std::string& family, const std::string& name) const {
        const auto golden = test::golden(family);
        if (golden.empty() || test::golden("images/images.json").empty()) return {};
        const fs::path folder = at(name);
        fs::create_directories(folder);
        for (const auto& entry : fs::directory_iterator(golden))
            if (entry.is_regular_file() && !entry.path().filename().string().starts_with("expected"))
                fs::copy_file(entry.path(), folder / entry.path().filename());
        return folder;
    }

    static std::vector<Json> rows(const std::vector<fs::path>& files) {
        std::vector<Json> all;
        for (const auto& file : files) all.push_back({{"id", 1 + all.size()}, {"path", file.string()}});
        return all;
    }

    /// How often a run warns of a chat template.
    static int warningsOf(const std::vector<Event>& events) {
        int count = 0;
        for (const Event& event : events)
            count += event.type == "warning" && event.data.value("text", "").find("chat template") != std::string::npos;
        return count;
    }

  private Q_SLOTS:
    void newerImageSettingsAreReadAndWatched() {
        const auto folder = copyOf("vision-encoder-decoder", "newer");
        if (folder.empty()) QSKIP("this golden set does not hold the family or its images");
        const auto files = photographs();
        Observer silent;
        const auto before = encodeFiles(files, models.captioner(folder, torch::kCPU), silent);
        Json settings = readJsonFile(folder / "preprocessor_config.json");
        fs::remove(folder / "preprocessor_config.json");
        writeFileAtomically(folder / "processor_config.json", dumpJson({{"processor_class", "P"}, {"image_processor", settings}}));
        QVERIFY(torch::allclose(encodeFiles(files, models.captioner(folder, torch::kCPU), silent), before, 0, 1e-5));
        settings["image_mean"] = {0.25, 0.25, 0.25};
        writeFileAtomically(folder / "processor_config.json", dumpJson({{"processor_class", "P"}, {"image_processor", settings}}));
        QCOMPARE(models.captioner(folder, torch::kCPU).processor->options().mean[0], 0.25);
        fs::remove(folder / "processor_config.json");
        QVERIFY_THROWS_EXCEPTION(Error, models.captioner(folder, torch::kCPU));
    }

    void anUnknownTemplateIsWarnedOfOnce() {
        const auto folder = copyOf("smolvlm", "strange");
        if (folder.empty()) QSKIP("this golden set does not hold the family or its images");
        writeFileAtomically(folder / "chat_template.json", R"({"chat_template": "{{ something else }}"})");
        const auto files = photographs();
        const std::string model = folder.string();
        const Models roles{{"captioner", model}, {"reference", model}};
        const Json few{{"max_new_tokens", 4}};
        Json evaluate = few;
        evaluate["samples_per_image"] = 0;
        QCOMPARE(warningsOf(run(makeRun("evaluate", JobKind::Evaluate, evaluate, {{"images", rows(files)}}, roles))), 1);
        QCOMPARE(warningsOf(run(makeRun("generate", JobKind::Generate, few, {{"images", rows(files)}}, roles))), 1);

        Warnings observer;
        scoreText({.model = folder, .device = "cpu"}, files.front(), "a cat", observer);
        QCOMPARE(observer.said.size(), std::size_t{1});
        captionImages({.model = folder, .device = "cpu"}, {files.front()}, {.mode = "greedy", .maxNewTokens = 2}, 0, observer);
        QCOMPARE(observer.said.size(), std::size_t{2});
        scoreText({.model = test::golden("smolvlm"), .device = "cpu"}, files.front(), "a cat", observer);
        QCOMPARE(observer.said.size(), std::size_t{2});
    }

    void dtypesAreNamed() {
        const auto folder = copyOf("vision-encoder-decoder", "named");
        if (folder.empty()) QSKIP("this golden set does not hold the family or its images");
        const torch::Device cpu(torch::kCPU);
        QVERIFY(dtypeFromText("bfloat16", folder, cpu) == torch::kBFloat16);
        QVERIFY_THROWS_EXCEPTION(Error, dtypeFromText("int8", folder, cpu));
        QVERIFY_THROWS_EXCEPTION(Error, dtypeFromText("float16", folder, cpu));
        Json config = readJsonFile(folder / "config.json");
        config.erase("dtype");
        for (const auto& [stored, expected] : {std::pair("bfloat16", torch::kBFloat16), std::pair("float16", torch::kFloat32),
                                               std::pair("int4", torch::kFloat32)}) {
            config["torch_dtype"] = stored;
            writeFileAtomically(folder / "config.json", dumpJson(config));
            QVERIFY2(dtypeFromText("auto", folder, cpu) == expected, stored);
        }
    }

    void bfloat16SaysNearlyTheSame() {
        const auto folder = copyOf("vision-encoder-decoder", "narrow");
        if (folder.empty()) QSKIP("this golden set does not hold the family or its images");
        const torch::NoGradGuard noGrad;
        const auto files = photographs();
        Observer silent;
        const auto wide = models.captioner(folder, torch::kCPU);
        const auto narrow = models.captioner(folder, torch::kCPU, {}, torch::kBFloat16);
        QVERIFY(narrow.model->parameters().front().scalar_type() == torch::kBFloat16);
        QVERIFY(models.captioner(folder, torch::kCPU).model == wide.model);  // both are kept
        const auto before = encodeFiles(files, wide, silent), after = encodeFiles(files, narrow, silent);
        QVERIFY(after.scalar_type() == torch::kBFloat16);
        const auto off = (after.to(torch::kFloat32) - before).abs().max().item<double>();
        const auto size = before.abs().max().item<double>();
        QVERIFY2(off > 0 && off < 0.05 * size, qPrintable(QStringLiteral("%1 of %2").arg(off).arg(size)));
        const auto events = run(makeRun("generate-narrow", JobKind::Generate, {{"max_new_tokens", 4}, {"dtype", "bfloat16"}},
                                        {{"images", rows(files)}}, {{"captioner", folder.string()}}));
        QVERIFY(!events.empty());
        QCOMPARE(events.back().data.value("captions", 0), static_cast<int>(files.size()));
    }
};

QTEST_GUILESS_MAIN(TestModelFiles)
#include "tst_model_files.moc"
