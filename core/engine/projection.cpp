#include "engine/projection.h"

#include <torch/torch.h>

#include <algorithm>

#include "data/error.h"
#include "learn/pca.h"
#include "learn/procrustes.h"
#include "model/safetensors.h"

namespace attune {

namespace {

/// All words in one row of bytes, and where those of each point end.
void addTexts(const std::vector<std::string>& texts, NamedTensors& tensors) {
    std::string all;
    std::vector<std::int64_t> ends;
    for (const auto& text : texts) {
        all += text;
        ends.push_back(static_cast<std::int64_t>(all.size()));
    }
    tensors["text"] = torch::from_blob(all.data(), {static_cast<std::int64_t>(all.size())}, torch::kUInt8).clone();
    tensors["text_end"] = torch::tensor(ends);
}

}  // namespace

void emitProjection(const std::filesystem::path& runFolder, const std::string& name, const Projection& projection,
                    std::int64_t step, const std::string& space, RunObserver& observer) {
    NamedTensors tensors;
    const auto add = [&](const char* key, const torch::Tensor& tensor, torch::Dtype dtype) {
        if (tensor.defined()) tensors[key] = tensor.to(torch::kCPU, dtype);
    };
    add("pca", projection.pca, torch::kFloat32);
    add("umap", projection.umap, torch::kFloat32);
    add("image", projection.image, torch::kInt64);
    add("caption", projection.caption, torch::kInt64);
    add("score", projection.score, torch::kFloat32);
    if (!projection.texts.empty()) addTexts(projection.texts, tensors);
    const std::string path = "outputs/" + name + ".safetensors";
    writeSafetensors(runFolder / path, tensors);
    const bool captions = projection.caption.numel() > 0 && projection.caption.max().item<std::int64_t>() >= 0;
    observer.emit("projection", {{"path", path},
                                 {"step", step},
                                 {"space", space},
                                 {"points", projection.image.numel()},
                                 {"captions", captions}});
}

std::string projectionName(std::int64_t step) {
    const std::string digits = std::to_string(step);
    return "projection-" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

void ProjectionSeries::continueFrom(std::int64_t step) {
    const auto path = m_runFolder / "outputs" / (projectionName(step) + ".safetensors");
    if (!std::filesystem::exists(path)) return;
    try {
        m_last = SafetensorsFile(path).tensor("pca").clone();
    } catch (const Error&) {
        // The layout then begins anew; nothing is lost but the frame.
    }
}

void ProjectionSeries::emit(const torch::Tensor& points, Projection projection, std::int64_t step,
                            RunObserver& observer) {
    const auto count = std::min<std::int64_t>(2, points.size(1));
    auto pca = leadingComponents(points, count).project(points);
    if (pca.size(1) < 2) pca = torch::cat({pca, torch::zeros_like(pca)}, 1);
    if (m_last.defined() && m_last.sizes() == pca.sizes()) pca = procrustes(pca, m_last);
    m_last = projection.pca = pca.to(torch::kFloat32);
    emitProjection(m_runFolder, projectionName(step), projection, step, m_space, observer);
}

}  // namespace attune
