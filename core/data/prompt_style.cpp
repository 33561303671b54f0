#include "data/prompt_style.h"

namespace attune {

PromptStyle promptStyle(const std::string& family) {
    if (family == "blip") return PromptStyle::Continued;
    if (family == "idefics3" || family == "smolvlm" || family == "llava") return PromptStyle::Chat;
    return PromptStyle::None;
}

std::string defaultPrompt(const std::string& family) {
    return promptStyle(family) == PromptStyle::Chat ? "Describe the image in one sentence." : "";
}

}  // namespace attune
