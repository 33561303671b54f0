#include "data/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "data/atomic_file.h"
#include "data/error.h"

namespace attune {

namespace {

class Descriptor {
  public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_fd; }

  private:
    int m_fd;
};

std::string reasonOf(int code) { return std::strerror(code); }

}  // namespace

std::string readFile(const std::filesystem::path& path, std::uint64_t maxBytes) {
    // Not blocking: a pipe that nobody writes to would be waited for, and is refused below.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
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
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

void syncToDisk(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0)
        throw Error("cannot flush " + path.string() + " to the disk", reasonOf(errno));
}

}  // namespace attune
