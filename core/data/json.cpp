#include "data/json.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "data/file.h"
#include "data/json_lines.h"

namespace attune {

namespace {

/// Writing, copying and comparing values recurse, so that a file of a million brackets would overflow the
/// stack there. No file that we read is a tenth as deep.
constexpr int kDeepestNesting = 200;

bool isTooDeep(std::string_view text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > kDeepestNesting) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

}  // namespace

Json parseJson(std::string_view text, const std::string& name) {
    if (isTooDeep(text))
        throw Error(name + " cannot be read",
                    "its JSON is nested more than " + std::to_string(kDeepestNesting) + " deep");
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::exception& e) {
        // The library prefixes its messages with "[json.exception.parse_error.101] ".
        const std::string message = e.what();
        const auto bracket = message.find("] ");
        throw Error(name + " is not valid JSON",
                    bracket == std::string::npos ? message : message.substr(bracket + 2));
    }
}

Json readJsonFile(const std::filesystem::path& path, std::uint64_t maxBytes) {
    return parseJson(readFile(path, maxBytes), path.string());
}

void readJsonLines(const std::filesystem::path& path,
                   const std::function<void(std::size_t, const Json&)>& visit) {
    Observer nobody;
    readJsonLines(path, visit, nobody);
}

void readJsonLines(const std::filesystem::path& path,
                   const std::function<void(std::size_t, const Json&)>& visit, Observer& observer) {
    const std::string text = readFile(path);
    const auto lines =
        std::count(text.begin(), text.end(), '\n') + (text.empty() || text.back() == '\n' ? 0 : 1);
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) end = text.size();
        const std::string_view line(text.data() + begin, end - begin);
        ++number;
        if (line.find_first_not_of(" \t\r") != std::string_view::npos)
            visit(number, parseJson(line, path.string() + " line " + std::to_string(number)));
        observer.breathe();
        observer.progress(static_cast<std::int64_t>(number), lines);
        begin = end + 1;
    }
}

bool isWholeNumber(const Json& value, std::int64_t lowest, std::uint64_t highest) {
    const auto lies = [&](auto number) { return std::cmp_greater_equal(number, lowest) && std::cmp_less_equal(number, highest); };
    if (value.is_number_unsigned()) return lies(value.get<std::uint64_t>());
    if (value.is_number_integer()) return lies(value.get<std::int64_t>());
    if (!value.is_number_float()) return false;
    constexpr double kEveryWholeNumber = 9007199254740992;  // 2^53: above it a double no longer holds each of them
    const auto number = value.get<double>();
    return std::abs(number) <= kEveryWholeNumber && number == std::trunc(number) && lies(static_cast<std::int64_t>(number));
}

std::string dumpJson(const Json& value, bool indented) {
    return value.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace attune
