// Logits processors against the reference implementation's.
#include <torch/torch.h>

#include <doctest/doctest.h>

#include "golden_model.h"
#include "model/logits_processors.h"

using namespace attune;
using namespace attune::test;

namespace {

/// The number behind a marker in a case's name: numberIn("top_k_10", "top_k_") is 10.
double numberIn(const std::string& name, const std::string& marker) {
    return std::stod(name.substr(name.find(marker) + marker.size()));
}

torch::Tensor processed(const std::string& name, const torch::Tensor& scores, const TokenHistory& history) {
    const auto starts = [&](const char* prefix) { return name.rfind(prefix, 0) == 0; };
    if (starts("temperature_")) return applyTemperature(scores, numberIn(name, "temperature_"));
    if (starts("top_k_")) return keepTopK(scores, static_cast<int>(numberIn(name, "top_k_")));
    if (starts("top_p_")) return keepTopP(scores, numberIn(name, "top_p_"));
    if (starts("min_p_")) return keepMinP(scores, numberIn(name, "min_p_"));
    if (starts("typical_p_")) return keepTypicalP(scores, numberIn(name, "typical_p_"));
    if (starts("repetition_penalty_"))
        return penalizeRepetition(scores, history, numberIn(name, "repetition_penalty_"));
    if (starts("no_repeat_ngram_"))
        return forbidRepeatedNgrams(scores, history, static_cast<int>(numberIn(name, "no_repeat_ngram_")));
    GenerationOptions o;
    SpecialTokens tokens;
    int newTokens = 0;
    if (starts("min_new_tokens_")) {
        o.minNewTokens = static_cast<int>(numberIn(name, "min_new_tokens_"));
        tokens.end = {static_cast<std::int64_t>(numberIn(name, "_eos_"))};
        newTokens = static_cast<int>(history[0].size()) - static_cast<int>(numberIn(name, "_prompt_"));
        return constrain(scores, history, newTokens, o, tokens);
    }
    if (!starts("chain_")) return {};
    o.repetitionPenalty = numberIn(name, "_rep");
    o.temperature = numberIn(name, "_temp");
    o.topK = static_cast<int>(numberIn(name, "_topk"));
    o.topP = numberIn(name, "_topp");
    return warp(constrain(scores, history, newTokens, o, tokens), o);
}

}  // namespace

TEST_CASE("logits processors equal the reference's") {
    if (golden("generation/logits_processors.safetensors").empty()) {
        MESSAGE("skipped: the golden set does not hold generation/logits_processors");
        return;
    }
    const auto tensors = SafetensorsFile(golden("generation/logits_processors.safetensors")).tensors();
    const torch::Tensor ids = tensors.at("input_ids"), scores = tensors.at("logits");
    TokenHistory history;
    for (std::int64_t row = 0; row < ids.size(0); ++row) {
        const auto* begin = ids.data_ptr<std::int64_t>() + row * ids.size(1);
        history.emplace_back(begin, begin + ids.size(1));
    }
    const auto cases = goldenJson("generation/logits_processors.json");
    for (const auto& entry : cases["names"]) {
        const auto name = entry.get<std::string>();
        CAPTURE(name);
        const torch::Tensor out = processed(name, scores, history);
        if (!out.defined()) {
            MESSAGE("skipped: no processor for the case " << name);
            continue;
        }
        const torch::Tensor expected = tensors.at(name);
        REQUIRE(tensors.count(name));
        CHECK(out.isinf().equal(expected.isinf()));
        CHECK(maxDifference(out.masked_fill(out.isinf(), 0), expected.masked_fill(expected.isinf(), 0)) <
              1e-5);
        CHECK(maxDifference(torch::softmax(out, -1), tensors.at(name + ".probs")) < 1e-6);
    }
}

TEST_CASE("only penalties of what was written ask for it") {
    CHECK(looksBack({.repetitionPenalty = 1.2}));
    CHECK(looksBack({.noRepeatNgram = 2}));
    CHECK_FALSE(looksBack({.minNewTokens = 3}));
    CHECK(constrains({.minNewTokens = 3}));
    // Several end tokens, given scores left as they were.
    const torch::Tensor scores = torch::zeros({2, 5});
    const torch::Tensor kept = forbidEnd(scores, {1, 4});
    CHECK(torch::equal(kept.isinf(), torch::tensor({false, true, false, false, true}).expand({2, 5})));
    CHECK(torch::equal(scores, torch::zeros({2, 5})));
}
