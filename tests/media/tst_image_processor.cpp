#include <QtTest>
#include <cmath>

#include "data/error.h"
#include "golden.h"
#include "media/decode.h"
#include "media/image_processor.h"
#include "message_of.h"
#include "tensors.h"

using namespace attune;

namespace {

/// The photo of the golden set; a JPEG as the reference decoded it.
Image8 goldenPhoto(const std::string& file) {
    const auto decoded = test::readTensors(test::goldenDir() / "images/decoded.safetensors");
    const auto at = decoded.find(file);
    if (at == decoded.end()) return decodeImageFile(test::goldenDir() / "images" / file);
    Image8 image(static_cast<int>(at->second.shape.at(0)), static_cast<int>(at->second.shape.at(1)));
    image.pixels = at->second.values<std::uint8_t>();
    return image;
}

/// @return what differs, empty if nothing does
std::string compare(const ImageProcessor& processor, const std::vector<std::string>& files,
                    const test::RawTensor& expected) {
    const auto values = expected.values<float>();  // (B, 3, H, W)
    std::size_t at = 0;
    float largest = 0;
    for (const auto& file : files) {
        const PixelValues got = processor.process(goldenPhoto(file));
        if (got.height != expected.shape.at(2) || got.width != expected.shape.at(3))
            return file + " has another size";
        for (const float value : got.values) largest = std::max(largest, std::abs(value - values.at(at++)));
    }
    if (at != values.size()) return "another number of values";
    return largest <= 3e-7F ? "" : "values differ by up to " + std::to_string(largest);
}

}  // namespace

