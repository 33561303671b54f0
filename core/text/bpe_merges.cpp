#include "text/bpe.h"

namespace attune {

namespace {

std::pair<std::string, std::string> splitMerge(std::string_view line, std::size_t number,
                                               const std::string& name) {
    const std::size_t space = line.find(' ');
    if (space == 0 || space == std::string_view::npos || space + 1 == line.size() ||
        line.find(' ', space + 1) != std::string_view::npos)
        throw Error("the merges in " + name + " are broken",
                    "number " + std::to_string(number) + " is not two symbols with one space between them");
    return {std::string(line.substr(0, space)), std::string(line.substr(space + 1))};
}

}  // namespace

MergeList mergesFromText(std::string_view text, const std::string& name) {
    MergeList merges;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = text.find('\n', begin);
        if (end == std::string_view::npos) end = text.size();
        std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty() && !line.starts_with("#version")) merges.push_back(splitMerge(line, number, name));
    }
    return merges;
}

MergeList mergesFromJson(const Json& array, const std::string& name) {
    if (!array.is_array()) throw Error("the merges in " + name + " are broken", "they are not a JSON array");
    MergeList merges;
    merges.reserve(array.size());
    for (const Json& merge : array) {
        const std::size_t number = merges.size() + 1;
        if (merge.is_string()) {
            merges.push_back(splitMerge(merge.get_ref<const std::string&>(), number, name));
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            merges.emplace_back(merge[0].get<std::string>(), merge[1].get<std::string>());
        } else {
            throw Error("the merges in " + name + " are broken",
                        "number " + std::to_string(number) + " is not a pair of symbols");
        }
    }
    return merges;
}

}  // namespace attune
