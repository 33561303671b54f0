// Hostile, damaged and foreign files: each is refused with one sentence that names it.
#include <QtTest>
#include <array>
#include <filesystem>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "data/error.h"
#include "data/file.h"
#include "media/decode.h"
#include "media/thumbnail.h"
#include "message_of.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

std::string bigEndian(std::uint32_t value) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(value >> shift & 0xFF);
    return text;
}

std::string littleEndian(std::uint32_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
    return text;
}

/// A PNG that claims a size and holds nothing else.
std::string pngHeader(std::uint32_t width, std::uint32_t height) {
    return "\x89PNG\r\n\x1A\n" + bigEndian(13) + "IHDR" + bigEndian(width) + bigEndian(height) +
           std::string("\x08\x02\x00\x00\x00", 5) + bigEndian(0);
}

std::string jpegHeader(std::uint32_t width, std::uint32_t height) {
    return std::string("\xFF\xD8\xFF\xC0\x00\x0B\x08", 7) + bigEndian(height).substr(2) +
           bigEndian(width).substr(2) + std::string("\x01\x01\x11\x00", 4);
}

std::string bmpHeader(std::uint32_t width, std::uint32_t height) {
    return "BM" + littleEndian(54, 4) + littleEndian(0, 4) + littleEndian(54, 4) + littleEndian(40, 4) +
           littleEndian(width, 4) + littleEndian(height, 4) + littleEndian(1, 2) + littleEndian(24, 2) +
           std::string(24, '\0');
}

std::string gifHeader(std::uint32_t width, std::uint32_t height) {
    return "GIF89a" + littleEndian(width, 2) + littleEndian(height, 2) + std::string("\x00\x00\x00", 3);
}

std::string webpHeader(std::uint32_t width, std::uint32_t height) {
    return "RIFF" + littleEndian(100, 4) + "WEBPVP8X" + littleEndian(10, 4) + littleEndian(0, 4) +
           littleEndian(width - 1, 3) + littleEndian(height - 1, 3);
}

using Tags = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// A little-endian TIFF of LONG tags and the given strip, whose tags (273, 279) are added here.
std::string tiff(Tags tags, const std::string& strip) {
    const auto count = static_cast<std::uint32_t>(tags.size() + 2);
    tags.emplace_back(273, 8 + 2 + 12 * count + 4);
    tags.emplace_back(279, static_cast<std::uint32_t>(strip.size()));
    std::sort(tags.begin(), tags.end());
    std::string bytes = std::string("II*\0", 4) + littleEndian(8, 4) + littleEndian(count, 2);
    for (const auto& [tag, value] : tags)
        bytes += littleEndian(tag, 2) + littleEndian(4, 2) + littleEndian(1, 4) + littleEndian(value, 4);
    return bytes + littleEndian(0, 4) + strip;
}

Tags greyTags(std::uint32_t width, std::uint32_t height, std::uint32_t bits) {
    return {{256, width}, {257, height}, {258, bits}, {259, 1}, {262, 1}, {277, 1}, {278, height}};
}

/// A busy picture, so that every format has data to lose.
Image8 busyPicture(int height, int width) {
    Image8 image(height, width);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(i * i / 7 + i);
    return image;
}

std::string encoded(const char* extension) {
    const Image8 image = busyPicture(40, 50);
    cv::Mat bgr(image.height, image.width, CV_8UC3);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            for (int c = 0; c < 3; ++c) bgr.at<cv::Vec3b>(y, x)[c] = image.row(y)[3 * x + 2 - c];
    std::vector<std::uint8_t> bytes;
    const std::vector<int> lossless{cv::IMWRITE_WEBP_QUALITY, 101};
    cv::imencode(extension, bgr, bytes,
                 std::string_view(extension) == ".webp" ? lossless : std::vector<int>());
    return {bytes.begin(), bytes.end()};
}

}  // namespace

