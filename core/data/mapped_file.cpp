#include "data/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "data/error.h"

namespace attune {

MappedFile::MappedFile(const std::filesystem::path& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw Error("cannot open " + path.string(), std::strerror(errno));
    struct stat info {};
    const bool known = ::fstat(fd, &info) == 0;
    if (!known || !S_ISREG(info.st_mode)) {
        ::close(fd);
        throw Error("cannot read " + path.string(), "it is not a regular file");
    }
    m_size = static_cast<std::size_t>(info.st_size);
    // An empty mapping is not allowed by the system; an empty file is for the reader of the format to judge.
    void* mapped = m_size ? ::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0) : nullptr;
    const int code = errno;
    ::close(fd);
    if (mapped == MAP_FAILED) throw Error("cannot read " + path.string(), std::strerror(code));
    m_data = static_cast<char*>(mapped);
}

MappedFile::~MappedFile() {
    if (m_data) ::munmap(m_data, m_size);
}

void MappedFile::release(std::size_t begin, std::size_t end) const {
    // Linux keeps a file in blocks of up to this size and maps a whole one for a single byte that is read of it: without what
    // lies around the bytes, each read at a block's edge would leave up to 2 MiB behind.
    constexpr std::size_t kBlock = std::size_t{2} << 20;
    if (begin >= std::min(end, m_size)) return;
    const std::size_t first = begin / kBlock * kBlock, last = std::min((end + kBlock - 1) / kBlock * kBlock, m_size);
    ::madvise(m_data + first, last - first, MADV_DONTNEED);
}

}  // namespace attune
