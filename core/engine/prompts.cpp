#include "engine/prompts.h"

#include "engine/device.h"
#include "engine/job_inputs.h"
#include "model/chat_captioner.h"
#include "text/chat_prompt.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

std::string familyOf(const LoadedCaptioner& captioner) {
    return optional<std::string>(captioner.model->config(), "model_type", "");
}

/// What the words say beside a picture must not be taken for one.
void refusePlaces(const std::string& words) {
    if (words.find("<image>") != words.npos)
        throw Error("the prompt holds the token <image>", "the image finds its place by itself", "leave it out");
}

}  // namespace

LoadedCaptioner withPrompt(LoadedCaptioner captioner, const std::string& words) {
    const std::string family = familyOf(captioner);
    switch (promptStyle(family)) {
        case PromptStyle::None:
            if (!words.empty()) captioner.model->setPrompt({0});  // refuses in its own words
            break;
        case PromptStyle::Continued:
            captioner.model->setPrompt(continuedIds(captioner, words));
            break;
        case PromptStyle::Chat:
            refusePlaces(words);
            captioner.prompt = words.empty() ? defaultPrompt(family) : words;
            captioner.model->setPrompt(captioner.tokenizer->encode(captioner.chat->render(captioner.prompt)));
            break;
    }
    return captioner;
}

PromptStyle promptStyleOf(const LoadedCaptioner& captioner) { return promptStyle(familyOf(captioner)); }

std::vector<std::int64_t> continuedIds(const LoadedCaptioner& captioner, const std::string& words) {
    captioner.model->setPrompt({});
    if (words.empty()) return {};
    std::vector<std::int64_t> ids{captioner.model->specialTokens().start};
    for (const auto id : captioner.tokenizer->encode(words, false)) ids.push_back(id);
    return ids;
}

LoadedCaptioner askedCaptioner(const JobContext& context, const std::string& role) {
    const auto folder = modelFolder(context.folder, role);
    LoadedCaptioner captioner = context.models.captioner(folder, deviceFromText(context.folder.job().device));
    context.observer.warnOnce(templateWarning(captioner));
    const std::string words = promptOf(context.folder);
    if (words.empty() || promptStyleOf(captioner) == PromptStyle::None) return captioner;
    return withPrompt(std::move(captioner), words);
}

std::string templateWarning(const LoadedCaptioner& captioner) {
    return captioner.chat ? captioner.chat->warning() : std::string();
}

std::vector<std::int64_t> chatPromptIds(const LoadedCaptioner& captioner, int rows, int columns) {
    const auto* chat = dynamic_cast<const ChatCaptioner*>(captioner.model.get());
    if (!chat || !captioner.chat) throw Error("this captioner takes no prompt", "it is not a chat model");
    return captioner.tokenizer->encode(
        captioner.chat->expand(captioner.prompt, {rows, columns}, chat->statesPerTile()));
}

}  // namespace attune
