#include "project/lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>
#include <thread>

#include "data/error.h"
#include "data/file.h"
#include "data/json.h"
#include "data/records.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

fs::path lockFile(const fs::path& projectFolder) {
    return projectFolder / "lock";
}

std::optional<LockHolder> readHolder(const fs::path& file) {
    try {
        const Json json = readJsonFile(file, 4096);
        return LockHolder{optional<std::string>(json, "program", ""), optional<std::string>(json, "host", ""),
                          optional<std::int64_t>(json, "pid", 0), optional<std::string>(json, "since", "")};
    } catch (const Error&) {
        // The holder has the lock but has not written its name yet, or died while doing so.
        return std::nullopt;
    }
}

/// Readers probe the lock for an instant, so one refusal does not mean that a writer is there.
bool tryLock(int fd) {
    for (int attempt = 0; attempt < 10; ++attempt) {
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return true;
        if (errno != EWOULDBLOCK && errno != EINTR) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    errno = EWOULDBLOCK;
    return false;
}

}  // namespace

std::string LockHolder::text() const {
    std::string said = program.empty() ? "another program" : program;
    if (pid > 0) said += " (process " + std::to_string(pid) + " on " + host + ", since " + since + ")";
    return said;
}

ProjectLock::ProjectLock(const fs::path& projectFolder) {
    requireWritable(projectFolder);
    const fs::path file = lockFile(projectFolder);
    m_fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (m_fd < 0) throw Error("cannot lock the project " + projectFolder.string(), std::strerror(errno));
    if (!tryLock(m_fd)) {
        const int code = errno;
        ::close(m_fd);
        if (code != EWOULDBLOCK)
            throw Error("cannot lock the project " + projectFolder.string(), std::strerror(code));
        throw Error("the project " + projectFolder.string() + " is open in another program",
                    readHolder(file).value_or(LockHolder{}).text() + " writes to it",
                    "close it there, or open the project read-only here");
    }
    const std::string text = dumpJson({{"program", program_invocation_short_name},
                                       {"host", hostName()},
                                       {"pid", ::getpid()},
                                       {"since", timestampNow()}}) +
                             "\n";
    // The name is for people; without it the lock still holds.
    if (::ftruncate(m_fd, 0) == 0 && ::pwrite(m_fd, text.data(), text.size(), 0) < 0 &&
        ::ftruncate(m_fd, 0) != 0)
        return;
}

ProjectLock::~ProjectLock() {
    if (m_fd < 0) return;
    // The file stays: removing it could take the name away from a program that has just opened it.
    [[maybe_unused]] const int emptied = ::ftruncate(m_fd, 0);
    ::close(m_fd);
}

std::optional<LockHolder> ProjectLock::holder(const fs::path& projectFolder) {
    const int fd = ::open(lockFile(projectFolder).c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return std::nullopt;
    const bool held = ::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(fd);
    if (!held) return std::nullopt;
    return readHolder(lockFile(projectFolder)).value_or(LockHolder{});
}

bool isWritable(const fs::path& path) {
    struct stat info {};
    const fs::path target = path.empty() ? fs::path(".") : path;
    return ::stat(target.c_str(), &info) == 0 && (info.st_mode & 0222) != 0 &&
           ::access(target.c_str(), W_OK) == 0;
}

void requireWritable(const fs::path& projectFolder) {
    const fs::path database = projectFolder / "project.sqlite";
    if (isWritable(projectFolder) && (!fs::exists(database) || isWritable(database))) return;
    throw Error("cannot write to the project " + projectFolder.string(), "its folder is read-only for you",
                "change its permissions, copy it to a place of your own, or open it read-only");
}

std::string hostName() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

ProcessIdentity identify(std::int64_t pid) {
    ProcessIdentity identity{pid, 0};
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (pid <= 0 || !std::getline(file, line)) return identity;
    // proc(5): the second field, the name in brackets, may hold spaces; the start time is the 22nd.
    const auto bracket = line.rfind(')');
    if (bracket == std::string::npos) return identity;
    std::istringstream fields(line.substr(bracket + 1));
    std::string skipped;
    for (int field = 3; field < 22; ++field) fields >> skipped;
    // A zombie has ended; it only waits to be noticed.
    if (line.compare(bracket, 4, ") Z ") != 0) fields >> identity.startedAt;
    return identity;
}

std::string programOf(std::int64_t pid) {
    std::error_code failure;
    std::string name = fs::read_symlink("/proc/" + std::to_string(pid) + "/exe", failure).filename().string();
    // proc(5): a program that was installed anew since it began is still itself.
    constexpr std::string_view replaced = " (deleted)";
    if (name.size() > replaced.size() && name.ends_with(replaced)) name.resize(name.size() - replaced.size());
    return name;
}

}  // namespace attune
