// Reads a caption back into mentions and relations, whatever a model or a person may have written.
#pragma once

#include <string_view>

#include "scenes/grammar.h"

namespace attune {

struct ParsedCaption {
    CaptionPlan plan;
    /// Departures from the grammar: a word that fits nowhere, a missing article, two mentions without a
    /// joint, a joint without a mention on both sides. Each counts one.
    int slips = 0;
};

/// Never fails: what cannot be read counts as slips. Case and punctuation do not matter, a comma stands for
/// "and", and a few synonyms are known ("big", "disc", "to the left of", "over"). At most `maxMentions` are
/// kept; further words count as slips, and no more than the first 4096 bytes are read.
ParsedCaption parseCaption(std::string_view text, std::size_t maxMentions = 16);

}  // namespace attune
