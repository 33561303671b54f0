// What a checkpoint's folder says before it is loaded, where files of other ages and programs say it otherwise.
#include <QtTest>
#include <functional>

#include "data/file.h"
#include "data/safetensors_header.h"
#include "golden.h"
#include "media/image_processor.h"
#include "scenes_project.h"
#include "session/memory_estimate.h"
#include "tensors.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

using Rename = std::function<std::string(const std::string&)>;

void writeTensors(const fs::path& file, const Json& header, const std::string& data) {
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    std::string length;
    for (int i = 0; i < 8; ++i) length.push_back(static_cast<char>(text.size() >> (8 * i) & 0xff));
    writeFileAtomically(file, length + text + data);
}

/// The file with other names. @param twice  a tensor that is added a second time, under another name; empty: none
void rewrite(const fs::path& file, const Rename& name, const std::string& twice = {}, const std::string& as = {}) {
    const auto raw = test::openTensors(file);
    std::string data(raw.bytes.data() + raw.dataBegin, raw.bytes.size() - raw.dataBegin);
    Json header = Json::object();
    for (const auto& [key, entry] : raw.header.items()) header[key == "__metadata__" ? key : name(key)] = entry;
    if (!twice.empty()) {
        Json entry = raw.header.at(twice);
        const auto begin = entry["data_offsets"][0].get<std::size_t>(), end = entry["data_offsets"][1].get<std::size_t>();
        entry["data_offsets"] = {data.size(), data.size() + end - begin};
        data += data.substr(begin, end - begin);
        header[name(as)] = entry;
    }
    writeTensors(file, header, data);
}

Rename behind(const std::string& wrapper) {
    return [wrapper](const std::string& key) { return wrapper + key; };
}

}  // namespace

