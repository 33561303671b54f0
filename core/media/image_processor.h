// From a picture to the numbers that a vision tower expects, as the image settings of its checkpoint say.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/json.h"
#include "media/image8.h"
#include "media/resize.h"
#include "media/tiles.h"

namespace attune {

/// What an image processor does, in this order: resize, centre crop, rescale, normalise.
struct ImageProcessorOptions {
    struct Size {
        int height = 0;  ///< pixels
        int width = 0;
    };

    bool doResize = true;
    Size size;                        ///< exact size, unless `shortestEdge` is set
    std::optional<int> shortestEdge;  ///< resize the shorter side to this, keeping the proportions
    ResizeFilter filter = ResizeFilter::Bilinear;
    std::optional<Size> crop;                         ///< centre crop; what lies outside the picture is black
    std::optional<TileOptions> tiles;  ///< cut into tiles instead of the sizes above
    std::optional<double> rescaleFactor = 1.0 / 255;  ///< none: values stay 0..255
    bool doNormalize = true;
    std::array<double, 3> mean{0.5, 0.5, 0.5};  ///< of red, green, blue, after rescaling
    std::array<double, 3> deviation{0.5, 0.5, 0.5};
};

struct PixelValues {
    int height = 0;
    int width = 0;
    std::vector<float> values;  ///< (3, H, W), or (tiles, 3, H, W)
    int tiles = 1;
    int rows = 0;  ///< of tiles, beside which the whole picture is the last one; 0 where the picture is not cut
    int columns = 0;
};

/// Reproduces the image processors of `transformers` that give pictures of one size: those of ViT, DeiT, CLIP, GIT and
/// LLaVA (which use CLIP's), BLIP and SigLIP, and those of Idefics3 and SmolVLM, which give tiles of one size, as many as
/// the picture's shape asks for. Results are equal to theirs bit for bit.
class ImageProcessor {
  public:
    /// Reads old and new styles (plain numbers or objects as sizes, feature extractor or image processor
    /// names) with the defaults that the named processor has. @throws Error naming any setting that is not
    /// carried out here
    static ImageProcessor fromFile(const std::filesystem::path& path);
    /// Of a checkpoint folder, from the file that holds its settings (see image_settings.h). @throws Error where none does
    static ImageProcessor fromFolder(const std::filesystem::path& folder);
    /// @param name  of the config, for the message
    static ImageProcessor fromJson(const Json& config, const std::string& name);

    explicit ImageProcessor(ImageProcessorOptions options) : m_options(options) {}

    /// @param image  (H, W, 3) RGB. @throws Error if it has other channels or no pixels
    PixelValues process(const Image8& image) const;

    const ImageProcessorOptions& options() const { return m_options; }

  private:
    /// Writes a picture of the final size. @param values  room for (3, H, W)
    void normalize(const Image8& image, float* values) const;

    ImageProcessorOptions m_options;
};

}  // namespace attune
