// Comma-separated values as RFC 4180 has them.
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// Reads one record after the other; a field in quotes may hold delimiters, doubled quotes and line ends.
class CsvReader {
  public:
    /// @param input  must outlive the reader
    explicit CsvReader(std::istream& input, char delimiter = ',') : m_input(input), m_delimiter(delimiter) {}

    /// The next record that is not a blank line. @return false at the end of the input
    bool next(std::vector<std::string>& fields);

    /// The line, from 1, on which the last record began.
    std::size_t line() const { return m_recordLine; }
    /// Whether a quote of the last record was never closed; it then holds the rest of the file.
    bool unterminated() const { return m_unterminated; }

  private:
    bool readRecord(std::vector<std::string>& fields);

    std::istream& m_input;
    char m_delimiter;
    std::size_t m_line = 1;
    std::size_t m_recordLine = 0;
    bool m_unterminated = false;
};

/// A field as it stands in a record: quoted where it must be.
std::string csvField(std::string_view text);

}  // namespace attune
