#include "project/text_match.h"

#include <algorithm>

#include "data/fold_case.h"

namespace attune {

namespace {

std::vector<std::string> wordsOf(const std::string& text) {
    std::vector<std::string> words;
    const std::string folded = foldCase(text);
    constexpr const char* blanks = " \t\r\n";
    for (auto begin = folded.find_first_not_of(blanks); begin != std::string::npos;) {
        const auto end = std::min(folded.find_first_of(blanks, begin), folded.size());
        words.push_back(folded.substr(begin, end - begin));
        begin = folded.find_first_not_of(blanks, end);
    }
    // The longest is the rarest, as a rule: most texts are done with after one look.
    std::stable_sort(words.begin(), words.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return words;
}

}  // namespace

WordMatcher::WordMatcher(const std::string& text) : m_words(wordsOf(text)) {}

bool WordMatcher::matches(std::string_view text) {
    foldCase(text, m_folded);
    return std::all_of(m_words.begin(), m_words.end(),
                       [this](const auto& word) { return m_folded.find(word) != std::string::npos; });
}

std::string_view fileName(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

void naturalKey(std::string_view name, std::string& key) {
    key.clear();
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t i = 0; i < name.size();) {
        if (!isDigit(name[i])) {
            const char c = name[i++];
            key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
            continue;
        }
        while (i + 1 < name.size() && name[i] == '0' && isDigit(name[i + 1])) ++i;
        const std::size_t begin = i;
        while (i < name.size() && isDigit(name[i])) ++i;
        key += '0';
        key += static_cast<char>(std::min<std::size_t>(i - begin, 127));
        key.append(name, begin, i - begin);
    }
}

}  // namespace attune
