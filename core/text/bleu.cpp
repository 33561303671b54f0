#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "text/caption_metric_parts.h"

namespace attune {

namespace {

// The reference code's guards against division by zero; they show in the scores of short captions.
constexpr double kSmall = 1e-9;
constexpr double kTiny = 1e-15;

}  // namespace

static_assert(kMaxNgram == 4);

BleuCounts& BleuCounts::operator+=(const BleuCounts& other) {
    for (std::size_t n = 0; n < kMaxNgram; ++n) {
        correct[n] += other.correct[n];
        guess[n] += other.guess[n];
    }
    candidateLength += other.candidateLength;
    referenceLength += other.referenceLength;
    return *this;
}

std::array<double, 4> bleuOf(const BleuCounts& counts) {
    std::array<double, kMaxNgram> bleu{};
    double product = 1;
    const double ratio = (static_cast<double>(counts.candidateLength) + kTiny) /
                         (static_cast<double>(counts.referenceLength) + kSmall);
    const double brevity = ratio < 1 ? std::exp(1 - 1 / ratio) : 1;
    for (std::size_t n = 0; n < kMaxNgram; ++n) {
        product *= (static_cast<double>(counts.correct[n]) + kTiny) /
                   (static_cast<double>(counts.guess[n]) + kSmall);
        bleu[n] = std::pow(product, 1.0 / static_cast<double>(n + 1)) * brevity;
    }
    return bleu;
}

namespace detail {

namespace {

std::int64_t closestLength(const CountedCase& one) {
    const auto length = static_cast<std::int64_t>(one.candidate.words.size());
    std::pair<std::int64_t, std::int64_t> best{INT64_MAX, 0};
    for (const CountedText& reference : one.references) {
        const auto n = static_cast<std::int64_t>(reference.words.size());
        best = std::min(best, {std::abs(n - length), n});
    }
    return best.second;
}

BleuCounts countCase(const CountedCase& one) {
    BleuCounts counts;
    counts.candidateLength = static_cast<std::int64_t>(one.candidate.words.size());
    counts.referenceLength = closestLength(one);
    for (std::size_t n = 0; n < kMaxNgram; ++n)
        counts.guess[n] = std::max<std::int64_t>(0, counts.candidateLength - static_cast<std::int64_t>(n));
    for (const auto& [ngram, count] : one.candidate.counts) {
        std::int64_t most = 0;
        for (const CountedText& reference : one.references) {
            const auto at = reference.counts.find(ngram);
            if (at != reference.counts.end()) most = std::max(most, at->second);
        }
        counts.correct[ngramLength(ngram) - 1] += std::min(most, count);
    }
    return counts;
}

}  // namespace

void addBleu(const std::vector<CountedCase>& cases, CaptionReport& report) {
    BleuCounts total;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const BleuCounts one = countCase(cases[i]);
        report.perImage[i].bleu = bleuOf(one);
        total += one;
        report.bleuCounts.push_back(one);
    }
    report.corpus.bleu = bleuOf(total);
}

}  // namespace detail

}  // namespace attune
