#include "learn/repetition.h"

#include <set>
#include <utility>

namespace attune {

double distinctShare(const std::vector<std::int64_t>& caption) {
    if (caption.empty()) return 0;
    const std::set<std::int64_t> distinct(caption.begin(), caption.end());
    return static_cast<double>(distinct.size()) / static_cast<double>(caption.size());
}

double repeatedShare(const std::vector<std::int64_t>& caption) {
    if (caption.size() < 2) return 0;
    std::set<std::pair<std::int64_t, std::int64_t>> seen;
    for (std::size_t i = 1; i < caption.size(); ++i) seen.insert({caption[i - 1], caption[i]});
    return 1 - static_cast<double>(seen.size()) / static_cast<double>(caption.size() - 1);
}

double repeatedBigrams(const std::vector<std::vector<std::int64_t>>& captions) {
    double sum = 0;
    std::size_t counted = 0;
    for (const auto& caption : captions) {
        if (caption.size() < 2) continue;
        sum += repeatedShare(caption);
        ++counted;
    }
    return counted > 0 ? sum / static_cast<double>(counted) : 0;
}

}  // namespace attune
