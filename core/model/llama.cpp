#include "model/llama.h"

#include <algorithm>
#include <cmath>

namespace attune {

namespace {

/// Prompt places of one pass without gradients: their feed-forward states are many times the size of what is kept.
constexpr std::int64_t kPlacesPerPass = 8192;

/// How fast each pair of dimensions turns, (d / 2) float32 on the CPU.
torch::Tensor inverseFrequencies(const LlamaOptions& o) {
    const torch::Tensor even = torch::arange(0, o.headSize, 2, torch::dtype(torch::kInt64)).to(torch::kFloat32);
    torch::Tensor f = 1.0 / torch::pow(o.ropeTheta, even / static_cast<double>(o.headSize));
    if (o.ropeType == "linear") f = f / o.ropeFactor;
    if (o.ropeType == "llama3") {
        // Slow turns are stretched, fast ones kept, those between mixed (the Llama 3.1 model card's code).
        const torch::Tensor wavelength = 2 * M_PI / f;
        const double positions = static_cast<double>(o.ropeOriginalPositions);
        const torch::Tensor smooth = (positions / wavelength - o.ropeLowFactor) / (o.ropeHighFactor - o.ropeLowFactor);
        const torch::Tensor mixed = (1 - smooth) * f / o.ropeFactor + smooth * f;
        const torch::Tensor slow = wavelength > positions / o.ropeLowFactor;
        const torch::Tensor fast = wavelength < positions / o.ropeHighFactor;
        f = torch::where(slow, f / o.ropeFactor, torch::where(fast, f, mixed));
    }
    return f;
}

/// (N, T, G * d) -> (N, G, T, d)
torch::Tensor toKeyHeads(const torch::Tensor& x, std::int64_t width) {
    return x.view({x.size(0), x.size(1), -1, width}).transpose(1, 2);
}

/// 0 where a row's token may look among its own, a large negative number where it may not: ahead, or at padding.
/// @return (1 or N, t, held + t)
torch::Tensor ownBias(std::int64_t held, std::int64_t tokens, const torch::Tensor& mask,
                      const torch::TensorOptions& options) {
    const double forbidden = forbiddenScore(torch::typeMetaToScalarType(options.dtype()));
    torch::Tensor bias = torch::zeros({1, tokens, held + tokens}, options);
    if (tokens > 1) bias = bias.masked_fill(aheadOf(tokens, held + tokens, options.device()), forbidden);
    if (!mask.defined()) return bias;
    return bias.expand({mask.size(0), -1, -1}).masked_fill(mask.to(torch::kBool).logical_not().unsqueeze(1), forbidden);
}

}  // namespace

RmsNormImpl::RmsNormImpl(std::int64_t width, double eps) : m_eps(eps) {
    m_weight = register_parameter("weight", torch::ones({width}));
}

torch::Tensor RmsNormImpl::forward(const torch::Tensor& x) {
    const torch::Tensor wide = x.to(torch::kFloat32);
    const torch::Tensor unit = wide * torch::rsqrt(wide.square().mean(-1, true) + m_eps);
    return m_weight * unit.to(x.scalar_type());
}

torch::Tensor RotaryTurn::apply(const torch::Tensor& x) const {
    const auto halves = x.chunk(2, -1);
    return x * cos + torch::cat({-halves[1], halves[0]}, -1) * sin;
}

LlamaLayerImpl::LlamaLayerImpl(const LlamaOptions& o)
    : m_heads(o.heads), m_keyValueHeads(o.keyValueHeads), m_width(o.headSize),
      m_activation(activationFromName(o.activation)) {
    const auto attention = submodule(*this, "self_attn");
    const auto all = o.heads * o.headSize, shared = o.keyValueHeads * o.headSize;
    m_query = attention->register_module("q_proj", Linear(o.hiddenSize, all, o.attentionBias));
    m_key = attention->register_module("k_proj", Linear(o.hiddenSize, shared, o.attentionBias));
    m_value = attention->register_module("v_proj", Linear(o.hiddenSize, shared, o.attentionBias));
    m_output = attention->register_module("o_proj", Linear(all, o.hiddenSize, o.attentionBias));
    const auto mlp = submodule(*this, "mlp");
    m_gate = mlp->register_module("gate_proj", Linear(o.hiddenSize, o.intermediateSize, o.mlpBias));
    m_up = mlp->register_module("up_proj", Linear(o.hiddenSize, o.intermediateSize, o.mlpBias));
    m_down = mlp->register_module("down_proj", Linear(o.intermediateSize, o.hiddenSize, o.mlpBias));
    m_norm1 = register_module("input_layernorm", RmsNorm(o.hiddenSize, o.rmsNormEps));
    m_norm2 = register_module("post_attention_layernorm", RmsNorm(o.hiddenSize, o.rmsNormEps));
}

torch::Tensor LlamaLayerImpl::query(const torch::Tensor& normalized, const RotaryTurn& turn) {
    const auto n = normalized.size(0), t = normalized.size(1);
    return turn.apply(m_query(normalized).view({n, t, m_heads, m_width}));
}

LlamaKeysValues LlamaLayerImpl::keysAndValues(const torch::Tensor& x, const RotaryTurn& turn) {
    const torch::Tensor key = m_key(x).view({x.size(0), x.size(1), m_keyValueHeads, m_width});
    return {turn.apply(key).transpose(1, 2).contiguous(), toKeyHeads(m_value(x), m_width).contiguous()};
}

torch::Tensor LlamaLayerImpl::feedForward(const torch::Tensor& x) {
    const torch::Tensor normalized = m_norm2(x);
    return x + m_down(activate(m_activation, m_gate(normalized)) * m_up(normalized));
}

torch::Tensor LlamaLayerImpl::readPrompt(const torch::Tensor& x, const torch::Tensor& normalized,
                                         const LlamaKeysValues& own, const RotaryTurn& turn,
                                         const torch::Tensor& shown) {
    return feedForward(x + m_output(attendWithinPrompt(query(normalized, turn), own, shown)));
}

torch::Tensor LlamaLayerImpl::forward(const torch::Tensor& x, const torch::Tensor& normalized,
                                      const LlamaKeysValues& own, const torch::Tensor& bias, const RotaryTurn& turn,
                                      const LlamaPrompt& prompt, std::size_t layer, const RowGroups& groups,
                                      torch::Tensor* looks) {
    return feedForward(x + m_output(attendBehindPrompt(query(normalized, turn), own, bias, prompt.layers[layer],
                                                       prompt.bias, groups, looks)));
}

LlamaModelImpl::LlamaModelImpl(const LlamaOptions& o) : options(o) {
    embedding = submodule(*this, "embed_tokens")
                    ->register_parameter("weight", unallocated({o.vocabularySize, o.hiddenSize}));
    const auto list = submodule(*this, "layers");
    for (std::int64_t i = 0; i < o.layers; ++i)
        m_layers.push_back(list->register_module(std::to_string(i), LlamaLayer(o)));
    m_norm = register_module("norm", RmsNorm(o.hiddenSize, o.rmsNormEps));
}

RotaryTurn LlamaModelImpl::turnAt(const torch::Tensor& positions, torch::Dtype dtype) {
    // Once per device: every copy from the host waits until the device has caught up, and each token asks.
    if (!m_frequencies.defined() || m_frequencies.device() != positions.device())
        m_frequencies = inverseFrequencies(options).to(positions.device());
    const torch::Tensor half = positions.to(torch::kFloat32).unsqueeze(-1) * m_frequencies;  // (N, T, d/2)
    const torch::Tensor angles = torch::cat({half, half}, -1).unsqueeze(2);                  // (N, T, 1, d)
    return {angles.cos().to(dtype), angles.sin().to(dtype)};
}

LlamaPrompt LlamaModelImpl::readPrompt(const torch::Tensor& embedded, const torch::Tensor& shown,
                                       torch::Tensor* hidden) {
    const auto b = embedded.size(0), s = embedded.size(1);
    const auto step = std::clamp<std::int64_t>(kPlacesPerPass / std::max<std::int64_t>(1, s), 1, b);
    if (step < b && !torch::GradMode::is_enabled() && !hidden) {
        LlamaPrompt all;
        std::vector<LlamaPrompt> parts;
        for (std::int64_t at = 0; at < b; at += step) {
            const auto count = std::min(step, b - at);
            parts.push_back(readPrompt(embedded.narrow(0, at, count), shown.narrow(0, at, count)));
        }
        const auto join = [&](const auto& of) {
            std::vector<torch::Tensor> tensors;
            for (const LlamaPrompt& part : parts) tensors.push_back(of(part));
            return torch::cat(tensors);
        };
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            all.layers.push_back({join([i](const LlamaPrompt& p) { return p.layers[i].key; }),
                                  join([i](const LlamaPrompt& p) { return p.layers[i].value; })});
        all.bias = join([](const LlamaPrompt& p) { return p.bias; });
        all.length = join([](const LlamaPrompt& p) { return p.length; });
        return all;
    }

    LlamaPrompt prompt;
    prompt.length = shown.sum(1);  // (B)
    prompt.bias = torch::zeros({b, s}, embedded.options().requires_grad(false))
                      .masked_fill(shown.logical_not(), forbiddenScore(embedded.scalar_type()));
    const torch::Tensor positions = (shown.cumsum(1) - 1).clamp_min(0);  // (B, S)
    const RotaryTurn turn = turnAt(positions, embedded.scalar_type());
    torch::Tensor x = embedded;
    for (auto& layer : m_layers) {
        const torch::Tensor normalized = layer->normalizeInput(x);
        prompt.layers.push_back(layer->keysAndValues(normalized, turn));
        // Behind the last layer nobody looks at a prompt's own states.
        if (layer.get() != m_layers.back().get() || hidden)
            x = layer->readPrompt(x, normalized, prompt.layers.back(), turn, shown);
    }
    if (hidden) *hidden = m_norm(x);
    return prompt;
}

torch::Tensor LlamaModelImpl::forward(const torch::Tensor& tokens, const LlamaPrompt& prompt, const torch::Tensor& mask,
                                      torch::Tensor* looks, bool everyLayer) {
    torch::Tensor x = embed(tokens);  // (N, T, D)
    const auto n = tokens.size(0), t = tokens.size(1), images = prompt.length.size(0);
    const RowGroups groups(images, n);
    const torch::Tensor positions =
        prompt.length.repeat_interleave(n / images).unsqueeze(1) + torch::arange(t, prompt.length.options());  // (N, T)
    const RotaryTurn turn = turnAt(positions, x.scalar_type());
    const torch::Tensor bias = ownBias(0, t, mask, x.options().requires_grad(false));
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const torch::Tensor normalized = m_layers[i]->normalizeInput(x);
        const LlamaKeysValues own = m_layers[i]->keysAndValues(normalized, turn);
        const bool wanted = looks && (everyLayer || i + 1 == m_layers.size());
        torch::Tensor seen;  // (N, T, S)
        x = m_layers[i]->forward(x, normalized, own, bias, turn, prompt, i, groups, wanted ? &seen : nullptr);
        if (wanted) *looks = looks->defined() ? *looks + seen : seen;
    }
    if (looks && everyLayer) *looks = *looks / static_cast<double>(m_layers.size());
    return m_norm(x);
}

torch::Tensor LlamaModelImpl::next(const torch::Tensor& tokens, LlamaCache& cache) {
    torch::Tensor x = embed(tokens);  // (M, t, D)
    const auto t = tokens.size(1);
    const RotaryTurn turn = turnAt(cache.positions(t), x.scalar_type());
    const torch::Tensor bias = ownBias(cache.length(), t, {}, x.options());
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const torch::Tensor normalized = m_layers[i]->normalizeInput(x);
        const LlamaKeysValues own = cache.append(i, m_layers[i]->keysAndValues(normalized, turn));
        x = m_layers[i]->forward(x, normalized, own, bias, turn, cache.prompt(), i, cache.groups(), nullptr);
    }
    cache.advance(t);
    return m_norm(x.narrow(1, t - 1, 1));  // (M, 1, D)
}

}  // namespace attune
