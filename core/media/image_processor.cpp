#include "media/image_processor.h"

#include <algorithm>

#include "data/error.h"

namespace attune {

namespace {

using Size = ImageProcessorOptions::Size;

/// The shorter side becomes `edge`; the longer one is cut to a whole number, not rounded.
Size sizeForShortestEdge(const Image8& image, int edge) {
    const double shortest = std::min(image.height, image.width),
                 longest = std::max(image.height, image.width);
    const double other = static_cast<double>(edge) * longest / shortest;
    // A thin strip of a picture would become a giant one.
    if (other > 65'536)
        throw Error("cannot resize an image of " + std::to_string(image.width) + " x " +
                        std::to_string(image.height) + " pixels for the model",
                    "its sides are too different");
    const int cut = static_cast<int>(other);
    return image.width <= image.height ? Size{cut, edge} : Size{edge, cut};
}

/// Rounds down, also below zero.
int halfDown(int value) {
    return value >= 0 ? value / 2 : -((1 - value) / 2);
}

/// The middle of the picture; a crop that reaches beyond it is filled with black. Where the difference of the
/// sides is odd, the crop lies half a pixel towards the top left.
Image8 centerCrop(const Image8& image, Size crop) {
    const int top = halfDown(image.height - crop.height), left = halfDown(image.width - crop.width);
    Image8 result(crop.height, crop.width, image.channels);
    const int firstColumn = std::max(0, -left), lastColumn = std::min(crop.width, image.width - left);
    for (int y = 0; y < crop.height; ++y) {
        if (y + top < 0 || y + top >= image.height || firstColumn >= lastColumn) continue;
        std::copy_n(image.row(y + top) + static_cast<std::ptrdiff_t>(firstColumn + left) * image.channels,
                    static_cast<std::ptrdiff_t>(lastColumn - firstColumn) * image.channels,
                    result.row(y) + static_cast<std::ptrdiff_t>(firstColumn) * image.channels);
    }
    return result;
}

/// What each of the 256 byte values becomes. The reference rescales in double precision, keeps single, and
/// normalises in single.
std::array<float, 256> valueTable(const ImageProcessorOptions& options, std::size_t channel) {
    std::array<float, 256> table{};
    const auto mean = static_cast<float>(options.mean.at(channel));
    const auto deviation = static_cast<float>(options.deviation.at(channel));
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        auto value = static_cast<float>(static_cast<double>(byte) * options.rescaleFactor.value_or(1.0));
        if (options.doNormalize) value = (value - mean) / deviation;
        table[byte] = value;
    }
    return table;
}

}  // namespace

PixelValues ImageProcessor::process(const Image8& image) const {
    if (image.channels != 3 || image.height < 1 || image.width < 1)
        throw Error("cannot prepare an image for the model", "it is empty or has no three colours");
    if (m_options.tiles) {
        const Tiles cut = cutTiles(image, *m_options.tiles, m_options.doResize, m_options.filter);
        const int side = m_options.tiles->side;
        const std::size_t values = 3 * static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
        PixelValues result{side, side, std::vector<float>(values * cut.tiles.size()),
                           static_cast<int>(cut.tiles.size()), cut.rows, cut.columns};
        for (std::size_t i = 0; i < cut.tiles.size(); ++i) normalize(cut.tiles[i], result.values.data() + i * values);
        return result;
    }
    Image8 made;
    const Image8* current = &image;
    if (m_options.doResize) {
        const Size size =
            m_options.shortestEdge ? sizeForShortestEdge(image, *m_options.shortestEdge) : m_options.size;
        made = resize(image, size.height, size.width, m_options.filter);
        current = &made;
    }
    if (m_options.crop) {
        made = centerCrop(*current, *m_options.crop);
        current = &made;
    }
    PixelValues result{current->height, current->width, std::vector<float>(current->pixels.size())};
    normalize(*current, result.values.data());
    return result;
}

void ImageProcessor::normalize(const Image8& image, float* values) const {
    const std::size_t area = static_cast<std::size_t>(image.height) * static_cast<std::size_t>(image.width);
    for (std::size_t c = 0; c < 3; ++c) {
        const auto table = valueTable(m_options, c);
        float* plane = values + c * area;  // (H, W)
        for (std::size_t i = 0; i < area; ++i) plane[i] = table[image.pixels[3 * i + c]];
    }
}

}  // namespace attune
