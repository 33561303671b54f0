#include "learn/guard.h"

#include <cmath>
#include <cstdio>

#include "data/statistics.h"

namespace attune {

namespace {

std::optional<double> value(const std::map<std::string, double>& metrics, const char* name) {
    const auto at = metrics.find(name);
    if (at == metrics.end() || !std::isfinite(at->second)) return {};
    return at->second;
}

std::string words(const char* format, double a, double b) {
    char text[256];
    std::snprintf(text, sizeof text, format, a, b);
    return text;
}

}  // namespace

bool Guard::watchesGrounding() const {
    if (m_history.empty()) return true;
    const auto asked = value(m_history.front(), "guard/preferences"), agree = value(m_history.front(), "guard/preferences_grounded");
    if (!asked || !agree || *asked < 1) return true;
    // Pairs that share captions are no independent witnesses: no more than half of the captions are.
    const double trials = std::min(*asked, value(m_history.front(), "guard/preference_judgements").value_or(2 * *asked) / 2);
    return wilsonIntervalOfShare(*agree / *asked, static_cast<std::int64_t>(trials)).high >= 0.5;
}

/// What a round is chosen by: what its captions tell, or else the sure part of the gain.
std::optional<double> Guard::goodness(const std::map<std::string, double>& metrics) const {
    if (const auto nats = value(metrics, "guard/grounding"); nats && watchesGrounding()) return nats;
    const auto gain = value(metrics, "guard/gain");
    if (!gain) return {};
    return *gain - value(metrics, "guard/gain_deviation").value_or(0);
}

/// By more than chance, while the reward finds its captions better than those of the start.
bool Guard::favoursWorse(const std::map<std::string, double>& metrics) const {
    const auto share = value(metrics, "guard/held_out_agreement"), judgements = value(metrics, "guard/held_out_judgements");
    const auto gain = value(metrics, "guard/gain");
    if (!share || !judgements || !gain || *judgements < m_limits.heldOutJudgements || *gain <= 0) return false;
    return wilsonIntervalOfShare(*share, static_cast<std::int64_t>(*judgements / 2), m_limits.heldOutSureness).high < 0.5;
}

int Guard::bestRound(std::size_t before) const {
    int best = 0;
    double highest = -HUGE_VAL;
    for (std::size_t i = 0; i < before; ++i)
        if (const auto good = goodness(m_history[i]); good && *good > highest) {
            highest = *good;
            best = static_cast<int>(i);
        }
    return best;
}

std::optional<GuardStop> Guard::look(int round, const std::map<std::string, double>& metrics) {
    // A round that is done again after a kill takes the place of the one before.
    // Rounds that nobody told of, as after a power cut, say nothing: each keeps its number.
    m_history.resize(static_cast<std::size_t>(round));
    m_history.push_back(metrics);
    const auto& first = m_history.front();
    const int best = bestRound(m_history.size() - 1);
    const auto stop = [&](const char* reason, const std::string& text) { return GuardStop{reason, text, best}; };

    // A policy that was tuned before is away from the reference when its run begins.
    const double most = value(first, "guard/kl").value_or(0) + m_limits.kl;
    if (const auto kl = value(metrics, "guard/kl"); kl && *kl > most)
        return stop("kl", words("the policy is %.1f nats per caption away from the reference; the limit is %.1f", *kl, most));
    const auto length = value(metrics, "guard/length"), length0 = value(first, "guard/length");
    if (length && length0 && *length0 > 0 &&
        (*length > *length0 * m_limits.lengthFactor || *length < *length0 / m_limits.lengthFactor))
        return stop("length", words("captions went from %.1f tokens to %.1f", *length0, *length));
    const auto repeats = value(metrics, "guard/repetition"), repeats0 = value(first, "guard/repetition");
    if (repeats && repeats0 && *repeats > *repeats0 + m_limits.repetition)
        return stop("repetition", words("captions repeat themselves: %.0f %% of their word pairs, %.0f %% at first", *repeats * 100,
                                        *repeats0 * 100));
    const auto entropy = value(metrics, "guard/entropy"), entropy0 = value(first, "guard/entropy");
    if (entropy && entropy0 && *entropy < *entropy0 * m_limits.entropyShare)
        return stop("entropy", words("the policy writes nearly the same every time: entropy %.2f, %.2f at first", *entropy, *entropy0));
    const auto gain = value(metrics, "guard/gain"), deviation = value(metrics, "guard/gain_deviation");
    if (gain && deviation && *gain + *deviation < -m_limits.doubt)
        return stop("doubt", words("the reward's heads do not agree that captions are better than at first: by %.2f, give or take %.2f", *gain, *deviation));
    const auto& peak = m_history[static_cast<std::size_t>(best)];
    const auto now = value(metrics, "guard/grounding"), then = value(peak, "guard/grounding");
    const auto gain0 = value(peak, "guard/gain");
    if (watchesGrounding() && now && then && *now < *then - m_limits.groundingFall && gain && gain0 && *gain > *gain0)
        return stop("grounding", words("the reward rises on captions that tell less of their images: %.2f nats, they were at %.2f", *now, *then));
    auto sound = m_history.size();  // rounds before those that favour the worse
    while (sound > 0 && favoursWorse(m_history[sound - 1])) --sound;
    if (m_history.size() - sound >= 2)
        return GuardStop{"held_out",
                         words("the reward rises, but of %.0f held-out pairs of captions the policy favours the better one in just %.0f %%",
                               value(metrics, "guard/held_out_pairs").value_or(0), metrics.at("guard/held_out_agreement") * 100),
                         bestRound(sound)};
    return {};
}

}  // namespace attune
