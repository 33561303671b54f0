// Beam search as the reference library's current version does it. Each image has its own search: `beams`
// running hypotheses and up to `beams` finished ones, and it ends when none of the running could still enter
// the finished.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/error.h"
#include "model/generation.h"
#include "model/logits_processors.h"

namespace attune {

namespace {

/// Of a hypothesis that does not exist.
constexpr float never = -1e9F;

struct Hypothesis {
    std::vector<std::int64_t> ids;
    float sum = never;  ///< of processed log-probabilities
    double logprob = 0;
    double score = never;
};

/// A continuation: the running hypothesis `beam` with one more token.
struct Candidate {
    std::int64_t beam = 0, token = 0;
    float sum = 0;
    double logprob = 0;
};

class ImageSearch {
  public:
    ImageSearch(std::size_t beams, const GenerationOptions& options) : m_options(options), m_running(beams) {
        m_running[0].sum = 0;  // all rows start alike: one may grow, or the beams would stay equal
    }

    /// @param candidates  the best ones, in falling order
    /// @return the beam that each running hypothesis continues
    std::vector<std::int64_t> advance(const std::vector<Candidate>& candidates,
                                      const std::vector<std::int64_t>& ends, bool last) {
        const std::size_t beams = m_running.size();
        const bool full = m_options.earlyStopping && m_finished.size() == beams;
        std::vector<Hypothesis> running, finished;
        std::vector<std::int64_t> parents;
        for (std::size_t rank = 0; rank < candidates.size(); ++rank) {
            const Candidate& c = candidates[rank];
            const bool ended = last || std::find(ends.begin(), ends.end(), c.token) != ends.end();
            if (!ended && running.size() < beams) {
                running.push_back(extended(c));
                parents.push_back(c.beam);
            } else if (ended && rank < beams && !full) {
                finished.push_back(extended(c));  // an end further down the list does not count
            }
        }
        keepBest(std::move(finished));
        m_running = std::move(running);
        m_done = last || isDone();
        return parents;
    }

    bool done() const { return m_done; }
    const std::vector<Hypothesis>& running() const { return m_running; }
    const std::vector<Hypothesis>& finished() const { return m_finished; }

  private:
    Hypothesis extended(const Candidate& c) const {
        const Hypothesis& parent = m_running[static_cast<std::size_t>(c.beam)];
        Hypothesis h{parent.ids, c.sum, parent.logprob + c.logprob, 0};
        h.ids.push_back(c.token);
        h.score = c.sum / std::pow(static_cast<double>(h.ids.size()), m_options.lengthPenalty);
        return h;
    }

