// What the captioner families do with words that stand before a caption.
#pragma once

#include <string>

namespace attune {

enum class PromptStyle {
    None,       ///< writes from the picture alone
    Continued,  ///< the caption goes on behind the words
    Chat        ///< answers them, inside a template of its own
};

/// @param family  config.json's model_type; a family that is not known takes no prompt
PromptStyle promptStyle(const std::string& family);

/// What is asked where the user asks nothing: empty unless the family must be asked.
std::string defaultPrompt(const std::string& family);

}  // namespace attune
