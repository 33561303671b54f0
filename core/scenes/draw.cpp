#include "scenes/draw.h"

#include <algorithm>
#include <cmath>

namespace attune {

namespace {

using Int = std::int64_t;

constexpr Int kUnit = 1024;   // one pixel
constexpr Int kTrig = 65536;  // sine and cosine of 1

constexpr std::array<std::array<int, 3>, kColours> kInk{
    {{214, 40, 40}, {40, 160, 70}, {40, 90, 220}, {245, 215, 50}, {145, 60, 190}, {242, 130, 25}}};

/// An object in fixed point, ready for point tests.
struct Stencil {
    Shape shape;
    Int x, y, radius;  // 1/kUnit pixel
    Int cosine, sine;  // 1/kTrig

    explicit Stencil(const SceneObject& o)
        : shape(o.shape),
          x(std::llround(o.x * kUnit)),
          y(std::llround(o.y * kUnit)),
          radius(std::llround(o.radius * kUnit)) {
        // Taylor series in integers: the C library's sine may differ in the last bit between machines.
        const Int a = std::llround(o.rotation * 1000);  // milliradians, at most 500 either way
        sine = (a * kTrig - a * a * a * kTrig / 6000000) / 1000;
        cosine = kTrig - a * a * kTrig / 2000000 + a * a * a * a / 1000 * kTrig / 24000000 / 1000;
    }

    /// @param px,py a point, in 1/kUnit pixel
    bool covers(Int px, Int py) const {
        const Int dx = px - x;
        const Int dy = py - y;
        const Int u = (dx * cosine + dy * sine) / kTrig;
        const Int v = (dy * cosine - dx * sine) / kTrig;
        switch (shape) {
            case Shape::Circle:
                return u * u + v * v <= radius * radius;
            case Shape::Square:
                return std::max(std::abs(u), std::abs(v)) * 100 <= radius * 84;
            case Shape::Triangle:  // apex at (0, -1), base at v = 0.75 from u = -1 to 1
                return v * 100 <= radius * 75 && std::abs(u) * 7 <= (v + radius) * 4;
            case Shape::Cross: {
                const Int longer = std::max(std::abs(u), std::abs(v));
                const Int shorter = std::min(std::abs(u), std::abs(v));
                return longer <= radius && shorter * 100 <= radius * 33;
            }
            case Shape::Star:
                return inStar(u, v);
        }
        return false;
    }

    /// A five-pointed star is where at least four of the five half-planes of its edges meet.
    bool inStar(Int u, Int v) const {
        // Outward normals of the edges: 72 degrees apart, the first pointing down. In 1/1000.
        constexpr std::array<std::array<Int, 2>, 5> normals{
            {{0, 1000}, {951, 309}, {588, -809}, {-588, -809}, {-951, 309}}};
        int outside = 0;
        for (const auto& [nx, ny] : normals) outside += (u * nx + v * ny) * 100 > radius * 36 * 1000;
        return outside <= 1;
    }

    /// The first and one past the last pixel row (or column) that the object can reach.
    static std::pair<int, int> reach(Int centre, Int radius) {
        const Int far = radius * 3 / 2 + kUnit;
        return {static_cast<int>(std::clamp<Int>((centre - far) / kUnit, 0, kSceneSide)),
                static_cast<int>(std::clamp<Int>((centre + far) / kUnit + 1, 0, kSceneSide))};
    }
};

/// Samples of the pixel's 4 x 4 grid that the object covers, 0 to 16.
int coverage(const Stencil& stencil, int column, int row) {
    int count = 0;
    for (Int j = 0; j < 4; ++j)
        for (Int i = 0; i < 4; ++i)
            count += stencil.covers(column * kUnit + kUnit / 8 + i * kUnit / 4,
                                    row * kUnit + kUnit / 8 + j * kUnit / 4);
    return count;
}

void paint(Image8& image, const SceneObject& object) {
    const Stencil stencil(object);
    const auto& ink = kInk.at(static_cast<std::size_t>(object.colour));
    const auto [top, bottom] = Stencil::reach(stencil.y, stencil.radius);
    const auto [left, right] = Stencil::reach(stencil.x, stencil.radius);
    for (int row = top; row < bottom; ++row)
        for (int column = left; column < right; ++column) {
            const int alpha = coverage(stencil, column, row);
            if (alpha == 0) continue;
            auto* pixel = image.row(row) + column * 3;
            for (std::size_t c = 0; c < 3; ++c)
                pixel[c] = static_cast<std::uint8_t>((pixel[c] * (16 - alpha) + ink[c] * alpha + 8) / 16);
        }
}

/// Adds grain: the sum of four uniform bytes is near enough to a normal, and is the same everywhere.
void addGrain(Image8& image, std::uint64_t seed) {
    Rng rng(seed);
    std::uint64_t bits = 0;
    int left = 0;
    for (auto& value : image.pixels) {
        if (left == 0) {
            bits = rng.next();
            left = 2;
        }
        int sum = 0;
        for (int i = 0; i < 4; ++i, bits >>= 8) sum += static_cast<int>(bits & 0xff);
        --left;
        // The sum has mean 510 and standard deviation 148, so this is 5.1 grey levels: 0.02 of white.
        const int grain = (sum - 510 + (sum >= 510 ? 14 : -14)) / 29;
        value = static_cast<std::uint8_t>(std::clamp(value + grain, 0, 255));
    }
}

}  // namespace

Image8 drawScene(const Scene& scene) {
    Image8 image(kSceneSide, kSceneSide);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(std::clamp(scene.background[i % 3], 0, 255));
    for (const auto& object : scene.objects) paint(image, object);
    addGrain(image, scene.noiseSeed);
    return image;
}

std::vector<PatchLabel> labelPatches(const Scene& scene, int grid) {
    if (grid < 1 || grid > kSceneSide || kSceneSide % grid != 0)
        throw Error("an image of " + std::to_string(kSceneSide) + " pixels has no grid of " +
                    std::to_string(grid));
    const int side = kSceneSide / grid;
    const auto patches = static_cast<std::size_t>(grid) * static_cast<std::size_t>(grid);
    std::vector<PatchLabel> labels(patches);
    std::vector<int> best(patches, 0);
    for (const auto& object : scene.objects) {
        const Stencil stencil(object);
        std::vector<int> pixels(patches, 0);
        const auto [top, bottom] = Stencil::reach(stencil.y, stencil.radius);
        const auto [left, right] = Stencil::reach(stencil.x, stencil.radius);
        for (int row = top; row < bottom; ++row)
            for (int column = left; column < right; ++column)
                if (stencil.covers(column * kUnit + kUnit / 2, row * kUnit + kUnit / 2))
                    ++pixels[static_cast<std::size_t>(row / side * grid + column / side)];
        for (std::size_t p = 0; p < patches; ++p) {
            if (pixels[p] <= best[p]) continue;
            best[p] = pixels[p];
            if (pixels[p] * 100 >= side * side * 30)
                labels[p] = {static_cast<int>(object.shape), static_cast<int>(object.colour),
                             static_cast<int>(object.size)};
            else if (pixels[p] * 100 >= side * side * 6)
                labels[p] = {kIgnoredLabel, kIgnoredLabel, kIgnoredLabel};
        }
    }
    return labels;
}

}  // namespace attune
