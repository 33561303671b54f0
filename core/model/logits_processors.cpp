#include "model/logits_processors.h"

#include <algorithm>
#include <limits>

namespace attune {

namespace {

constexpr double removed = -std::numeric_limits<double>::infinity();

/// Row and token of each score that is to change, as two index tensors on the scores' device.
struct ScorePositions {
    std::vector<std::int64_t> rows, tokens;

    bool empty() const { return rows.empty(); }
    torch::Tensor flatIndex(const torch::Tensor& scores) const {
        std::vector<std::int64_t> flat(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) flat[i] = rows[i] * scores.size(1) + tokens[i];
        return torch::tensor(flat, torch::kInt64).to(scores.device());
    }
};

ScorePositions occurred(const TokenHistory& history) {
    ScorePositions at;
    for (std::size_t row = 0; row < history.size(); ++row)
        for (const std::int64_t token : history[row]) {
            at.rows.push_back(static_cast<std::int64_t>(row));
            at.tokens.push_back(token);
        }
    return at;
}

ScorePositions completions(const TokenHistory& history, std::size_t n) {
    ScorePositions at;
    for (std::size_t row = 0; row < history.size(); ++row) {
        const auto& ids = history[row];
        if (ids.size() + 1 < n) continue;
        const auto suffix = ids.end() - static_cast<std::ptrdiff_t>(n - 1);
        for (std::size_t start = 0; start + n <= ids.size(); ++start)
            if (std::equal(suffix, ids.end(), ids.begin() + static_cast<std::ptrdiff_t>(start))) {
                at.rows.push_back(static_cast<std::int64_t>(row));
                at.tokens.push_back(ids[start + n - 1]);
            }
    }
    return at;
}

}  // namespace

torch::Tensor penalizeRepetition(const torch::Tensor& scores, const TokenHistory& history, double penalty) {
    if (penalty == 1) return scores;
    const ScorePositions at = occurred(history);
    if (at.empty()) return scores;
    const torch::Tensor index = at.flatIndex(scores);
    const torch::Tensor before = scores.reshape({-1}).index_select(0, index);
    const torch::Tensor after = torch::where(before < 0, before * penalty, before / penalty);
    // A token that occurred twice is written twice, with the same value.
    return scores.reshape({-1}).scatter(0, index, after).view_as(scores);
}

torch::Tensor forbidRepeatedNgrams(const torch::Tensor& scores, const TokenHistory& history, int n) {
    if (n <= 0) return scores;
    const ScorePositions at = completions(history, static_cast<std::size_t>(n));
    if (at.empty()) return scores;
    return scores.reshape({-1}).index_fill(0, at.flatIndex(scores), removed).view_as(scores);
}

torch::Tensor forbidEnd(const torch::Tensor& scores, const std::vector<std::int64_t>& endTokens) {
    if (endTokens.empty()) return scores;
    // One by one: an index of them would be copied to the device for every token.
    torch::Tensor others = scores.clone();
    for (const std::int64_t token : endTokens) others.select(1, token).fill_(removed);
    return others;
}

torch::Tensor applyTemperature(const torch::Tensor& scores, double temperature) {
    return temperature == 1 ? scores : scores / temperature;
}

torch::Tensor keepTopK(const torch::Tensor& scores, int k) {
    if (k <= 0 || k >= scores.size(1)) return scores;
    const torch::Tensor last = std::get<0>(scores.topk(k, -1)).narrow(1, k - 1, 1);  // (N, 1)
    return scores.masked_fill(scores < last, removed);
}

torch::Tensor keepTopP(const torch::Tensor& scores, double p) {
    if (p >= 1) return scores;
    const auto [sorted, order] = scores.sort(-1);  // ascending: the tail that goes comes first
    torch::Tensor drop = torch::softmax(sorted, -1).cumsum(-1) <= 1 - p;
    drop.narrow(1, drop.size(1) - 1, 1).fill_(false);
    return scores.masked_fill(drop.scatter(1, order, drop), removed);
}

torch::Tensor keepMinP(const torch::Tensor& scores, double p) {
    const torch::Tensor probabilities = torch::softmax(scores, -1);
    return scores.masked_fill(probabilities < probabilities.amax(-1, true) * p, removed);
}

torch::Tensor keepTypicalP(const torch::Tensor& scores, double mass) {
    const torch::Tensor logprobs = torch::log_softmax(scores, -1);
    const torch::Tensor entropy = -(logprobs.exp() * logprobs).nansum(-1, true);  // (N, 1)
    const torch::Tensor oddity = (-logprobs - entropy).abs();
    const auto [sorted, order] = oddity.sort(-1);
    const torch::Tensor cumulative = torch::softmax(scores.gather(-1, order), -1).cumsum(-1);
    const torch::Tensor last = (cumulative < mass).sum(-1, true).clamp_max(scores.size(1) - 1);  // (N, 1)
    return scores.masked_fill(oddity > sorted.gather(1, last), removed);
}

torch::Tensor constrain(const torch::Tensor& scores, const TokenHistory& history, int newTokens,
                        const GenerationOptions& options, const SpecialTokens& tokens) {
    torch::Tensor s = penalizeRepetition(scores, history, options.repetitionPenalty);
    s = forbidRepeatedNgrams(s, history, options.noRepeatNgram);
    return newTokens < options.minNewTokens ? forbidEnd(s, tokens.end) : s;
}

bool constrains(const GenerationOptions& options) {
    return looksBack(options) || options.minNewTokens > 0;
}

bool looksBack(const GenerationOptions& options) {
    return options.repetitionPenalty != 1 || options.noRepeatNgram > 0;
}

torch::Tensor warp(const torch::Tensor& scores, const GenerationOptions& options) {
    return keepTopP(keepTopK(applyTemperature(scores, options.temperature), options.topK), options.topP);
}

}  // namespace attune
