#include "learn/pretrain_state.h"

#include <string>
#include <utility>

#include "learn/saved_state.h"

namespace attune {

namespace {

constexpr int kStateVersion = 1;

std::string prefixOf(std::size_t optimizer) {
    return "adam." + std::to_string(optimizer) + ".";
}

}  // namespace

PretrainState::PretrainState(std::filesystem::path folder, Json identity)
    : m_folder(std::move(folder)), m_identity(std::move(identity)) {
    if (m_folder.empty() || !hasSavedState(m_folder)) return;
    const SavedState state = readSavedState(m_folder, kStateVersion);
    if (required<Json>(state.json, "identity") != m_identity)
        refuseSavedState(m_folder, "its options or its seed differ");
    m_steps = required<std::int64_t>(state.json, "steps");
}

void PretrainState::save(std::int64_t steps, const PretrainProgress& progress) const {
    if (m_folder.empty()) return;
    NamedTensors tensors;
    addParameters(progress.parameters, "now.", tensors);
    for (std::size_t i = 0; i < progress.optimizers.size(); ++i)
        progress.optimizers[i].saveState(prefixOf(i), tensors);
    writeSavedState(m_folder, steps,
                    {{"format_version", kStateVersion}, {"identity", m_identity}, {"steps", steps}},
                    std::move(tensors));
}

void PretrainState::load(const PretrainProgress& progress) const {
    const NamedTensors tensors = readSavedState(m_folder, kStateVersion).tensors;
    copyParameters(progress.parameters, tensors, "now.");
    for (std::size_t i = 0; i < progress.optimizers.size(); ++i)
        progress.optimizers[i].loadState(prefixOf(i), tensors);
}

}  // namespace attune
