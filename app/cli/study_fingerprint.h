// By what it is seen that rows of two studies may stand in one table although the program's version is the same.
#pragma once

#include <string>

namespace attune::cli {

/// What decides a study's numbers besides its settings and seeds, as JSON: the defaults of each algorithm, of the reward model, of
/// evaluation and of decoding, the captioner that every seed starts from, and how the study itself measures.
/// @param captioner  a hash of it
std::string studyFingerprint(const std::string& captioner);

}  // namespace attune::cli
