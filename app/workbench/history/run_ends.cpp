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
constexpr double kShortBreak = 5;  ///< seconds: less is no reason to read all of a large file

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

/// From the last event of each life to the start of the next one, together.
double secondsBetweenLives(std::ifstream& file) {
    double seconds = 0;
    std::string before;
    file.clear();
    file.seekg(0);
    for (std::string line; std::getline(file, line); before.swap(line)) {
        if (before.empty() || line.find("\"started\"") == std::string::npos) continue;
        const auto last = parse(before), next = parse(line);
        if (last && next && next->type == "started") seconds += std::max(0.0, next->time - last->time);
    }
    return seconds;
}

/// A run that finished tells how long its last life was: where that is all of it, there was no other.
bool mayHaveBeenResumed(const RunEnds& ends) {
    const bool tells = ends.report.is_object() && ends.report.contains("seconds") && ends.report["seconds"].is_number();
    const double last = tells ? ends.report["seconds"].get<double>() : 0.0;
    return ends.endedAt - ends.startedAt > last + kShortBreak;
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
    if (ends.startedAt > 0 && mayHaveBeenResumed(ends)) ends.interrupted = secondsBetweenLives(file);
    return ends;
}

double durationOf(const RunEnds& ends) {
    const double seconds = ends.endedAt - ends.startedAt - ends.interrupted;
    return ends.startedAt > 0 && seconds >= 0 ? seconds : std::numeric_limits<double>::quiet_NaN();
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
