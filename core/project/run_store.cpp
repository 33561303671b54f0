#include "project/run_store.h"

#include <chrono>
#include <cmath>
#include <limits>

#include "data/error.h"
#include "project/lock.h"
#include "project/query.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

const std::string kColumns =
    "SELECT id, folder, kind, status, job, last_event, message, created_at, ended_at, note FROM run";

RunRecord readRow(const Query& row) {
    RunRecord run;
    run.id = row.integer(0);
    run.folder = row.text(1);
    run.kind = row.text(2);
    run.status = row.text(3);
    run.job = parseJson(row.text(4), "the job of run " + std::to_string(run.id));
    run.lastEvent = static_cast<std::uint64_t>(row.integer(5));
    run.message = row.text(6);
    run.createdAt = row.text(7);
    run.endedAt = row.text(8);
    run.note = row.text(9);
    return run;
}

bool isSilent(const fs::path& events) {
    std::error_code failure;
    const auto written = fs::last_write_time(events, failure);
    return failure || fs::file_time_type::clock::now() - written > std::chrono::minutes(5);
}

MetricRecord readMetric(const Query& row) {
    return {row.integer(0), row.integer(1), row.text(2),
            row.isNull(3) ? std::numeric_limits<double>::quiet_NaN() : row.real(3)};
}

std::vector<MetricRecord> allOf(Query&& row) {
    std::vector<MetricRecord> metrics;
    while (row.next()) metrics.push_back(readMetric(row));
    return metrics;
}

}  // namespace

Id RunStore::add(const RunRecord& run) {
    Query(m_database,
          "INSERT INTO run (folder, kind, status, job, message, created_at, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
          run.folder, run.kind, run.status, dumpJson(run.job), run.message,
          run.createdAt.empty() ? timestampNow() : run.createdAt, run.note)
        .run();
    return m_database.lastInsertId();
}

std::optional<RunRecord> RunStore::find(Id id) {
    Query row(m_database, kColumns + " WHERE id = ?", id);
    return row.next() ? std::optional(readRow(row)) : std::nullopt;
}

RunRecord RunStore::get(Id id) {
    if (auto run = find(id)) return *run;
    throw Error("there is no run " + std::to_string(id) + " in this project");
}

std::vector<RunRecord> RunStore::list(const std::string& status) {
    Query row(m_database, kColumns + " WHERE ?1 = '' OR status = ?1 ORDER BY id", status);
    std::vector<RunRecord> runs;
    while (row.next()) runs.push_back(readRow(row));
    return runs;
}

void RunStore::setStatus(Id id, const std::string& status, const std::string& message) {
    const bool ended = status == "finished" || status == "failed" || status == "cancelled";
    Query(m_database, "UPDATE run SET status = ?, message = ?, ended_at = ? WHERE id = ?", status, message,
          ended ? timestampNow() : std::string(), id)
        .run();
}

void RunStore::setNote(Id id, const std::string& note) {
    Query(m_database, "UPDATE run SET note = ? WHERE id = ?", note, id).run();
}

void RunStore::setFolder(Id id, const std::string& folder) {
    Query(m_database, "UPDATE run SET folder = ? WHERE id = ?", folder, id).run();
}

void RunStore::setProcess(Id id, std::int64_t pid) {
    Query(m_database, "UPDATE run SET host = ?, pid = ?, process_started = ? WHERE id = ?", hostName(), pid,
          identify(pid).startedAt, id)
        .run();
}

RunProcess RunStore::process(Id id) {
    Query row(m_database, "SELECT host, pid, process_started FROM run WHERE id = ?", id);
    if (!row.next()) throw Error("there is no run " + std::to_string(id) + " in this project");
    return {row.text(0), row.integer(1), row.integer(2)};
}

bool RunStore::advance(Id id, std::uint64_t sequence) {
    Query(m_database, "UPDATE run SET last_event = ?1 WHERE id = ?2 AND last_event < ?1", sequence, id).run();
    return m_database.changes() > 0;
}

std::vector<Id> RunStore::markInterrupted(const fs::path& runsFolder) {
    std::vector<Id> gone;
    {
        Query row(
            m_database,
            "SELECT id, folder, host, pid, process_started FROM run WHERE status IN ('running', 'paused')");
        while (row.next()) {
            const std::int64_t pid = row.integer(3);
            const std::string host = row.text(2);
            const bool here = host.empty() || host == hostName();
            const bool ended =
                here ? pid == 0 || row.integer(4) == 0 || identify(pid).startedAt != row.integer(4)
                     : isSilent(runsFolder / row.text(1) / "events.jsonl");
            if (ended) gone.push_back(row.integer(0));
        }
    }
    if (gone.empty()) return gone;
    Transaction transaction(m_database);
    for (const Id id : gone) setStatus(id, "interrupted", "the program that ran it ended");
    transaction.commit();
    return gone;
}

void MetricStore::add(Id run, std::int64_t step, const std::map<std::string, double>& values) {
    Transaction transaction(m_database);
    for (const auto& [name, value] : values)
        Query(m_database,
              "INSERT INTO metric (run_id, name, step, value) VALUES (?, ?, ?, ?)"
              " ON CONFLICT (run_id, name, step) DO UPDATE SET value = excluded.value",
              run, name, step, std::isnan(value) ? std::nullopt : std::optional(value))
            .run();
    transaction.commit();
}

std::vector<MetricRecord> MetricStore::list(Id run, const std::string& name) {
    return allOf(
        Query(m_database,
              "SELECT run_id, step, name, value FROM metric WHERE run_id = ? AND name = ? ORDER BY step", run,
              name));
}

std::vector<MetricRecord> MetricStore::list(Id run, std::int64_t afterStep) {
    return allOf(Query(
        m_database,
        "SELECT run_id, step, name, value FROM metric WHERE run_id = ? AND step > ? ORDER BY name, step", run,
        afterStep));
}

std::vector<std::string> MetricStore::names(Id run) {
    Query row(m_database, "SELECT DISTINCT name FROM metric WHERE run_id = ? ORDER BY name", run);
    std::vector<std::string> all;
    while (row.next()) all.push_back(row.text(0));
    return all;
}

}  // namespace attune
