#include "session/copy_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <vector>

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPiece = std::size_t{4} << 20;  ///< bytes; a slow disk writes it well within half a second

[[noreturn]] void fail(const fs::path& path, std::error_code code) { throw fs::filesystem_error("cannot copy", path, code); }
[[noreturn]] void failByErrno(const fs::path& path) { fail(path, {errno, std::generic_category()}); }

class OpenFile {
  public:
    OpenFile(const fs::path& path, int flags) : m_path(path), m_descriptor(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
        if (m_descriptor < 0) failByErrno(path);
    }
    ~OpenFile() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    /// @return how many bytes came; 0 at the end
    std::size_t read(std::vector<char>& piece) {
        for (;;) {
            const ssize_t got = ::read(m_descriptor, piece.data(), piece.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) failByErrno(m_path);
        }
    }
    void write(const char* bytes, std::size_t size) {
        while (size > 0) {
            const ssize_t put = ::write(m_descriptor, bytes, size);
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) failByErrno(m_path);
            bytes += put;
            size -= static_cast<std::size_t>(put);
        }
    }
    /// Some disks tell only now that they are full.
    void close() {
        const int descriptor = m_descriptor;
        m_descriptor = -1;
        if (::close(descriptor) != 0) failByErrno(m_path);
    }

  private:
    const fs::path& m_path;  ///< of the caller
    int m_descriptor;
};

struct Part {
    fs::path from, to;
};

/// Makes the folders, and finds what goes into them. @param bytes  of all of it
std::vector<Part> listParts(const fs::path& from, const fs::path& to, const std::string& skip, Observer& observer, std::int64_t& bytes) {
    std::vector<Part> parts;
    using Walk = fs::recursive_directory_iterator;
    for (Walk at(from, fs::directory_options::follow_directory_symlink); at != Walk(); ++at) {
        observer.breathe();
        if (!skip.empty() && at.depth() == 0 && at->path().filename() == fs::path(skip)) {
            at.disable_recursion_pending();
            continue;
        }
        const fs::path target = to / at->path().lexically_relative(from);
        if (at->is_directory()) {
            fs::create_directories(target);
        } else if (at->is_regular_file()) {
            bytes += static_cast<std::int64_t>(at->file_size());
            parts.push_back({at->path(), target});
        } else {
            fail(at->path(), std::make_error_code(at->exists() ? std::errc::not_supported : std::errc::no_such_file_or_directory));
        }
    }
    return parts;
}

}  // namespace

void copyFolder(const fs::path& from, const fs::path& to, Observer& observer, const std::string& skip) {
    std::int64_t done = 0, total = 0;
    const auto parts = listParts(from, to, skip, observer, total);
    std::vector<char> piece(kPiece);
    for (const Part& part : parts) {
        OpenFile in(part.from, O_RDONLY);
        OpenFile out(part.to, O_WRONLY | O_CREAT | O_EXCL);
        while (const std::size_t size = in.read(piece)) {
            observer.breathe();
            out.write(piece.data(), size);
            done += static_cast<std::int64_t>(size);
            observer.progress(done, total);
        }
        out.close();
    }
}

}  // namespace attune
