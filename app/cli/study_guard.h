// What a study says of the guard: runs that went on whatever it said, and where it would have ended them.
#pragma once

#include <string>
#include <vector>

#include "data/json.h"
#include "study_summary.h"

namespace attune::cli {

/// Where a run is best in truth, against where the guard stops it. Scores are sampled gold, of the same pictures in every
/// round, so that a difference between two rounds has a standard error: differences of less than two count as none.
struct GuardCase {
    std::string algorithm;
    int ratings = 0;
    std::uint64_t seed = 0;
    int peakRound = 0;  ///< with the highest score, from 0 (the base)
    double peak = 0, last = 0;
    int firstPeak = 0, lastPeak = 0;  ///< of the rounds around the highest, one next to the other, not told from it by two errors
    int guardRound = 0;               ///< 0: it let the run go on
    int keptRound = 0;                ///< that the guard points at, where it stopped the run
    double atStop = 0, kept = 0;      ///< the scores of these two
    std::string reason;
    bool falls = false;      ///< the score fell from its peak by more than 0.02 and two errors while the proxy rose
    bool improving = false;  ///< stopped though the next round gained more than 0.02 and two errors
    bool strictlyImproving = false;  ///< though it gained more than 0.02, whatever the error

    /// Within one round of the peak, as far as that is known.
    bool isRight() const { return guardRound > 0 && guardRound >= firstPeak - 1 && guardRound <= lastPeak + 1; }
    /// Within one round of the highest score.
    bool isStrictlyRight() const { return guardRound > 0 && guardRound >= peakRound - 1 && guardRound <= peakRound + 1; }
    /// What one goes on with lies within one round of the highest score.
    bool keepsThePeak() const { return guardRound > 0 && keptRound >= peakRound - 1 && keptRound <= peakRound + 1; }
};

/// The round whose captioner a user goes on with: the one that the guard points at where it stopped the run (0: the base), else
/// the last. @param report  of an optimisation @param last  round of it @throws Error if there is no such round
int keptRound(const Json& report, int last);

/// By number of ratings, algorithm and seed.
std::vector<GuardCase> guardCases(const StudySummary& summary);

}  // namespace attune::cli
