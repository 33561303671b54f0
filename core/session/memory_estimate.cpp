#include "session/memory_estimate.h"

#include <algorithm>
#include <cmath>

#include "data/evaluate_options.h"
#include "data/generation_options.h"
#include "data/policy_presets.h"
#include "data/reward_options.h"

namespace attune {

namespace {

// In double: a hostile config.json holds numbers whose products no integer can.
constexpr double kNumber = 4;                     // bytes of a float32
constexpr double kRuntime = 200.0 * 1024 * 1024;  // LibTorch 1.13 on the CPU at rest 160 MiB, and slack
constexpr std::int64_t kCudaContext = std::int64_t{500} << 20;  // of the driver and LibTorch's kernels
constexpr double kMostBytes = 1e18;
constexpr double kImagesPerBatch = 32;  // of the job that writes captions
constexpr double kImagesPerLook = 64;   // of jobs that look at more of them before they go on
constexpr double kImagesPerBlock = 256;  // whose states are kept by jobs that learn from none
constexpr double kTilesPerPass = 16;    // of a chat model's tower
constexpr double kPromptPlaces = 16384;  // that a chat model reads in one pass
constexpr double kRowsPerPass = 256;
/// Attention scores of one pass of a tower or a prompt, where one picture has no more.
constexpr double kScores = 1 << 26;
/// Captions of whose length nothing is known: what is written unless told otherwise.
constexpr double kCaptionTokens = 32;
/// Matrices of the vocabulary's width that are held at once: logits, their logarithms, and what is made of both.
constexpr double kWordMatrices = 4;
constexpr double kRowsPerTrunkStep = 32;  // of 16 comparisons

class Estimator {
  public:
    Estimator(const ModelFolderInfo& model, const MemoryWorkload& workload)
        : m_shape(model.shape),
          m_parameters(static_cast<double>(model.parameters > 0 ? model.parameters
                                                                : model.bytes / static_cast<std::int64_t>(kNumber))),
          m_decoderParameters(static_cast<double>(model.decoderParameters)),
          m_adapterWidths(static_cast<double>(model.adapterWidths)),
          m_images(static_cast<double>(workload.images)),
          m_captions(static_cast<double>(workload.captions)) {}

    MemoryEstimate generate(const GenerationOptions& options, double count) const {
        const double images = std::min(kImagesPerBatch, std::max(m_images, 1.0));
        const double rows = images * count * (options.mode == "beam" ? options.beams : 1);
        return estimate(m_parameters, 0, images * imageStates(),
                        std::max(encoderPass(images), writing(images, rows, options.maxNewTokens)));
    }

    MemoryEstimate evaluate(const EvaluateOptions& options) const {
        const double batch = options.batchSize, block = batch * std::max(1.0, std::floor(kImagesPerBlock / batch));
        GenerationOptions decoding;
        decoding.maxNewTokens = options.maxNewTokens;
        MemoryEstimate own = generate(decoding, batch / kImagesPerBatch * (options.samplesPerImage + 1));
        own.features = bytes(blockStates(block));
        return own;
    }

    MemoryEstimate score() const {
        return estimate(2 * m_parameters, 0, blockStates(kImagesPerBlock) + m_captions * rewardFeatures(),
                        std::max(encoderPass(looks()), readingCaptions()));
    }

    MemoryEstimate reward(const RewardOptions& options) const {
        const double heads = options.heads * (std::max(options.hiddenSize, 1)) * (rewardFeatures() + 1);
        const double features = m_images * imageStates() + 3 * m_captions * rewardFeatures();
        const double reading = std::max(encoderPass(looks()), readingCaptions());
        if (options.trunk == "frozen") return estimate(m_parameters + heads, 3 * heads, features, reading);
        const double rows = kRowsPerTrunkStep, tokens = std::min(positions(), kCaptionTokens);
        // A copy of the captioner; for what of it learns gradients, two moments and the best state; and the captions are
        // read once with their picture and once without.
        const double trained = options.trunk == "lora" ? options.trunkRank * adapterWidths() : decoderParameters();
        return estimate(2 * m_parameters + heads, 4 * (heads + trained), features,
                        std::max(reading, 2 * gradients(rows, rows, tokens)));
    }

