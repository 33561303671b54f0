#include "session/attention.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <sstream>

#include "data/error.h"
#include "data/safetensors_file.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kMaxSide = 1024;                ///< of the grid; a vision tower has 8 to 40
constexpr std::uint64_t kMaxBytes = 64 * 1024 * 1024;  ///< of one caption

struct Place {
    fs::path file;  ///< below runs/
    std::int64_t row = 0;
};

Place placeOf(const std::string& attention) {
    const auto refuse = [&] {
        throw Error("the attention maps of a caption cannot be found",
                    "\"" + attention + "\" names no place");
    };
    const auto mark = attention.rfind('#');
    if (mark == std::string::npos) refuse();
    Place place;
    place.file = fs::path(attention.substr(0, mark)).lexically_normal();
    const char* end = attention.data() + attention.size();
    const auto [behind, failure] = std::from_chars(attention.data() + mark + 1, end, place.row);
    if (failure != std::errc{} || behind != end || place.row < 0) refuse();
    // A project from elsewhere must not have other files read.
    if (place.file.empty() || place.file.is_absolute() || *place.file.begin() == "..") refuse();
    return place;
}

std::vector<std::string> wordsOf(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace

std::optional<AttentionMaps> attentionOf(const Project& project, const CaptionRecord& caption) {
    if (caption.attention.empty()) return std::nullopt;
    const Place place = placeOf(caption.attention);
    const fs::path path = project.runsFolder() / place.file;
    std::error_code failure;
    if (!fs::exists(path, failure)) return std::nullopt;
    TensorFile file(path);
    const TensorEntry& tensor = file.get("maps", "U8", 4);  // (captions, words, rows, columns)
    AttentionMaps attention;
    attention.words = wordsOf(caption.text);
    const std::int64_t words = tensor.shape[1], rows = tensor.shape[2], columns = tensor.shape[3];
    if (static_cast<std::int64_t>(attention.words.size()) > words)
        throw Error("the attention maps in " + path.string() + " do not fit their caption",
                    "it has " + std::to_string(attention.words.size()) + " words and they are for " +
                        std::to_string(words));
    if (rows < 1 || columns < 1 || rows > kMaxSide || columns > kMaxSide)
        throw Error("the attention maps in " + path.string() + " have an impossible size",
                    std::to_string(rows) + " x " + std::to_string(columns));
    const std::string bytes = file.rows(tensor, place.row, 1, kMaxBytes);
    attention.rows = static_cast<int>(rows);
    attention.columns = static_cast<int>(columns);
    const std::size_t cells = static_cast<std::size_t>(rows * columns);
    for (std::size_t word = 0; word < attention.words.size(); ++word) {
        const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(word * cells);
        attention.maps.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(cells));
    }
    return attention;
}

std::optional<AttentionMaps> attentionOf(Project& project, Id caption) {
    return attentionOf(project, project.captions().get(caption));
}

}  // namespace attune
