// What a reward must not rest on, for the image-swap probe to find: the length of captions.
#pragma once

#include <string>
#include <vector>

namespace attune::cli {

/// The name under which such ratings stand in a project, which calls them simulated.
inline constexpr const char* kLengthRater = "simulated:length";

/// A 1-5 rating of each caption by its number of words alone, the longest best: a fifth of the captions each, as far as equal
/// lengths, which get equal ratings, allow.
std::vector<int> ratingsByLength(const std::vector<std::string>& captions);

}  // namespace attune::cli
