#include "scenes/simulated_rater.h"

#include <algorithm>
#include <cmath>

#include "scenes/gold_score.h"

namespace attune {

SimulatedRater::SimulatedRater(std::uint64_t seed, SimulatedRaterOptions options)
    : m_name("simulated-" + std::to_string(seed)), m_options(options), m_rng(seed) {
    // People draw their lines in slightly different places, but each keeps to their own.
    for (std::size_t i = 0; i < m_thresholds.size(); ++i)
        m_thresholds[i] = 0.2 * static_cast<double>(i + 1) + m_rng.uniform(-0.03, 0.03);
}

double SimulatedRater::judge(const Scene& scene, const std::string& caption) {
    return goldScore(scene, caption).value + m_options.noise * m_rng.normal();
}

RatingRecord SimulatedRater::rate(const Scene& scene, const std::string& caption) {
    const double judged = judge(scene, caption);
    const GoldScore score = goldScore(scene, caption);
    RatingRecord rating;
    rating.value = 1 + static_cast<int>(std::count_if(m_thresholds.begin(), m_thresholds.end(),
                                                      [&](double threshold) { return judged >= threshold; }));
    if (score.invented > 0) rating.flags.emplace_back("hallucinates");
    if (score.missing >= 2) rating.flags.emplace_back("incomplete");
    if (score.repeated > 0) rating.flags.emplace_back("repeats");
    rating.rater = m_name;
    rating.simulated = true;
    rating.createdAt = timestampNow();
    return rating;
}

ComparisonRecord SimulatedRater::compare(const Scene& scene, const std::string& left,
                                         const std::string& right) {
    const double a = judge(scene, left);
    const double b = judge(scene, right);
    ComparisonRecord comparison;
    if (std::max(a, b) < m_options.badBelow)
        comparison.outcome = Preference::BothBad;
    else if (std::abs(a - b) < m_options.tieWidth)
        comparison.outcome = Preference::Tie;
    else
        comparison.outcome = a > b ? Preference::Left : Preference::Right;
    comparison.rater = m_name;
    comparison.simulated = true;
    comparison.createdAt = timestampNow();
    return comparison;
}

}  // namespace attune
