#include "engine/caption_ids.h"

#include <algorithm>
#include <map>

#include "engine/prompts.h"
#include "model/captioner.h"
#include "text/chat_prompt.h"
#include "text/tokenizer.h"

namespace attune {

std::vector<std::int64_t> captionIds(const std::string& text, const LoadedCaptioner& captioner) {
    auto ids = captioner.tokenizer->encode(captioner.chat ? captioner.chat->answer(text) : text, false);
    const auto& special = captioner.model->specialTokens();
    if (!special.end.empty()) ids.push_back(special.end.front());
    return ids;
}

std::string captionText(const std::vector<std::int64_t>& ids, const LoadedCaptioner& captioner) {
    std::string text = captioner.tokenizer->decode(ids);
    if (captioner.chat) text.erase(0, text.find_first_not_of(' '));
    return text;
}

bool readsAs(const std::vector<std::int64_t>& ids, const std::string& text, const LoadedCaptioner& captioner) {
    const auto size = captioner.model->vocabularySize();
    const bool known = std::all_of(ids.begin(), ids.end(), [size](std::int64_t id) { return id >= 0 && id < size; });
    return known && captionText(ids, captioner) == text;
}

TokenRows captionRows(const InputCaptions& captions, const LoadedCaptioner& captioner) {
    TokenRows rows;
    rows.reserve(captions.texts.size());
    const auto room = static_cast<std::size_t>(captioner.model->maxPositions() - 1);
    for (std::size_t i = 0; i < captions.texts.size(); ++i) {
        const auto& stored = captions.tokens[i];
        const auto& text = captions.texts[i];
        rows.push_back(!stored.empty() && readsAs(stored, text, captioner) ? stored : captionIds(text, captioner));
        if (rows.back().size() > room) rows.back().resize(room);
        if (rows.back().empty()) throw Error("caption " + std::to_string(captions.ids[i]) + " is empty");
    }
    return rows;
}

AskedRows askedRows(const InputCaptions& captions, const LoadedCaptioner& captioner) {
    const bool continues = promptStyleOf(captioner) == PromptStyle::Continued;
    if (continues) withPrompt(captioner, {});  // or captions would be cut for its prompt
    AskedRows rows = captionRows(captions, captioner);
    if (!continues) return rows;
    std::map<std::string, std::vector<std::int64_t>> idsOf;
    for (std::size_t i = 0; i < rows.ids.size(); ++i) {
        const auto [asked, isNew] = idsOf.try_emplace(captions.prompts[i]);
        if (isNew) asked->second = continuedIds(captioner, asked->first);
        captioner.model->setPrompt(asked->second);
        const auto room = static_cast<std::size_t>(captioner.model->maxPositions() - 1);
        if (rows.ids[i].size() > room) rows.ids[i].resize(room);
        rows.prompts.push_back(asked->second);
    }
    withPrompt(captioner, {});
    return rows;
}

}  // namespace attune
