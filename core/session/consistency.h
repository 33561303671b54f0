// How far a rater agrees with themselves, and whether the side on which a caption stands sways them.
#pragma once

#include <string>

#include "data/statistics.h"
#include "project/project.h"

namespace attune {

struct ConsistencyReport {
    std::int64_t repeats = 0;  ///< pairs that came back swapped and were compared, or both rated, again
    std::int64_t agreed = 0;   ///< among them, with the same outcome for the same captions; of ratings the order counts
    Interval agreement;        ///< 95 %, of agreed / repeats
    std::int64_t decided = 0;  ///< among the repeats, with a winner each time, be it chosen or rated higher
    std::int64_t flipped = 0;  ///< among the decided, with another winner: 2 e (1 - e) of them for a rater who errs e
    std::int64_t leftChosen = 0;
    std::int64_t rightChosen = 0;
    Interval leftShare;       ///< 95 %, of left among left and right; a rater without bias has 0.5 within
    double positionBias = 0;  ///< share of left minus 0.5, -0.5..0.5; 0 where nothing was chosen
};

/// From the active comparisons and ratings of a rater, those of the Judge page left aside. @param rater  empty: all
/// raters
ConsistencyReport consistencyOf(Project& project, const std::string& rater);

}  // namespace attune
