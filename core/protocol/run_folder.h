// The run folder: everything a job was given and everything it said, so that it can be reproduced, copied to another
// machine and read again after a crash.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "protocol/event.h"
#include "protocol/job.h"

namespace attune {

/// `<folder>/{job.json, inputs/, events.jsonl, checkpoints/, outputs/}`
class RunFolder {
  public:
    /// Makes the folder and writes job.json and the inputs. @param files  others to be copied, by their names below inputs/
    /// @throws Error if the folder exists or cannot be written, or one of the files cannot be read; nothing of it remains
    static RunFolder create(const std::filesystem::path& path, const Job& job,
                            const std::map<std::string, std::vector<Json>>& inputs,
                            const std::map<std::string, std::filesystem::path>& files = {});
    /// A folder with the job and, byte for byte, the inputs of another. @throws Error as create does
    static RunFolder copyOf(const RunFolder& original, const std::filesystem::path& path);
    /// @throws Error if there is no readable job.json
    static RunFolder open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    const Job& job() const { return m_job; }
    std::filesystem::path checkpoints() const { return m_path / "checkpoints"; }
    std::filesystem::path outputs() const { return m_path / "outputs"; }
    std::filesystem::path eventsFile() const { return m_path / "events.jsonl"; }

    /// The rows of inputs/<name>.jsonl; none where there is no such file. @throws Error on a bad line
    std::vector<Json> inputs(const std::string& name) const;

    /// Calls `visit` for each event with a sequence number above `after`, in order. A last line that a kill cut short
    /// is left out. @throws Error on a bad line elsewhere
    void readEvents(std::uint64_t after, const std::function<void(const Event&)>& visit) const;

    /// True while an engine, of any process of this machine, works on it: it holds a lock on events.jsonl.
    bool isAtWork() const;

  private:
    RunFolder(std::filesystem::path path, Job job) : m_path(std::move(path)), m_job(std::move(job)) {}

    std::filesystem::path m_path;
    Job m_job;
};

/// Appends events to events.jsonl, numbering on from what is there. Exactly one terminal event is let through.
class EventLog {
  public:
    using Listener = std::function<void(const Event&)>;

    /// A terminal event of an earlier life (of a run that was cancelled or interrupted and is now resumed) does not
    /// count: the log starts a new life. @throws Error if it cannot be written or another engine is at work on it
    EventLog(const RunFolder& folder, Listener listener);
    ~EventLog();
    EventLog(const EventLog&) = delete;
    EventLog& operator=(const EventLog&) = delete;

    /// Writes the line, then tells the listener. Does nothing after a terminal event. Thread-safe.
    void emit(const std::string& type, Json data);
    bool ended() const;

  private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace attune
