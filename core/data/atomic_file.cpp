#include "data/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "data/error.h"
#include "data/file.h"

namespace attune {

namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 20;

}  // namespace

void removeTemporaries(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    std::vector<fs::path> found;
    for (fs::recursive_directory_iterator at(folder, ignored), end; at != end; at.increment(ignored))
        if (at->path().extension().string().starts_with(kTemporaryMark)) found.push_back(at->path());
    for (const auto& path : found) fs::remove_all(path, ignored);
}

AtomicFile::AtomicFile(std::filesystem::path path)
    : m_path(std::move(path)), m_temporary(m_path.string() + kTemporaryMark + "XXXXXX") {
    m_descriptor = ::mkostemp(m_temporary.data(), O_CLOEXEC);
    if (m_descriptor < 0) fail(errno);
    // mkstemp makes a private file; an export is an ordinary document that follows the user's umask.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(m_descriptor, 0666 & ~mask) != 0) errno = 0;  // a foreign file system may have no modes
    m_buffer.reserve(kBufferSize);
}

AtomicFile::~AtomicFile() {
    if (m_descriptor < 0) return;
    ::close(m_descriptor);
    ::unlink(m_temporary.c_str());
}

void AtomicFile::fail(int code) const {
    throw Error("cannot write " + m_path.string(), std::strerror(code),
                code == ENOSPC ? "free some disk space and try again" : "");
}

void AtomicFile::writeAll(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void AtomicFile::flush() {
    writeAll(m_buffer);
    m_buffer.clear();
}

void AtomicFile::write(std::string_view bytes) {
    if (m_buffer.size() + bytes.size() > kBufferSize) flush();
    // What would not fit is not copied first: a model's weights pass through here.
    if (bytes.size() > kBufferSize)
        writeAll(bytes);
    else
        m_buffer += bytes;
}

void AtomicFile::commit() {
    flush();
    if (::fsync(m_descriptor) != 0) fail(errno);
    // Errors of a delayed write may first show on close.
    const bool closed = ::close(std::exchange(m_descriptor, -1)) == 0;
    if (!closed || ::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
        const int code = errno;
        ::unlink(m_temporary.c_str());
        fail(code);
    }
    syncToDisk(m_path.has_parent_path() ? m_path.parent_path() : std::filesystem::path("."));
}

}  // namespace attune
