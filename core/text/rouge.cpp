#include <algorithm>
#include <string_view>

#include "text/caption_metric_parts.h"

namespace attune::detail {

namespace {

/// Cut at each single space, as the reference does: an empty text is one empty word.
std::vector<std::string_view> splitAtSpaces(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0;;) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        if (end == text.size()) return words;
        begin = end + 1;
    }
}

/// Length of the longest common subsequence, with one row of the table at a time.
std::size_t commonLength(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    std::vector<std::size_t> row(b.size() + 1, 0);
    for (const std::string_view word : a) {
        std::size_t diagonal = 0;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = word == b[j - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
            diagonal = above;
        }
    }
    return row.back();
}

}  // namespace

double rougeL(const CaptionCase& texts) {
    constexpr double kBetaSquared = 1.2 * 1.2;
    const auto candidate = splitAtSpaces(texts.candidate);
    double precision = 0;
    double recall = 0;
    for (const std::string& text : texts.references) {
        const auto reference = splitAtSpaces(text);
        const auto common = static_cast<double>(commonLength(reference, candidate));
        precision = std::max(precision, common / static_cast<double>(candidate.size()));
        recall = std::max(recall, common / static_cast<double>(reference.size()));
    }
    if (precision == 0 || recall == 0) return 0;
    return (1 + kBetaSquared) * precision * recall / (recall + kBetaSquared * precision);
}

}  // namespace attune::detail
