#include "text/ngrams.h"

namespace attune {

std::vector<std::string_view> splitWords(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\n\v\f\r";
    std::vector<std::string_view> words;
    for (std::size_t begin = text.find_first_not_of(kSpaces); begin != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(kSpaces, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(kSpaces, end);
    }
    return words;
}

std::vector<std::uint32_t> WordNumbers::number(std::string_view text) {
    std::vector<std::uint32_t> numbers;
    for (const std::string_view word : splitWords(text))
        numbers.push_back(
            m_numbers.try_emplace(std::string(word), static_cast<std::uint32_t>(m_numbers.size() + 1))
                .first->second);
    return numbers;
}

std::size_t ngramLength(const Ngram& ngram) {
    std::size_t length = 0;
    while (length < kMaxNgram && ngram[length] != 0) ++length;
    return length;
}

NgramCounts countNgrams(const std::vector<std::uint32_t>& words) {
    NgramCounts counts;
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
        Ngram ngram{};
        for (std::size_t n = 0; n < kMaxNgram && begin + n < words.size(); ++n) {
            ngram[n] = words[begin + n];
            ++counts[ngram];
        }
    }
    return counts;
}

}  // namespace attune
