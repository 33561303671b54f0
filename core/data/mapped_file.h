// A file's bytes in memory without reading them all at once: only the pages that are touched are loaded.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace attune {

/// A private mapping of a regular file. The pages may be written to; the file never changes.
class MappedFile {
  public:
    /// @throws Error if the file cannot be opened or mapped
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    char* data() const { return m_data; }
    std::size_t size() const { return m_size; }
    std::string_view bytes() const { return {m_data, m_size}; }
    /// Gives the memory of these bytes back, with that of up to 2 MiB on both sides, and with it what was written there: they
    /// are read again when they are touched.
    void release(std::size_t begin, std::size_t end) const;

  private:
    char* m_data = nullptr;
    std::size_t m_size = 0;
};

}  // namespace attune
