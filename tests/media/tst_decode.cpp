#include <QtTest>
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "data/error.h"
#include "data/file.h"
#include "golden.h"
#include "media/decode.h"
#include "tensors.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

Image8 toImage(const test::RawTensor& tensor) {
    Image8 image(static_cast<int>(tensor.shape.at(0)), static_cast<int>(tensor.shape.at(1)),
                 static_cast<int>(tensor.shape.at(2)));
    image.pixels = tensor.values<std::uint8_t>();
    return image;
}

int largestDifference(const Image8& a, const Image8& b) {
    if (a.height != b.height || a.width != b.width || a.channels != b.channels) return 256;
    int largest = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
    return largest;
}

/// 3 x 2 pixels with six different bytes.
Image8 numbered() {
    Image8 image(2, 3, 1);
    for (std::size_t i = 0; i < 6; ++i) image.pixels[i] = static_cast<std::uint8_t>(i);
    return image;
}

}  // namespace

class TestDecode : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goldenImages() {
        if (test::golden("images/decoded.safetensors").empty()) QSKIP("this golden set holds no images");
        const auto expected = test::readTensors(test::goldenDir() / "images/decoded.safetensors");
        QVERIFY(!expected.empty());
        for (const auto& [key, tensor] : expected) {
            const auto hash = key.find('#');
            const std::string file = key.substr(0, hash);
            const bool upright = hash != std::string::npos;
            const Image8 image =
                decodeImageFile(test::goldenDir() / "images" / file, {.applyOrientation = upright});
            const int difference = largestDifference(image, toImage(tensor));
            const bool lossy = fs::path(file).extension() == ".jpg" || fs::path(file).extension() == ".jpeg";
            if (difference != 0) qInfo("%s differs by %d", key.c_str(), difference);
            QVERIFY2(difference <= (lossy ? 3 : 0), key.c_str());
        }
    }

    void goldenHeaders() {
        if (test::golden("images/images.json").empty()) QSKIP("this golden set holds no images");
        const auto list = test::goldenJson("images/images.json");
        for (const auto& [file, about] : list.at("images").items()) {
            const auto path = test::goldenDir() / "images" / file;
            const auto header = readImageHeader(readFile(path), file);
            QCOMPARE(header.width, about.at("width").get<std::uint64_t>());
            QCOMPARE(header.height, about.at("height").get<std::uint64_t>());
        }
    }

    void truncatedImagesAreRefused() {
        if (test::golden("images/images.json").empty()) QSKIP("this golden set holds no images");
        for (const auto& entry : fs::directory_iterator(test::goldenDir() / "images")) {
            const auto extension = entry.path().extension();
            if (extension != ".jpg" && extension != ".png") continue;
            const std::string whole = readFile(entry.path());
            for (const double part : {0.01, 0.1, 0.5, 0.9, 0.99}) {
                const auto size = static_cast<std::size_t>(part * static_cast<double>(whole.size()));
                try {
                    decodeImage(std::string_view(whole).substr(0, size), "cut.img");
                    QFAIL((entry.path().string() + " accepted at " + std::to_string(part)).c_str());
                } catch (const Error& e) {
                    QVERIFY2(QByteArray(e.what()).contains("cut.img"), e.what());
                }
            }
        }
    }

    void orientationsTurnThePicture_data() {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QByteArray>("expected");
        // As Pillow's exif_transpose turns 012/345.
        QTest::newRow("1") << 1 << QByteArray("012345");
        QTest::newRow("2 mirrored") << 2 << QByteArray("210543");
        QTest::newRow("3 half turn") << 3 << QByteArray("543210");
        QTest::newRow("4 flipped") << 4 << QByteArray("345012");
        QTest::newRow("5 transposed") << 5 << QByteArray("031425");
        QTest::newRow("6 clockwise") << 6 << QByteArray("304152");
        QTest::newRow("7 transverse") << 7 << QByteArray("524130");
        QTest::newRow("8 anticlockwise") << 8 << QByteArray("251403");
    }
    void orientationsTurnThePicture() {
        QFETCH(int, orientation);
        QFETCH(QByteArray, expected);
        const Image8 image = applyOrientation(numbered(), orientation);
        QCOMPARE(image.width, orientation >= 5 ? 2 : 3);
        QByteArray got;
        for (const std::uint8_t pixel : image.pixels) got += static_cast<char>('0' + pixel);
        QCOMPARE(got, expected);
    }
};

QTEST_GUILESS_MAIN(TestDecode)
#include "tst_decode.moc"
