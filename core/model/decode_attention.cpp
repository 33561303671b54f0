#include "model/decode_attention.h"

#include "model/decode_attention_cpu.h"
#include "model/layers.h"

namespace attune {

torch::Tensor attendToTokens(const torch::Tensor& query, DecoderCache& cache, std::int64_t index, double scale) {
    const DecoderCache::Layer& layer = cache.layer(index);
    const auto heads = layer.selfKey.size(1);
    const auto newTokens = query.size(1), length = cache.length() + newTokens;
    if (canAttendSingleQueries(query, layer.selfKey))
        return attendSingleQueries(query, layer.selfKey, layer.selfValue, nullptr, length, scale);
    const torch::Tensor q = splitHeads(query, heads) * scale;                    // (M*H, t, d)
    const torch::Tensor k = layer.selfKey.flatten(0, 1).narrow(2, 0, length);    // (M*H, d, L)
    const torch::Tensor v = layer.selfValue.flatten(0, 1).narrow(1, 0, length);  // (M*H, L, d)
    torch::Tensor scores = torch::bmm(q, k);                                     // (M*H, t, L)
    if (newTokens > 1) {
        const torch::Tensor ahead = aheadOf(newTokens, length, query.device());
        scores = scores.masked_fill(ahead, forbiddenScore(scores.scalar_type()));
    }
    return mergeHeads(torch::bmm(torch::softmax(scores, -1), v), heads);
}

torch::Tensor attendToImage(const torch::Tensor& query, DecoderCache& cache, std::int64_t index, double scale) {
    if (canAttendSingleQueries(query, cache.layer(index).crossKey)) {
        const DecoderCache::Layer& layer = cache.layer(index);
        return attendSingleQueries(query, layer.crossKey, layer.crossValue,
                                   cache.imageOfRow().data_ptr<std::int64_t>(), layer.crossKey.size(3),
                                   scale);
    }
    cache.groupEvenly();
    const DecoderCache::Layer& layer = cache.layer(index);
    const auto heads = layer.crossKey.size(1), images = layer.crossKey.size(0);
    const auto rows = query.size(0), newTokens = query.size(1);
    const torch::Tensor q = query.reshape({images, rows / images * newTokens, -1});  // (B, k*t, D)
    const torch::Tensor scores =
        torch::bmm(splitHeads(q, heads) * scale, layer.crossKey.flatten(0, 1));  // (B*H, k*t, S)
    const torch::Tensor mixed = torch::bmm(torch::softmax(scores, -1), layer.crossValue.flatten(0, 1));
    return mergeHeads(mixed, heads).view({rows, newTokens, -1});  // (M, t, D)
}

torch::Tensor attendToImageAndTokens(const torch::Tensor& query, const torch::Tensor& imageKey,
                                     const torch::Tensor& imageValue, const torch::Tensor& tokenKey,
                                     const torch::Tensor& tokenValue, std::int64_t heads, double scale,
                                     const torch::Tensor& bias, torch::Tensor* weights) {
    const auto n = query.size(0), t = query.size(1), d = query.size(2);
    const auto b = imageKey.size(0) / heads, k = n / b, s = imageKey.size(2), l = tokenKey.size(2);
    const torch::Tensor scaled = query * scale;
    // The k rows of an image are one row of k * T queries to it: its keys and values are never repeated.
    const torch::Tensor toImage = torch::bmm(splitHeads(scaled.reshape({b, k * t, d}), heads), imageKey)
                                      .view({b, heads, k, t, s})
                                      .transpose(1, 2)
                                      .reshape({n * heads, t, s});                    // (N*H, T, S)
    const torch::Tensor q = splitHeads(scaled, heads);                                // (N*H, T, d)
    const torch::Tensor toTokens =
        bias.defined() ? torch::baddbmm(bias, q, tokenKey) : torch::bmm(q, tokenKey);  // (N*H, T, L)
    const torch::Tensor attention = torch::softmax(torch::cat({toImage, toTokens}, -1), -1);
    const torch::Tensor ofImage = attention.narrow(2, 0, s);  // (N*H, T, S)
    if (weights) *weights = ofImage.view({n, heads, t, s}).mean(1);
    const torch::Tensor regrouped =
        ofImage.view({b, k, heads, t, s}).transpose(1, 2).reshape({b * heads, k * t, s});  // (B*H, k*T, S)
    return mergeHeads(torch::bmm(regrouped, imageValue), heads).view({n, t, d}) +
           mergeHeads(torch::bmm(attention.narrow(2, s, l), tokenValue), heads);
}

torch::Tensor attendToImageAndTokens(const torch::Tensor& query, DecoderCache& cache, std::int64_t index, double scale) {
    cache.groupEvenly();
    const DecoderCache::Layer& layer = cache.layer(index);
    const auto newTokens = query.size(1), length = cache.length() + newTokens;
    torch::Tensor bias;
    if (newTokens > 1)
        bias = torch::zeros({1, newTokens, length}, query.options())
                   .masked_fill(aheadOf(newTokens, length, query.device()), forbiddenScore(query.scalar_type()));
    return attendToImageAndTokens(query, layer.crossKey.flatten(0, 1), layer.crossValue.flatten(0, 1),
                                  layer.selfKey.flatten(0, 1).narrow(2, 0, length),
                                  layer.selfValue.flatten(0, 1).narrow(1, 0, length), layer.selfKey.size(1), scale, bias);
}

}  // namespace attune
