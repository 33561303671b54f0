#include "learn/guard.h"

#include <cmath>
#include <cstdio>
#include <set>
#include <utility>

namespace attune {

namespace {

std::optional<double> value(const std::map<std::string, double>& metrics, const char* name) {
    const auto at = metrics.find(name);
    if (at == metrics.end() || !std::isfinite(at->second)) return {};
    return at->second;
}

/// Mean score minus the heads' deviation: what the reward is sure of. None without a score.
std::optional<double> lowerBound(const std::map<std::string, double>& metrics) {
    const auto score = value(metrics, "objective/scores");
    if (!score) return {};
    return *score - value(metrics, "objective/scores_uncertainty").value_or(0);
}

std::string words(const char* format, double a, double b) {
    char text[256];
    std::snprintf(text, sizeof text, format, a, b);
    return text;
}

}  // namespace

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

int Guard::bestRound() const {
    int best = 1;
    double highest = -HUGE_VAL;
    for (std::size_t i = 0; i + 1 < m_history.size(); ++i)
        if (const auto bound = lowerBound(m_history[i]); bound && *bound > highest) {
            highest = *bound;
            best = static_cast<int>(i) + 1;
        }
    return best;
}

bool Guard::doubts() const {
    const auto rounds = static_cast<std::size_t>(m_limits.doubtRounds);
    if (m_history.size() <= rounds) return false;
    for (std::size_t i = m_history.size() - rounds; i < m_history.size(); ++i) {
        const auto &before = m_history[i - 1], &now = m_history[i];
        const auto scoreBefore = value(before, "objective/scores"), score = value(now, "objective/scores");
        const auto boundBefore = lowerBound(before), bound = lowerBound(now);
        if (!score || !scoreBefore || !(*score > *scoreBefore && *bound < *boundBefore)) return false;
    }
    return true;
}

std::optional<GuardStop> Guard::look(int round, const std::map<std::string, double>& metrics) {
    // A round that is done again after a kill takes the place of the one before.
    if (m_history.size() >= static_cast<std::size_t>(round)) m_history.resize(static_cast<std::size_t>(round) - 1);
    m_history.push_back(metrics);
    const auto& first = m_history.front();
    const auto stop = [&](const char* reason, const std::string& text) { return GuardStop{reason, text, bestRound()}; };

    if (const auto kl = value(metrics, "objective/kl"); kl && *kl > m_limits.kl)
        return stop("kl", words("the policy is %.1f nats per caption away from the reference; the limit is %.1f", *kl, m_limits.kl));
    const auto length = value(metrics, "objective/length"), length0 = value(first, "objective/length");
    if (length && length0 && *length0 > 0 &&
        (*length > *length0 * m_limits.lengthFactor || *length < *length0 / m_limits.lengthFactor))
        return stop("length", words("captions went from %.1f tokens to %.1f", *length0, *length));
    const auto repeats = value(metrics, "objective/repetition"), repeats0 = value(first, "objective/repetition");
    if (repeats && repeats0 && *repeats > *repeats0 + m_limits.repetition)
        return stop("repetition", words("captions repeat themselves: %.0f %% of their word pairs, %.0f %% at first", *repeats * 100,
                                        *repeats0 * 100));
    const auto entropy = value(metrics, "objective/entropy"), entropy0 = value(first, "objective/entropy");
    if (entropy && entropy0 && *entropy < *entropy0 * m_limits.entropyShare)
        return stop("entropy", words("the policy writes nearly the same every time: entropy %.2f, %.2f at first", *entropy, *entropy0));
    if (doubts())
        return stop("doubt", words("the score rose to %.2f while the reward's heads agree on less of it: %.2f",
                                   value(metrics, "objective/scores").value_or(0), lowerBound(metrics).value_or(0)));
    return {};
}

}  // namespace attune
