// Text commands as JSON in, JSON out: what a terminal or a script asks without a project.
#pragma once

#include <string_view>

#include "data/json.h"

namespace attune {

class Tokenizer;

/// `{"ids": with special tokens, "decoded": without}`
Json tokenizeToJson(const Tokenizer& tokenizer, std::string_view text);

/// COCO caption metrics. @param references {"id": ["...", ...]} @param candidates {"id": "..."}; words are separated by
/// single spaces and in lower case already
/// @return {"corpus": {"bleu1".."bleu4", "rouge_l", "cider"}, "per_image": {"id": {...}}}
/// @throws Error if an id stands on one side only
Json captionMetricsToJson(const Json& references, const Json& candidates);

}  // namespace attune
