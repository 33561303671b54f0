#include "learn/shared_space.h"

#include <algorithm>

#include "data/error.h"
#include "model/safetensors.h"

namespace attune {

namespace {

constexpr std::size_t kRowsPerPass = 256;

torch::Tensor takeProjection(const SafetensorsFile& file, const std::string& name, std::int64_t width,
                             const std::filesystem::path& path) {
    const auto tensor = file.tensor(name).to(torch::kFloat32).clone();
    if (tensor.dim() != 2 || tensor.size(1) != width || tensor.size(0) < 1 ||
        !torch::isfinite(tensor).all().item<bool>())
        throw Error("the heads in " + path.string() + " do not fit the captioner", "the tensor " + name + " is of another shape");
    return tensor;
}

torch::Tensor unitRows(const torch::Tensor& x) { return x / x.norm(2, 1, true).clamp_min(1e-12); }

}  // namespace

std::optional<SharedSpace> SharedSpace::load(const std::filesystem::path& folder, const Captioner& captioner) {
    const auto path = folder / "attune_heads.safetensors";
    if (!std::filesystem::exists(path)) return std::nullopt;
    const SafetensorsFile file(path);
    SharedSpace space;
    space.m_visual = takeProjection(file, "visual_projection", captioner.stateSize(), path);
    space.m_text = takeProjection(file, "text_projection", captioner.hiddenSize(), path);
    if (space.m_visual.size(0) != space.m_text.size(0))
        throw Error("the heads in " + path.string() + " do not share one space");
    return space;
}

torch::Tensor SharedSpace::images(const Captioner& captioner, const torch::Tensor& features) const {
    const torch::NoGradGuard noGrad;
    const auto [states, mask] = captioner.imageStates(features);
    const auto first = captioner.classTokens(), places = states.size(1) - first;
    const auto shown = states.narrow(1, first, places);  // (B, P, D_s)
    const auto mean = mask.defined() ? shown.sum(1) / mask.narrow(1, first, places).sum(1, true).clamp_min(1) : shown.mean(1);
    return unitRows(torch::mm(mean.to(torch::kCPU, torch::kFloat32), m_visual.t()));  // (B, E)
}

torch::Tensor SharedSpace::texts(Captioner& captioner, const TokenRows& rows, torch::Device device,
                                 Observer& observer) const {
    const torch::NoGradGuard noGrad;
    // One image, one state, and that zero: what the contrastive loss showed the decoder.
    const auto blank = torch::zeros({1, 1, captioner.featureSize()}, torch::TensorOptions().device(device));
    std::vector<torch::Tensor> parts;
    for (std::size_t at = 0; at < rows.size(); at += kRowsPerPass) {
        observer.breathe();
        const auto end = std::min(rows.size(), at + kRowsPerPass);
        const auto packed = packRows({rows.begin() + static_cast<std::ptrdiff_t>(at),
                                      rows.begin() + static_cast<std::ptrdiff_t>(end)}, captioner, device);
        const auto hidden = captioner.decode(packed.tokens, blank).hidden;  // (N, T + 1, D)
        // The state that has read the last word: in front of the end token, or behind the last one of a cut text.
        const auto place = packed.lastIndex + packed.ended.logical_not().to(torch::kInt64);  // (N)
        const auto index = place.view({-1, 1, 1}).expand({-1, 1, hidden.size(2)});
        const auto states = hidden.gather(1, index).squeeze(1).to(torch::kCPU, torch::kFloat32);  // (N, D)
        parts.push_back(unitRows(torch::mm(states, m_text.t())));
    }
    return torch::cat(parts);
}

}  // namespace attune
