// Writing a trained captioner as a whole Hugging Face folder.
#pragma once

#include <filesystem>
#include <functional>

namespace attune {

class Captioner;
class Lora;

/// The folder appears under its name only when `fill` has put all of it into the one it is given; one that is there already
/// (of an interrupted life of the same run) is replaced. @throws Error
void writeModelFolder(const std::filesystem::path& target,
                      const std::function<void(const std::filesystem::path& partial)>& fill);

/// Weights of `model`, adapters merged, with all else that `source` holds: its config files as they came but for the dtype,
/// tokenizer and preprocessor files. The folder appears under its name only when it is complete; one that is there already
/// (of an interrupted life of the same run) is replaced. @param adapters  also written by themselves, into the folder
/// "adapter" of it, for PEFT; null: none
/// @throws Error
void saveCaptionerFolder(const Captioner& model, const std::filesystem::path& source,
                         const std::filesystem::path& target, const Lora* adapters = nullptr);

}  // namespace attune
