// Pairs of captions of one image, of which a person preferred one, or captions that a person found right: what offline methods
// learn from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "learn/rows.h"

namespace attune {

struct PreferenceSet {
    std::vector<std::int64_t> images;  ///< index into the run's images, for each pair
    TokenRows chosen, rejected;        ///< no rejected ones: demonstrations

    /// Up to `most` of these pairs, each picture once before one comes again.
    PreferenceSet spread(std::int64_t most) const;
    std::int64_t size() const { return static_cast<std::int64_t>(images.size()); }
    /// The same pairs have the same hash; tells sets apart by accident, not by design.
    std::string hash() const;
};

}  // namespace attune
