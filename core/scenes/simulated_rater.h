// A rater made of a formula, for demos, tests and studies. Everything that it decides says that it is
// simulated.
#pragma once

#include <array>
#include <string>

#include "data/records.h"
#include "data/rng.h"
#include "scenes/scene.h"

namespace attune {

struct SimulatedRaterOptions {
    double noise = 0.06;     ///< standard deviation of one judgement, on the scale of the gold score
    double tieWidth = 0.05;  ///< judgements nearer than this are a tie
    double badBelow = 0.15;  ///< two captions judged below this are both bad
};

/// Sees a caption's gold score through noise and cuts it at four thresholds of its own, which stay the same.
class SimulatedRater {
  public:
    explicit SimulatedRater(std::uint64_t seed, SimulatedRaterOptions options = {});

    /// A 1-5 rating with flags; `simulated` is set and `rater` names the program. Ids are left to the caller.
    RatingRecord rate(const Scene& scene, const std::string& caption);
    /// A judgement between two captions of one scene, likewise marked.
    ComparisonRecord compare(const Scene& scene, const std::string& left, const std::string& right);

    /// Where the noise of what comes next is drawn from; from the seed, where nobody says.
    void drawNoiseFrom(const Rng& noise) { m_rng = noise; }

    /// "simulated-<seed>"
    const std::string& name() const { return m_name; }

  private:
    double judge(const Scene& scene, const std::string& caption);

    std::string m_name;
    SimulatedRaterOptions m_options;
    Rng m_rng;
    std::array<double, 4> m_thresholds{};
};

}  // namespace attune
