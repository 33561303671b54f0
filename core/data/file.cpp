#include "data/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "data/error.h"

namespace attune {

namespace {

class Descriptor {
  public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_fd; }
    /// Errors of a delayed write may first show on close.
    bool close() {
        if (m_fd < 0) return true;
        const int fd = m_fd;
        m_fd = -1;
        return ::close(fd) == 0;
    }

  private:
    int m_fd;
};

std::string reasonOf(int code) { return std::strerror(code); }

void writeAll(int fd, std::string_view bytes, const std::filesystem::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0)
            throw Error("cannot write " + path.string(), reasonOf(errno),
                        errno == ENOSPC ? "free some disk space and try again" : "");
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace

std::string readFile(const std::filesystem::path& path, std::uint64_t maxBytes) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) throw Error("cannot open " + path.string(), reasonOf(errno));
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) throw Error("cannot read " + path.string(), reasonOf(errno));
    if (!S_ISREG(info.st_mode)) throw Error("cannot read " + path.string(), "it is not a regular file");
    if (static_cast<std::uint64_t>(info.st_size) > maxBytes)
        throw Error("will not read " + path.string(), "it holds " + std::to_string(info.st_size) +
                                                          " bytes and the limit is " + std::to_string(maxBytes));
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw Error("cannot read " + path.string(), reasonOf(errno));
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes) {
    std::string pattern = path.string() + ".tmp-XXXXXX";
    Descriptor file(::mkostemp(pattern.data(), O_CLOEXEC));
    if (file.get() < 0) throw Error("cannot write " + path.string(), reasonOf(errno));
    try {
        // mkostemp makes a private file; ours are ordinary documents that follow the user's umask.
        const mode_t mask = ::umask(0);
        ::umask(mask);
        ::fchmod(file.get(), 0666 & ~mask);
        writeAll(file.get(), bytes, path);
        if (::fsync(file.get()) != 0 || !file.close())
            throw Error("cannot write " + path.string(), reasonOf(errno));
        if (::rename(pattern.c_str(), path.c_str()) != 0)
            throw Error("cannot write " + path.string(), reasonOf(errno));
    } catch (...) {
        ::unlink(pattern.c_str());
        throw;
    }
    syncToDisk(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

void syncToDisk(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0)
        throw Error("cannot flush " + path.string() + " to the disk", reasonOf(errno));
}

}  // namespace attune
