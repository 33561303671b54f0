#include "protocol/event_reader.h"

#include <string_view>

#include "data/line_reader.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

std::uint64_t sizeOf(const fs::path& file) {
    std::error_code failure;
    const auto size = fs::file_size(file, failure);
    return failure ? 0 : size;
}

}  // namespace

bool EventReader::isUpToDate() const {
    return sizeOf(m_file) == m_seen;
}

bool EventReader::continues() const {
    if (m_offset == 0) return true;
    if (sizeOf(m_file) < m_offset) return false;
    LineReader lines(m_file, m_offset);
    std::string_view line;
    if (!lines.next(line)) return true;
    try {
        return eventFromJson(parseJson(line, m_file.string())).sequence == m_last + 1;
    } catch (const Error&) {
        return false;
    }
}

bool EventReader::read(std::int64_t limit, const std::function<bool(const Event&)>& visit) {
    if (!continues()) m_offset = m_last = 0;
    // Asked before reading: what is written from now on is new, or read now and looked for once more.
    const std::uint64_t size = sizeOf(m_file);
    LineReader lines(m_file, m_offset);
    for (std::string_view line; limit > 0; --limit) {
        if (!lines.next(line)) {
            m_seen = size;
            return false;
        }
        const Event event =
            eventFromJson(parseJson(line, m_file.string() + " at byte " + std::to_string(m_offset)));
        if (event.sequence > m_after) {
            if (!visit(event)) return true;
            m_after = event.sequence;
        }
        m_last = event.sequence;
        m_offset = lines.offset();
    }
    return !isUpToDate();
}

}  // namespace attune
