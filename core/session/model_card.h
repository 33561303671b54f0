// What a checkpoint or an adapter that leaves a project says about itself: where it comes from, what it learnt from, how.
#pragma once

#include <string>

#include "project/project.h"

namespace attune {

/// README.md as the Hugging Face hub reads it: a header of YAML and Markdown. Ratings that a program made are called that.
/// @param folder  what the card calls the model in its examples
std::string modelCard(Project& project, const ModelRecord& model, const std::string& folder);

/// The same for the adapters of a model, which are loaded on top of their base.
/// @param base  what the adapter calls it
std::string adapterCard(Project& project, const ModelRecord& model, const std::string& folder, const std::string& base);

}  // namespace attune
