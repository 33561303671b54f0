// How fast pictures come in: decoding, beside plain OpenCV, and resizing.
#include <benchmark/benchmark.h>

#include <opencv2/imgcodecs.hpp>

#include "data/rng.h"
#include "media/decode.h"
#include "media/image_processor.h"
#include "media/resize.h"
#include "media/sha256.h"
#include "media/thumbnail.h"

namespace {

using namespace attune;

/// A picture of soft shapes with a little noise, about as hard to decode as a photograph.
Image8 photoLike(int height, int width) {
    Rng rng(7);
    Image8 image(height, width);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                image.row(y)[3 * x + c] =
                    static_cast<std::uint8_t>((x * (c + 1) / 5 + y / 3 + (x / 40 + y / 30) % 2 * 60) % 230 +
                                              static_cast<int>(rng.below(12)));
    return image;
}

std::string encoded(int kind, const Image8& image) {
    return kind == 0 ? encodeImage(image, ThumbnailFormat::Jpeg, 90) : encodePng(image);
}

void label(benchmark::State& state, const Image8& image) {
    state.SetItemsProcessed(state.iterations());
    state.counters["MP/s"] = benchmark::Counter(static_cast<double>(image.width) * image.height / 1e6,
                                                benchmark::Counter::kIsIterationInvariantRate);
}

void decode(benchmark::State& state) {
    const Image8 image = photoLike(480, 640);
    const std::string bytes = encoded(static_cast<int>(state.range(0)), image);
    for (auto _ : state) benchmark::DoNotOptimize(decodeImage(bytes, "bench"));
    label(state, image);
}
BENCHMARK(decode)->Name("media/decode")->ArgName("png")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void decodeOpenCv(benchmark::State& state) {
    const Image8 image = photoLike(480, 640);
    std::string bytes = encoded(static_cast<int>(state.range(0)), image);
    const cv::Mat data(1, static_cast<int>(bytes.size()), CV_8U, bytes.data());
    for (auto _ : state) benchmark::DoNotOptimize(cv::imdecode(data, cv::IMREAD_COLOR));
    label(state, image);
}
BENCHMARK(decodeOpenCv)
    ->Name("media/decode_opencv")
    ->ArgName("png")
    ->Arg(0)
    ->Arg(1)
    ->Unit(benchmark::kMillisecond);

/// What an import does with each picture besides storing its row.
void import(benchmark::State& state) {
    const Image8 image = photoLike(1200, 1600);
    const std::string bytes = encoded(0, image);
    for (auto _ : state) {
        benchmark::DoNotOptimize(sha256(bytes));
        benchmark::DoNotOptimize(makeThumbnail(bytes, "bench"));
    }
    label(state, image);
}
BENCHMARK(import)->Name("media/fingerprint_and_thumbnail")->Unit(benchmark::kMillisecond);

void resizeTo224(benchmark::State& state) {
    const Image8 image = photoLike(480, 640);
    const auto filter = static_cast<ResizeFilter>(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(resize(image, 224, 224, filter));
    label(state, image);
}
BENCHMARK(resizeTo224)
    ->Name("media/resize")
    ->ArgName("filter")
    ->DenseRange(0, 5)
    ->Unit(benchmark::kMicrosecond);

void prepare(benchmark::State& state) {
    const Image8 image = photoLike(480, 640);
    const auto processor =
        ImageProcessor::fromJson(Json{{"image_processor_type", "CLIPImageProcessor"}}, "bench");
    for (auto _ : state) benchmark::DoNotOptimize(processor.process(image));
    label(state, image);
}
BENCHMARK(prepare)->Name("media/pixel_values_clip")->Unit(benchmark::kMicrosecond);

}  // namespace
