#include "learn/held_out.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace attune {
namespace {

constexpr std::size_t kMost = 200;
/// Fewer judgements say nothing; the guard's limit is no lower.
constexpr std::int64_t kFewest = 16;
/// Images whose states are in memory at once.
constexpr std::size_t kImagesPerPass = 64;

}  // namespace

HeldOutSet HeldOutSet::upTo(std::size_t most) const {
    std::map<std::int64_t, std::vector<std::size_t>> byImage;
    for (std::size_t i = 0; i < images.size(); ++i) byImage[images[i]].push_back(i);
    std::set<std::int64_t> paired;
    for (const auto& [better, worse] : preferred) paired.insert(images[better]);
    HeldOutSet some;
    std::map<std::size_t, std::size_t> now;  // index in `some`
    for (const bool wantsPaired : {true, false})
        for (const auto& [image, captions] : byImage) {
            if (paired.contains(image) != wantsPaired || some.rows.size() + captions.size() > most) continue;
            for (const auto i : captions) {
                now[i] = some.rows.size();
                some.images.push_back(image);
                some.rows.push_back(rows[i]);
                some.ratings.push_back(ratings[i]);
            }
        }
    for (const auto& [better, worse] : preferred)
        if (now.contains(better) && now.contains(worse)) some.preferred.emplace_back(now.at(better), now.at(worse));
    return some;
}

double HeldOutPairs::agreement(const std::vector<double>& values) const {
    double right = 0;
    for (const auto& [better, worse] : pairs) {
        const double gap = values[better] - values[worse];
        right += gap > 0 ? 1 : gap == 0 ? 0.5 : 0;
    }
    return pairs.empty() ? 0 : right / static_cast<double>(pairs.size());
}

HeldOutPairs pairsOf(const HeldOutSet& set) {
    HeldOutPairs found{set.preferred, 0};
    std::set<std::size_t> captions;
    for (const auto& [better, worse] : set.preferred) captions.insert({better, worse});
    found.judgements = std::ssize(captions);
    if (found.judgements >= kFewest) return found;
    for (std::size_t i = 0; i < set.rows.size(); ++i)
        for (std::size_t j = 0; j < set.rows.size(); ++j)
            // No comparison holds of NaN.
            if (set.images[i] != set.images[j] && set.ratings[i] > set.ratings[j]) found.pairs.emplace_back(i, j);
    std::set<std::int64_t> images;
    for (const auto& [better, worse] : found.pairs) images.insert({set.images[better], set.images[worse]});
    found.judgements = std::ssize(images);
    return found;
}

HeldOutWatch::HeldOutWatch(const HeldOutSet& set, const PolicyOptions& options)
    : m_set(set.upTo(kMost)), m_pairs(pairsOf(m_set)), m_options(options) {}

std::map<std::string, double> HeldOutWatch::measure(Captioner& policy, const ImageSet& images, Observer& observer) {
    if (m_pairs.judgements < kFewest) return {};
    auto raised = logprobs(policy, images, observer);
    if (m_first.empty()) {
        m_first = std::move(raised);
        return {};
    }
    for (std::size_t i = 0; i < raised.size(); ++i) raised[i] -= m_first[i];
    return {{"guard/held_out_agreement", m_pairs.agreement(raised)},
            {"guard/held_out_pairs", static_cast<double>(m_pairs.pairs.size())},
            {"guard/held_out_judgements", static_cast<double>(m_pairs.judgements)}};
}

/// Of each caption, in nats.
std::vector<double> HeldOutWatch::logprobs(Captioner& policy, const ImageSet& images, Observer& observer) const {
    std::vector<double> all;
    for (std::size_t at = 0; at < m_set.rows.size(); at += kImagesPerPass) {
        const auto from = static_cast<std::ptrdiff_t>(at);
        const auto to = static_cast<std::ptrdiff_t>(std::min(m_set.rows.size(), at + kImagesPerPass));
        std::vector<std::int64_t> shown(m_set.images.begin() + from, m_set.images.begin() + to);
        TokenRows rows(m_set.rows.begin() + from, m_set.rows.begin() + to);
        const auto given = givenRollout(policy, images, std::move(shown), std::move(rows), m_options);
        const auto tokens = teacherForce(policy, given, m_options, false, observer).logprobs;  // (N, T)
        const auto sums = tokens.sum(1).to(torch::kCPU, torch::kFloat64);
        for (std::int64_t i = 0; i < sums.numel(); ++i) all.push_back(sums[i].item<double>());
    }
    return all;
}

}  // namespace attune
