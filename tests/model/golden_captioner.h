// What the golden cases of all captioner families have in common.
#pragma once

#include <torch/torch.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "golden_model.h"
#include "model/captioner.h"
#include "model/generation.h"

namespace attune::test {

using Ids = std::vector<std::int64_t>;

/// What the reference's padded row says: from place `begin` up to and with the first end token.
inline Ids expectedIds(const torch::Tensor& row, const SpecialTokens& tokens, std::int64_t begin = 1) {
    Ids ids;
    for (std::int64_t t = begin; t < row.size(0); ++t) {
        ids.push_back(row[t].item<std::int64_t>());
        if (std::find(tokens.end.begin(), tokens.end.end(), ids.back()) != tokens.end.end()) break;
    }
    return ids;
}

/// Generates as the case `name` says and compares ids and, where there are some, scores.
/// @param begin  how many ids of a row are the prompt @param usual  new tokens that were allowed where no row shows it
inline void checkGenerated(Captioner& model, const torch::Tensor& features, const GoldenModel& set, const std::string& name,
                           GenerationOptions options, std::int64_t begin = 1, int usual = kNewTokens) {
    CAPTURE(name);
    if (!set.tensors.count(name + "_ids")) {
        MESSAGE("skipped: the golden set does not hold " << name);
        return;
    }
    const torch::NoGradGuard noGrad;
    const torch::Tensor expected = set[name + "_ids"];
    bool ended = true;
    for (std::int64_t row = 0; row < expected.size(0); ++row) {
        const Ids ids = expectedIds(expected[row], model.specialTokens(), begin);
        const auto& ends = model.specialTokens().end;
        ended = ended && !ids.empty() && std::find(ends.begin(), ends.end(), ids.back()) != ends.end();
    }
    options.maxNewTokens = allowedNewTokens(set.json, expected.size(1) - begin, ended, usual);
    const auto captions = generate(model, features, expected.size(0) / features.size(0), options);
    REQUIRE(std::ssize(captions) == expected.size(0));
    for (std::size_t row = 0; row < captions.size(); ++row) {
        CAPTURE(row);
        const auto at = static_cast<std::int64_t>(row);
        CHECK(captions[row].ids == expectedIds(expected[at], model.specialTokens(), begin));
        if (!set.tensors.count(name + "_scores")) continue;
        CHECK(std::abs(captions[row].score - set[name + "_scores"][at].item<double>()) < 5e-5);
    }
}

/// The pictures of the set, for families whose features are those of the pictures alone.
inline torch::Tensor featuresOf(Captioner& model, const GoldenModel& set) {
    const torch::NoGradGuard noGrad;
    return model.encodeImages(set["pixel_values"]);
}

/// The cases that every family has.
inline void checkAllGenerated(Captioner& model, const torch::Tensor& features, const GoldenModel& set, std::int64_t begin = 1) {
    checkGenerated(model, features, set, "greedy", {.mode = "greedy"}, begin);
    checkGenerated(model, features, set, "greedy_rp1.3_min5",
                   {.mode = "greedy", .minNewTokens = 5, .repetitionPenalty = 1.3}, begin);
    checkGenerated(model, features, set, "beam3", {.mode = "beam", .beams = 3}, begin);
    checkGenerated(model, features, set, "beam4_lp2_early_nr2",
                   {.mode = "beam", .noRepeatNgram = 2, .beams = 4, .lengthPenalty = 2, .earlyStopping = true}, begin);
}

/// The labels' log-probabilities, 0 where a label is ignored. @param logits (N, T, V) @param labels (N, T)
inline torch::Tensor labelLogprobs(const torch::Tensor& logits, const torch::Tensor& labels) {
    const torch::Tensor kept = labels.ge(0);
    return torch::log_softmax(logits, -1).gather(2, labels.clamp_min(0).unsqueeze(2)).squeeze(2) * kept;
}

/// Greedy steps with a cache give the reference's logits and ids. @param begin  how many ids of a row are the prompt
inline void checkGreedySteps(Captioner& model, const torch::Tensor& features, const GoldenModel& set, double tolerance,
                             std::int64_t begin = 1) {
    if (!set.tensors.count("greedy_ids") || !set.tensors.count("greedy_logits")) {
        MESSAGE("skipped: the golden set does not hold greedy_ids and greedy_logits");
        return;
    }
    const torch::NoGradGuard noGrad;
    const torch::Tensor ids = set["greedy_ids"], logits = set["greedy_logits"];
    const auto rows = ids.size(0), steps = logits.size(1);
    auto cache = model.makeCache(features, rows, steps);
    for (std::int64_t row = 0; row < rows; ++row)
        CHECK(ids[row][begin - 1].item<std::int64_t>() == model.specialTokens().start);
    std::vector<bool> ended(static_cast<std::size_t>(rows), false);
    for (std::int64_t t = 0; t < steps; ++t) {
        const torch::Tensor step =
            model.decodeNext(ids.narrow(1, begin - 1 + t, 1), *cache).logits.select(1, 0);  // (N, V)
        CHECK(cache->length() == t + 1);
        for (std::int64_t row = 0; row < rows; ++row) {
            if (ended[static_cast<std::size_t>(row)]) continue;
            CHECK(maxDifference(step[row], logits[row][t]) < tolerance);
            const auto next = step[row].argmax().item<std::int64_t>();
            CHECK(next == ids[row][begin + t].item<std::int64_t>());
            for (const auto end : model.specialTokens().end)
                if (next == end) ended[static_cast<std::size_t>(row)] = true;
        }
    }
}

/// Rows of one image share its keys, cached or not, several tokens at once or one, and survive selection.
inline void checkSharedRows(Captioner& model, const torch::Tensor& features, double tolerance) {
    torch::NoGradGuard noGrad;
    const auto images = features.size(0);
    torch::manual_seed(1);
    const torch::Tensor ids = torch::randint(model.vocabularySize(), {images * 2, 6}, torch::kInt64);
    const torch::Tensor whole = model.decode(ids, features).logits;
    CHECK(maxDifference(whole, model.decode(ids, features.repeat_interleave(2, 0)).logits) < tolerance);

    auto cache = model.makeCache(features, images * 2, 6);
    const torch::Tensor first = model.decodeNext(ids.narrow(1, 0, 3), *cache).logits.select(1, 0);
    CHECK(maxDifference(first, whole.select(1, 2)) < tolerance);
    torch::Tensor rows = torch::arange(images * 2, torch::kInt64).flip(0).slice(0, 1);
    cache->select(rows);
    for (std::int64_t t = 3; t < 6; ++t) {
        const torch::Tensor next = model.decodeNext(ids.index_select(0, rows).narrow(1, t, 1), *cache).logits;
        CHECK(maxDifference(next.select(1, 0), whole.index_select(0, rows).select(1, t)) < tolerance);
        if (t > 3) continue;
        const torch::Tensor fewer = torch::arange(rows.size(0) - 2, torch::kInt64) + 1;
        cache->select(fewer);
        rows = rows.index_select(0, fewer);
    }
}

}  // namespace attune::test
