#include "study_probe.h"

#include <algorithm>
#include <sstream>

namespace attune::cli {

namespace {

int wordsOf(const std::string& text) {
    std::istringstream stream(text);
    int words = 0;
    for (std::string word; stream >> word;) ++words;
    return words;
}

}  // namespace

std::vector<int> ratingsByLength(const std::vector<std::string>& captions) {
    std::vector<int> words, ratings;
    for (const auto& caption : captions) words.push_back(wordsOf(caption));
    for (const int own : words) {
        const auto shorter = std::count_if(words.begin(), words.end(), [own](int other) { return other < own; });
        ratings.push_back(1 + static_cast<int>(5 * shorter / static_cast<std::ptrdiff_t>(words.size())));
    }
    return ratings;
}

}  // namespace attune::cli
