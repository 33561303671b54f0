#include "learn/trunk_state.h"

#include <limits>
#include <string>
#include <utility>

#include "data/error.h"
#include "learn/saved_state.h"

namespace attune {
namespace {

constexpr int kStateVersion = 1;

void addList(const std::vector<torch::Tensor>& list, const std::string& prefix, NamedTensors& tensors) {
    for (std::size_t i = 0; i < list.size(); ++i) tensors[prefix + std::to_string(i)] = list[i];
}

/// As many as there are. @param like  their number, unless it may be none, and their shapes
std::vector<torch::Tensor> takeList(const NamedTensors& tensors, const std::string& prefix, bool mayBeNone,
                                    const std::vector<torch::Tensor>& like) {
    std::vector<torch::Tensor> list;
    for (const auto& one : like) {
        const auto at = tensors.find(prefix + std::to_string(list.size()));
        if (at == tensors.end() && list.empty() && mayBeNone) return {};
        if (at == tensors.end() || at->second.sizes() != one.sizes()) throw Error("the saved state does not fit this captioner");
        list.push_back(at->second.clone());
    }
    return list;
}

Json toJson(const PairAccuracy& pairs) {
    return {{"value", pairs.value}, {"pairs", pairs.pairs}, {"judgements", pairs.judgements}, {"across", pairs.across}};
}

PairAccuracy pairsFromJson(const Json& json) {
    return {required<double>(json, "value"), required<std::int64_t>(json, "pairs"), required<std::int64_t>(json, "judgements"),
            optional<bool>(json, "across", false)};
}

/// A figure that is no finite number is null in JSON.
Json toJson(const TrunkReport& report) {
    return {{"epochs", report.epochs},
            {"best_epoch", report.bestEpoch},
            {"held_out", report.heldOut},
            {"frozen_loss", report.frozenLoss},
            {"loss", report.loss},
            {"frozen_spearman", report.frozenSpearman},
            {"spearman", report.spearman},
            {"frozen_pairs", toJson(report.frozenPairs)},
            {"pairs", toJson(report.pairs)},
            {"seconds", report.seconds}};
}

void readReport(const Json& json, TrunkReport& report) {
    report.epochs = required<int>(json, "epochs");
    report.bestEpoch = required<int>(json, "best_epoch");
    report.heldOut = required<std::int64_t>(json, "held_out");
    report.frozenLoss = attune::optional(json, "frozen_loss", std::numeric_limits<double>::quiet_NaN());
    report.loss = attune::optional(json, "loss", std::numeric_limits<double>::infinity());
    report.frozenSpearman = attune::optional(json, "frozen_spearman", std::numeric_limits<double>::quiet_NaN());
    report.spearman = attune::optional(json, "spearman", std::numeric_limits<double>::quiet_NaN());
    report.frozenPairs = pairsFromJson(required<Json>(json, "frozen_pairs"));
    report.pairs = pairsFromJson(required<Json>(json, "pairs"));
    report.seconds = required<double>(json, "seconds");
}

std::vector<torch::Tensor> valuesOf(const NamedParameters& parameters) {
    std::vector<torch::Tensor> values;
    for (const auto& [name, parameter] : parameters) values.push_back(parameter.detach());
    return values;
}

}  // namespace

TrunkState::TrunkState(std::filesystem::path folder, Json identity)
    : m_folder(std::move(folder)), m_identity(std::move(identity)) {}

void TrunkState::save(const TrunkProgress& progress) const {
    if (m_folder.empty()) return;
    NamedTensors tensors;
    addParameters(progress.parameters, "now.", tensors);
    progress.adam.saveState("adam.", tensors);
    addList(progress.best, "best.", tensors);
    addList(progress.headsBefore, "before.", tensors);
    writeSavedState(m_folder, progress.report.epochs,
                    {{"format_version", kStateVersion},
                     {"identity", m_identity},
                     {"report", toJson(progress.report)},
                     {"rng", rngToJson(progress.rng)}},
                    std::move(tensors));
}

bool TrunkState::load(const TrunkProgress& progress) const {
    if (m_folder.empty() || !hasSavedState(m_folder)) return false;
    const SavedState state = readSavedState(m_folder, kStateVersion);
    if (required<Json>(state.json, "identity") != m_identity)
        refuseSavedState(m_folder, "its options, its seed or its captioner differ");
    const auto rng = rngStateFromJson(required<Json>(state.json, "rng"));
    auto best = takeList(state.tensors, "best.", true, valuesOf(progress.parameters));
    auto before = takeList(state.tensors, "before.", false, progress.headsBefore);

    copyParameters(progress.parameters, state.tensors, "now.");
    progress.adam.loadState("adam.", state.tensors);
    readReport(required<Json>(state.json, "report"), progress.report);
    progress.rng.setState(rng);
    progress.best = std::move(best);
    progress.headsBefore = std::move(before);
    return true;
}

}  // namespace attune
