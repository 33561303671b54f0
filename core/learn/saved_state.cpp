#include "learn/saved_state.h"

#include <vector>

#include "data/error.h"
#include "data/file.h"

namespace attune {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStateFile = "state.json";

void removeOtherStates(const fs::path& folder, const std::string& kept) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const auto name = entry.path().filename().string();
        if (name.rfind("state-", 0) == 0 && name != kept && entry.path().extension() == ".safetensors")
            fs::remove(entry.path(), ignored);
    }
}

}  // namespace

bool hasSavedState(const fs::path& folder) { return fs::exists(folder / kStateFile); }

void writeSavedState(const fs::path& folder, std::int64_t number, Json json, NamedTensors tensors) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) throw Error("cannot make the folder " + folder.string(), failure.message());
    for (auto& [name, tensor] : tensors) tensor = tensor.detach().to(torch::kCPU).contiguous();
    const std::string file = "state-" + std::to_string(number) + ".safetensors";
    json["tensors"] = file;
    writeSafetensors(folder / file, tensors);
    writeFileAtomically(folder / kStateFile, dumpJson(json, true) + "\n");
    removeOtherStates(folder, file);
}

SavedState readSavedState(const fs::path& folder, int version) {
    SavedState state{readJsonFile(folder / kStateFile), {}};
    if (required<int>(state.json, "format_version") != version)
        throw Error("the saved state in " + folder.string() + " was written by another version of the program");
    const auto name = required<std::string>(state.json, "tensors");
    if (fs::path(name).filename() != name) throw Error("the saved state names a file outside its folder");
    state.tensors = SafetensorsFile(folder / name).tensors();
    removeOtherStates(folder, name);  // a kill may have come before the last save did
    return state;
}

void refuseSavedState(const fs::path& folder, const std::string& what) {
    throw Error("the saved state in " + folder.string() + " belongs to another run", what,
                "resume with the settings that the run was started with");
}

void addParameters(const NamedParameters& parameters, const std::string& prefix, NamedTensors& tensors) {
    for (const auto& [name, parameter] : parameters) tensors[prefix + name] = parameter.detach();
}

void copyParameters(const NamedParameters& parameters, const NamedTensors& tensors, const std::string& prefix) {
    const torch::NoGradGuard noGrad;
    for (const auto& [name, parameter] : parameters) {
        const auto at = tensors.find(prefix + name);
        if (at == tensors.end() || at->second.sizes() != parameter.sizes())
            throw Error("the saved state does not fit this captioner", "\"" + name + "\" is missing or has another shape");
        auto target = parameter;
        target.copy_(at->second);
    }
}

Json rngToJson(const Rng& rng) { return std::vector<std::uint64_t>(rng.state().begin(), rng.state().end()); }

Rng::State rngStateFromJson(const Json& json) {
    if (!json.is_array() || json.size() != Rng::State{}.size()) throw Error("the saved random state is damaged");
    Rng::State state{};
    for (std::size_t i = 0; i < state.size(); ++i) {
        if (!json[i].is_number_unsigned()) throw Error("the saved random state is damaged");
        state[i] = json[i].get<std::uint64_t>();
    }
    return state;
}

}  // namespace attune
