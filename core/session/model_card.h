// What a checkpoint that leaves a project says about itself: where it comes from, what it learnt from, how.
#pragma once

#include <string>

#include "project/project.h"

namespace attune {

/// README.md as the Hugging Face hub reads it: a header of YAML and Markdown. Ratings that a program made are called that.
/// @param folder  what the card calls the model in its examples
std::string modelCard(Project& project, const ModelRecord& model, const std::string& folder);

}  // namespace attune
