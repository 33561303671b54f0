#include "workbench/history/run_ends.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <system_error>

#include "protocol/event.h"

namespace attune {

namespace {

constexpr std::uintmax_t kFirstBytes = std::uintmax_t{64} << 10;

std::optional<Event> parse(const std::string& line) {
    try {
        return eventFromJson(Json::parse(line));
    } catch (const std::exception&) {
        return std::nullopt;  // half a line, or none of ours
    }
}

/// The last whole line; empty if none lies within `limit` bytes of the end.
std::string lastLine(std::ifstream& file, std::uintmax_t size, std::uintmax_t limit) {
    for (std::uintmax_t tail = kFirstBytes;; tail *= 4) {
        const std::uintmax_t length = std::min({tail, size, limit});
        std::string text(length, '\0');
        file.clear();
        file.seekg(static_cast<std::streamoff>(size - length));
        file.read(text.data(), static_cast<std::streamsize>(length));
        text.resize(static_cast<std::size_t>(file.gcount()));
        const auto end = text.find_last_not_of('\n');
        if (end == std::string::npos) return {};
        const auto begin = text.rfind('\n', end);
        if (begin != std::string::npos) return text.substr(begin + 1, end - begin);
        if (length == size) return text.substr(0, end + 1);
        if (length == limit) return {};
    }
}

}  // namespace

RunEnds readRunEnds(const std::filesystem::path& path, std::uintmax_t reportBytes) {
    RunEnds ends;
    std::error_code failure;
    const auto size = std::filesystem::file_size(path, failure);
    std::ifstream file(path, std::ios::binary);
    if (failure || !file || size == 0) return ends;
    ends.bytes = size;
    std::string text(std::min(size, kFirstBytes), '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (const auto first = parse(text.substr(0, text.find('\n')))) ends.startedAt = first->time;
    const auto last = parse(lastLine(file, size, reportBytes));
    if (!last || !isTerminal(last->type)) return ends;
    ends.endedAt = last->time;
    if (last->type == "finished") ends.report = last->data;
    if (last->type == "failed") ends.failure = last->data;
    return ends;
}

double durationOf(const RunEnds& ends) {
    return ends.startedAt > 0 && ends.endedAt >= ends.startedAt ? ends.endedAt - ends.startedAt
                                                                : std::numeric_limits<double>::quiet_NaN();
}

void dropLists(Json& value) {
    if (!value.is_object()) return;
    for (auto at = value.begin(); at != value.end();) {
        dropLists(*at);
        at = at->is_array() ? value.erase(at) : std::next(at);
    }
}

const RunEnds& RunEndsReader::read(Id run, const std::filesystem::path& folder) {
    RunEnds& known = m_known[run];
    const auto file = folder / "events.jsonl";
    std::error_code failure;
    const auto size = std::filesystem::file_size(file, failure);
    if (failure || size != known.bytes) {
        known = readRunEnds(file);
        dropLists(known.report);
    }
    return known;
}

}  // namespace attune
