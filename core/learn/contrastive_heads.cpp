#include "learn/contrastive_heads.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "data/error.h"
#include "data/rng.h"
#include "learn/adam.h"
#include "learn/objectives.h"
#include "learn/saved_state.h"

namespace attune {

namespace {

enum Stream : std::uint64_t { SplitStream = 1, OrderStream = 2 };

constexpr double kFirstScale = 1 / 0.07;  // of the logits, as CLIP begins
constexpr double kLargestLogScale = 4.6052;  // log 100, as CLIP ends at most

/// Deviation that makes nothing of a column.
constexpr double kNoSpread = 1e9;

torch::Tensor plain(const torch::Tensor& x) { return x.detach().to(torch::kCPU, torch::kFloat32); }

/// A head that standardises as these states ask. What is the same for all of them tells nothing, and where it differs later nobody
/// has learnt what that means. @param x (N, D)
SpaceHead standardFor(const torch::Tensor& x) {
    SpaceHead head;
    head.mean = x.mean(0);
    head.deviation = x.std(0, false);
    head.deviation.masked_fill_(head.deviation <= 1e-6 * head.mean.abs().clamp_min(1), kNoSpread);
    return head;
}

/// Images, each with the rows of its captions.
using Captioned = std::vector<std::pair<std::int64_t, std::vector<std::int64_t>>>;

Captioned captionedImages(const std::vector<std::int64_t>& imageOfText) {
    std::map<std::int64_t, std::vector<std::int64_t>> rows;
    for (std::size_t i = 0; i < imageOfText.size(); ++i) rows[imageOfText[i]].push_back(static_cast<std::int64_t>(i));
    return {rows.begin(), rows.end()};
}

class Heads {
  public:
    Heads(torch::Tensor images, torch::Tensor texts, std::int64_t dimensions, std::uint64_t seed)
        : m_images(std::move(images)), m_texts(std::move(texts)), m_logScale(torch::full({}, std::log(kFirstScale))) {
        auto generator = at::detail::createCPUGenerator(seed);
        const auto drawn = [&](std::int64_t width) {
            return torch::randn({dimensions, width}, generator) / std::sqrt(static_cast<double>(width));
        };
        m_visual = drawn(m_images.size(1));
        m_text = drawn(m_texts.size(1));
        const auto all = parameters();
        for (auto [name, parameter] : all) parameter.requires_grad_(true);
    }

    /// Those at these rows. @return (N, E) of unit length
    torch::Tensor images(const torch::Tensor& rows) const { return embedded(m_images, rows, m_visual); }
    torch::Tensor texts(const torch::Tensor& rows) const { return embedded(m_texts, rows, m_text); }

    /// Of images and one caption of each. @param pick  which of its captions, given how many there are
    template <class Pick>
    torch::Tensor loss(const Captioned& pairs, Pick pick) const {
        std::vector<std::int64_t> images, texts;
        for (const auto& [image, captions] : pairs) {
            images.push_back(image);
            texts.push_back(captions[pick(captions.size())]);
        }
        return infoNce(this->images(torch::tensor(images)), this->texts(torch::tensor(texts)),
                       m_logScale.clamp_max(kLargestLogScale)).loss;
    }

    torch::Tensor visual() const { return m_visual.detach(); }
    torch::Tensor text() const { return m_text.detach(); }
    NamedParameters parameters() const {
        return {{"visual_projection", m_visual}, {"text_projection", m_text}, {"logit_scale", m_logScale}};
    }

  private:
    static torch::Tensor embedded(const torch::Tensor& states, const torch::Tensor& rows, const torch::Tensor& projection) {
        return torch::nn::functional::normalize(torch::mm(states.index_select(0, rows), projection.t()),
                                                torch::nn::functional::NormalizeFuncOptions().dim(1));
    }

    torch::Tensor m_images, m_texts;          ///< (B, D_v), (M, D)
    torch::Tensor m_visual, m_text;           ///< (E, D_v), (E, D)
    torch::Tensor m_logScale;
};

/// Up to the last epoch, from the first or from where an earlier life was stopped.
class Training {
  public:
    /// @param heads  outlive it
    Training(const Heads& heads, Captioned seen, Captioned held, const ContrastiveOptions& options, const Rng& rng,
             ContrastiveState state)
        : m_heads(heads),
          m_seen(std::move(seen)),
          m_held(std::move(held)),
          m_options(options),
          m_state(std::move(state)),
          m_now{Adam(heads.parameters(), {.learningRate = options.learningRate, .weightDecay = options.weightDecay}), rng,
                std::vector<std::int64_t>(m_seen.size())} {
        std::iota(m_now.order.begin(), m_now.order.end(), std::int64_t{0});
        m_state.load(m_now);
    }

