#include "model/generation.h"

#include <algorithm>
#include <numeric>

#include "data/error.h"
#include "data/rng.h"
#include "model/logits_processors.h"

namespace attune {

namespace {

/// Rows leave the batch once this share of it has ended: leaving copies the cache, staying costs their
/// arithmetic.
constexpr double retireShare = 0.25;

/// Tokens written between two transfers from an accelerator: each transfer waits until it has caught up, and rows that
/// end in between cost at most this many tokens of arithmetic.
constexpr std::int64_t acceleratorBlock = 8;

void checkOptions(const Captioner& captioner, std::int64_t n, const GenerationOptions& o) {
    if (n < 1) throw Error("the number of captions per image cannot be " + std::to_string(n));
    if (o.mode != "greedy" && o.mode != "sample" && o.mode != "beam")
        throw Error("the option mode cannot be \"" + o.mode + '"', "it is one of greedy, sample, beam");
    if (o.mode == "greedy" && n > 1)
        throw Error("greedy search gives one caption per image", "",
                    "use sampling or beam search for several");
    if (o.minNewTokens > o.maxNewTokens)
        throw Error("the option min_new_tokens is larger than max_new_tokens");
    if (!(o.temperature > 0)) throw Error("the option temperature is not positive");
    if (captioner.specialTokens().start < 0) throw Error("the captioner has no start token");
}

/// One token for each row by inverting the cumulative distribution. @param scores (M, V) @param draws (M) uniform in
/// [0, 1), float64 @return (M)
torch::Tensor drawTokens(const torch::Tensor& scores, const torch::Tensor& draws) {
    // In float64, so that the tail of a large vocabulary is not lost to rounding.
    const torch::Tensor cumulative = torch::softmax(scores, -1).cumsum(-1, torch::kFloat64);  // (M, V)
    const torch::Tensor at = draws.unsqueeze(1) * cumulative.narrow(1, cumulative.size(1) - 1, 1);
    return torch::searchsorted(cumulative, at, /*out_int32=*/false, /*right=*/true)
        .squeeze(1)
        .clamp_max(scores.size(1) - 1);
}

/// Greedy search and sampling: the batch of rows that still write, and what all rows have written.
class Writer {
  public:
    Writer(Captioner& captioner, const torch::Tensor& features, std::int64_t n,
           const GenerationOptions& options, std::uint64_t seed)
        : m_captioner(captioner),
          m_tokens(captioner.specialTokens()),
          m_options(options),
          m_beginnings(captioner.rowsBegin(features)),
          m_perImage(static_cast<std::size_t>(n)),
          m_captions(static_cast<std::size_t>(features.size(0) * n)),
          m_rows(m_captions.size()),
          m_ended(m_captions.size(), false),
          m_limit(newTokenLimit(captioner, options)),
          m_cache(captioner.makeCache(features, features.size(0) * n, m_limit)),
          m_next(torch::full({features.size(0) * n, 1}, m_tokens.start,
                             features.options().dtype(torch::kInt64))) {
        std::iota(m_rows.begin(), m_rows.end(), std::int64_t{0});
        const Rng root(seed);
        for (std::size_t row = 0; row < m_rows.size(); ++row) m_streams.push_back(root.fork(row));
    }

    /// @param block  tokens written between two looks at which rows have ended
    std::vector<GeneratedCaption> run(std::int64_t block, Observer* observer) {
        for (std::int64_t t = 0; t < m_limit && !m_rows.empty(); t += block) {
            const auto count = std::min(block, m_limit - t);
            const torch::Tensor draws = m_options.mode == "sample" ? draw(count) : torch::Tensor();
            std::vector<torch::Tensor> written;  // count x (3, M)
            for (std::int64_t i = 0; i < count; ++i) {
                if (observer) observer->breathe();
                written.push_back(step(static_cast<int>(t + i), draws.defined() ? draws[i] : draws));
            }
            record(torch::stack(written).cpu());
            if (t + count < m_limit) retire();
        }
        return std::move(m_captions);
    }

  private:
    /// @return (count, M) the next numbers of the rows' streams
    torch::Tensor draw(std::int64_t count) {
        const auto rows = static_cast<std::int64_t>(m_rows.size());
        torch::Tensor draws = torch::empty({count, rows}, torch::kFloat64);
        auto at = draws.accessor<double, 2>();
        for (std::int64_t i = 0; i < rows; ++i)
            for (std::int64_t t = 0; t < count; ++t)
                at[t][i] = m_streams[static_cast<std::size_t>(m_rows[static_cast<std::size_t>(i)])].uniform();
        return draws.to(m_next.device());
    }

