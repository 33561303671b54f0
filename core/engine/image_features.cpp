#include "engine/image_features.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <cstring>

#include "media/decode.h"
#include "media/image_processor.h"
#include "model/captioner.h"

namespace attune {

torch::Tensor loadPixels(const std::vector<std::filesystem::path>& files, const ImageProcessor& processor) {
    std::vector<torch::Tensor> pictures(files.size());
    at::parallel_for(0, static_cast<std::int64_t>(files.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            const auto pixels = processor.process(decodeImageFile(files[i]));
            pictures[i] = torch::empty({3, pixels.height, pixels.width});
            std::memcpy(pictures[i].data_ptr<float>(), pixels.values.data(), pixels.values.size() * sizeof(float));
        }
    });
    return torch::stack(pictures);  // (B, 3, H, W)
}

torch::Tensor encodeFiles(const std::vector<std::filesystem::path>& files, const LoadedCaptioner& captioner,
                          Observer& observer, int batchSize) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> states;
    const std::size_t step = static_cast<std::size_t>(batchSize);
    for (std::size_t begin = 0; begin < files.size(); begin += step) {
        observer.breathe();
        const std::size_t end = std::min(files.size(), begin + step);
        const std::vector<std::filesystem::path> batch(files.begin() + static_cast<std::ptrdiff_t>(begin),
                                                       files.begin() + static_cast<std::ptrdiff_t>(end));
        const auto pixels = loadPixels(batch, *captioner.processor).to(captioner.device);
        states.push_back(captioner.model->encodeImages(pixels));  // (b, S, D_v)
        observer.progress(static_cast<std::int64_t>(end), static_cast<std::int64_t>(files.size()));
    }
    if (states.empty()) throw Error("there are no pictures to look at");
    return joinFeatures(states);  // (B, S, D_v)
}

}  // namespace attune
