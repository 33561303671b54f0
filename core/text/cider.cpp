#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "text/caption_metric_parts.h"

namespace attune::detail {

namespace {

constexpr double kSigma = 6;  // of the length penalty, in bigrams

/// A text as weights of its n-grams, term frequency times inverse document frequency, and their norms for n
/// = 1..4.
struct WeightedText {
    std::unordered_map<Ngram, double, NgramHash> weights;
    std::array<double, kMaxNgram> norms{};
    double bigrams = 0;
};

struct DocumentFrequencies {
    NgramCounts of;  ///< the number of images whose references hold an n-gram
    std::size_t images = 0;
};

DocumentFrequencies documentFrequencies(const std::vector<CountedCase>& cases) {
    DocumentFrequencies frequencies;
    std::unordered_map<Ngram, std::size_t, NgramHash> lastSeen;  // image number from 1
    std::unordered_set<std::int64_t> seen;
    for (const CountedCase& one : cases) {
        if (one.image >= 0 && !seen.insert(one.image).second) continue;
        ++frequencies.images;
        for (const CountedText& reference : one.references)
            for (const auto& [ngram, count] : reference.counts)
                if (std::size_t& last = lastSeen[ngram]; last != frequencies.images) {
                    last = frequencies.images;
                    ++frequencies.of[ngram];
                }
    }
    return frequencies;
}

WeightedText weigh(const NgramCounts& counts, const NgramCounts& frequencies, double logImages) {
    WeightedText text;
    text.weights.reserve(counts.size());
    for (const auto& [ngram, count] : counts) {
        const auto at = frequencies.find(ngram);
        const double logFrequency = at == frequencies.end() ? 0 : std::log(static_cast<double>(at->second));
        const double weight = static_cast<double>(count) * (logImages - logFrequency);
        const std::size_t n = ngramLength(ngram);
        text.weights.emplace(ngram, weight);
        text.norms[n - 1] += weight * weight;
        if (n == 2) text.bigrams += static_cast<double>(count);
    }
    for (double& norm : text.norms) norm = std::sqrt(norm);
    return text;
}

/// The mean over n of the clipped cosines, times the length penalty.
double similarity(const WeightedText& candidate, const WeightedText& reference) {
    std::array<double, kMaxNgram> values{};
    for (const auto& [ngram, weight] : candidate.weights) {
        const auto at = reference.weights.find(ngram);
        if (at != reference.weights.end())
            values[ngramLength(ngram) - 1] += std::min(weight, at->second) * at->second;
    }
    double sum = 0;
    for (std::size_t n = 0; n < kMaxNgram; ++n) {
        const double norms = candidate.norms[n] * reference.norms[n];
        sum += norms != 0 ? values[n] / norms : values[n];
    }
    const double difference = candidate.bigrams - reference.bigrams;
    return sum / kMaxNgram * std::exp(-difference * difference / (2 * kSigma * kSigma));
}

}  // namespace

std::vector<double> ciderD(const std::vector<CountedCase>& cases) {
    const auto [frequencies, images] = documentFrequencies(cases);
    const double logImages = std::log(static_cast<double>(images));
    std::vector<double> scores;
    scores.reserve(cases.size());
    for (const CountedCase& one : cases) {
        const WeightedText candidate = weigh(one.candidate.counts, frequencies, logImages);
        double sum = 0;
        for (const CountedText& reference : one.references)
            sum += similarity(candidate, weigh(reference.counts, frequencies, logImages));
        scores.push_back(10 * sum / static_cast<double>(one.references.size()));
    }
    return scores;
}

}  // namespace attune::detail
