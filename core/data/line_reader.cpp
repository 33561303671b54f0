#include "data/line_reader.h"

namespace attune {

namespace {

constexpr std::size_t kBlock = 256 * 1024;

}  // namespace

LineReader::LineReader(const std::filesystem::path& file, std::uint64_t offset)
    : m_stream(file, std::ios::binary), m_offset(offset) {
    m_stream.seekg(static_cast<std::streamoff>(offset));
}

bool LineReader::next(std::string_view& line, bool unfinished) {
    const auto take = [&](std::size_t end, std::size_t behind) {
        line = std::string_view(m_buffer).substr(m_begin, end - m_begin);
        m_offset += behind - m_begin;
        m_begin = m_searched = behind;
        return true;
    };
    for (;;) {
        const auto end = m_buffer.find('\n', m_searched);
        if (end != std::string::npos) return take(end, end + 1);
        m_buffer.erase(0, m_begin);
        m_begin = 0;
        m_searched = m_buffer.size();
        m_buffer.resize(m_searched + kBlock);
        m_stream.read(m_buffer.data() + m_searched, kBlock);
        m_buffer.resize(m_searched + static_cast<std::size_t>(m_stream.gcount()));
        if (m_buffer.size() > m_searched) continue;
        return unfinished && !m_buffer.empty() && take(m_buffer.size(), m_buffer.size());
    }
}

}  // namespace attune