class TestBadImages : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void bombsAreRefusedByTheirHeader_data() {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* name, const std::string& bytes) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes);
        };
        row("png", pngHeader(60'000, 60'000));
        row("png, widest", pngHeader(0xFFFFFFFF, 0xFFFFFFFF));
        row("jpeg", jpegHeader(60'000, 60'000));
        row("bmp", bmpHeader(60'000, 60'000));
        row("bmp upside down", bmpHeader(60'000, 0x80000000));
        row("gif", gifHeader(60'000, 60'000));
        row("webp", webpHeader(16'384, 16'384));
        row("tiff", tiff(greyTags(0x7FFFFFFF, 0x7FFFFFFF, 8), "x"));
    }
    void bombsAreRefusedByTheirHeader() {
        QFETCH(QByteArray, bytes);
        const QByteArray message = messageOf([&] { decodeImage(bytes.toStdString(), "bomb.img"); });
        QVERIFY2(message.contains("bomb.img") && message.contains("limit"), message.isEmpty() ? "accepted" : message.constData());
    }

    void foreignAndDamagedFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* name, const std::string& bytes, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QByteArray(reason);
        };
        row("empty", "", "empty");
        row("text", "this is not a picture\n", "text");
        row("text that begins as a bitmap", "BMX is a bicycle sport; this is a text about it", "text");
        row("zip", std::string("PK\x03\x04\x00\x00", 6), "format");
        row("png without size", "\x89PNG\r\n\x1A\n", "header");
        row("png of no pixels", pngHeader(0, 5), "empty image");
        row("png header alone", pngHeader(5, 5), "bomb.img");
        row("jpeg start alone", std::string("\xFF\xD8\xFF\xE0"), "header");
        row("jpeg without picture", jpegHeader(5, 5), "bomb.img");
        // What a decoder that goes on byte by byte would find in what looks like a segment is not what the header says.
        row("jpeg with a frame hidden behind no marker",
            std::string("\xFF\xD8\xFF\x00\x00\x0D", 6) + jpegHeader(60'000, 60'000).substr(2).substr(0, 11) + jpegHeader(5, 5).substr(2), "header");
        row("jpeg of fill bytes", std::string("\xFF\xD8") + std::string(1000, '\xFF'), "header");
        row("gif without frame", gifHeader(5, 5) + ";", "no image");
        row("gif header alone", gifHeader(5, 5), "early");
        row("webp header alone", webpHeader(5, 5), "bomb.img");
        row("tiff without directory", std::string("II*\0\xFF\xFF\xFF\xFF", 8), "header");
        row("tiff of a short strip", tiff(greyTags(100, 100, 8), "x"), "bomb.img");
        row("tiff of floats", tiff(greyTags(1, 1, 32), "abcd"), "16 bits");
        Tags twice = greyTags(3, 1, 8);
        twice.emplace_back(256, 4);
        row("tiff that names its width twice", tiff(twice, "abcd"), "bomb.img");
        row("bmp without pixels", bmpHeader(50, 50), "early");
    }
    void foreignAndDamagedFilesAreRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, reason);
        const QByteArray message = messageOf([&] { decodeImage(bytes.toStdString(), "bomb.img"); });
        QVERIFY2(message.contains("bomb.img") && message.contains(reason), message.isEmpty() ? "accepted" : message.constData());
    }

    void cutAndFlippedFilesNeverCrash_data() {
        QTest::addColumn<QByteArray>("extension");
        for (const char* extension : {".jpg", ".png", ".webp", ".tiff", ".bmp"})
            QTest::newRow(extension) << QByteArray(extension);
    }
    void cutAndFlippedFilesNeverCrash() {
        QFETCH(QByteArray, extension);
        const std::string whole = encoded(extension.constData());
        const Image8 image = decodeImage(whole, "whole");
        if (extension != ".jpg") QVERIFY(image == busyPicture(40, 50));
        for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 40)
            QVERIFY_THROWS_EXCEPTION(Error, decodeImage(std::string_view(whole).substr(0, size), "cut"));
        if (extension == ".tiff")
            return;  // its flipped bytes make OpenCV-written LZW data decode to other pixels
        for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / 200) {
            std::string flipped = whole;
            flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
            try {
                decodeImage(flipped, "flipped", {.maxPixels = 1'000'000});
            } catch (const Error&) {  // refused is fine, decoded to other pixels as well
            }
        }
    }

    void unreadablePathsAreNamed() {
        const QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString();
        writeFileAtomically(folder / "a.png", "hello");
        for (const fs::path& path : {folder, folder / "none.png", folder / "a.png"}) {
            const QByteArray message = messageOf([&] { decodeImageFile(path); });
            QVERIFY2(message.contains(path.c_str()), message.isEmpty() ? "accepted" : message.constData());
        }
        QVERIFY_THROWS_EXCEPTION(Error, decodeImageFile(folder / "a.png", {.maxFileBytes = 2}));
    }

    void tiffVariants() {
        const auto pixels = [](const std::string& bytes) { return decodeImage(bytes, "t").pixels; };
        const std::vector<std::uint8_t> clipped{5, 5, 5, 200, 200, 200, 255, 255, 255};
        QVERIFY(pixels(tiff(greyTags(3, 1, 16), std::string("\x05\x00\xC8\x00\xE8\x03", 6))) == clipped);
        Tags turned = greyTags(3, 1, 8);
        turned.emplace_back(274, 8);  // stands on its right side
        const Image8 image = decodeImage(tiff(turned, "abc"), "t");
        QCOMPARE(image.height, 3);
        QCOMPARE(image.row(0)[0], std::uint8_t{'c'});
        Tags bilevel = greyTags(8, 1, 1);
        QVERIFY(pixels(tiff(bilevel, "\xB0")) ==
                pixels(tiff(greyTags(8, 1, 8), std::string("\xFF\0\xFF\xFF\0\0\0\0", 8))));
    }

    void gifFirstFrame() {
        // 24 x 16, interlaced, colour (30 i, 255 - 30 i, 7 i) at index i = (x^2 + xy / 3 + y) mod 8; made by
        // a separate LZW encoder.
        const QByteArray gif = QByteArray::fromBase64(
            "R0lGODlhGAAQAIIAAAD/AB7hBzzDDlqlFXiHHJZpI7RLKtItMSH5BAEAAAUALAAAAAAYABAAQAOiCEGh7G3FJ8EIQRgySjCG"
            "hWmcBxKGgA0AGBQDqgasC1P4pEOKMBwF2eGwEPiAQiJB8ykYmk+DE0qVkgqHgZExvGa3gaFh0GkZsg0NuWBGA1QC2LEEKEwP"
            "Z5aS5hm+1mFEMB2Bf1gcA2MZHgp6BwJAT0GPQyIKBSqJZARIJh6DfYKAfqCBP2dNbDdfHTNcdZljMZ1NlAeWYXZoNEBYF7y6"
            "vwMJADs=");
        const Image8 image = decodeImage(gif.toStdString(), "g");
        QCOMPARE(image.width, 24);
        QCOMPARE(image.height, 16);
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 24; ++x) {
                const int index = (x * x + y * x / 3 + y) % 8;
                QCOMPARE(int{image.row(y)[3 * x]}, 30 * index);
                QCOMPARE(int{image.row(y)[3 * x + 1]}, 255 - 30 * index);
                QCOMPARE(int{image.row(y)[3 * x + 2]}, 7 * index);
            }
        for (int size = 0; size < gif.size() - 2; ++size)
            QVERIFY_THROWS_EXCEPTION(Error, decodeImage(gif.left(size).toStdString(), "cut"));
    }

    void webpAnimationsFirstFrame() {
        // 6 x 4, lossless: a frame of (200, 30, 40), then one of (10, 20, 200); made by ImageMagick.
        const QByteArray webp = QByteArray::fromBase64(
            "UklGRogAAABXRUJQVlA4WAoAAAACAAAABQAAAwAAQU5JTQYAAAD/////AABBTk1GKgAAAAAAAAAAAAUAAAMAAGQAAAJWUDhMEQAA"
            "AC8FwAAAB1CPIhel/4GI6H8AAEFOTUYqAAAAAAAAAAAABQAAAwAAZAAAAFZQOEwRAAAALwXAAAAHUIoqFLn/gYjofwAA");
        const Image8 image = decodeImage(webp.toStdString(), "w");
        QCOMPARE(image.width, 6);
        QCOMPARE(image.height, 4);
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 6; ++x)
                for (int c = 0; c < 3; ++c) QCOMPARE(int{image.row(y)[3 * x + c]}, (std::array{200, 30, 40})[static_cast<std::size_t>(c)]);
        for (int size = 0; size < webp.size(); ++size)
            QVERIFY_THROWS_EXCEPTION(Error, decodeImage(webp.left(size).toStdString(), "cut"));
        // A frame of another size than the canvas: the canvas is what the limits were checked on.
        QByteArray wider = webp;
        wider[24] = 9;
        QVERIFY_THROWS_EXCEPTION(Error, decodeImage(wider.toStdString(), "wider"));
    }

    void reducedDecodingKeepsTheLongerSide() {
        const std::string jpeg = encodeImage(busyPicture(400, 640), ThumbnailFormat::Jpeg, 90);
        const Image8 reduced = decodeImage(jpeg, "j", {.reduceTo = 100});
        QCOMPARE(reduced.width, 160);
        QCOMPARE(reduced.height, 100);
        for (const auto format : {ThumbnailFormat::Jpeg, ThumbnailFormat::WebP}) {
            const Thumbnail thumbnail = makeThumbnail(jpeg, "j", {.longestSide = 64, .format = format});
            QCOMPARE(thumbnail.sourceWidth, 640);
            QCOMPARE(thumbnail.sourceHeight, 400);
            const Image8 small = decodeImage(thumbnail.bytes, "thumbnail");
            QCOMPARE(small.width, 64);
            QCOMPARE(small.height, 40);
        }
    }
};

QTEST_GUILESS_MAIN(TestBadImages)
#include "tst_bad_images.moc"
