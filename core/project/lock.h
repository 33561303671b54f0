// Who may write: one program at a time holds the lock file of a project folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace attune {

/// The program that writes to a project at the moment.
struct LockHolder {
    std::string program;
    std::string host;
    std::int64_t pid = 0;
    std::string since;  ///< ISO 8601, UTC

    /// "attune-cli (process 12 on venus, since 2026-01-01T10:00:00Z)"
    std::string text() const;
};

/// An advisory lock (flock) that the kernel releases when the program ends, however it ends.
class ProjectLock {
  public:
    /// @throws Error if another program holds it (saying which) or the folder is read-only
    explicit ProjectLock(const std::filesystem::path& projectFolder);
    ~ProjectLock();
    ProjectLock(const ProjectLock&) = delete;
    ProjectLock& operator=(const ProjectLock&) = delete;

    /// Who holds the lock of this project now, if anybody does.
    static std::optional<LockHolder> holder(const std::filesystem::path& projectFolder);

  private:
    int m_fd = -1;
};

/// Whether this process may write here. A file or folder without any write permission counts as read-only for
/// the superuser too: whoever took the permissions away meant it.
bool isWritable(const std::filesystem::path& path);

/// @throws Error that says so unless the project in this folder can be written to; touches nothing
void requireWritable(const std::filesystem::path& projectFolder);

/// The name of this machine.
std::string hostName();

/// A process as the kernel knows it: its number and when it started (clock ticks since boot; 0 where
/// unknown), so that a number given to another process later is not taken for it.
struct ProcessIdentity {
    std::int64_t pid = 0;
    std::int64_t startedAt = 0;
};

/// @throws nothing; startedAt is 0 if there is no such process
ProcessIdentity identify(std::int64_t pid);

/// The file name of the program that this process runs; empty where that is not known.
std::string programOf(std::int64_t pid);

}  // namespace attune
