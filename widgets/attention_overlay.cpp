#include "widgets/attention_overlay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kLevels = 256;

/// Tint over shade for each weight, ready to be laid over the picture.
std::array<QRgb, kLevels> makeLevels() {
    std::array<QRgb, kLevels> levels{};
    for (int i = 0; i < kLevels; ++i) {
        const float weight = static_cast<float>(i) / (kLevels - 1);
        const float tint = 0.42f * weight, shade = 0.62f * (1 - weight);
        const QColor colour = theme::ramp(0.25 + 0.75 * static_cast<double>(weight));
        // The tint (premultiplied) over black of the shade's opacity.
        const auto part = [&](float value) { return static_cast<int>(std::lround(255 * value * tint)); };
        const float alpha = tint + shade * (1 - tint);
        levels[static_cast<std::size_t>(i)] =
            qRgba(part(colour.redF()), part(colour.greenF()), part(colour.blueF()),
                  static_cast<int>(std::lround(255 * alpha)));
    }
    return levels;
}

struct Tap {
    int low = 0, high = 0;
    float share = 0;  // of the high one
};

/// Where each of `to` pixels lies between `from` cells.
std::vector<Tap> makeTaps(int from, int to) {
    std::vector<Tap> taps(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const float at =
            (static_cast<float>(i) + 0.5f) * static_cast<float>(from) / static_cast<float>(to) - 0.5f;
        const float clamped = std::clamp(at, 0.0f, static_cast<float>(from - 1));
        const int low = static_cast<int>(clamped);
        taps[static_cast<std::size_t>(i)] = {low, std::min(low + 1, from - 1),
                                             clamped - static_cast<float>(low)};
    }
    return taps;
}

}  // namespace

QImage attentionOverlay(const QVector<float>& weights, int rows, int columns, const QSize& size) {
    if (rows <= 0 || columns <= 0 || weights.size() != qsizetype(rows) * columns || size.isEmpty()) return {};
    QVector<float> clean = weights;
    for (float& weight : clean)
        if (!std::isfinite(weight) || weight < 0) weight = 0;
    const float most = *std::max_element(clean.begin(), clean.end());
    if (most <= 0) return {};

    const auto levels = makeLevels();
    const auto across = makeTaps(columns, size.width()), down = makeTaps(rows, size.height());
    QImage overlay(size, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < size.height(); ++y) {
        const Tap& v = down[static_cast<std::size_t>(y)];
        const float *upper = &clean[qsizetype(v.low) * columns], *lower = &clean[qsizetype(v.high) * columns];
        auto* line = reinterpret_cast<QRgb*>(overlay.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const Tap& h = across[static_cast<std::size_t>(x)];
            const float top = upper[h.low] + (upper[h.high] - upper[h.low]) * h.share;
            const float bottom = lower[h.low] + (lower[h.high] - lower[h.low]) * h.share;
            const float value = (top + (bottom - top) * v.share) / most;
            line[x] = levels[static_cast<std::size_t>(
                std::clamp(static_cast<int>(value * (kLevels - 1) + 0.5f), 0, kLevels - 1))];
        }
    }
    return overlay;
}

}  // namespace attune
