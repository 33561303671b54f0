// The lines of a text file, one at a time, from any byte on: for files that grow while they are read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace attune {

class LineReader {
  public:
    /// A file that cannot be read has no lines. @param offset  bytes; the first line begins there
    explicit LineReader(const std::filesystem::path& file, std::uint64_t offset = 0);

    /// The next line without its end, good until the next call. False at the end of the file and before a
    /// line that has no end yet. @param unfinished  takes such a line, too
    bool next(std::string_view& line, bool unfinished = false);
    /// Where the next line begins, in bytes.
    std::uint64_t offset() const { return m_offset; }

  private:
    std::ifstream m_stream;
    std::string m_buffer;
    std::size_t m_begin = 0;     ///< of the next line
    std::size_t m_searched = 0;  ///< no line ends between m_begin and this
    std::uint64_t m_offset = 0;
};

}  // namespace attune
