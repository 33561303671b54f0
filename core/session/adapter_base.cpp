#include "session/adapter_base.h"

#include <optional>
#include <string>
#include <string_view>

#include "data/error.h"
#include "session/adapter_names.h"
#include "session/current_model.h"
#include "session/model_folder.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

/// How surely a name means the captioner: 3 by its path, 2 by its own name, 1 by the name of its folder, 0 not at all.
int likeness(const std::string& base, const ModelRecord& captioner, const fs::path& folder) {
    const std::string last = lastPart(base);
    if (last.empty()) return 0;
    if (fs::path(base).is_absolute() && (fs::path(base) / "").lexically_normal() == (folder / "").lexically_normal()) return 3;
    if (captioner.name == base || captioner.name == last) return 2;
    return lastPart(folder.string()) == last ? 1 : 0;
}

}  // namespace

AdapterBase adapterBase(Project& project, const AdapterConfig& adapter) {
    const auto current = currentModel(project, "captioner");
    if (!current) throw Error("this project has no captioner yet", "", "add a model folder first");
    AdapterBase found{*current, false};
    int best = 0;
    for (const auto& captioner : project.models().list("captioner")) {
        const int likely = likeness(adapter.base, captioner, project.resolve(captioner.path));
        if (likely > best || (likely == best && likely > 0 && captioner.id == current->id)) {
            found = {captioner, true};
            best = likely;
        }
    }
    return found;
}

void checkAdapterFits(const AdapterFolder& adapter, const fs::path& captioner) {
    constexpr std::string_view kWeight = ".weight";
    std::vector<LinearLayer> layers;
    for (const auto& tensor : modelParameters(captioner))
        if (tensor.shape.size() == 2 && tensor.name.ends_with(kWeight))
            // Some layers store their inputs first; the header does not tell which.
            layers.push_back({tensor.name.substr(0, tensor.name.size() - kWeight.size()), tensor.shape[1], tensor.shape[0], true});
    fitAdapter(adapter, layers);
}

}  // namespace attune
