#include <QtTest>
#include <algorithm>

#include "data/error.h"
#include "data/rng.h"
#include "media/resample_coefficients.h"
#include "media/resample_passes.h"
#include "media/resize.h"

using namespace attune;

namespace {

Image8 noise(int height, int width, int channels, std::uint64_t seed = 1) {
    Rng rng(seed);
    Image8 image(height, width, channels);
    // Mostly black and white, so that filters overshoot and must be clipped.
    for (auto& pixel : image.pixels) {
        const std::uint64_t kind = rng.below(4);
        pixel = static_cast<std::uint8_t>(kind == 0 ? 0 : kind == 1 ? 255 : rng.below(256));
    }
    return image;
}

std::uint8_t clipped(std::int64_t sum) {
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>(sum >> kResamplePrecision, 0, 255));
}

/// The definition, sample by sample: the horizontal pass, then the vertical one.
Image8 plainResize(const Image8& image, int height, int width, ResizeFilter filter) {
    const auto columns = resampleCoefficients(image.width, width, filter);
    const auto rows = resampleCoefficients(image.height, height, filter);
    const auto weight = [](const ResampleCoefficients& c, int out, int i) {
        return std::int64_t{c.weights[static_cast<std::size_t>(out * c.stride + i)]};
    };
    Image8 wide(image.height, width, image.channels), result(height, width, image.channels);
    for (int y = 0; y < wide.height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < image.channels; ++c) {
                const auto span = columns.spans[static_cast<std::size_t>(x)];
                std::int64_t sum = std::int64_t{1} << (kResamplePrecision - 1);
                for (int i = 0; i < span.count; ++i)
                    sum += weight(columns, x, i) * image.row(y)[(span.first + i) * image.channels + c];
                wide.row(y)[x * image.channels + c] = clipped(sum);
            }
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width * image.channels; ++x) {
            const auto span = rows.spans[static_cast<std::size_t>(y)];
            std::int64_t sum = std::int64_t{1} << (kResamplePrecision - 1);
            for (int i = 0; i < span.count; ++i) sum += weight(rows, y, i) * wide.row(span.first + i)[x];
            result.row(y)[x] = clipped(sum);
        }
    return result;
}

}  // namespace

class TestResize : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void fastPassesEqualTheDefinition() {
        const std::vector<std::pair<int, int>> sizes{{1, 1}, {2, 3}, {7, 5}, {31, 64}, {90, 13}};
        for (const int channels : {1, 2, 3, 4})
            for (const auto filter : {ResizeFilter::Lanczos, ResizeFilter::Bilinear, ResizeFilter::Bicubic,
                                      ResizeFilter::Box, ResizeFilter::Hamming})
                for (const auto& [fromHeight, fromWidth] : sizes)
                    for (const auto& [height, width] : sizes) {
                        const Image8 image = noise(fromHeight, fromWidth, channels);
                        if (height == fromHeight || width == fromWidth) continue;
                        QVERIFY(resize(image, height, width, filter) ==
                                plainResize(image, height, width, filter));
                    }
    }

    void instructionSetsAgree() {
#if defined(__x86_64__)
        if (!__builtin_cpu_supports("avx2")) QSKIP("this processor has no AVX2");
        const auto coefficients = resampleCoefficients(100, 37, ResizeFilter::Lanczos);
        const Image8 image = noise(100, 100, 3);
        const auto& span = coefficients.spans[20];
        const auto* weights = coefficients.weights.data() + 20 * coefficients.stride;
        std::vector<std::uint8_t> fast(300), slow(300);
        avx2Kernels().rows(image.row(span.first), 300, span.count, weights, fast.data(), 300);
        baselineKernels().rows(image.row(span.first), 300, span.count, weights, slow.data(), 300);
        QVERIFY(fast == slow);

        const std::vector<ResampleCoefficients::Span> spans{{0, 16}, { 50, 16 }};
        std::vector<std::int32_t> many(2 * 2 * kResampleGroup);
        for (std::size_t i = 0; i < many.size(); ++i)
            many[i] = static_cast<std::int32_t>(i * 7919 % 300'000) - 100'000;
        const ColumnPlan plan{2, 3, 2, spans.data(), many.data()};
        fast.assign(6, 0);
        slow.assign(6, 1);
        avx2Kernels().columns(image.row(0), fast.data(), plan);
        baselineKernels().columns(image.row(0), slow.data(), plan);
        QVERIFY(fast == slow);
#else
        QSKIP("there is one instruction set on this machine");
#endif
    }

    void aPlainColourStaysPlain() {
        Image8 image(50, 40);
        std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{201});
        for (const int filter : {0, 1, 2, 3, 4, 5}) {
            const Image8 result = resize(image, 33, 77, static_cast<ResizeFilter>(filter));
            QVERIFY(std::all_of(result.pixels.begin(), result.pixels.end(),
                                [](std::uint8_t v) { return v == 201; }));
        }
    }

    void theSameSizeIsTheSamePicture() {
        const Image8 image = noise(9, 8, 3);
        QVERIFY(resize(image, 9, 8, ResizeFilter::Lanczos) == image);
        QCOMPARE(resize(image, 9, 4, ResizeFilter::Bicubic).width, 4);
        QCOMPARE(resize(image, 3, 8, ResizeFilter::Bicubic).height, 3);
    }

    void impossibleSizesAreRefused() {
        const Image8 image = noise(4, 4, 3);
        for (const int side : {0, -1, 65'537})
            QVERIFY_THROWS_EXCEPTION(Error, resize(image, side, 4, ResizeFilter::Bilinear));
        QVERIFY_THROWS_EXCEPTION(Error, resize(Image8(), 4, 4, ResizeFilter::Bilinear));
    }
};

QTEST_GUILESS_MAIN(TestResize)
#include "tst_resize.moc"
