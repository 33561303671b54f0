#include "data/json.h"

#include "data/file.h"

namespace attune {

Json parseJson(std::string_view text, const std::string& name) {
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::exception& e) {
        // The library prefixes its messages with "[json.exception.parse_error.101] ".
        const std::string message = e.what();
        const auto bracket = message.find("] ");
        throw Error(name + " is not valid JSON", bracket == std::string::npos ? message : message.substr(bracket + 2));
    }
}

Json readJsonFile(const std::filesystem::path& path, std::uint64_t maxBytes) {
    return parseJson(readFile(path, maxBytes), path.string());
}

void readJsonLines(const std::filesystem::path& path, const std::function<void(std::size_t, const Json&)>& visit) {
    const std::string text = readFile(path);
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = text.find('\n', begin);
        if (end == std::string::npos) end = text.size();
        const std::string_view line(text.data() + begin, end - begin);
        ++number;
        if (line.find_first_not_of(" \t\r") != std::string_view::npos)
            visit(number, parseJson(line, path.string() + " line " + std::to_string(number)));
        begin = end + 1;
    }
}

std::string dumpJson(const Json& value, bool indented) {
    return value.dump(indented ? 2 : -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace attune