    void keepBest(std::vector<Hypothesis> more) {
        for (auto& h : more)
            if (h.sum > never / 2) m_finished.push_back(std::move(h));
        std::stable_sort(m_finished.begin(), m_finished.end(),
                         [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
        if (m_finished.size() > m_running.size()) m_finished.resize(m_running.size());
    }

    bool isDone() const {
        if (m_running.empty()) return true;
        const std::size_t beams = m_running.size();
        if (m_finished.size() < beams) return false;
        if (m_options.earlyStopping) return true;
        const auto length = static_cast<double>(m_running[0].ids.size());
        return m_running[0].sum / std::pow(length, m_options.lengthPenalty) <= m_finished.back().score;
    }

    const GenerationOptions& m_options;
    std::vector<Hypothesis> m_running, m_finished;
    bool m_done = false;
};

/// The searches of all images that are not done, side by side in one batch of rows.
class BeamSearch {
  public:
    BeamSearch(Captioner& captioner, const torch::Tensor& features, const GenerationOptions& options)
        : m_captioner(captioner),
          m_tokens(captioner.specialTokens()),
          m_options(options),
          m_beginnings(captioner.rowsBegin(features)),
          m_beams(options.beams),
          m_limit(newTokenLimit(captioner, options)),
          m_cache(captioner.makeCache(features, features.size(0) * m_beams, m_limit)),
          m_next(torch::full({features.size(0) * m_beams, 1}, m_tokens.start,
                             features.options().dtype(torch::kInt64))) {
        for (std::int64_t image = 0; image < features.size(0); ++image) {
            searches.emplace_back(static_cast<std::size_t>(m_beams), m_options);
            m_active.push_back(static_cast<std::size_t>(image));
        }
        m_sums = sums().to(m_next.device(), torch::kFloat32).unsqueeze(1);
    }

    void run(Observer* observer) {
        for (std::int64_t t = 0; t < m_limit && !m_active.empty(); ++t) {
            if (observer) observer->breathe();
            step(static_cast<int>(t));
        }
    }

    std::vector<ImageSearch> searches;

  private:
    void step(int newTokens) {
        const torch::Tensor logits =
            m_captioner.decodeNext(m_next, *m_cache).logits.select(1, 0).to(torch::kFloat32);  // (A*K, V)
        const torch::Tensor logprobs = torch::log_softmax(logits, -1);
        torch::Tensor scores = logprobs;
        if (constrains(m_options)) scores = constrain(scores, history(), newTokens, m_options, m_tokens);
        scores = scores + m_sums;  // (A*K, V)
        const auto images = static_cast<std::int64_t>(m_active.size());
        // Enough that `beams` candidates remain even if each end token takes one place per beam.
        const auto wanted =
            std::max<std::int64_t>(2, 1 + static_cast<std::int64_t>(m_tokens.end.size())) * m_beams;
        const torch::Tensor flat = scores.view({images, -1});  // (A, K*V)
        const auto [best, index] = flat.topk(std::min(wanted, flat.size(1)), -1);
        const torch::Tensor raw = logprobs.view({images, -1}).gather(1, index);
        // One copy from the device for all three; float64 holds each exactly.
        advance(torch::stack({best.to(torch::kFloat64), index.to(torch::kFloat64), raw.to(torch::kFloat64)}).cpu(),
                newTokens + 1 == m_limit);
    }

    /// @param candidates (3, A, C) float64: sums of processed log-probabilities, indices into the beams' vocabularies, and the
    /// log-probabilities of these tokens
    void advance(const torch::Tensor& candidates, bool last) {
        const auto at = candidates.accessor<double, 3>();
        const auto vocabulary = m_captioner.vocabularySize();
        std::vector<std::int64_t> rows, tokens;
        std::vector<std::size_t> active;
        for (std::size_t i = 0; i < m_active.size(); ++i) {
            std::vector<Candidate> own;
            const auto image = static_cast<std::int64_t>(i);
            for (std::int64_t c = 0; c < candidates.size(2); ++c) {
                const auto index = static_cast<std::int64_t>(at[1][image][c]);
                own.push_back(
                    {index / vocabulary, index % vocabulary, static_cast<float>(at[0][image][c]), at[2][image][c]});
            }
            ImageSearch& search = searches[m_active[i]];
            const auto parents = search.advance(own, m_tokens.end, last);
            if (search.done()) continue;
            active.push_back(m_active[i]);
            for (std::size_t beam = 0; beam < parents.size(); ++beam) {
                rows.push_back(image * m_beams + parents[beam]);
                tokens.push_back(search.running()[beam].ids.back());
            }
        }
        m_active = std::move(active);
        if (m_active.empty()) return;
        m_cache->select(torch::tensor(rows, torch::kInt64));
        // One copy to the device for both.
        const torch::Tensor both =
            torch::stack({torch::tensor(tokens, torch::kInt64).to(torch::kFloat64), sums()}).to(m_next.device());
        m_next = both[0].to(torch::kInt64).unsqueeze(1);
        m_sums = both[1].to(torch::kFloat32).unsqueeze(1);
    }

    /// @return (A*K) float64, on the CPU
    torch::Tensor sums() const {
        std::vector<double> all;
        for (const std::size_t image : m_active)
            for (const auto& h : searches[image].running()) all.push_back(static_cast<double>(h.sum));
        return torch::tensor(all, torch::kFloat64);
    }

    TokenHistory history() const {
        TokenHistory all;
        for (const std::size_t image : m_active)
            for (const auto& h : searches[image].running()) {
                all.push_back(m_beginnings[image]);
                all.back().insert(all.back().end(), h.ids.begin(), h.ids.end());
            }
        return all;
    }

    Captioner& m_captioner;
    const SpecialTokens m_tokens;
    const GenerationOptions& m_options;
    TokenHistory m_beginnings;  ///< per image, what its rows begin behind
    std::int64_t m_beams, m_limit;
    std::unique_ptr<KeyValueCache> m_cache;
    torch::Tensor m_next, m_sums;  ///< (A*K, 1) the tokens to decode next, and the hypotheses' sums
    std::vector<std::size_t> m_active;
};

}  // namespace

std::vector<GeneratedCaption> beamSearch(Captioner& captioner, const torch::Tensor& features, std::int64_t n,
                                         const GenerationOptions& options, Observer* observer) {
    if (n > options.beams)
        throw Error("beam search cannot give " + std::to_string(n) + " captions per image",
                    "it keeps " + std::to_string(options.beams) + " hypotheses", "raise beams");
    // Each beam must have a continuation that is not an end.
    if (captioner.vocabularySize() <= std::ssize(captioner.specialTokens().end))
        throw Error("beam search needs tokens that are not end tokens");
    BeamSearch search(captioner, features, options);
    search.run(observer);
    std::vector<GeneratedCaption> captions;
    for (const ImageSearch& image : search.searches)
        for (std::int64_t i = 0; i < n; ++i) {
            // Prohibitions can leave fewer hypotheses than were asked for; the last one then stands for the
            // rest.
            const auto& from = image.finished().empty() ? image.running() : image.finished();
            if (from.empty()) throw Error("beam search found no caption", "the options forbid every token");
            const Hypothesis& h = from[std::min(static_cast<std::size_t>(i), from.size() - 1)];
            captions.push_back({h.ids, {}, h.logprob, h.score});
        }
    return captions;
}

}  // namespace attune
