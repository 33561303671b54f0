// Reads the image settings of a checkpoint. What a config names is carried out, known to have no effect, or refused by
// name.
#include <algorithm>
#include <string_view>

#include "data/error.h"
#include "media/image_processor.h"
#include "media/image_settings.h"

namespace attune {

namespace {

using Size = ImageProcessorOptions::Size;
using Options = ImageProcessorOptions;

constexpr int kMaxSide = 16'384;
constexpr std::array kClipMean{0.48145466, 0.4578275, 0.40821073};
constexpr std::array kClipDeviation{0.26862954, 0.26130258, 0.27577711};

/// A known image processor and the defaults of its constructor in `transformers`.
struct Processor {
    std::string_view name;  ///< without "ImageProcessor" or "FeatureExtractor"
    int size;
    bool keepsProportions;  ///< a plain number as size means the shorter side, not a square
    int crop;               ///< 0: no centre crop
    ResizeFilter filter;
    bool clipStatistics;  ///< mean and deviation of CLIP's training pictures, else 0.5
};

constexpr std::array kProcessors{
    Processor{"ViT", 224, false, 0, ResizeFilter::Bilinear, false},
    Processor{"DeiT", 256, false, 224, ResizeFilter::Bicubic, false},
    Processor{"CLIP", 224, true, 224, ResizeFilter::Bicubic, true},
    Processor{"Blip", 384, false, 0, ResizeFilter::Bicubic, true},
    Processor{"Siglip", 224, false, 0, ResizeFilter::Bicubic, false},
    // Tiles; the sizes are read on their own.
    Processor{"Idefics3", 364, false, 0, ResizeFilter::Lanczos, false},
    Processor{"SmolVLM", 364, false, 0, ResizeFilter::Lanczos, false},
};

bool cutsTiles(const Processor& processor) { return processor.name == "Idefics3" || processor.name == "SmolVLM"; }

/// Of video, which pictures never meet, and of padding, which tiles of one size do not need.
constexpr std::array kTileKeys{"do_image_splitting", "max_image_size", "do_pad", "video_sampling", "do_sample_frames"};

/// Keys that say nothing about the pixels, or that are carried out below.
constexpr std::array kKnownKeys{"do_resize",
                                "size",
                                "resample",
                                "do_center_crop",
                                "crop_size",
                                "do_rescale",
                                "rescale_factor",
                                "do_normalize",
                                "image_mean",
                                "image_std",
                                "do_convert_rgb",
                                "image_processor_type",
                                "feature_extractor_type",
                                "processor_class",
                                "default_to_square",
                                "data_format",
                                "input_data_format",
                                "return_tensors",
                                "device",
                                "_valid_processor_keys",
                                "image_seq_length",
                                "num_image_tokens",
                                "patch_size",
                                "vision_feature_select_strategy",
                                "auto_map"};

class ConfigReader {
  public:
    ConfigReader(const Json& config, const std::string& name) : m_config(config), m_name(name) {}

    Options read() const {
        if (!m_config.is_object()) refuse("it is not a JSON object");
        const Processor& processor = kProcessors.at(indexOfProcessor());
        refuseUnknownKeys(processor);
        Options options;
        options.doResize = flag("do_resize", true);
        options.filter = readFilter(processor.filter);
        if (cutsTiles(processor))
            options.tiles = readTiles();
        else
            readSize(options, processor);
        if (flag("do_center_crop", processor.crop > 0)) options.crop = readCrop(processor);
        if (!flag("do_rescale", true))
            options.rescaleFactor = std::nullopt;
        else
            options.rescaleFactor = number("rescale_factor", 1.0 / 255);
        options.doNormalize = flag("do_normalize", true);
        constexpr std::array kHalves{0.5, 0.5, 0.5};
        options.mean = readTriple("image_mean", processor.clipStatistics ? kClipMean : kHalves);
        options.deviation = readTriple("image_std", processor.clipStatistics ? kClipDeviation : kHalves);
        for (const double deviation : options.deviation)
            if (!(deviation > 0)) refuse("\"image_std\" holds a value that is not above zero");
        return options;
    }

  private:
    [[noreturn]] void refuse(const std::string& reason) const {
        throw Error("cannot use the image settings " + m_name, reason);
    }

    bool has(const char* key) const { return m_config.contains(key) && !m_config.at(key).is_null(); }

    bool flag(const char* key, bool fallback) const {
        if (!has(key)) return fallback;
        if (!m_config.at(key).is_boolean()) refuse(std::string("\"") + key + "\" is neither true nor false");
        return m_config.at(key).get<bool>();
    }

    double number(const char* key, double fallback) const {
        if (!has(key)) return fallback;
        if (!m_config.at(key).is_number()) refuse(std::string("\"") + key + "\" is not a number");
        return m_config.at(key).get<double>();
    }

    /// The named processor; old files name none, and then the settings tell CLIP's kind from ViT's.
    std::size_t indexOfProcessor() const {
        std::string type;
        for (const char* key : {"feature_extractor_type", "image_processor_type"})
            if (has(key) && m_config.at(key).is_string()) type = m_config.at(key).get<std::string>();
        if (type.empty() && has("max_image_size")) return 5;
        if (type.empty()) {
            const bool proportions = has("crop_size") || flag("do_center_crop", false) ||
                                     (has("size") && m_config.at("size").contains("shortest_edge"));
            return proportions ? 2 : 0;
        }
        std::string_view stem = type;
        for (const std::string_view ending : {"Fast", "ImageProcessor", "FeatureExtractor"})
            if (stem.ends_with(ending)) stem.remove_suffix(ending.size());
        for (std::size_t i = 0; i < kProcessors.size(); ++i)
            if (kProcessors.at(i).name == stem) return i;
        refuse("the image processor " + type +
               " is not supported; ViT, DeiT, CLIP, BLIP, SigLIP, Idefics3 and SmolVLM ones are");
    }

