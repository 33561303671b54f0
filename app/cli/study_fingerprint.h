// By what it is seen that rows of two studies may stand in one table although the program's version is the same.
#pragma once

#include <filesystem>
#include <string>

namespace attune::cli {

/// Of what decides a study's numbers besides its settings and seeds: the defaults of each algorithm, of the reward model, of
/// evaluation and of decoding, the captioner that every seed starts from, and how the study itself measures.
/// @param captioner  folder of it; its texts for people (.md) do not count @throws Error if it cannot be read
std::string studyFingerprint(const std::filesystem::path& captioner);

}  // namespace attune::cli