    /// Leaves the heads as the best epoch had them. @return what is known at the end
    const ContrastiveProgress& run(Observer& observer) {
        while (m_now.epochs < m_options.epochs && m_now.sinceBest < m_options.patience) {
            do step(observer);
            while (m_now.done < std::ssize(m_seen));
            endEpoch(observer);
        }
        if (m_now.best.empty()) throw Error("no shared space could be learnt", "the states of images or captions are not finite");
        m_state.save(m_now);
        copyParameters(m_now.adam.parameters(), m_now.best, "");
        return m_now;
    }

  private:
    /// Between two steps all that a resumed training needs is in the progress.
    void breathe(Observer& observer) {
        if (m_state.isDue()) m_state.save(m_now);
        try {
            observer.breathe();
        } catch (const Cancelled&) {
            m_state.save(m_now);
            throw;
        }
    }

    void step(Observer& observer) {
        breathe(observer);
        if (m_now.done == 0) {
            m_now.rng.shuffle(m_now.order);
            m_now.lossSum = 0;
        }
        const auto end = std::min<std::int64_t>(std::ssize(m_seen), m_now.done + m_options.batchImages);
        Captioned batch;
        for (auto i = m_now.done; i < end; ++i)
            batch.push_back(m_seen[static_cast<std::size_t>(m_now.order[static_cast<std::size_t>(i)])]);
        m_now.adam.zeroGradients();
        const auto loss = m_heads.loss(batch, [this](std::size_t count) {
            return static_cast<std::size_t>(m_now.rng.below(static_cast<std::uint64_t>(count)));
        });
        loss.backward();
        m_now.adam.step();
        m_now.lossSum += loss.item<double>() * static_cast<double>(end - m_now.done);
        m_now.done = end;
    }

    void endEpoch(Observer& observer) {
        const torch::NoGradGuard noGrad;
        const double unseen = m_heads.loss(m_held, [](std::size_t) { return std::size_t{0}; }).item<double>();
        ++m_now.sinceBest;
        if (unseen < m_now.heldOutLoss) {
            m_now.heldOutLoss = unseen;
            m_now.sinceBest = 0;
            m_now.keepBest();
        }
        m_now.done = 0;
        const int epoch = m_now.epochs++;
        if (epoch % 10 == 0)
            observer.metrics(epoch, {{"loss/contrast", m_now.lossSum / static_cast<double>(m_seen.size())},
                                     {"loss/contrast_held_out", unseen}});
        observer.progress(m_now.epochs, m_options.epochs);
    }

    const Heads& m_heads;
    Captioned m_seen, m_held;
    const ContrastiveOptions& m_options;
    ContrastiveState m_state;
    ContrastiveProgress m_now;
};

}  // namespace

Json toJson(const ContrastiveOptions& options) {
    return {{"dimensions", options.dimensions},      {"epochs", options.epochs},
            {"patience", options.patience},          {"batch_images", options.batchImages},
            {"learning_rate", options.learningRate}, {"weight_decay", options.weightDecay},
            {"held_out", options.heldOut}};
}

ContrastiveSpace trainContrastiveHeads(const torch::Tensor& images, const torch::Tensor& texts,
                                       const std::vector<std::int64_t>& imageOfText, const ContrastiveOptions& options,
                                       std::uint64_t seed, Observer& observer, ContrastiveState state) {
    auto pairs = captionedImages(imageOfText);
    if (std::ssize(pairs) < kLeastContrastiveImages)
        throw Error("there are too few images with captions to learn a shared space from",
                    "there are " + std::to_string(pairs.size()) + " and it takes " + std::to_string(kLeastContrastiveImages));
    const Rng rng(seed);
    Rng splitting = rng.fork(SplitStream);
    splitting.shuffle(pairs);
    const auto kept = static_cast<std::ptrdiff_t>(std::lround(static_cast<double>(pairs.size()) * (1 - options.heldOut)));
    Captioned held(pairs.begin() + kept, pairs.end());
    pairs.resize(static_cast<std::size_t>(kept));
    ContrastiveSpace space;
    space.apart = std::ssize(held) >= kLeastHalvedImages;
    const auto half = space.apart ? std::ssize(held) / 2 : 0;  // what lies behind is measured on
    for (auto at = held.begin() + half; at != held.end(); ++at) space.heldOutImages.push_back(at->first);
    std::sort(space.heldOutImages.begin(), space.heldOutImages.end());
    if (space.apart) held.resize(static_cast<std::size_t>(half));

    space.visual = standardFor(plain(images));
    space.text = standardFor(plain(texts));
    const Heads heads(space.visual.standardised(plain(images)), space.text.standardised(plain(texts)), options.dimensions, seed);
    Training training(heads, std::move(pairs), std::move(held), options, rng.fork(OrderStream), std::move(state));
    const ContrastiveProgress& progress = training.run(observer);
    space.epochs = progress.epochs;
    space.heldOutLoss = progress.heldOutLoss;
    const torch::NoGradGuard noGrad;
    space.visual.projection = heads.visual();
    space.text.projection = heads.text();
    space.images = space.visual.place(images);
    space.texts = space.text.place(texts);
    return space;
}

}  // namespace attune
