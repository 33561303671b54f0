// How captions are decoded. One struct for every family, from the command line to the caption's row in the project.
#pragma once

#include <string>

#include "data/options.h"

namespace attune {

struct GenerationOptions {
    std::string mode = "sample";
    int maxNewTokens = 32;
    int minNewTokens = 0;
    double temperature = 1.0;
    int topK = 0;
    double topP = 1.0;
    double repetitionPenalty = 1.0;
    int noRepeatNgram = 0;
    int beams = 1;
    double lengthPenalty = 1.0;
    bool earlyStopping = false;

    template <class Self, class Visitor>
    static void visit(Self& o, Visitor&& v) {
        v("mode", o.mode, {.help = "How the next token is chosen.", .choices = {"greedy", "sample", "beam"}});
        v("max_new_tokens", o.maxNewTokens,
          {.help = "A caption is cut after this many tokens.", .unit = "tokens", .min = 1, .max = 4096});
        v("min_new_tokens", o.minNewTokens,
          {.help = "No end token before this many tokens.", .unit = "tokens", .min = 0, .max = 4096});
        v("temperature", o.temperature,
          {.help = "Logits are divided by it; lower is bolder. Sampling only.", .min = 1e-3, .max = 100});
        v("top_k", o.topK, {.help = "Sample from the k likeliest tokens; 0 is all.", .min = 0});
        v("top_p", o.topP,
          {.help = "Sample from the smallest set of tokens with this probability; 1 is all.", .min = 1e-6, .max = 1});
        v("repetition_penalty", o.repetitionPenalty,
          {.help = "Above 1, tokens already written become less likely.", .min = 1e-3, .max = 100});
        v("no_repeat_ngram", o.noRepeatNgram,
          {.help = "No run of this many tokens comes twice; 0 allows any.", .unit = "tokens", .min = 0});
        v("beams", o.beams, {.help = "Hypotheses kept by beam search.", .min = 1, .max = 64});
        v("length_penalty", o.lengthPenalty,
          {.help = "Beam scores are divided by length to this power; above 0 favours long captions.", .min = -10,
           .max = 10});
        v("early_stopping", o.earlyStopping,
          {.help = "Beam search ends as soon as it has enough finished captions."});
    }
};

}  // namespace attune
