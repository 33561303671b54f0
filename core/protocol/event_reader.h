// Follows the events of a run as they are written, without reading any of them twice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "protocol/event.h"

namespace attune {

/// Remembers how far it has read. The event behind that place must carry the next number; where it does not,
/// or the file became shorter, it is another file than it was, and reading begins again at its start.
class EventReader {
  public:
    /// @param file   events.jsonl of a run; it need not be there yet
    /// @param after  events up to this number are passed over
    EventReader(std::filesystem::path file, std::uint64_t after) : m_file(std::move(file)), m_after(after) {}

    /// Calls `visit` for the next events, in order. Where it returns false reading ends, and the next call
    /// begins with the same event. At most `limit` lines are read, those passed over included; a last line
    /// without an end is left for later. @return whether there is more to read. @throws Error on a bad line,
    /// which is then read again
    bool read(std::int64_t limit, const std::function<bool(const Event&)>& visit);

    /// Whether the file has the size it had when it was read to its end. Asks for the size and no more.
    bool isUpToDate() const;

  private:
    bool continues() const;

    std::filesystem::path m_file;
    std::uint64_t m_after = 0;
    std::uint64_t m_last = 0;    ///< number of the event before m_offset
    std::uint64_t m_offset = 0;  ///< bytes
    std::uint64_t m_seen = 0;    ///< size of the file when it was read to its end
};

}  // namespace attune
