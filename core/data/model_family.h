// The families of networks that there are, and what sets one apart from another before anything of it is loaded.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace attune {

/// How a captioner takes a prompt.
enum class PromptStyle {
    None,       ///< it writes from the picture alone
    Continued,  ///< the caption goes on behind the words
    Chat        ///< it answers them, inside a template of its own
};

enum class FamilyKind {
    Captioner,
    Encoder  ///< of images and texts: embeddings and rewards are read from it, and it writes nothing
};

struct ModelFamily {
    std::string_view name;  ///< config.json's model_type
    FamilyKind kind = FamilyKind::Captioner;
    PromptStyle prompt = PromptStyle::None;
    bool tiles = false;  ///< sees a large picture in tiles, each with a place in the prompt
};

/// All of them, by kind and name.
std::span<const ModelFamily> modelFamilies();

/// @return null for a family that is not known
const ModelFamily* findFamily(std::string_view name);

/// "blip, git, ..", for messages.
std::string familyNames(FamilyKind kind);

/// A family that is not known takes no prompt.
PromptStyle promptStyle(std::string_view family);

/// What is asked where the user asks nothing: empty unless the family must be asked.
std::string defaultPrompt(std::string_view family);

/// The hub's name of a key, or layer, of LLaVA that newer files, or those of the bare network, write otherwise; any other as it is.
std::string llavaHubKey(const std::string& key);

/// What the hub calls so is called in memory by `transformers` since 4.52, which is what adapters of LLaVA go by; any other as
/// it is. The other families have the same names in both.
std::string llavaMemoryKey(const std::string& key);

}  // namespace attune
