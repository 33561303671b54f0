#include "workbench/embeddings/projections.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "data/error.h"
#include "data/safetensors_file.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMostPoints = 20'000'000;  ///< of a layout: more is no layout of ours

/// @return empty if the path leads out of the run folder
fs::path below(const fs::path& folder, const std::string& text) {
    const fs::path path = fs::path(text).lexically_normal();
    if (path.empty() || path.is_absolute() || *path.begin() == "..") return {};
    return folder / path;
}

std::vector<ScatterPoint> readPlane(TensorFile& file, const std::string& name) {
    const TensorEntry& entry = file.get(name, "F32", 2);
    if (entry.shape[1] != 2) throw Error("the tensor " + name + " does not hold points of a plane");
    if (entry.shape[0] > kMostPoints) throw Error("the tensor " + name + " holds too many points");
    const auto numbers = file.floats(name);
    std::vector<ScatterPoint> points(numbers.size() / 2);
    for (std::size_t i = 0; i < points.size(); ++i) points[i] = {numbers[2 * i], numbers[2 * i + 1]};
    return points;
}

template <class List>
void requireLength(const List& list, std::size_t length, const char* name) {
    if (list.size() != length)
        throw Error(std::string("the tensor ") + name + " does not fit the layout",
                    std::to_string(list.size()) + " numbers for " + std::to_string(length) + " points");
}

/// The captions that the file itself holds, one a point.
std::vector<std::string> readTexts(TensorFile& file) {
    if (!file.find("text") || !file.find("text_end")) return {};
    const auto bytes = file.bytesOf("text");
    std::vector<std::string> texts;
    std::size_t from = 0;
    for (const std::int64_t end : file.integers("text_end")) {
        const auto to = static_cast<std::size_t>(end);
        if (end < 0 || to < from || to > bytes.size()) throw Error("the captions of the layout end outside their tensor");
        texts.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.begin() + static_cast<std::ptrdiff_t>(to));
        from = to;
    }
    return texts;
}

void numberImages(PointLayout& layout) {
    std::unordered_map<Id, std::uint32_t> numbers;
    layout.imageNumbers.reserve(layout.images.size());
    for (const Id image : layout.images)
        layout.imageNumbers.push_back(numbers.try_emplace(image, static_cast<std::uint32_t>(numbers.size())).first->second);
    layout.imageCount = numbers.size();
}

}  // namespace

void LayoutCatalogue::follow(Followed& run, const fs::path& folder) {
    run.reader.read(std::numeric_limits<std::int64_t>::max(), [&](const Event& event) {
        // An embedding lays out one space, and says at its end how good that is.
        if (event.type == "finished" && run.series.size() == 1) {
            auto& only = run.series.begin()->second;
            only.retrieval = optional<Json>(event.data, "retrieval", Json());
            const Json learnt = optional<Json>(event.data, "learnt_space", Json::object());
            only.isOptimistic = optional<std::string>(learnt, "selection", {}) == "same";
        }
        if (event.type != "projection") return true;
        const fs::path file = below(folder, optional<std::string>(event.data, "path", {}));
        const auto space = optional<std::string>(event.data, "space", {});
        if (file.empty() || space.empty()) return true;
        auto& steps = run.series[space].steps;
        const LayoutStep step{optional<std::int64_t>(event.data, "step", 0), file,
                                  optional<std::int64_t>(event.data, "points", 0)};
        // A run that goes on after an interruption may tell of a step again.
        const auto at = std::lower_bound(steps.begin(), steps.end(), step,
                                         [](const auto& a, const auto& b) { return a.step < b.step; });
        if (at != steps.end() && at->step == step.step)
            *at = step;
        else
            steps.insert(at, step);
        return true;
    });
}

std::vector<LayoutSeries> LayoutCatalogue::read(Project& project) {
    std::vector<LayoutSeries> all;
    auto runs = project.runs().list();
    std::reverse(runs.begin(), runs.end());
    for (const auto& record : runs) {
        if (record.kind != "embed" && record.kind != "train_reward" && record.kind != "optimize") continue;
        const fs::path folder = project.runsFolder() / record.folder;
        auto& run = m_runs.try_emplace(record.id, Followed{EventReader(folder / "events.jsonl", 0), {}}).first->second;
        try {
            if (!run.reader.isUpToDate()) follow(run, folder);
        } catch (const std::exception&) {
            // What was understood before the bad line is shown.
        }
        for (auto& [space, series] : run.series) {
            series.run = record.id;
            series.kind = record.kind;
            series.space = space;
            series.ended = record.status != "running" && record.status != "paused" && record.status != "queued";
            if (!series.steps.empty()) all.push_back(series);
        }
    }
    return all;
}

PointLayout readLayout(const fs::path& path) {
    TensorFile file(path);
    PointLayout layout;
    layout.pca = readPlane(file, "pca");
    layout.images = file.integers("image");
    layout.captions = file.integers("caption");
    if (file.find("umap")) layout.umap = readPlane(file, "umap");
    if (file.find("score")) layout.scores = file.floats("score");
    layout.texts = readTexts(file);
    const std::size_t points = layout.pca.size();
    requireLength(layout.images, points, "image");
    requireLength(layout.captions, points, "caption");
    if (!layout.umap.empty()) requireLength(layout.umap, points, "umap");
    if (!layout.scores.empty()) requireLength(layout.scores, points, "score");
    if (!layout.texts.empty()) requireLength(layout.texts, points, "text_end");
    numberImages(layout);
    return layout;
}

}  // namespace attune