    MemoryEstimate optimize(const PolicyOptions& options) const {
        const double tokens = options.maxNewTokens, perImage = options.captionsPerImage;
        const double images = std::min<double>(options.images, m_images), round = images * perImage;
        const double shown = std::min<double>(static_cast<double>(options.images) * options.rounds, m_images);
        // Rows that a step learns from, of each of its images or pairs.
        const double each = options.algorithm == "dpo" ? 2 : options.algorithm == "best_of_n" || options.algorithm == "sft" ? 1 : perImage;
        const double minibatch =
            !policyNeedsReward(options.algorithm) ? options.minibatchImages : std::min<double>(options.minibatchImages, images);
        const double critics = options.algorithm == "ppo" && options.critic == "separate" ? 1 : 0;
        // Weights and moments as they were before the last step.
        const double fallback = options.updateKlLimit > 0 ? 3 : 0;
        const double states = round * tokens * (width() + 8);
        // Start and reference are one set of weights; with adapters the policy is that one, too, and only they have an optimiser.
        const double adapters = options.loraRank * adapterWidths();
        const double weights = options.loraRank > 0 ? 2 * m_parameters + adapters : 3 * m_parameters;
        const double trained = options.loraRank > 0 ? adapters : decoderParameters();
        const double rows = std::min(std::max(kRowsPerPass, perImage), round), seen = rows / perImage;
        return estimate(weights + critics * m_parameters, (3 + fallback) * (trained + critics * decoderParameters()),
                        shown * imageStates() + states,
                        std::max({encoderPass(looks()), writing(seen, rows, tokens), reading(seen, rows, tokens),
                                  (1 + critics) * gradients(minibatch, minibatch * each, tokens)}));
    }

  private:
    static std::int64_t bytes(double numbers) {
        return static_cast<std::int64_t>(std::clamp(numbers * kNumber, 0.0, kMostBytes));
    }

    static MemoryEstimate estimate(double weights, double optimizer, double features, double activations) {
        return {static_cast<std::int64_t>(kRuntime), bytes(weights), bytes(optimizer), bytes(features),
                bytes(activations)};
    }

    double width() const { return static_cast<double>(m_shape.textWidth); }
    double layers() const { return static_cast<double>(m_shape.textLayers); }
    double heads() const { return static_cast<double>(m_shape.textHeads); }
    double words() const { return static_cast<double>(m_shape.vocabulary); }
    double positions() const { return static_cast<double>(m_shape.positions); }
    double shownStates() const { return static_cast<double>(m_shape.imageStates); }
    double looks() const { return std::min(kImagesPerLook, std::max(m_images, 1.0)); }
    double imageStates() const {
        return static_cast<double>(m_shape.imageStates) *
               (m_shape.keepsText ? width() : static_cast<double>(m_shape.visionWidth));
    }
    double blockStates(double images) const { return std::min(images, std::max(m_images, 1.0)) * imageStates(); }
    double keyWidth() const { return m_shape.keyWidth > 0 ? static_cast<double>(m_shape.keyWidth) : width(); }
    /// Without names of layers: six square matrices and the two of the feed-forward layer.
    double adapterWidths() const { return m_adapterWidths > 0 ? m_adapterWidths : 22 * layers() * width(); }
    double rewardFeatures() const { return 3 * static_cast<double>(m_shape.visionWidth) + 3 * width() + 16; }

    /// Keys and values of pictures and tokens in all layers, and the words of one place of each row.
    double writing(double images, double rows, double tokens) const {
        return 2 * layers() * keyWidth() * (images * shownStates() + rows * tokens) + 1.5 * kWordMatrices * rows * words() +
               prompts(images);
    }

    /// Rows read at once, nothing kept for a backward pass.
    double reading(double images, double rows, double tokens) const {
        const double layer = 12 * width() + 2 * heads() * (tokens + shownStates());
        return kWordMatrices * rows * tokens * words() + rows * tokens * layer +
               (m_shape.keepsText ? layers() : 2) * 2 * images * shownStates() * keyWidth() + prompts(images);
    }

    double readingCaptions() const {
        const double rows = std::min(kRowsPerPass, std::max(m_captions, 1.0));
        // In the worst case each is of a picture of its own.
        return reading(rows, rows, std::min(positions(), kCaptionTokens));
    }

    /// What a layer holds while it reads prompts with pictures in them.
    double prompts(double images) const {
        if (!m_shape.keepsText) return 0;
        const double states = shownStates(), together = std::min(images, std::max(1.0, kPromptPlaces / states));
        return together * states * 14 * width() + attention(together, heads(), states);
    }

