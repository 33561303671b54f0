#include <QtTest>
#include <cmath>

#include "data/error.h"
#include "golden.h"
#include "media/decode.h"
#include "media/image_processor.h"
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

    void whatIsNotDoneIsRefusedByName_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* name, const char* config, const char* named) {
            QTest::newRow(name) << QByteArray(config) << QByteArray(named);
        };
        row("tiles", R"({"image_processor_type":"Idefics3ImageProcessor","size":{"longest_edge":96}})",
            "tiles");
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
        try {
            ImageProcessor::fromJson(Json::parse(config.toStdString()), "the config");
            QFAIL("accepted");
        } catch (const Error& e) {
            QVERIFY2(QByteArray(e.what()).contains(named), e.what());
        }
    }

    void settingsNamedToBeOffPass() {
        const Json config{{"image_processor_type", "ViTImageProcessorFast"},
                          {"do_pad", nullptr},
                          {"do_center_crop", nullptr},
                          {"pad_size", nullptr},
                          {"do_image_splitting", false}};
        const auto size = ImageProcessor::fromJson(config, "c").fixedSize();
        QVERIFY(size.has_value());
        QCOMPARE(size->height, 224);
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
