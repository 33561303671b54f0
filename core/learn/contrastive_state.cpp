#include "learn/contrastive_state.h"

#include <cmath>
#include <utility>

#include "data/error.h"
#include "learn/saved_state.h"

namespace attune {

namespace {

constexpr int kStateVersion = 1;

/// Which images the epoch at work has taken. @param progress  knows how many there are
void readPlace(const Json& json, ContrastiveProgress& progress) {
    auto order = required<std::vector<std::int64_t>>(json, "order");
    if (order.size() != progress.order.size()) throw Error("the saved order is of another number of things");
    for (const auto image : order)
        if (image < 0 || image >= std::ssize(order)) throw Error("the saved order names something that is not there");
    progress.done = required<std::int64_t>(json, "done");
    if (progress.done < 0 || progress.done >= std::ssize(order)) throw Error("the saved place in the order is damaged");
    progress.order = std::move(order);
}

}  // namespace

void ContrastiveProgress::keepBest() {
    for (const auto& [name, parameter] : adam.parameters()) best[name] = parameter.detach().clone();
}

ContrastiveState::ContrastiveState(std::filesystem::path folder, Json identity, std::chrono::milliseconds between)
    : m_folder(std::move(folder)), m_identity(std::move(identity)), m_between(between) {}

bool ContrastiveState::isDue() const { return !m_folder.empty() && Clock::now() - m_saved >= m_between; }

void ContrastiveState::save(const ContrastiveProgress& progress) {
    if (m_folder.empty()) return;
    NamedTensors tensors;
    addParameters(progress.adam.parameters(), "now.", tensors);
    for (const auto& [name, tensor] : progress.best) tensors["best." + name] = tensor;
    progress.adam.saveState("adam.", tensors);
    // A loss that is no finite number is null in JSON.
    writeSavedState(m_folder, progress.epochs * std::ssize(progress.order) + progress.done,
                    {{"format_version", kStateVersion},
                     {"identity", m_identity},
                     {"rng", rngToJson(progress.rng)},
                     {"order", progress.order},
                     {"done", progress.done},
                     {"loss_sum", progress.lossSum},
                     {"epochs", progress.epochs},
                     {"since_best", progress.sinceBest},
                     {"held_out_loss", progress.heldOutLoss}},
                    std::move(tensors));
    m_saved = Clock::now();
}

void ContrastiveState::load(ContrastiveProgress& progress) const {
    if (m_folder.empty() || !hasSavedState(m_folder)) return;
    const auto [json, tensors] = readSavedState(m_folder, kStateVersion);
    if (required<Json>(json, "identity") != m_identity)
        refuseSavedState(m_folder, "its options, its seed, its captioner or what it was given differ");
    progress.rng.setState(rngStateFromJson(required<Json>(json, "rng")));
    readPlace(json, progress);
    progress.lossSum = attune::optional(json, "loss_sum", std::numeric_limits<double>::quiet_NaN());
    progress.epochs = required<int>(json, "epochs");
    progress.sinceBest = required<int>(json, "since_best");
    progress.heldOutLoss = attune::optional(json, "held_out_loss", std::numeric_limits<double>::infinity());
    const NamedParameters& parameters = progress.adam.parameters();
    if (std::isfinite(progress.heldOutLoss)) {
        copyParameters(parameters, tensors, "best.");
        progress.keepBest();
    }
    copyParameters(parameters, tensors, "now.");
    progress.adam.loadState("adam.", tensors);
}

}  // namespace attune
