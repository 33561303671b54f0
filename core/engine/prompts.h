// What a captioner is asked, from the user's words to token ids.
#pragma once

#include <string>

#include "engine/model_cache.h"

namespace attune {

/// The captioner with these words in front of all that it writes; empty words are the family's default. A captioner is
/// shared: whoever asks it sets the prompt first. @throws Error if its family takes no prompt and is given one
LoadedCaptioner withPrompt(LoadedCaptioner captioner, const std::string& words);

/// The ids of the whole prompt of a picture, image tokens included. @throws Error unless the captioner is a chat model
std::vector<std::int64_t> chatPromptIds(const LoadedCaptioner& captioner, int rows, int columns);

}  // namespace attune
