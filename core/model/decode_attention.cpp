#include "model/decode_attention.h"

#include "model/decode_attention_cpu.h"
#include "model/layers.h"

namespace attune {

torch::Tensor attendToTokens(const torch::Tensor& query, Gpt2Cache& cache, std::int64_t index, double scale) {
    const Gpt2Cache::Layer& layer = cache.layer(index);
    const auto heads = layer.selfKey.size(1);
    const auto newTokens = query.size(1), length = cache.length() + newTokens;
    if (canAttendSingleQueries(query, layer.selfKey))
        return attendSingleQueries(query, layer.selfKey, layer.selfValue, nullptr, length, scale);
    const torch::Tensor q = splitHeads(query, heads) * scale;                    // (M*H, t, d)
    const torch::Tensor k = layer.selfKey.flatten(0, 1).narrow(2, 0, length);    // (M*H, d, L)
    const torch::Tensor v = layer.selfValue.flatten(0, 1).narrow(1, 0, length);  // (M*H, L, d)
    torch::Tensor scores = torch::bmm(q, k);                                     // (M*H, t, L)
    if (newTokens > 1) {
        // Query i of the new ones stands at position length - newTokens + i.
        const torch::Tensor ahead = torch::ones({newTokens, length}, query.options().dtype(torch::kBool))
                                        .triu(length - newTokens + 1);
        scores = scores.masked_fill(ahead, forbiddenScore(scores.scalar_type()));
    }
    return mergeHeads(torch::bmm(torch::softmax(scores, -1), v), heads);
}

torch::Tensor attendToImage(const torch::Tensor& query, Gpt2Cache& cache, std::int64_t index, double scale) {
    if (canAttendSingleQueries(query, cache.layer(index).crossKey)) {
        const Gpt2Cache::Layer& layer = cache.layer(index);
        return attendSingleQueries(query, layer.crossKey, layer.crossValue,
                                   cache.imageOfRow().data_ptr<std::int64_t>(), layer.crossKey.size(3),
                                   scale);
    }
    cache.groupEvenly();
    const Gpt2Cache::Layer& layer = cache.layer(index);
    const auto heads = layer.crossKey.size(1), images = layer.crossKey.size(0);
    const auto rows = query.size(0), newTokens = query.size(1);
    const torch::Tensor q = query.reshape({images, rows / images * newTokens, -1});  // (B, k*t, D)
    const torch::Tensor scores =
        torch::bmm(splitHeads(q, heads) * scale, layer.crossKey.flatten(0, 1));  // (B*H, k*t, S)
    const torch::Tensor mixed = torch::bmm(torch::softmax(scores, -1), layer.crossValue.flatten(0, 1));
    return mergeHeads(mixed, heads).view({rows, newTokens, -1});  // (M, t, D)
}

}  // namespace attune
