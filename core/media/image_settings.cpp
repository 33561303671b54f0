#include "media/image_settings.h"

#include <cstdint>
#include <system_error>

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20;

}  // namespace

std::optional<ImageSettings> findImageSettings(const fs::path& folder) {
    std::error_code failure;
    const fs::path newer = folder / kImageSettingsFiles[0], older = folder / kImageSettingsFiles[1];
    if (fs::exists(newer, failure)) {
        const Json all = readJsonFile(newer, kMostBytes);
        const auto own = all.is_object() ? all.find("image_processor") : all.end();
        if (own != all.end() && own->is_object()) return ImageSettings{newer, *own};
    }
    if (fs::exists(older, failure)) return ImageSettings{older, readJsonFile(older, kMostBytes)};
    return std::nullopt;
}

}  // namespace attune
