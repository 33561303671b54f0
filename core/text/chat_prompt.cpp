#include "text/chat_prompt.h"

#include <algorithm>
#include <vector>

#include "data/file.h"
#include "data/json.h"
#include "data/model_family.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 22;

std::string repeated(const std::string& text, std::int64_t times) {
    std::string all;
    for (std::int64_t i = 0; i < times; ++i) all += text;
    return all;
}

/// A template, or a list of named ones, of which the one called "default" counts.
std::string templateIn(const Json& json) {
    const Json value = json.is_object() ? json.value("chat_template", Json()) : Json();
    if (value.is_string()) return value.get<std::string>();
    if (value.is_array())
        for (const Json& one : value)
            if (optional<std::string>(one, "name", "") == "default") return optional<std::string>(one, "template", "");
    return {};
}

std::string templateOf(const fs::path& folder) {
    for (const char* name : {"chat_template.json", "processor_config.json", "tokenizer_config.json"})
        if (fs::exists(folder / name))
            if (auto text = templateIn(readJsonFile(folder / name, kMostBytes)); !text.empty()) return text;
    const fs::path single = folder / "chat_template.jinja";
    if (fs::exists(single) && fs::file_size(single) <= kMostBytes) return readFile(single);
    return {};
}

/// Whether the template puts together the pieces that are written out here.
bool hasAll(const std::string& text, const std::vector<const char*>& pieces) {
    return std::all_of(pieces.begin(), pieces.end(), [&](const char* piece) { return text.find(piece) != text.npos; });
}

}  // namespace

ChatPrompt ChatPrompt::fromFolder(const fs::path& folder, const std::string& family) {
    ChatPrompt prompt;
    const ModelFamily* known = findFamily(family);
    if (!known || known->prompt != PromptStyle::Chat)
        throw Error("the family \"" + family + "\" has no chat template that is known here");
    prompt.m_tiles = known->tiles;
    const std::string text = templateOf(folder);
    const bool isKnown = prompt.m_tiles ? hasAll(text, {"capitalize", "<image>", "<end_of_utterance>\n", "Assistant:"})
                                      : hasAll(text, {"message['role'].upper()", "<image>\\n", "ASSISTANT:"}) ||
                                            hasAll(text, {"message['role'].upper()", "<image>\n", "ASSISTANT:"});
    if (prompt.m_tiles) prompt.m_opening = isKnown ? text.substr(0, text.find('{')) : "<|im_start|>";
    if (!text.empty() && !isKnown)
        prompt.m_warning = "the chat template of " + folder.string() +
                           " is not one that is known here; prompts are written as the family " + family + " writes them";
    return prompt;
}

std::string ChatPrompt::ending() const { return m_tiles ? "<end_of_utterance>\nAssistant:" : " ASSISTANT:"; }

std::string ChatPrompt::answer(const std::string& text) const {
    // Llama's tokenizer writes that space by itself.
    return m_tiles && !text.empty() && text.front() != ' ' ? " " + text : text;
}

std::string ChatPrompt::render(const std::string& question, int pictures) const {
    if (m_tiles) return m_opening + "User:" + repeated("<image>", pictures) + question + ending();
    return "USER: " + repeated("<image>\n", pictures) + question + ending();
}

std::string pictureTokens(bool tiles, TileGrid grid, std::int64_t statesPerTile) {
    const std::string states = repeated("<image>", statesPerTile);
    if (!tiles) return states;
    const std::string around = "<fake_token_around_image>";
    std::string text;
    for (int row = 1; row <= grid.rows; ++row) {
        for (int column = 1; column <= grid.columns; ++column)
            text += around + "<row_" + std::to_string(row) + "_col_" + std::to_string(column) + ">" + states;
        text += "\n";
    }
    if (grid.rows > 0) text += "\n";
    return text + around + "<global-img>" + states + around;
}

std::string ChatPrompt::expand(const std::string& question, TileGrid grid, std::int64_t statesPerTile) const {
    // The question may itself speak of "<image>": only the first one is the picture's.
    std::string text = render(question);
    const std::string place = "<image>";
    text.replace(text.find(place), place.size(), pictureTokens(m_tiles, grid, statesPerTile));
    return text;
}

}  // namespace attune
