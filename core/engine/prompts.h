// What a captioner is asked, from the user's words to token ids.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/model_family.h"
#include "engine/jobs.h"
#include "engine/model_cache.h"

namespace attune {

/// The captioner with these words in front of all that it writes; empty words are the family's default. A captioner is
/// shared: whoever asks it sets the prompt first. @throws Error if its family takes no prompt and is given one
LoadedCaptioner withPrompt(LoadedCaptioner captioner, const std::string& words);

PromptStyle promptStyleOf(const LoadedCaptioner& captioner);

/// What a captioner that continues texts has in front of its captions when it is given these words, as Captioner::setPrompt
/// takes it; none for no words. The captioner is left without a prompt.
std::vector<std::int64_t> continuedIds(const LoadedCaptioner& captioner, const std::string& words);

/// The captioner of a role of the job, asked what the job's images are asked, so that policy, reference and reward read the
/// same question; one whose family takes no prompt is asked nothing. A chat template that is not known is warned of, once a run.
/// @throws Error
LoadedCaptioner askedCaptioner(const JobContext& context, const std::string& role);

/// What is to be said of the captioner's chat template; empty if nothing.
std::string templateWarning(const LoadedCaptioner& captioner);

/// The ids of the whole prompt of a picture, image tokens included. @throws Error unless the captioner is a chat model
std::vector<std::int64_t> chatPromptIds(const LoadedCaptioner& captioner, int rows, int columns);

}  // namespace attune
