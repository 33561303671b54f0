#include "protocol/run_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>

#include "data/file.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

void makeEmpty(const fs::path& path) {
    std::error_code failure;
    fs::create_directories(path.parent_path(), failure);
    if (!fs::create_directory(path, failure) || failure)
        throw Error("cannot make the run folder " + path.string(), failure ? failure.message() : "it exists already");
    for (const char* name : {"inputs", "checkpoints", "outputs"}) fs::create_directory(path / name);
}

}  // namespace

RunFolder RunFolder::create(const fs::path& path, const Job& job, const std::map<std::string, std::vector<Json>>& inputs,
                            const std::map<std::string, fs::path>& files) {
    makeEmpty(path);
    try {
        for (const auto& [name, rows] : inputs) {
            std::string text;
            for (const auto& row : rows) text += dumpJson(row) + "\n";
            writeFileAtomically(path / "inputs" / (name + ".jsonl"), text);
        }
        for (const auto& [name, file] : files) writeFileAtomically(path / "inputs" / name, readFile(file));
        // Last: a folder with a job.json is complete.
        writeFileAtomically(path / "job.json", dumpJson(toJson(job), true) + "\n");
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(path, ignored);
        throw;
    }
    return RunFolder(path, job);
}

RunFolder RunFolder::copyOf(const RunFolder& original, const fs::path& path) {
    makeEmpty(path);
    const fs::path inputs = original.path() / "inputs";
    if (fs::exists(inputs))
        for (const auto& entry : fs::directory_iterator(inputs))
            if (entry.is_regular_file())
                writeFileAtomically(path / "inputs" / entry.path().filename(), readFile(entry.path()));
    writeFileAtomically(path / "job.json", readFile(original.path() / "job.json"));
    return RunFolder(path, original.job());
}

RunFolder RunFolder::open(const fs::path& path) {
    if (!fs::exists(path / "job.json"))
        throw Error("there is no run in " + path.string(), "it has no job.json");
    return RunFolder(path, jobFromJson(readJsonFile(path / "job.json")));
}

std::vector<Json> RunFolder::inputs(const std::string& name) const {
    std::vector<Json> rows;
    const fs::path file = m_path / "inputs" / (name + ".jsonl");
    if (fs::exists(file)) readJsonLines(file, [&](std::size_t, const Json& row) { rows.push_back(row); });
    return rows;
}

void RunFolder::readEvents(std::uint64_t after, const std::function<void(const Event&)>& visit) const {
    if (!fs::exists(eventsFile())) return;
    const std::string text = readFile(eventsFile());
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) return;  // cut short by a kill
        const std::string_view line(text.data() + begin, end - begin);
        const Event event = eventFromJson(parseJson(line, eventsFile().string() + " line " + std::to_string(++number)));
        if (event.sequence > after) visit(event);
        begin = end + 1;
    }
}

bool RunFolder::isAtWork() const {
    const int fd = ::open(eventsFile().c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool taken = ::flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(fd);
    return taken;
}

struct EventLog::Private {
    Private() = default;
    ~Private() {
        if (fd >= 0) ::close(fd);
    }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    int fd = -1;
    Listener listener;
    std::uint64_t sequence = 0;
    bool ended = false;
    mutable std::mutex mutex;
};

EventLog::EventLog(const RunFolder& folder, Listener listener) : d(std::make_unique<Private>()) {
    d->listener = std::move(listener);
    d->fd = ::open(folder.eventsFile().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (d->fd < 0) throw Error("cannot write " + folder.eventsFile().string(), std::strerror(errno));
    // Somebody who only asks isAtWork() holds it for a moment.
    int held = ::flock(d->fd, LOCK_EX | LOCK_NB);
    for (int tries = 0; held != 0 && tries < 20; ++tries) {
        ::usleep(10'000);
        held = ::flock(d->fd, LOCK_EX | LOCK_NB);
    }
    if (held != 0)
        throw Error("the run in " + folder.path().string() + " is at work already", "another engine holds its events");
    // Drop a line that a kill cut short, so that the next one starts a line of its own.
    off_t size = ::lseek(d->fd, 0, SEEK_END);
    char c = '\n';
    while (size > 0 && ::pread(d->fd, &c, 1, size - 1) == 1 && c != '\n') --size;
    if (::ftruncate(d->fd, size) != 0)
        throw Error("cannot write " + folder.eventsFile().string(), std::strerror(errno));
    ::lseek(d->fd, size, SEEK_SET);
    folder.readEvents(0, [&](const Event& event) { d->sequence = event.sequence; });
}

EventLog::~EventLog() = default;

void EventLog::emit(const std::string& type, Json data) {
    const std::lock_guard lock(d->mutex);
    if (d->ended) return;
    Event event;
    event.sequence = ++d->sequence;
    event.type = type;
    event.time = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    event.data = std::move(data);
    const std::string line = dumpJson(toJson(event)) + "\n";
    const off_t begin = ::lseek(d->fd, 0, SEEK_CUR);
    for (std::size_t done = 0; done < line.size();) {
        const ssize_t written = ::write(d->fd, line.data() + done, line.size() - done);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const std::string reason = std::strerror(errno);
            // Half a line would spoil the one that says why the run failed.
            if (::ftruncate(d->fd, begin) == 0) ::lseek(d->fd, begin, SEEK_SET);
            --d->sequence;
            throw Error("cannot write the events of the run", reason);
        }
        done += static_cast<std::size_t>(written);
    }
    if (isTerminal(type)) {
        ::fsync(d->fd);
        d->ended = true;
    }
    if (d->listener) d->listener(event);
}

bool EventLog::ended() const {
    const std::lock_guard lock(d->mutex);
    return d->ended;
}

}  // namespace attune
