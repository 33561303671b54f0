// Runs and what they report: their state, their metrics, and how far their events have been taken in.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "project/database.h"

namespace attune {

/// Which process works on a run, or did last.
struct RunProcess {
    std::string host;  ///< empty: none ever did
    std::int64_t pid = 0;
    std::int64_t startedAt = 0;  ///< see ProcessIdentity
};

class RunStore {
  public:
    explicit RunStore(Database& database) : m_database(database) {}

    Id add(const RunRecord& run);
    std::optional<RunRecord> find(Id id);
    /// @throws Error if there is none
    RunRecord get(Id id);
    /// In the order of their ids. @param status  empty: all
    std::vector<RunRecord> list(const std::string& status = {});

    /// @param status  one of RunRecord's; "finished", "failed" and "cancelled" also note the time
    void setStatus(Id id, const std::string& status, const std::string& message = {});
    void setNote(Id id, const std::string& note);
    /// The name of its folder below runs/.
    void setFolder(Id id, const std::string& folder);
    /// This process works on the run from now on.
    void setProcess(Id id, std::int64_t pid);
    /// @throws Error if there is no such run
    RunProcess process(Id id);
    /// Moves on to this event. Call it in the transaction that stores what the event brings.
    /// @return false if the event was taken in before: then there is nothing to store
    bool advance(Id id, std::uint64_t sequence);

    /// Marks runs that are "running" or "paused" though their process has ended as "interrupted".
    /// @param runsFolder  where the run folders are: on another machine only a silent events file tells that
    /// it ended
    std::vector<Id> markInterrupted(const std::filesystem::path& runsFolder);

  private:
    Database& m_database;
};

class MetricStore {
  public:
    explicit MetricStore(Database& database) : m_database(database) {}

    /// A value for the same run, step and name takes the place of the one before. In one transaction.
    void add(Id run, std::int64_t step, const std::map<std::string, double>& values);
    /// By step. Values that were not a number are NaN.
    std::vector<MetricRecord> list(Id run, const std::string& name);
    /// All metrics of a run, by name and step. @param afterStep  only later ones
    std::vector<MetricRecord> list(Id run, std::int64_t afterStep = -1);
    std::vector<std::string> names(Id run);

  private:
    Database& m_database;
};

}  // namespace attune
