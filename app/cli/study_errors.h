// How well a study knows that one round of a run is better than another: of the same pictures, picture by picture.
#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "study_rows.h"

namespace attune::cli {

/// The mean true score of each picture's sampled captions, by the picture's id.
using GoldByPicture = std::map<std::int64_t, double>;

/// @param file  captions.jsonl of an evaluation @throws Error if it is damaged or holds captions without a true score
GoldByPicture goldByPicture(const std::filesystem::path& file);

/// Standard error of the mean difference between two rounds: the deviation of the pictures' differences over the root of
/// their number. @throws Error unless both are of the same pictures, two at least
double pairedError(const GoldByPicture& a, const GoldByPicture& b);

/// Adds to each round of a run `gold_peak_se`, the error of its difference to the round with the highest `gold_sampled`
/// (0 there), and but for the first `gold_step_se`, that of its difference to the round before.
/// @param rows  of one run, by round @param golds  what they are the means of @throws Error as pairedError does
void addGoldErrors(std::vector<StudyRow>& rows, const std::vector<GoldByPicture>& golds);

}  // namespace attune::cli
