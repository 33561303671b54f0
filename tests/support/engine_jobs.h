// Jobs of the engine without a project: run folders in a folder that goes with the test, run in this process.
#pragma once

#include <QTemporaryDir>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "data/space_files.h"
#include "engine/model_cache.h"
#include "engine/run_job.h"

namespace attune::test {

/// The captioner of the demo world.
inline std::filesystem::path scenesFolder() {
    return std::filesystem::path(ATTUNE_SOURCE_DIR) / "resources" / "models" / "scenes";
}

class EngineJobs {
  public:
    using Inputs = std::map<std::string, std::vector<Json>>;
    using Models = std::map<std::string, std::string>;
    using Files = std::map<std::string, std::filesystem::path>;

    std::filesystem::path at(const std::string& name) const { return std::filesystem::path(m_dir.path().toStdString()) / name; }

    /// @param models  captioner and reference are that of the demo world where they are not named
    /// @param files  to be copied into the inputs
    RunFolder makeRun(const std::string& name, JobKind kind, const Json& options, const Inputs& inputs, Models models = {},
                      const Files& files = {}) const {
        Job job;
        job.kind = kind;
        job.seed = 3;
        job.device = "cpu";
        job.models = std::move(models);
        for (const char* role : {"captioner", "reference"}) job.models.try_emplace(role, scenesFolder().string());
        job.options = options;
        return RunFolder::create(at(name), job, inputs, files);
    }

    /// A copy of the demo world's captioner without the heads of its shared space.
    std::string scenesWithoutHeads() const {
        const auto bare = at("bare-model");
        std::filesystem::create_directories(bare);
        for (const auto& entry : std::filesystem::directory_iterator(scenesFolder()))
            if (entry.path().filename() != kSpaceHeadsFile) std::filesystem::copy(entry.path(), bare / entry.path().filename());
        return bare.string();
    }

    /// Which event a run is cancelled at.
    using Stop = std::function<bool(const Event&)>;
    static Stop atMetrics(int step) {
        return [step](const Event& event) { return event.type == "metric" && event.data.value("step", 0) == step; };
    }
    static Stop atCheckpoint(int round) {
        return [round](const Event& event) { return event.type == "checkpoint" && event.data.value("round", 0) == round; };
    }

    /// @return its events; none unless it ended as wanted
    std::vector<Event> run(const RunFolder& folder, const std::string& wanted = "finished", const Stop& stop = {}) {
        JobControl control;
        std::vector<Event> events;
        const auto end = runJob(folder, control, models, [&](const Event& event) {
            if (event.type == "failed" && wanted == "finished") qWarning("%s", dumpJson(event.data).c_str());
            if (stop && stop(event)) control.cancel();
            if (isOnDisk(folder, event)) events.push_back(event);
        });
        if (end != wanted) events.clear();
        return events;
    }

    /// What a job has written of a reward: by caption, the mean of the heads and their deviation.
    static std::map<std::int64_t, std::pair<double, double>> scoresOf(const RunFolder& folder) {
        std::map<std::int64_t, std::pair<double, double>> scores;
        readJsonLines(folder.outputs() / "reward_scores.jsonl", [&](std::size_t, const Json& row) {
            scores[row.at("caption")] = {row.at("mean").get<double>(), row.at("deviation").get<double>()};
        });
        return scores;
    }

    static Json last(const std::vector<Event>& events) { return events.empty() ? Json::object() : events.back().data; }

    ModelCache models;  ///< what the runs have loaded

  private:
    /// Whether the file that an event names is there, as it has to be before the event is.
    static bool isOnDisk(const RunFolder& folder, const Event& event) {
        Json named;
        if (event.type == "projection") named = event.data;
        if (event.type == "sample") named = event.data.value("attention", Json());
        return !named.contains("path") || std::filesystem::exists(folder.path() / named["path"].get<std::string>());
    }

    QTemporaryDir m_dir;
};

}  // namespace attune::test
