#include "model/llama_cache.h"

#include <algorithm>
#include <cmath>

#include "model/layers.h"

namespace attune {

namespace {

/// Scores of one pass at most: a prompt of tiles has a thousand places and more, each looking at all before it.
constexpr std::int64_t kScoresPerPass = std::int64_t{1} << 26;

/// In float32 as the reference does it, whatever the weights are stored in.
torch::Tensor softmaxOf(const torch::Tensor& scores) { return torch::softmax(scores, -1, torch::kFloat32); }

/// Adds no gradient of its own: the scores' own path carries it.
torch::Tensor logSumOf(const torch::Tensor& scores) { return scores.to(torch::kFloat32).logsumexp(-1); }

/// Queries side by side with the key heads that serve them. (N, T, H, d) -> (N, G, H/G, T, d)
torch::Tensor groupHeads(const torch::Tensor& query, std::int64_t keyHeads) {
    const auto n = query.size(0), t = query.size(1), heads = query.size(2), width = query.size(3);
    return query.view({n, t, keyHeads, heads / keyHeads, width}).permute({0, 2, 3, 1, 4});
}

/// (N, G, H/G, T, d) -> (N, T, H * d)
torch::Tensor joinHeads(const torch::Tensor& mixed) {
    return mixed.permute({0, 3, 1, 2, 4}).reshape({mixed.size(0), mixed.size(3), -1});
}

}  // namespace

RowGroups::RowGroups(std::int64_t images, std::int64_t rows) : m_images(images), m_perImage(rows / images) {
    TORCH_CHECK(rows % images == 0, "rows are not a multiple of the images");
}

RowGroups::RowGroups(std::int64_t images, const torch::Tensor& imageOfRow, torch::Device device)
    : m_images(images), m_perImage(1) {
    const auto rows = imageOfRow.size(0);
    const auto* image = imageOfRow.data_ptr<std::int64_t>();
    std::vector<std::int64_t> counts(static_cast<std::size_t>(images)), rank;
    for (std::int64_t r = 0; r < rows; ++r) rank.push_back(counts[static_cast<std::size_t>(image[r])]++);
    m_perImage = std::max<std::int64_t>(1, *std::max_element(counts.begin(), counts.end()));
    bool inOrder = rows == images * m_perImage;
    std::vector<std::int64_t> places;
    for (std::int64_t r = 0; r < rows; ++r) {
        places.push_back(image[r] * m_perImage + rank[static_cast<std::size_t>(r)]);
        inOrder = inOrder && places.back() == r;
    }
    if (!inOrder) m_places = torch::tensor(places, torch::kInt64).to(device);
}

torch::Tensor RowGroups::spread(const torch::Tensor& rows) const {
    if (!m_places.defined()) return rows;
    auto shape = rows.sizes().vec();
    shape[0] = m_images * m_perImage;
    return torch::zeros(shape, rows.options()).index_copy(0, m_places, rows);
}

torch::Tensor RowGroups::gather(const torch::Tensor& places) const {
    return m_places.defined() ? places.index_select(0, m_places) : places;
}

torch::Tensor attendBehindPrompt(const torch::Tensor& query, const LlamaKeysValues& own, const torch::Tensor& ownBias,
                                 const LlamaKeysValues& prompt, const torch::Tensor& promptBias,
                                 const RowGroups& groups, torch::Tensor* looks) {
    const auto n = query.size(0), t = query.size(1), g = own.key.size(1), each = query.size(2) / g;
    const auto width = query.size(3), length = own.key.size(2), b = groups.images(), k = groups.perImage();
    const auto s = prompt.key.size(2);
    const torch::Tensor q = groupHeads(query, g) * (1 / std::sqrt(static_cast<double>(width)));  // (N, G, e, T, d)

    const torch::Tensor ownScores =
        torch::bmm(q.reshape({n * g, each * t, width}), own.key.flatten(0, 1).transpose(1, 2))
            .view({n, g, each, t, length}) +
        ownBias.view({-1, 1, 1, t, length});  // (N, G, e, T, L)
    const torch::Tensor ownMixed =
        torch::bmm(softmaxOf(ownScores).to(query.scalar_type()).view({n * g, each * t, length}), own.value.flatten(0, 1))
            .view({n, g, each, t, width});

    // The k rows of an image become k * e * T queries of its one prompt.
    const torch::Tensor spread = groups.spread(q)
                                     .reshape({b, k, g, each * t, width})
                                     .transpose(1, 2)
                                     .reshape({b * g, k * each * t, width});
    const torch::Tensor scores = torch::bmm(spread, prompt.key.flatten(0, 1).transpose(1, 2))
                                     .view({b, g, k * each * t, s}) +
                                 promptBias.view({b, 1, 1, s});  // (B, G, k*e*T, S)
    const torch::Tensor weights = softmaxOf(scores);
    const auto toRows = [&](const torch::Tensor& x) {  // (B, G, k*e*T, ..) -> (N, G, e, T, ..)
        const auto last = x.numel() / (b * g * k * each * t);
        return groups.gather(x.reshape({b, g, k, each * t * last}).transpose(1, 2).reshape({b * k, g, each, t, last}));
    };
    const torch::Tensor mixed = toRows(torch::bmm(weights.to(query.scalar_type()).view({b * g, k * each * t, s}),
                                                  prompt.value.flatten(0, 1)));  // (N, G, e, T, d)
    const torch::Tensor share =
        torch::sigmoid(toRows(logSumOf(scores)) - logSumOf(ownScores).unsqueeze(-1));  // (N, G, e, T, 1)
    if (looks) *looks = (toRows(weights) * share).mean({1, 2});                        // (N, T, S)
    return joinHeads(ownMixed + share.to(query.scalar_type()) * (mixed - ownMixed));
}

torch::Tensor attendWithinPrompt(const torch::Tensor& query, const LlamaKeysValues& own, const torch::Tensor& shown) {
    const auto b = query.size(0), s = query.size(1), heads = query.size(2), width = query.size(3);
    const auto g = own.key.size(1), each = heads / g;
    const double forbidden = forbiddenScore(torch::kFloat32);
    const torch::Tensor ahead = aheadOf(s, s, query.device());
    const auto step = std::clamp<std::int64_t>(kScoresPerPass / (heads * s * s), 1, b);
    std::vector<torch::Tensor> parts;
    for (std::int64_t at = 0; at < b; at += step) {
        const auto count = std::min(step, b - at);
        const torch::Tensor q = (groupHeads(query.narrow(0, at, count), g) * (1 / std::sqrt(static_cast<double>(width))))
                                    .reshape({count * g, each * s, width});
        const torch::Tensor hidden = shown.narrow(0, at, count).logical_not().unsqueeze(1).logical_or(ahead);  // (b, S, S)
        const torch::Tensor scores = torch::bmm(q, own.key.narrow(0, at, count).flatten(0, 1).transpose(1, 2))
                                         .view({count, g, each, s, s})
                                         .to(torch::kFloat32)
                                         .masked_fill(hidden.view({count, 1, 1, s, s}), forbidden);
        parts.push_back(joinHeads(torch::bmm(softmaxOf(scores).to(query.scalar_type()).view({count * g, each * s, s}),
                                             own.value.narrow(0, at, count).flatten(0, 1))
                                      .view({count, g, each, s, width})));
    }
    return parts.size() == 1 ? parts.front() : torch::cat(parts);  // (B, S, H * d)
}

LlamaCache::LlamaCache(LlamaPrompt prompt, std::int64_t rows, std::int64_t capacity)
    : m_prompt(std::move(prompt)), m_groups(m_prompt.length.size(0), rows), m_capacity(capacity) {
    const auto images = m_prompt.length.size(0);
    for (const LlamaKeysValues& layer : m_prompt.layers) {
        const auto shape = {rows, layer.key.size(1), capacity, layer.key.size(3)};
        m_own.push_back({torch::empty(shape, layer.key.options()), torch::empty(shape, layer.key.options())});
    }
    m_imageOfRow = torch::arange(rows, torch::kInt64).floor_divide(rows / images);
    m_begin = m_prompt.length.repeat_interleave(rows / images);
}

void LlamaCache::select(const torch::Tensor& rows) {
    const torch::Tensor here = rows.to(torch::kCPU), there = rows.to(m_begin.device());
    for (LlamaKeysValues& layer : m_own) {
        layer.key = layer.key.index_select(0, there);
        layer.value = layer.value.index_select(0, there);
    }
    m_begin = m_begin.index_select(0, there);
    m_imageOfRow = m_imageOfRow.index_select(0, here);

    // Images without rows leave: their prompts are the larger part of the memory.
    const auto images = m_prompt.length.size(0);
    std::vector<std::int64_t> newIndex(static_cast<std::size_t>(images), -1), kept;
    auto* image = m_imageOfRow.data_ptr<std::int64_t>();
    for (std::int64_t r = 0; r < m_imageOfRow.size(0); ++r) newIndex[static_cast<std::size_t>(image[r])] = 0;
    for (std::int64_t i = 0; i < images; ++i)
        if (newIndex[static_cast<std::size_t>(i)] == 0) {
            newIndex[static_cast<std::size_t>(i)] = static_cast<std::int64_t>(kept.size());
            kept.push_back(i);
        }
    if (static_cast<std::int64_t>(kept.size()) < images) {
        for (std::int64_t r = 0; r < m_imageOfRow.size(0); ++r) image[r] = newIndex[static_cast<std::size_t>(image[r])];
        const torch::Tensor index = torch::tensor(kept, torch::kInt64).to(m_begin.device());
        for (LlamaKeysValues& layer : m_prompt.layers) {
            layer.key = layer.key.index_select(0, index);
            layer.value = layer.value.index_select(0, index);
        }
        m_prompt.bias = m_prompt.bias.index_select(0, index);
        m_prompt.length = m_prompt.length.index_select(0, index);
    }
    m_groups = RowGroups(static_cast<std::int64_t>(kept.size()), m_imageOfRow, m_begin.device());
}

torch::Tensor LlamaCache::positions(std::int64_t tokens) const {
    return m_begin.unsqueeze(1) + torch::arange(m_length, m_length + tokens, m_begin.options());  // (M, t)
}

LlamaKeysValues LlamaCache::append(std::size_t index, const LlamaKeysValues& more) {
    const auto tokens = more.key.size(2);
    const LlamaKeysValues& layer = m_own[index];
    layer.key.narrow(2, m_length, tokens).copy_(more.key);
    layer.value.narrow(2, m_length, tokens).copy_(more.value);
    return {layer.key.narrow(2, 0, m_length + tokens), layer.value.narrow(2, 0, m_length + tokens)};
}

}  // namespace attune
