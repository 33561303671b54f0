#include "data/model_family.h"

#include <algorithm>
#include <array>
#include <utility>

namespace attune {

namespace {

using enum FamilyKind;

/// core/model/load_captioner.cpp and image_text_encoder.cpp know how to make the network of each.
constexpr std::array<ModelFamily, 8> kFamilies{{
    {"blip", Captioner, PromptStyle::Continued},
    {"git", Captioner, PromptStyle::Continued},
    {"idefics3", Captioner, PromptStyle::Chat, true},
    {"llava", Captioner, PromptStyle::Chat},
    {"smolvlm", Captioner, PromptStyle::Chat, true},
    {"vision-encoder-decoder", Captioner, PromptStyle::None},
    {"clip", Encoder},
    {"siglip", Encoder},
}};

}  // namespace

std::span<const ModelFamily> modelFamilies() {
    return kFamilies;
}

const ModelFamily* findFamily(std::string_view name) {
    const auto at = std::find_if(kFamilies.begin(), kFamilies.end(), [&](const auto& family) { return family.name == name; });
    return at == kFamilies.end() ? nullptr : &*at;
}

std::string familyNames(FamilyKind kind) {
    std::string names;
    for (const auto& family : kFamilies)
        if (family.kind == kind) names += (names.empty() ? "" : ", ") + std::string(family.name);
    return names;
}

PromptStyle promptStyle(std::string_view family) {
    const ModelFamily* found = findFamily(family);
    return found ? found->prompt : PromptStyle::None;
}

std::string defaultPrompt(std::string_view family) {
    return promptStyle(family) == PromptStyle::Chat ? "Describe the image in one sentence." : "";
}

std::string llavaHubKey(const std::string& key) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kNewer{{
        {"model.language_model.", "language_model.model."},
        {"model.vision_tower.", "vision_tower."},
        {"model.multi_modal_projector.", "multi_modal_projector."},
        {"lm_head.", "language_model.lm_head."},
    }};
    for (const auto& [newer, hub] : kNewer)
        if (key.starts_with(newer)) return std::string(hub) + key.substr(newer.size());
    return key;
}

}  // namespace attune
