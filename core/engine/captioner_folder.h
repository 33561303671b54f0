// Writing a trained captioner as a whole Hugging Face folder.
#pragma once

#include <filesystem>

namespace attune {

class Captioner;

/// Weights and config of `model`, with the tokenizer and preprocessor files of `source`. The folder appears under its
/// name only when it is complete; one that is there already (of an interrupted life of the same run) is replaced.
/// @throws Error
void saveCaptionerFolder(const Captioner& model, const std::filesystem::path& source,
                         const std::filesystem::path& target);

}  // namespace attune