class TestImageProcessor : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goldenCases() {
        if (test::golden("preprocess/cases.json").empty()) QSKIP("this golden set holds no preprocess cases");
        const auto list = test::goldenJson("preprocess/cases.json");
        const auto expected = test::readTensors(test::goldenDir() / "preprocess/expected.safetensors");
        QVERIFY(!list.at("cases").empty());
        for (const auto& [name, about] : list.at("cases").items()) {
            auto config = about.at("preprocessor_config");
            // The reference was told the class by name; a folder's file says it itself.
            if (!config.contains("image_processor_type"))
                config["image_processor_type"] = about.at("processor");
            const auto difference =
                compare(ImageProcessor::fromJson(config, name), list.at("images"), expected.at(name));
            QVERIFY2(difference.empty(), (name + ": " + difference).c_str());
        }
    }

    /// The old files name no class, or an old one: the settings must be enough.
    void goldenCasesWithoutTheirClass() {
        if (test::golden("preprocess/cases.json").empty()) QSKIP("this golden set holds no preprocess cases");
        const auto list = test::goldenJson("preprocess/cases.json");
        const auto expected = test::readTensors(test::goldenDir() / "preprocess/expected.safetensors");
        for (const auto& [name, about] : list.at("cases").items()) {
            const auto difference = compare(ImageProcessor::fromJson(about.at("preprocessor_config"), name),
                                            list.at("images"), expected.at(name));
            QVERIFY2(difference.empty(), (name + ": " + difference).c_str());
        }
    }

    void goldenFamilies_data() {
        QTest::addColumn<QByteArray>("family");
        for (const char* family :
             {"vision-encoder-decoder", "blip", "blip-untied", "clip", "siglip", "git", "llava"})
            QTest::newRow(family) << QByteArray(family);
    }
    void goldenFamilies() {
        QFETCH(QByteArray, family);
        const auto folder = test::golden(family.toStdString());
        if (folder.empty()) QSKIP("this golden set does not hold the family");
        const auto files = test::goldenJson("images/images.json").at("order");
        const auto expected = test::readTensors(folder / "expected.safetensors");
        if (!expected.contains("pixel_values")) QSKIP("no pixel values in this family");
        const auto difference = compare(ImageProcessor::fromFile(folder / "preprocessor_config.json"), files,
                                        expected.at("pixel_values"));
        QVERIFY2(difference.empty(), difference.c_str());
    }

    void goldenTiles_data() {
        QTest::addColumn<QByteArray>("family");
        QTest::addColumn<bool>("split");
        for (const char* family : {"idefics3", "smolvlm"})
            for (const bool split : {true, false})
                QTest::newRow((std::string(family) + (split ? "" : ", whole")).c_str()) << QByteArray(family) << split;
    }
    void goldenTiles() {
        QFETCH(QByteArray, family);
        QFETCH(bool, split);
        const auto folder = test::golden(family.toStdString());
        if (folder.empty()) QSKIP("this golden set does not hold the family");
        const auto about = test::goldenJson(family.toStdString() + "/expected.json");
        const std::string prefix = split ? "" : "nosplit_";
        auto tensors = test::readTensors(folder / "expected.safetensors");
        // SmolVLM's pixels are those of Idefics3 and stand there.
        if (!tensors.contains(prefix + "pixel_values") && !test::golden("idefics3").empty())
            tensors = test::readTensors(test::golden("idefics3") / "expected.safetensors");
        if (!tensors.contains(prefix + "pixel_values")) QSKIP("no pixel values in this family");
        auto config = test::goldenJson(family.toStdString() + "/preprocessor_config.json");
        config["do_image_splitting"] = split;
        const auto processor = ImageProcessor::fromJson(config, "the config");

        const auto& expected = tensors.at(prefix + "pixel_values");  // (B, most tiles, 3, H, W)
        const auto values = expected.values<float>();
        const auto masks = tensors.at(prefix + "pixel_attention_mask").values<std::uint8_t>();
        const auto most = static_cast<std::size_t>(expected.shape.at(1));
        const auto area = static_cast<std::size_t>(expected.shape.at(3) * expected.shape.at(4));
        const auto files = test::goldenJson("images/images.json").at("order");
        for (std::size_t b = 0; b < files.size(); ++b) {
            const auto got = processor.process(goldenPhoto(files[b]));
            QCOMPARE(got.height, expected.shape.at(3));
            QCOMPARE(got.width, expected.shape.at(4));
            if (split) {
                QCOMPARE(got.rows, about.at("rows").at(b).at(0).get<int>());
                QCOMPARE(got.columns, about.at("cols").at(b).at(0).get<int>());
            }
            const auto tiles = static_cast<std::size_t>(got.tiles);
            QCOMPARE(got.values.size(), tiles * 3 * area);
            float largest = 0;
            for (std::size_t i = 0; i < got.values.size(); ++i)
                largest = std::max(largest, std::abs(got.values[i] - values.at(b * most * 3 * area + i)));
            QVERIFY2(largest <= 3e-7F, std::to_string(largest).c_str());
            // Real tiles are whole, and nothing else is shown.
            for (std::size_t t = 0; t < most; ++t)
                for (std::size_t i = 0; i < area; ++i)
                    QCOMPARE(masks.at((b * most + t) * area + i) != 0, t < tiles);
        }
    }

    void tilesOfOddPictures() {
        const auto processor = ImageProcessor::fromJson(
            Json{{"image_processor_type", "SmolVLMImageProcessorFast"}, {"size", {{"longest_edge", 64}}},
                 {"max_image_size", {{"longest_edge", 16}}}}, "c");
        const auto dot = processor.process(Image8(1, 1));
        QCOMPARE(dot.rows, 4);
        QCOMPARE(dot.tiles, 17);
        const auto strip = processor.process(Image8(1, 5000));
        QCOMPARE(strip.rows, 1);
        QCOMPARE(strip.columns, 4);
        QCOMPARE(strip.tiles, 5);
        const auto tall = processor.process(Image8(5000, 1));
        QCOMPARE(tall.rows, 4);
        QCOMPARE(tall.columns, 1);
        QVERIFY_THROWS_EXCEPTION(Error, processor.process(Image8()));
    }

    void whatIsNotDoneIsRefusedByName_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, const char* config, const char* named) {
            QTest::newRow(name) << QByteArray(config) << QByteArray(named);
        };
        row("other tiles", R"({"image_processor_type":"LlavaNextImageProcessor"})", "LlavaNextImageProcessor");
        row("tiles of no size", R"({"image_processor_type":"Idefics3ImageProcessor","max_image_size":{"height":9}})",
            "height");
        row("other class", R"({"image_processor_type":"OwlViTImageProcessor"})", "OwlViTImageProcessor");
        row("unknown setting", R"({"image_processor_type":"ViTImageProcessor","do_thumbnail":true})",
            "do_thumbnail");
        row("padding", R"({"image_processor_type":"CLIPImageProcessor","do_pad":true})", "do_pad");
        row("longest edge", R"({"image_processor_type":"ViTImageProcessor","size":{"longest_edge":9}})",
            "longest_edge");
        row("huge size", R"({"size":1000000000})", "size");
        row("negative size", R"({"size":{"height":-1,"width":5}})", "size");
        row("text as size", R"({"size":"big"})", "size");
        row("resample", R"({"resample":9})", "resample");
        row("mean", R"({"image_mean":[0.5]})", "image_mean");
        row("zero deviation", R"({"image_std":[0.5,0,0.5]})", "image_std");
        row("flag", R"({"do_resize":"yes"})", "do_resize");
        row("array", "[1]", "object");
    }
    void whatIsNotDoneIsRefusedByName() {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, named);
        const QByteArray message = messageOf([&] { ImageProcessor::fromJson(Json::parse(config.toStdString()), "the config"); });
        QVERIFY2(message.contains(named), message.isEmpty() ? "accepted" : message.constData());
    }

    void settingsNamedToBeOffPass() {
        const Json config{{"image_processor_type", "ViTImageProcessorFast"},
                          {"do_pad", nullptr},
                          {"do_center_crop", nullptr},
                          {"pad_size", nullptr},
                          {"do_image_splitting", false}};
        const auto options = ImageProcessor::fromJson(config, "c").options();
        QVERIFY(options.doResize && !options.crop);
        QCOMPARE(options.size.height, 224);
    }

    void impossiblePicturesAreRefused() {
        const auto clip = ImageProcessor::fromJson(Json{{"image_processor_type", "CLIPImageProcessor"}}, "c");
        QVERIFY_THROWS_EXCEPTION(Error, clip.process(Image8()));
        QVERIFY_THROWS_EXCEPTION(Error, clip.process(Image8(4, 4, 1)));
        QVERIFY_THROWS_EXCEPTION(Error, clip.process(Image8(1, 100'000)));
    }
};

QTEST_GUILESS_MAIN(TestImageProcessor)
#include "tst_image_processor.moc"