    void refuseUnknownKeys(const Processor& processor) const {
        for (const auto& [key, value] : m_config.items()) {
            if (std::find(kKnownKeys.begin(), kKnownKeys.end(), key) != kKnownKeys.end()) continue;
            if (value.is_null() || value == Json(false)) continue;  // named in order to be off
            if (cutsTiles(processor) && std::find(kTileKeys.begin(), kTileKeys.end(), key) != kTileKeys.end()) continue;
            // BLIP's processor stores these two, which old configs hold, and never looks at them.
            if (processor.name == "Blip" && (key == "do_pad" || key == "size_divisor")) continue;
            refuse("the setting \"" + key + "\" is not supported");
        }
    }

    ResizeFilter readFilter(ResizeFilter fallback) const {
        if (!has("resample")) return fallback;
        const Json& value = m_config.at("resample");
        if (!value.is_number_integer() || value < 0 || value > 5)
            refuse("\"resample\" is not one of Pillow's filters 0 to 5");
        return static_cast<ResizeFilter>(value.get<int>());
    }

    int side(const Json& value, const char* key) const {
        if (!value.is_number_integer() || value < 1 || value > kMaxSide)
            refuse(std::string("\"") + key + "\" holds " + dumpJson(value).substr(0, 40) +
                   ", which is not a number of pixels between 1 and " + std::to_string(kMaxSide));
        return value.get<int>();
    }

    /// {"height", "width"} or a pair [height, width].
    std::optional<Size> exactSize(const Json& value, const char* key) const {
        if (value.is_array() && value.size() == 2) return Size{side(value[0], key), side(value[1], key)};
        if (value.is_object() && value.size() == 2 && value.contains("height") && value.contains("width"))
            return Size{side(value["height"], key), side(value["width"], key)};
        return std::nullopt;
    }

    void readSize(Options& options, const Processor& processor) const {
        if (!options.doResize) return;
        const Json value = has("size") ? m_config.at("size") : Json(processor.size);
        if (value.is_number()) {
            const int edge = side(value, "size");
            if (processor.keepsProportions && !flag("default_to_square", false))
                options.shortestEdge = edge;
            else
                options.size = {edge, edge};
        } else if (const auto exact = exactSize(value, "size")) {
            options.size = *exact;
        } else if (value.is_object() && value.size() == 1 && value.contains("shortest_edge") &&
                   processor.keepsProportions) {
            options.shortestEdge = side(value["shortest_edge"], "size");
        } else {
            refuse("the size " + dumpJson(value).substr(0, 80) +
                   " is not supported for this kind of image processor");
        }
    }

    /// {"longest_edge": N}, or a plain number.
    int longestEdge(const char* key, int fallback) const {
        if (!has(key)) return fallback;
        const Json& value = m_config.at(key);
        if (value.is_number()) return side(value, key);
        if (value.is_object() && value.size() == 1 && value.contains("longest_edge")) return side(value["longest_edge"], key);
        refuse("the size " + dumpJson(value).substr(0, 80) + " is not supported for this kind of image processor");
    }

    TileOptions readTiles() const {
        TileOptions tiles;
        tiles.longestEdge = longestEdge("size", tiles.longestEdge);
        tiles.side = longestEdge("max_image_size", tiles.side);
        tiles.split = flag("do_image_splitting", true);
        return tiles;
    }

    Size readCrop(const Processor& processor) const {
        const Json value =
            has("crop_size") ? m_config.at("crop_size") : Json(processor.crop > 0 ? processor.crop : 224);
        if (value.is_number()) return {side(value, "crop_size"), side(value, "crop_size")};
        if (const auto exact = exactSize(value, "crop_size")) return *exact;
        refuse("the crop size " + dumpJson(value).substr(0, 80) + " is not supported");
    }

    std::array<double, 3> readTriple(const char* key, std::array<double, 3> fallback) const {
        if (!has(key)) return fallback;
        const Json& value = m_config.at(key);
        if (value.is_number()) return {value.get<double>(), value.get<double>(), value.get<double>()};
        const bool numbers =
            value.is_array() && value.size() == 3 &&
            std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_number(); });
        if (!numbers) refuse(std::string("\"") + key + "\" is not a list of three numbers");
        return {value[0].get<double>(), value[1].get<double>(), value[2].get<double>()};
    }

    const Json& m_config;
    const std::string& m_name;
};

}  // namespace

ImageProcessor ImageProcessor::fromJson(const Json& config, const std::string& name) {
    return ImageProcessor(ConfigReader(config, name).read());
}

ImageProcessor ImageProcessor::fromFile(const std::filesystem::path& path) {
    return fromJson(readJsonFile(path, std::uint64_t{1} << 20), path.string());
}

ImageProcessor ImageProcessor::fromFolder(const std::filesystem::path& folder) {
    const auto settings = findImageSettings(folder);
    if (!settings)
        throw Error("the model " + folder.string() + " cannot be used",
                    "it has no preprocessor_config.json, and no processor_config.json with image settings in it",
                    "fetch the missing file: without it nobody knows how images are prepared for the model");
    return fromJson(settings->values, settings->file.string());
}

}  // namespace attune
