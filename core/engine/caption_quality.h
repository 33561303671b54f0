// What can be measured of a set of captions: against references, against a scene graph, by themselves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/json.h"
#include "engine/job_inputs.h"

namespace attune {

/// A caption of images[image].
struct JudgedCaption {
    std::int64_t image = 0;
    std::string text;
    std::int64_t tokens = 0;
    double gold = -1;  ///< filled in by measureCaptions; -1 where the picture is not of the demo world
};

/// `{"captions", "length" in words, "tokens", "distinct_1", "distinct_2"}`, with "gold" (mean over Scenes pictures) and
/// "bleu4", "rouge_l", "cider" (over pictures with references) where there is something to compare with.
Json measureCaptions(std::vector<JudgedCaption>& captions, const InputImages& images);

}  // namespace attune
