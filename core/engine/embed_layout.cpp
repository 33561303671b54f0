#include "engine/embed_layout.h"

#include <torch/torch.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "data/error.h"
#include "data/space_files.h"
#include "learn/pca.h"
#include "learn/procrustes.h"
#include "learn/umap.h"
#include "model/safetensors.h"

namespace attune {

namespace {

/// Fewer could be turned any way.
constexpr std::int64_t kLeastShared = 3;
constexpr std::int64_t kPointsPerPass = 512;

/// Where K points of this embedding lay in an earlier one.
struct LastLayout {
    torch::Tensor rows;  ///< (K) int64, ascending
    torch::Tensor pca, umap;  ///< (K, 2); undefined where it had none
};

/// One of the tensors of a layout. @param columns  2, or 0 for ids
torch::Tensor take(const SafetensorsFile& file, const std::string& name, std::int64_t points, std::int64_t columns,
                   const std::filesystem::path& path) {
    const auto tensor = file.tensor(name);
    const bool fits = tensor.dim() == (columns > 0 ? 2 : 1) && tensor.size(0) == points &&
                      (columns == 0 || (tensor.size(1) == columns && torch::isfinite(tensor).all().item<bool>()));
    if (!fits) throw Error("the earlier layout in " + path.string() + " is damaged", "the tensor " + name + " is of another shape");
    return tensor.to(columns > 0 ? torch::kFloat32 : torch::kInt64).contiguous();
}

/// Nothing where the job was given none, or it has hardly a point of these.
std::optional<LastLayout> lastLayout(const RunFolder& folder, const SpacePoints& space) {
    const auto path = folder.path() / "inputs" / kLastLayoutFile;
    if (!std::filesystem::exists(path)) return std::nullopt;
    const SafetensorsFile file(path);
    const auto shape = file.shape("image");
    const auto points = shape.empty() ? 0 : shape.front();
    const auto image = take(file, "image", points, 0, path), caption = take(file, "caption", points, 0, path);
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> places;
    for (std::int64_t i = 0; i < points; ++i)
        places[{image.data_ptr<std::int64_t>()[i], caption.data_ptr<std::int64_t>()[i]}] = i;
    std::vector<std::int64_t> here, there;
    const auto ownImage = space.image.contiguous(), ownCaption = space.caption.contiguous();
    for (std::int64_t i = 0; i < ownImage.numel(); ++i) {
        const auto at = places.find({ownImage.data_ptr<std::int64_t>()[i], ownCaption.data_ptr<std::int64_t>()[i]});
        if (at == places.end()) continue;
        here.push_back(i);
        there.push_back(at->second);
    }
    if (std::ssize(here) < kLeastShared) return std::nullopt;
    LastLayout last{.rows = torch::tensor(here, torch::kInt64), .pca = {}, .umap = {}};
    const auto index = torch::tensor(there, torch::kInt64);
    last.pca = take(file, "pca", points, 2, path).index_select(0, index);
    if (file.contains("umap")) last.umap = take(file, "umap", points, 2, path).index_select(0, index);
    return last;
}

/// Where all points begin: those that are known where they lay, the others at the nearest of them in the space. @return (N, 2)
torch::Tensor startOf(const torch::Tensor& points, const LastLayout& last, Observer& observer) {
    auto start = torch::empty({points.size(0), 2});
    start.index_copy_(0, last.rows, last.umap);
    const auto unknown = torch::ones({points.size(0)}, torch::kBool).index_fill_(0, last.rows, false).nonzero().flatten();
    const auto known = points.index_select(0, last.rows);
    for (std::int64_t at = 0; at < unknown.numel(); at += kPointsPerPass) {
        observer.breathe();
        const auto some = unknown.narrow(0, at, std::min(kPointsPerPass, unknown.numel() - at));
        const auto nearest = torch::cdist(points.index_select(0, some), known).argmin(1);
        start.index_copy_(0, some, last.umap.index_select(0, nearest));
    }
    return start;
}

torch::Tensor inPlane(const torch::Tensor& projected) {
    return projected.size(1) == 2 ? projected : torch::cat({projected, torch::zeros_like(projected)}, 1);
}

}  // namespace

EmbedLayout layOut(const SpacePoints& space, const EmbedOptions& options, const RunFolder& folder, Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto points = space.points.to(torch::kCPU, torch::kFloat32);
    const auto last = lastLayout(folder, space);
    const auto pca = principalComponents(points, std::min<std::int64_t>(2, points.size(1)));
    EmbedLayout made{.projection = {.pca = inPlane(pca.project(points)).to(torch::kFloat32), .image = space.image, .caption = space.caption},
                     .explained = pca.explained.sum().item<double>()};
    auto& layout = made.projection;
    if (last) layout.pca = procrustes(layout.pca, last->pca, last->rows);
    if (!options.umap) return made;
    const bool follows = last && last->umap.defined();
    const UmapOptions umapOptions{.neighbours = options.neighbours, .minDist = options.minDist, .seed = folder.job().seed};
    layout.umap = umap(points, umapOptions, follows ? startOf(points, *last, observer) : torch::Tensor(), observer);
    // Seen from the same side as the layout before, or as the other one.
    layout.umap = follows ? procrustes(layout.umap, last->umap, last->rows) : procrustes(layout.umap, layout.pca);
    return made;
}

}  // namespace attune