    double gradients(double images, double rows, double tokens) const {
        const double states = shownStates(), layer = 24 * width();
        const double words = (kWordMatrices + 1) * rows * tokens * this->words();
        const double read = rows * tokens * layers() * (layer + 2 * heads() * (tokens + states));
        // A picture in the prompt is read with the weights that learn; others are only made keys and values of.
        const double seen = images * states * layers() *
                            (m_shape.keepsText ? layer + 2 * heads() * states : 4 * keyWidth());
        return words + read + seen;
    }

    /// Scores and their softmax.
    static double attention(double images, double heads, double states) {
        const double each = heads * states * states;
        return 2 * std::min(images * each, std::max(kScores, each));
    }

    /// Nothing is kept for a backward pass: the widest layer and its attention.
    double encoderPass(double images) const {
        const double states = static_cast<double>(m_shape.tileStates > 0 ? m_shape.tileStates : m_shape.imageStates);
        const double tiles = m_shape.keepsText ? std::min(kTilesPerPass, images * static_cast<double>(m_shape.tiles)) : images;
        return tiles * states * 12 * static_cast<double>(m_shape.visionWidth) +
               attention(tiles, static_cast<double>(m_shape.visionHeads), states);
    }

    /// Words and positions, and for each layer 12 D^2 for attention and feed-forward, 4 D^2 for
    /// cross-attention.
    double decoderParameters() const {
        if (m_decoderParameters > 0) return m_decoderParameters;
        const double estimate = width() * (words() + positions()) + layers() * 16 * width() * width();
        return m_parameters > 0 ? std::min(estimate, m_parameters) : estimate;
    }

    ModelShape m_shape;
    double m_parameters;
    double m_decoderParameters;
    double m_adapterWidths;
    double m_images;
    double m_captions;
};

/// On a processor.
MemoryEstimate estimateOf(JobKind kind, const ModelFolderInfo& model, const Json& options, const MemoryWorkload& workload) {
    const Estimator estimator(model, workload);
    switch (kind) {
        case JobKind::Generate: {
            Json decoding = options.is_object() ? options : Json::object();
            const double count = optional(decoding, "n", 1.0);
            for (const char* own : {"n", "attention", "dtype"}) decoding.erase(own);
            return estimator.generate(optionsFromJson<GenerationOptions>(decoding), count);
        }
        case JobKind::Evaluate:
            return estimator.evaluate(optionsFromJson<EvaluateOptions>(options));
        case JobKind::TrainReward:
            return estimator.reward(optionsFromJson<RewardOptions>(options));
        case JobKind::Optimize:
            return estimator.optimize(policyOptionsFromJson(options));
        case JobKind::Score:
        case JobKind::Embed:
            return estimator.score();
        case JobKind::Pretrain:
        case JobKind::Merge:
            break;
    }
    throw Error("no memory estimate is known for this kind of job", toText(kind));
}

}  // namespace

MemoryEstimate memoryEstimate(JobKind kind, const ModelFolderInfo& model, const Json& options, const MemoryWorkload& workload,
                              const std::string& device) {
    MemoryEstimate estimate = estimateOf(kind, model, options, workload);
    if (device.starts_with("cuda")) estimate.runtime += kCudaContext;
    return estimate;
}

ModelNeeds modelNeeds(const ModelFolderInfo& model, const std::string& device) {
    constexpr std::int64_t kBatch = 32;
    ModelNeeds needs;
    if (model.kind == "encoder") {
        needs.reading = memoryEstimate(JobKind::Embed, model, Json::object(), {kBatch, kBatch}, device).total();
    } else if (model.kind == "captioner") {
        needs.reading = memoryEstimate(JobKind::Generate, model, Json::object(), {kBatch, 0}, device).total();
        const MemoryWorkload round{PolicyOptions{}.images, 0};
        needs.round = memoryEstimate(JobKind::Optimize, model, Json::object(), round, device).total();
        needs.roundWithAdapters = memoryEstimate(JobKind::Optimize, model, {{"lora_rank", 16}}, round, device).total();
    }
    return needs;
}

Room roomFor(const ModelNeeds& needs, std::int64_t there) {
    if (there <= 0) return Room::All;
    if (needs.reading > there) return Room::Nothing;
    if (needs.roundWithAdapters > there) return Room::ReadingOnly;
    return needs.round > there ? Room::AdaptersOnly : Room::All;
}

}  // namespace attune
