// Writing a trained captioner as a whole Hugging Face folder.
#pragma once

#include <filesystem>

namespace attune {

class Captioner;
class Lora;

/// Weights of `model`, adapters merged, with all else that `source` holds: its config files as they came but for the dtype,
/// tokenizer and preprocessor files. The folder appears under its name only when it is complete; one that is there already
/// (of an interrupted life of the same run) is replaced. @param adapters  also written by themselves, into the folder
/// "adapter" of it, for PEFT; null: none
/// @throws Error
void saveCaptionerFolder(const Captioner& model, const std::filesystem::path& source,
                         const std::filesystem::path& target, const Lora* adapters = nullptr);

}  // namespace attune
