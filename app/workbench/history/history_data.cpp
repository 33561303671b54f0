#include "workbench/history/history_data.h"

#include <QHash>
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "session/current_model.h"
#include "workbench/training/spearman.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

QString pathText(const fs::path& path) { return QString::fromStdString(path.string()); }

Id modelOf(const RunRecord& run, const char* role) {
    const auto id = numberAt(run.job, {"model_ids", role});
    return id ? static_cast<Id>(*id) : 0;
}

void takeEvaluation(HistoryModel& model, const Json& report) {
    model.basis = basisOf(report);
    const char* way = model.basis.sampled ? "sampled" : "greedy";
    model.reward = numberAt(report, {way, "reward"});
    model.kl = numberAt(report, {way, "kl"});
    model.gold = numberAt(report, {way, "gold"});
    model.fromEvaluation = true;
}

/// A round measures what its captioner wrote before it learnt from that, so what this one wrote is in the figures of the round
/// after it. The last one wrote nothing.
void takeRollouts(HistoryModel& model, MetricStore metrics) {
    const auto round = numberAt(model.record.info, {"round"});
    if (!round || model.record.runId == 0) return;
    const std::int64_t after = static_cast<std::int64_t>(*round) + 1;
    const auto at = [&](const char* name) -> std::optional<double> {
        for (const auto& metric : metrics.list(model.record.runId, name))
            if (metric.step == after && std::isfinite(metric.value)) return metric.value;
        return std::nullopt;
    };
    model.reward = at("objective/scores");
    model.kl = at("objective/kl");
}

/// Captions sampled colder are better ones of the same captioner: side by side only those of the model's own distribution say
/// which captioner is better.
bool isPlain(const Json& evaluation) { return basisOf(evaluation).temperature == 1; }

}  // namespace

EvaluationBasis basisOf(const Json& report) {
    return {report.is_object() && report.contains("sampled"), numberAt(report, {"sampled", "temperature"}).value_or(1),
            static_cast<std::int64_t>(numberAt(report, {"images"}).value_or(0))};
}

std::optional<double> numberAt(const Json& object, std::initializer_list<const char*> path) {
    const Json* value = &object;
    for (const char* key : path) {
        if (!value->is_object()) return std::nullopt;
        const auto at = value->find(key);
        if (at == value->end()) return std::nullopt;
        value = &*at;
    }
    if (!value->is_number()) return std::nullopt;
    return value->get<double>();
}

const HistoryModel* HistoryData::model(Id id) const {
    const auto at = std::find_if(models.begin(), models.end(), [id](const auto& m) { return m.record.id == id; });
    return at == models.end() ? nullptr : &*at;
}

const HistoryRun* HistoryData::run(Id id) const {
    const auto at = std::find_if(runs.begin(), runs.end(), [id](const auto& r) { return r.record.id == id; });
    return at == runs.end() ? nullptr : &*at;
}

std::vector<const HistoryModel*> HistoryData::chain(Id id) const {
    std::vector<const HistoryModel*> path;
    std::unordered_set<Id> seen;  // a damaged file may go round in a circle
    for (const HistoryModel* at = model(id); at && seen.insert(at->record.id).second; at = model(at->record.parentId))
        path.push_back(at);
    std::reverse(path.begin(), path.end());
    return path;
}

HistoryData HistoryReader::read(Project& project) {
    HistoryData data;
    for (auto& run : project.runs().list()) {
        HistoryRun entry;
        const fs::path folder = project.runsFolder() / run.folder;
        entry.folder = pathText(folder);
        entry.ends = m_ends.read(run.id, folder);
        if (run.kind == "optimize") {
            const auto scores = project.metrics().list(run.id, "objective/scores");
            if (!scores.empty()) {
                entry.firstScore = scores.front().value;
                entry.lastScore = scores.back().value;
            }
            const auto kl = project.metrics().list(run.id, "objective/kl");
            if (!kl.empty()) entry.lastKl = kl.back().value;
        }
        entry.record = std::move(run);
        data.runs.push_back(std::move(entry));
    }
    QHash<Id, const Json*> evaluations;
    for (const auto& run : data.runs) {
        if (run.record.kind != "evaluate" || !run.ends.report.is_object()) continue;
        const Json*& chosen = evaluations[modelOf(run.record, "captioner")];
        if (!chosen || isPlain(run.ends.report) || !isPlain(*chosen)) chosen = &run.ends.report;
    }
    Id current[2] = {0, 0};
    if (const auto captioner = currentModel(project, "captioner")) current[0] = captioner->id;
    if (const auto reward = currentModel(project, "reward")) current[1] = reward->id;
    for (auto& model : project.models().list()) {
        HistoryModel entry;
        entry.record = std::move(model);
        dropLists(entry.record.info);
        entry.folder = pathText(project.resolve(entry.record.path));
        const Id id = entry.record.id;
        entry.current = id == current[0] || id == current[1];
        entry.spearman = spearmanOf(optional<Json>(entry.record.info, "report", Json()));
        if (const Json* report = evaluations.value(id))
            takeEvaluation(entry, *report);
        else
            takeRollouts(entry, project.metrics());
        data.models.push_back(std::move(entry));
    }
    return data;
}

}  // namespace attune
