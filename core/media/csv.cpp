#include "media/csv.h"

namespace attune {

bool CsvReader::next(std::vector<std::string>& fields) {
    while (readRecord(fields))
        if (fields.size() > 1 || !fields.front().empty()) return true;
    return false;
}

bool CsvReader::readRecord(std::vector<std::string>& fields) {
    using Traits = std::char_traits<char>;
    std::streambuf& buffer = *m_input.rdbuf();
    fields.assign(1, {});
    m_recordLine = m_line;
    bool any = false, quoted = false;
    for (;;) {
        const auto got = buffer.sbumpc();
        if (got == Traits::eof()) {
            m_unterminated = quoted;
            return any;
        }
        any = true;
        const char c = Traits::to_char_type(got);
        if (c == '\n') ++m_line;
        std::string& field = fields.back();
        if (quoted) {
            if (c != '"')
                field += c;
            else if (buffer.sgetc() == Traits::to_int_type('"'))
                field += Traits::to_char_type(buffer.sbumpc());
            else
                quoted = false;
        } else if (c == '"' && field.empty()) {
            quoted = true;
        } else if (c == m_delimiter) {
            fields.emplace_back();
        } else if (c == '\n') {
            return true;
        } else if (c != '\r' || buffer.sgetc() != Traits::to_int_type('\n')) {
            field += c;
        }
    }
}

std::string csvField(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace attune
