#include "data/model_family.h"

#include <algorithm>
#include <array>

#include "data/key_names.h"

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
    const std::string inner = withoutPrefix(key, "model.");
    for (const std::string_view part : {"language_model.", "vision_tower.", "multi_modal_projector."}) {
        if (!inner.starts_with(part)) continue;
        if (part == "language_model." && !inner.starts_with("language_model.lm_head.")) return withPart(inner, part, "model.");
        return part == "vision_tower." ? withPart(inner, part, "vision_model.") : inner;
    }
    return key.starts_with("lm_head.") ? "language_model." + key : key;
}

std::string llavaMemoryKey(const std::string& key) {
    constexpr std::string_view kText = "language_model.model.", kHead = "language_model.lm_head.";
    if (key.starts_with(kText)) return "model.language_model." + withoutPrefix(key, kText);
    if (key == "language_model.lm_head" || key.starts_with(kHead)) return withoutPrefix(key, "language_model.");
    for (const std::string_view part : {"vision_tower.", "multi_modal_projector."})
        if (key.starts_with(part)) return "model." + key;
    return key;
}

}  // namespace attune
