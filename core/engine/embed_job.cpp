#include <torch/torch.h>

#include "engine/caption_ids.h"
#include "engine/device.h"
#include "engine/image_features.h"
#include "engine/jobs.h"
#include "learn/pca.h"
#include "model/safetensors.h"

namespace attune {

namespace {

/// The decoder's state behind each caption's last token. @return (M, D)
torch::Tensor captionStates(const InputCaptions& captions, const torch::Tensor& features,
                            const LoadedCaptioner& captioner, Observer& observer) {
    constexpr std::int64_t kBatch = 128;
    const torch::NoGradGuard noGrad;
    const TokenRows all = captionRows(captions, captioner);
    std::vector<torch::Tensor> states;
    for (std::int64_t begin = 0; begin < captions.size(); begin += kBatch) {
        observer.breathe();
        const auto end = std::min(captions.size(), begin + kBatch);
        const TokenRows rows(all.begin() + begin, all.begin() + end);
        const std::vector<std::int64_t> images(captions.images.begin() + begin, captions.images.begin() + end);
        const PackedRows packed = packRows(rows, *captioner.model, captioner.device);
        const auto ones = torch::ones({packed.rows(), 1}, packed.mask.options());
        const auto hidden = captioner.model
                                ->decode(packed.tokens, featuresForRows(features, images),
                                         torch::cat({ones, packed.mask}, 1))
                                .hidden;  // (b, T + 1, D); place t + 1 has read token t
        const auto last = (packed.lastIndex + 1).view({-1, 1, 1}).expand({-1, 1, hidden.size(2)});
        states.push_back(hidden.gather(1, last).squeeze(1));  // (b, D)
    }
    return torch::cat(states);
}

}  // namespace

Json runEmbed(const JobContext& context) {
    const auto images = readImages(context.folder);
    const auto captions = readCaptions(context.folder, images);
    const auto captioner = context.models.captioner(modelFolder(context.folder, "captioner"),
                                                    deviceFromText(context.folder.job().device));
    context.observer.phase("look at the images");
    const auto features = encodeFiles(images.files, captioner, context.observer);  // (B, S, D_v)
    const auto points = features.mean(1).cpu();                                    // (B, D_v)
    NamedTensors tensors{{"image", points}, {"image_ids", torch::tensor(images.ids)}};
    if (captions.size() > 0) {
        context.observer.phase("read the captions");
        tensors["caption"] = captionStates(captions, features, captioner, context.observer).cpu();
        tensors["caption_ids"] = torch::tensor(captions.ids);
    }
    writeSafetensors(context.folder.outputs() / "embeddings.safetensors", tensors);

    context.observer.phase("project");
    const auto pca = principalComponents(points);
    writeSafetensors(context.folder.outputs() / "projection.safetensors",
                     {{"image", pca.project(points).to(torch::kFloat32)}, {"image_ids", torch::tensor(images.ids)}});
    context.observer.emit("projection", {{"path", "outputs/projection.safetensors"}, {"method", "pca"}});
    return {{"images", images.size()},
            {"captions", captions.size()},
            {"dimensions", points.size(1)},
            {"explained_variance", pca.explained.sum().item<double>()},
            {"embeddings", "outputs/embeddings.safetensors"}};
}

}  // namespace attune
