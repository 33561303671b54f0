#include "session/html_report.h"

#include <cstdint>

#include "data/error.h"
#include "data/file.h"

namespace attune {

namespace {

constexpr const char* kStyle = R"css(
:root { color-scheme: light dark; --ink: #1d1f21; --quiet: #5c6166; --line: #d9dcdf; --paper: #ffffff; --note: #fff4d6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --quiet: #a0a6ab; --line: #3a3f44; --paper: #1b1d1f; --note: #4a3d12; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1080px;
       margin: 32px auto; padding: 0 24px; }
h1 { font-size: 26px; margin: 0 0 8px; } h2 { font-size: 19px; margin: 40px 0 8px; }
.notice { background: var(--note); padding: 8px 16px; border-radius: 4px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 16px 4px 0; text-align: right; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--quiet); } th:first-child, td:first-child { text-align: left; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(400px, 1fr)); gap: 16px; }
.plot { margin: 0; } .plot > svg { width: 100%; height: auto; }
svg text { font: 11px system-ui, sans-serif; fill: var(--quiet); } svg text.title { font-size: 14px; font-weight: 600; fill: var(--ink); }
.grid { stroke: var(--line); } .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 12px; color: var(--quiet); padding-left: 56px; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 24px 32px; }
.picture { display: grid; grid-template-columns: 112px 1fr; gap: 16px; align-items: start; }
.picture img { width: 112px; border-radius: 4px; image-rendering: pixelated; }
.picture dl { margin: 0; font-size: 14px; } .picture dt { color: var(--quiet); font-size: 12px; } .picture dd { margin: 0 0 8px; }
.score { color: var(--quiet); font-variant-numeric: tabular-nums; }
)css";

std::string base64(const std::string& bytes) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (int k = 0; k < 4; ++k)
            text += i + static_cast<std::size_t>(k) <= bytes.size() ? kDigits[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

std::string mimeType(const std::filesystem::path& file) {
    const auto extension = file.extension().string();
    if (extension == ".jpg" || extension == ".jpeg") return "image/jpeg";
    if (extension == ".webp") return "image/webp";
    return "image/png";
}

}  // namespace

void HtmlReport::heading(const std::string& text) { m_body += "<h2>" + escapeHtml(text) + "</h2>\n"; }

void HtmlReport::paragraph(const std::string& text) { m_body += "<p>" + escapeHtml(text) + "</p>\n"; }

void HtmlReport::notice(const std::string& text) {
    m_body += "<p class=\"notice\" role=\"note\">" + escapeHtml(text) + "</p>\n";
}

void HtmlReport::table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) {
    m_body += "<table><thead><tr>";
    for (const auto& head : heads) m_body += "<th>" + escapeHtml(head) + "</th>";
    m_body += "</tr></thead><tbody>\n";
    for (const auto& row : rows) {
        m_body += "<tr>";
        for (const auto& cell : row) m_body += "<td>" + escapeHtml(cell) + "</td>";
        m_body += "</tr>\n";
    }
    m_body += "</tbody></table>\n";
}

void HtmlReport::plots(const std::vector<std::string>& svgPlots) {
    m_body += "<div class=\"plots\">\n";
    for (const auto& plot : svgPlots) m_body += plot + "\n";
    m_body += "</div>\n";
}

void HtmlReport::gallery(const std::vector<ReportPicture>& pictures) {
    m_body += "<div class=\"gallery\">\n";
    for (const auto& picture : pictures) {
        m_body += "<div class=\"picture\"><img alt=\"" + escapeHtml(picture.title) + "\" src=\"data:" +
                  mimeType(picture.file) + ";base64," + base64(readFile(picture.file)) + "\"><dl>";
        for (const auto& caption : picture.captions)
            m_body += "<dt>" + escapeHtml(caption.model) + " <span class=\"score\">" + escapeHtml(caption.score) +
                      "</span></dt><dd>" + escapeHtml(caption.text) + "</dd>";
        m_body += "</dl></div>\n";
    }
    m_body += "</div>\n";
}

std::string HtmlReport::html() const {
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width\"><title>" +
           escapeHtml(m_title) + "</title><style>" + kStyle + "</style></head><body>\n<h1>" + escapeHtml(m_title) +
           "</h1>\n" + m_body + "</body></html>\n";
}

void HtmlReport::write(const std::filesystem::path& path) const { writeFileAtomically(path, html()); }

}  // namespace attune
