// The golden photographs as files that every decoder reads alike.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "data/file.h"
#include "golden.h"
#include "media/thumbnail.h"
#include "tensors.h"

namespace attune::test {

/// The photograph as it lies there where its format loses nothing; of a JPEG what the reference decoded, as a PNG.
/// @param scratch  the folder for such a PNG @return empty where this set holds no lossless form of it
inline std::filesystem::path losslessPicture(const std::string& name, const std::filesystem::path& scratch) {
    static const std::set<std::string> lossless{".png", ".bmp", ".gif", ".tif", ".tiff"};
    const auto file = golden("images/" + name);
    if (!file.empty() && lossless.contains(file.extension().string())) return file;
    const auto decoded = golden("images/decoded.safetensors");
    if (decoded.empty()) return {};
    const auto tensors = readTensors(decoded);
    const auto found = tensors.find(name);
    if (found == tensors.end()) return {};
    const auto& shape = found->second.shape;  // (H, W, 3)
    Image8 image(static_cast<int>(shape.at(0)), static_cast<int>(shape.at(1)), static_cast<int>(shape.at(2)));
    image.pixels = found->second.values<std::uint8_t>();
    const auto written = scratch / (name + ".png");
    writeFileAtomically(written, encodePng(image));
    return written;
}

}  // namespace attune::test