class TestModelFolder : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_count = 0;

    /// A copy that may be changed; empty where the golden set does not hold the family's weights in one file.
    fs::path copyOf(const std::string& family) {
        const auto golden = test::golden(family);
        if (golden.empty() || !fs::exists(golden / "model.safetensors")) return {};
        const fs::path folder = fs::path(m_dir.path().toStdString()) / std::to_string(++m_count);
        fs::create_directories(folder);
        for (const auto& entry : fs::directory_iterator(golden))
            if (entry.is_regular_file() && !entry.path().filename().string().starts_with("expected"))
                fs::copy_file(entry.path(), folder / entry.path().filename());
        return folder;
    }

    static void compareSizes(const fs::path& folder, const fs::path& golden) {
        const auto one = inspectModelFolder(folder), other = inspectModelFolder(golden);
        QCOMPARE(one.parameters, other.parameters);
        QCOMPARE(one.decoderParameters, other.decoderParameters);
        QCOMPARE(one.adapterWidths, other.adapterWidths);
        QVERIFY(one.decoderParameters < one.parameters);
    }

  private Q_SLOTS:
    void imageSettingsMayLieInTheProcessorsFile_data() {
        QTest::addColumn<QByteArray>("family");
        for (const char* family : {"vision-encoder-decoder", "blip", "git", "idefics3", "smolvlm", "llava", "clip", "siglip"})
            QTest::newRow(family) << QByteArray(family);
    }
    void imageSettingsMayLieInTheProcessorsFile() {
        QFETCH(QByteArray, family);
        const auto folder = copyOf(family.toStdString());
        if (folder.empty()) QSKIP("this golden set does not hold the family");
        const auto before = inspectModelFolder(folder);
        const auto expected = ImageProcessor::fromFolder(folder).options();
        const Json settings = readJsonFile(folder / "preprocessor_config.json");
        fs::remove(folder / "preprocessor_config.json");
        writeFileAtomically(folder / "processor_config.json", dumpJson({{"processor_class", "P"}, {"image_processor", settings}}));
        const auto after = inspectModelFolder(folder);
        QCOMPARE(after.shape.imageStates, before.shape.imageStates);
        QCOMPARE(after.shape.tiles, before.shape.tiles);
        const auto found = ImageProcessor::fromFolder(folder).options();
        QCOMPARE(found.mean, expected.mean);
        QCOMPARE(found.size.height, expected.size.height);
        QCOMPARE(found.tiles.has_value(), expected.tiles.has_value());
        // The newer file counts where there are both; one that says nothing of pictures does not.
        Json other = settings;
        other["image_mean"] = {0.25, 0.25, 0.25};
        writeFileAtomically(folder / "preprocessor_config.json", dumpJson(other));
        QCOMPARE(ImageProcessor::fromFolder(folder).options().mean, expected.mean);
        writeFileAtomically(folder / "processor_config.json", dumpJson({{"processor_class", "P"}}));
        QCOMPARE(ImageProcessor::fromFolder(folder).options().mean[0], 0.25);
    }

    void aFolderWithoutImageSettingsIsNoModel() {
        for (const char* family : {"vision-encoder-decoder", "clip"}) {
            const auto folder = copyOf(family);
            if (folder.empty()) QSKIP("this golden set does not hold the family");
            const fs::path settings = folder / "preprocessor_config.json";
            writeFileAtomically(settings, R"({"image_processor_type": "ViTImageProcessor", "do_thumbnail": true})");
            QVERIFY(messageOf([&] { inspectModelFolder(folder); }).contains("do_thumbnail"));
            fs::remove(settings);
            QVERIFY(messageOf([&] { inspectModelFolder(folder); }).contains("preprocessor_config.json"));
            writeFileAtomically(folder / "processor_config.json", R"({"image_processor": "none"})");
            QVERIFY(messageOf([&] { inspectModelFolder(folder); }).contains("preprocessor_config.json"));
            writeFileAtomically(folder / "processor_config.json", "{");
            QVERIFY(messageOf([&] { inspectModelFolder(folder); }).contains("processor_config.json"));
        }
    }

    void wrappersDoNotHideTheTower() {
        const auto golden = test::golden("vision-encoder-decoder");
        for (const char* wrapper : {"module.", "_orig_mod.", "module._orig_mod.", "model."}) {
            const auto folder = copyOf("vision-encoder-decoder");
            if (folder.empty()) QSKIP("this golden set does not hold the family");
            rewrite(folder / "model.safetensors", behind(wrapper), "decoder.transformer.wte.weight", "decoder.lm_head.weight");
            compareSizes(folder, golden);
            if (QTest::currentTestFailed()) return;
            QVERIFY(modelParameters(folder).front().name.find(wrapper) == std::string::npos);
        }
    }

    /// GIT's bare network calls its text decoder "encoder".
    void aBareNetworkHasItsTower() {
        const auto folder = copyOf("git");
        if (folder.empty()) QSKIP("this golden set does not hold the family");
        rewrite(folder / "model.safetensors",
                [](const std::string& key) { return key.starts_with("git.") ? key.substr(4) : key; });
        compareSizes(folder, test::golden("git"));
    }

    void aGraphicsCardHoldsItsContextToo() {
        const auto info = inspectModelFolder(fs::path(ATTUNE_SOURCE_DIR) / "resources" / "models" / "scenes");
        const MemoryWorkload work{32, 0};
        const auto cpu = memoryEstimate(JobKind::Generate, info, Json::object(), work);
        for (const char* device : {"cuda", "cuda:1"}) {
            const auto cuda = memoryEstimate(JobKind::Generate, info, Json::object(), work, device);
            QCOMPARE(cuda.total() - cpu.total(), std::int64_t{500} << 20);
            QCOMPARE(modelNeeds(info, device).round - modelNeeds(info).round, std::int64_t{500} << 20);
        }
    }

    void roomIsSaidForEachThing() {
        const ModelNeeds needs{.reading = 10, .round = 40, .roundWithAdapters = 20};
        QVERIFY(roomFor(needs, 0) == Room::All);
        QVERIFY(roomFor(needs, 40) == Room::All);
        QVERIFY(roomFor(needs, 39) == Room::AdaptersOnly);
        QVERIFY(roomFor(needs, 19) == Room::ReadingOnly);
        QVERIFY(roomFor(needs, 9) == Room::Nothing);
        QVERIFY(roomFor(ModelNeeds{.reading = 10, .round = 0, .roundWithAdapters = 0}, 10) == Room::All);  // an encoder
    }
};

QTEST_GUILESS_MAIN(TestModelFolder)
#include "tst_model_folder.moc"
