#include "learn/contrastive_heads.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "data/error.h"
#include "data/rng.h"
#include "learn/adam.h"
#include "learn/objectives.h"

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
    }

    /// Those at these rows. @return (N, E) of unit length
    torch::Tensor images(const torch::Tensor& rows) const { return embedded(m_images, rows, m_visual); }
    torch::Tensor texts(const torch::Tensor& rows) const { return embedded(m_texts, rows, m_text); }

    /// Of images and one caption of each. @param pick  which of its captions, given how many there are
    template <class Pick>
    torch::Tensor loss(const Captioned& pairs, std::size_t begin, std::size_t end, Pick pick) const {
        std::vector<std::int64_t> images, texts;
        for (std::size_t i = begin; i < end; ++i) {
            images.push_back(pairs[i].first);
            texts.push_back(pairs[i].second[pick(pairs[i].second.size())]);
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

}  // namespace

ContrastiveSpace trainContrastiveHeads(const torch::Tensor& images, const torch::Tensor& texts,
                                       const std::vector<std::int64_t>& imageOfText, const ContrastiveOptions& options,
                                       std::uint64_t seed, Observer& observer) {
    auto pairs = captionedImages(imageOfText);
    if (std::ssize(pairs) < kLeastContrastiveImages)
        throw Error("there are too few images with captions to learn a shared space from",
                    "there are " + std::to_string(pairs.size()) + " and it takes " + std::to_string(kLeastContrastiveImages));
    const Rng rng(seed);
    Rng splitting = rng.fork(SplitStream), ordering = rng.fork(OrderStream);
    splitting.shuffle(pairs);
    const auto kept = static_cast<std::ptrdiff_t>(std::lround(static_cast<double>(pairs.size()) * (1 - options.heldOut)));
    const Captioned held(pairs.begin() + kept, pairs.end());
    pairs.resize(static_cast<std::size_t>(kept));

    ContrastiveSpace space;
    space.visual = standardFor(plain(images));
    space.text = standardFor(plain(texts));
    Heads heads(space.visual.standardised(plain(images)), space.text.standardised(plain(texts)), options.dimensions, seed);
    const auto parameters = heads.parameters();
    for (auto [name, parameter] : parameters) parameter.requires_grad_(true);
    Adam adam(parameters, {.learningRate = options.learningRate, .weightDecay = options.weightDecay});
    Adam::Snapshot best;
    space.heldOutLoss = std::numeric_limits<double>::infinity();
    const auto batch = static_cast<std::size_t>(options.batchImages);
    for (int sinceBest = 0; space.epochs < options.epochs && sinceBest < options.patience; ++space.epochs, ++sinceBest) {
        ordering.shuffle(pairs);
        double sum = 0;
        for (std::size_t at = 0; at < pairs.size(); at += batch) {
            observer.breathe();
            const auto end = std::min(pairs.size(), at + batch);
            adam.zeroGradients();
            const auto loss = heads.loss(pairs, at, end, [&](std::size_t count) {
                return static_cast<std::size_t>(ordering.below(static_cast<std::uint64_t>(count)));
            });
            loss.backward();
            adam.step();
            sum += loss.item<double>() * static_cast<double>(end - at);
        }
        const torch::NoGradGuard noGrad;
        const double unseen = heads.loss(held, 0, held.size(), [](std::size_t) { return std::size_t{0}; }).item<double>();
        if (unseen < space.heldOutLoss) {
            space.heldOutLoss = unseen;
            adam.keep(best);
            sinceBest = -1;
        }
        if (space.epochs % 10 == 0)
            observer.metrics(space.epochs, {{"loss/contrast", sum / static_cast<double>(pairs.size())},
                                            {"loss/contrast_held_out", unseen}});
        observer.progress(space.epochs + 1, options.epochs);
    }
    if (best.parameters.empty())
        throw Error("no shared space could be learnt", "the states of images or captions are not finite");
    const torch::NoGradGuard noGrad;
    adam.restore(best);
    space.visual.projection = heads.visual();
    space.text.projection = heads.text();
    space.images = space.visual.place(images);
    space.texts = space.text.place(texts);
    for (const auto& [image, rows] : held) space.heldOutImages.push_back(image);
    std::sort(space.heldOutImages.begin(), space.heldOutImages.end());
    return space;
}

}  // namespace attune
