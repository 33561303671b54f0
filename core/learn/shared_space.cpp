#include "learn/shared_space.h"

#include <algorithm>
#include <utility>

#include "data/error.h"
#include "data/space_files.h"
#include "model/safetensors.h"

namespace attune {

namespace {

constexpr std::size_t kRowsPerPass = 128;

/// @param sizes  those asked for, -1 for any
torch::Tensor take(const SafetensorsFile& file, const std::string& name, const std::vector<std::int64_t>& sizes,
                   const std::filesystem::path& path) {
    const auto tensor = file.tensor(name).to(torch::kFloat32).clone();
    bool fits = tensor.dim() == std::ssize(sizes) && tensor.numel() > 0 && torch::isfinite(tensor).all().item<bool>();
    for (std::size_t i = 0; fits && i < sizes.size(); ++i)
        fits = sizes[i] < 0 || tensor.size(static_cast<std::int64_t>(i)) == sizes[i];
    if (!fits)
        throw Error("the heads in " + path.string() + " do not fit the captioner", "the tensor " + name + " is of another shape");
    return tensor;
}

/// "visual" or "text", with what its states are standardised with where that is there.
SpaceHead takeHead(const SafetensorsFile& file, const std::string& side, std::int64_t width, const std::filesystem::path& path) {
    SpaceHead head{take(file, side + "_projection", {-1, width}, path)};
    if (!file.contains(side + "_mean")) return head;
    head.mean = take(file, side + "_mean", {width}, path);
    head.deviation = take(file, side + "_deviation", {width}, path);
    if (!(head.deviation.min().item<double>() > 0))
        throw Error("the heads in " + path.string() + " do not fit the captioner", "a deviation is not above 0");
    return head;
}

std::vector<std::int64_t> takeIds(const SafetensorsFile& file, const std::string& name) {
    if (!file.contains(name)) return {};
    const auto ids = file.tensor(name).to(torch::kInt64).flatten().contiguous();
    std::vector<std::int64_t> list(ids.data_ptr<std::int64_t>(), ids.data_ptr<std::int64_t>() + ids.numel());
    std::sort(list.begin(), list.end());
    return list;
}

}  // namespace

std::optional<SharedSpace> SharedSpace::load(const std::filesystem::path& folder, const Captioner& captioner) {
    const auto path = folder / kSpaceHeadsFile;
    if (!std::filesystem::exists(path)) return std::nullopt;
    const SafetensorsFile file(path);
    auto visual = takeHead(file, "visual", captioner.stateSize(), path);
    auto text = takeHead(file, "text", captioner.hiddenSize(), path);
    if (visual.projection.size(0) != text.projection.size(0))
        throw Error("the heads in " + path.string() + " do not share one space");
    const bool learnt = file.contains("mean_image");
    // One image, one state, and that zero: what the contrastive loss of multi-task training showed the decoder.
    auto blank = learnt ? take(file, "mean_image", {-1, captioner.featureSize()}, path) : torch::zeros({1, captioner.featureSize()});
    const auto apart = takeIds(file, "chosen_apart");
    SharedSpace space(std::move(visual), std::move(text), std::move(blank), takeIds(file, "learnt_images"),
                      apart.empty() ? std::nullopt : std::optional(apart.front() == 1));
    if (!learnt) space.m_states = HeadStates::Words;
    return space;
}

SharedSpace::SharedSpace(SpaceHead visual, SpaceHead text, torch::Tensor blank, std::vector<std::int64_t> learntFrom,
                         std::optional<bool> chosenApart)
    : m_visual(std::move(visual)), m_text(std::move(text)), m_blank(std::move(blank)), m_learntFrom(std::move(learntFrom)),
      m_chosenApart(chosenApart) {
    std::sort(m_learntFrom.begin(), m_learntFrom.end());
}

void SharedSpace::save(const std::filesystem::path& file) const {
    NamedTensors tensors{{"visual_projection", m_visual.projection},
                         {"text_projection", m_text.projection},
                         {"mean_image", m_blank.to(torch::kCPU, torch::kFloat32)},
                         {"learnt_images", torch::tensor(m_learntFrom, torch::kInt64)}};
    if (m_chosenApart) tensors["chosen_apart"] = torch::tensor({*m_chosenApart ? 1 : 0}, torch::kInt64);
    for (const auto& [side, head] : {std::pair{"visual", &m_visual}, std::pair{"text", &m_text}}) {
        if (!head->mean.defined()) continue;
        tensors[std::string(side) + "_mean"] = head->mean;
        tensors[std::string(side) + "_deviation"] = head->deviation;
    }
    for (auto& [name, tensor] : tensors) tensor = tensor.detach().contiguous();
    writeSafetensors(file, tensors);
}

torch::Tensor SharedSpace::imageStates(const Captioner& captioner, const torch::Tensor& features, HeadStates which) {
    const torch::NoGradGuard noGrad;
    if (which == HeadStates::Whole) return meanImageState(captioner, features).to(torch::kCPU, torch::kFloat32);
    const auto [states, mask] = captioner.imageStates(features);
    const auto first = captioner.classTokens(), places = states.size(1) - first;
    const auto shown = states.narrow(1, first, places);  // (B, P, D_s)
    const auto mean = mask.defined() ? shown.sum(1) / mask.narrow(1, first, places).sum(1, true).clamp_min(1) : shown.mean(1);
    return mean.to(torch::kCPU, torch::kFloat32);  // (B, D_s)
}

torch::Tensor SharedSpace::textStates(Captioner& captioner, const TokenRows& rows, const torch::Tensor& blank, HeadStates which,
                                      torch::Device device, Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto features = blank.unsqueeze(0).to(device);  // (1, S, D_v)
    std::vector<torch::Tensor> parts;
    for (std::size_t at = 0; at < rows.size(); at += kRowsPerPass) {
        observer.breathe();
        const auto end = std::min(rows.size(), at + kRowsPerPass);
        const auto packed = packRows({rows.begin() + static_cast<std::ptrdiff_t>(at),
                                      rows.begin() + static_cast<std::ptrdiff_t>(end)}, captioner, device);
        const auto hidden = captioner.decode(packed.tokens, features).hidden;  // (N, T + 1, D)
        // Place t + 1 has read token t. The last word is in front of the end token, or the last of a cut text.
        const auto place = which == HeadStates::Whole ? packed.lastIndex + 1
                                                      : packed.lastIndex + packed.ended.logical_not().to(torch::kInt64);  // (N)
        const auto index = place.view({-1, 1, 1}).expand({-1, 1, hidden.size(2)});
        parts.push_back(hidden.gather(1, index).squeeze(1).to(torch::kCPU, torch::kFloat32));  // (N, D)
    }
    return torch::cat(parts);
}

torch::Tensor SharedSpace::images(const Captioner& captioner, const torch::Tensor& features) const {
    return m_visual.place(imageStates(captioner, features, m_states));
}

torch::Tensor SharedSpace::texts(Captioner& captioner, const TokenRows& rows, torch::Device device, Observer& observer) const {
    return m_text.place(textStates(captioner, rows, m_blank, m_states, device, observer));
}

}  // namespace attune
