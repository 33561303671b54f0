#include "model/patches.h"

#include "data/error.h"

namespace attune {

void checkPixels(const torch::Tensor& pixels, std::int64_t channels, std::int64_t height, std::int64_t width) {
    if (pixels.dim() != 4 || pixels.size(1) != channels || pixels.size(2) != height || pixels.size(3) != width)
        throw Error("the images do not fit the captioner",
                    "it takes " + std::to_string(channels) + " channels of " + std::to_string(width) + " x " +
                        std::to_string(height) + " pixels");
}

torch::Tensor embedPatches(const torch::Tensor& pixels, const torch::Tensor& weight, const torch::Tensor& bias) {
    const auto batch = pixels.size(0), channels = weight.size(1), height = weight.size(2), width = weight.size(3);
    const auto rows = pixels.size(2) / height, columns = pixels.size(3) / width;
    const torch::Tensor patches = pixels.narrow(2, 0, rows * height)
                                      .narrow(3, 0, columns * width)
                                      .reshape({batch, channels, rows, height, columns, width})
                                      .permute({0, 2, 4, 1, 3, 5})
                                      .reshape({batch, rows * columns, -1});  // (B, P, C*h*w)
    return torch::linear(patches, weight.flatten(1), bias);                   // (B, P, D)
}

}  // namespace attune