    /// Nothing in here waits for the device, unless the options look back.
    /// @return (3, M) float64: ids, and their log-probabilities at temperature 1 and at the sampling temperature
    torch::Tensor step(int newTokens, const torch::Tensor& draws) {
        const torch::Tensor logits =
            m_captioner.decodeNext(m_next, *m_cache).logits.select(1, 0).to(torch::kFloat32);  // (M, V)
        const bool sampling = m_options.mode == "sample";
        const torch::Tensor scores =
            constrains(m_options) ? constrain(logits, history(), newTokens, m_options, m_tokens) : logits;
        const torch::Tensor chosen =
            sampling ? drawTokens(warp(scores, m_options), draws) : scores.argmax(-1);  // (M)
        m_next = chosen.unsqueeze(1);                                                   // (M, 1)

        const auto logprobOf = [&](const torch::Tensor& l) {
            return (l.gather(1, m_next).squeeze(1) - l.logsumexp(-1)).to(torch::kFloat64);
        };
        const torch::Tensor raw = logprobOf(logits);
        const bool tempered = sampling && m_options.temperature != 1;
        const torch::Tensor atTemperature = tempered ? logprobOf(logits / m_options.temperature) : raw;
        // One tensor for ids and log-probabilities: ids up to 2^53 are exact in float64.
        return torch::stack({chosen.to(torch::kFloat64), raw, atTemperature});
    }

    /// @param written (count, 3, M)
    void record(const torch::Tensor& written) {
        const auto at = written.accessor<double, 3>();
        for (std::int64_t t = 0; t < written.size(0); ++t)
            for (std::size_t i = 0; i < m_rows.size(); ++i) {
                const auto row = static_cast<std::size_t>(m_rows[i]);
                if (m_ended[row]) continue;
                const auto column = static_cast<std::int64_t>(i);
                const auto id = static_cast<std::int64_t>(at[t][0][column]);
                GeneratedCaption& caption = m_captions[row];
                caption.ids.push_back(id);
                caption.logprob += at[t][1][column];
                caption.tokenLogprobs.push_back(at[t][2][column]);
                m_ended[row] = std::find(m_tokens.end.begin(), m_tokens.end.end(), id) != m_tokens.end.end();
            }
    }

    void retire() {
        std::vector<std::int64_t> kept, rows;
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            if (!m_ended[static_cast<std::size_t>(m_rows[i])]) {
                kept.push_back(static_cast<std::int64_t>(i));
                rows.push_back(m_rows[i]);
            }
        const auto gone = static_cast<double>(m_rows.size() - rows.size());
        if (!rows.empty() && gone < retireShare * static_cast<double>(m_rows.size())) return;
        m_rows = std::move(rows);
        if (m_rows.empty()) return;
        const torch::Tensor index = torch::tensor(kept, torch::kInt64);
        m_cache->select(index);
        m_next = m_next.index_select(0, index.to(m_next.device()));
    }

    /// As far as it is recorded, which is to the last token where the caller waits for each; empty where nobody asks.
    TokenHistory history() const {
        TokenHistory all;
        if (!looksBack(m_options)) return all;
        for (const std::int64_t row : m_rows) {
            all.push_back(m_beginnings[static_cast<std::size_t>(row) / m_perImage]);
            const auto& ids = m_captions[static_cast<std::size_t>(row)].ids;
            all.back().insert(all.back().end(), ids.begin(), ids.end());
        }
        return all;
    }

    Captioner& m_captioner;
    const SpecialTokens m_tokens;
    const GenerationOptions m_options;
    TokenHistory m_beginnings;  ///< per image, what its rows begin behind
    std::size_t m_perImage;
    std::vector<GeneratedCaption> m_captions;
    std::vector<std::int64_t> m_rows;  ///< the caption of each row in the batch
    std::vector<bool> m_ended;         ///< per caption
    std::vector<Rng> m_streams;        ///< per caption
    std::int64_t m_limit;
    std::unique_ptr<KeyValueCache> m_cache;
    torch::Tensor m_next;  ///< (M, 1) the tokens to decode next
};

}  // namespace

std::int64_t newTokenLimit(const Captioner& captioner, const GenerationOptions& options) {
    // The last token takes no place while it is written, but does as soon as the caption is read.
    return std::min<std::int64_t>(options.maxNewTokens, std::max<std::int64_t>(captioner.maxPositions() - 1, 1));
}

std::vector<GeneratedCaption> generate(Captioner& captioner, const torch::Tensor& features, std::int64_t n,
                                       const GenerationOptions& options, std::uint64_t seed,
                                       Observer* observer) {
    // Penalties look at what was written, token by token.
    const bool waits = features.device().is_cpu() || looksBack(options);
    return generateInBlocks(captioner, features, n, options, seed, waits ? 1 : acceleratorBlock, observer);
}

std::vector<GeneratedCaption> generateInBlocks(Captioner& captioner, const torch::Tensor& features, std::int64_t n,
                                               const GenerationOptions& options, std::uint64_t seed,
                                               std::int64_t block, Observer* observer) {
    checkOptions(captioner, n, options);
    if (features.size(0) == 0) return {};
    const torch::NoGradGuard noGrad;
    if (options.mode == "beam") return beamSearch(captioner, features, n, options, observer);
    return Writer(captioner, features, n, options, seed).run(block, observer);
}

}  // namespace attune
