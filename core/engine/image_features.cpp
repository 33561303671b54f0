#include "engine/image_features.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <cstring>

#include "engine/prompts.h"
#include "media/decode.h"
#include "media/image_processor.h"
#include "model/captioner.h"

namespace attune {

namespace {

/// Pictures of one pass where each comes in tiles.
constexpr std::size_t kTiledPictures = 4;

}  // namespace

torch::Tensor loadPixels(const std::vector<std::filesystem::path>& files, const ImageProcessor& processor,
                         std::vector<PixelValues>* grids) {
    std::vector<torch::Tensor> pictures(files.size());
    if (grids) grids->resize(files.size());
    at::parallel_for(0, static_cast<std::int64_t>(files.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            auto pixels = processor.process(decodeImageFile(files[i]));
            pictures[i] = torch::empty({pixels.tiles, 3, pixels.height, pixels.width});
            std::memcpy(pictures[i].data_ptr<float>(), pixels.values.data(), pixels.values.size() * sizeof(float));
            if (!grids) continue;
            pixels.values = {};
            (*grids)[i] = std::move(pixels);
        }
    });
    return torch::cat(pictures);  // (P, 3, H, W)
}

ImageBatch loadPictures(const std::vector<std::filesystem::path>& files, const LoadedCaptioner& captioner) {
    ImageBatch batch;
    std::vector<PixelValues> grids;
    batch.pixels = loadPixels(files, *captioner.processor, &grids).to(captioner.device, captioner.dtype);
    for (const PixelValues& grid : grids) {
        batch.tiles.push_back(grid.tiles);
        if (captioner.chat) batch.prompts.push_back(chatPromptIds(captioner, grid.rows, grid.columns));
    }
    return batch;
}

torch::Tensor encodeFiles(const std::vector<std::filesystem::path>& files, const LoadedCaptioner& captioner,
                          Observer& observer, int batchSize) {
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> states;
    const bool tiled = captioner.processor->options().tiles.has_value();
    const std::size_t step = tiled ? std::min(kTiledPictures, static_cast<std::size_t>(batchSize))
                                   : static_cast<std::size_t>(batchSize);
    for (std::size_t begin = 0; begin < files.size(); begin += step) {
        observer.breathe();
        const std::size_t end = std::min(files.size(), begin + step);
        const std::vector<std::filesystem::path> batch(files.begin() + static_cast<std::ptrdiff_t>(begin),
                                                       files.begin() + static_cast<std::ptrdiff_t>(end));
        states.push_back(captioner.model->encodeBatch(loadPictures(batch, captioner)));  // (b, S, D_v)
        observer.progress(static_cast<std::int64_t>(end), static_cast<std::int64_t>(files.size()));
    }
    if (states.empty()) throw Error("there are no images to look at");
    return joinFeatures(states);  // (B, S, D_v)
}

}  // namespace attune
