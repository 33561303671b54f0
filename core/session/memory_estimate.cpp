#include "session/memory_estimate.h"

#include <algorithm>

#include "data/evaluate_options.h"
#include "data/generation_options.h"
#include "data/policy_presets.h"
#include "data/reward_options.h"

namespace attune {

namespace {

// In double: a hostile config.json holds numbers whose products no integer can.
constexpr double kNumber = 4;                     // bytes of a float32
constexpr double kRuntime = 200.0 * 1024 * 1024;  // LibTorch 1.13 on the CPU at rest 160 MiB, and slack
constexpr double kMostBytes = 1e18;
constexpr double kImagesPerBatch = 32;  // of the encoder
constexpr double kRowsPerPass = 256;
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
        const double beams = options.mode == "beam" ? options.beams : 1;
        const double tokens = options.maxNewTokens;
        return estimate(m_parameters, 0, kImagesPerBatch * imageStates(),
                        std::max(encoderPass(), pass(kImagesPerBatch * count * beams, tokens)));
    }

    MemoryEstimate score() const {
        return estimate(2 * m_parameters, 0, m_images * imageStates() + m_captions * rewardFeatures(),
                        std::max(encoderPass(), pass(kRowsPerPass, captionTokens())));
    }

    MemoryEstimate reward(const RewardOptions& options) const {
        const double heads = options.heads * (std::max(options.hiddenSize, 1)) * (rewardFeatures() + 1);
        const double features = m_images * imageStates() + 3 * m_captions * rewardFeatures();
        const double reading = std::max(encoderPass(), pass(kRowsPerPass, captionTokens()));
        if (options.trunk == "frozen") return estimate(m_parameters + heads, 3 * heads, features, reading);
        // A copy of the captioner; for what of it learns gradients, two moments and the best state; and the captions are
        // read once with their picture and once without.
        const double trained = options.trunk == "lora" ? options.trunkRank * adapterWidths() : decoderParameters();
        return estimate(2 * m_parameters + heads, 4 * (heads + trained), features,
                        std::max(reading, 2 * gradients(kRowsPerTrunkStep, captionTokens())));
    }

    MemoryEstimate optimize(const PolicyOptions& options) const {
        const double tokens = options.maxNewTokens;
        const double round = std::min<double>(options.images, m_images) * options.captionsPerImage;
        // Rows that a step learns from, of each of its images or pairs.
        const double each = options.algorithm == "dpo" ? 2 : options.algorithm == "best_of_n" ? 1 : options.captionsPerImage;
        const double minibatch = options.minibatchImages * each;
        const double most = options.algorithm == "dpo" ? minibatch : std::min(minibatch, round);
        const double critics = options.algorithm == "ppo" && options.critic == "separate" ? 1 : 0;
        const double fallback = options.updateKlLimit > 0 ? 1 : 0;
        const double states = round * tokens * (width() + 8);
        // Adapters: policy, reference and start are one set of weights, and only the adapters have an optimiser.
        const double adapters = options.loraRank * adapterWidths();
        const double weights = options.loraRank > 0 ? 2 * m_parameters + adapters : 4 * m_parameters;
        const double trained = options.loraRank > 0 ? adapters : decoderParameters();
        return estimate(weights + critics * m_parameters, (3 + fallback) * trained + 3 * critics * decoderParameters(),
                        m_images * imageStates() + states,
                        std::max({encoderPass(), pass(kRowsPerPass, tokens), (1 + critics) * gradients(most, tokens)}));
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
    /// Rows are as long as their captions, whatever there are positions for.
    double captionTokens() const { return std::min(positions(), 64.0); }
    double imageStates() const {
        return static_cast<double>(m_shape.imageStates) *
               (m_shape.keepsText ? width() : static_cast<double>(m_shape.visionWidth));
    }
    double keyWidth() const { return m_shape.keyWidth > 0 ? static_cast<double>(m_shape.keyWidth) : width(); }
    /// Without names of layers: six square matrices and the two of the feed-forward layer.
    double adapterWidths() const { return m_adapterWidths > 0 ? m_adapterWidths : 22 * layers() * width(); }
    double rewardFeatures() const { return 3 * static_cast<double>(m_shape.visionWidth) + 3 * width() + 16; }

    double pass(double rows, double tokens) const {
        const double keys =
            2 * rows * layers() * keyWidth() * (tokens + static_cast<double>(m_shape.imageStates));
        return 3 * rows * tokens * words() + keys;
    }

    double gradients(double rows, double tokens) const {
        const double seen = tokens + static_cast<double>(m_shape.imageStates);
        return rows * tokens * (layers() * (24 * width() + 2 * heads() * seen) + 3 * words());
    }

    /// Nothing is kept for a backward pass: the widest layer, twice, and its attention.
    double encoderPass() const {
        const double states =
            static_cast<double>(m_shape.tileStates > 0 ? m_shape.tileStates : m_shape.imageStates);
        return kImagesPerBatch * static_cast<double>(m_shape.tiles) * states *
               (12 * static_cast<double>(m_shape.visionWidth) +
                2 * static_cast<double>(m_shape.visionHeads) * states);
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

}  // namespace

MemoryEstimate memoryEstimate(JobKind kind, const ModelFolderInfo& model, const Json& options,
                              const MemoryWorkload& workload) {
    const Estimator estimator(model, workload);
    switch (kind) {
        case JobKind::Generate: {
            Json decoding = options.is_object() ? options : Json::object();
            const double count = optional(decoding, "n", 1.0);
            decoding.erase("n");
            return estimator.generate(optionsFromJson<GenerationOptions>(decoding), count);
        }
        case JobKind::Evaluate: {
            const auto evaluate = optionsFromJson<EvaluateOptions>(options);
            GenerationOptions decoding;
            decoding.maxNewTokens = evaluate.maxNewTokens;
            return estimator.generate(decoding,
                                      evaluate.batchSize / kImagesPerBatch * (evaluate.samplesPerImage + 1));
        }
        case JobKind::TrainReward:
            return estimator.reward(optionsFromJson<RewardOptions>(options));
        case JobKind::Optimize:
            return estimator.optimize(policyOptionsFromJson(options));
        case JobKind::Score:
        case JobKind::Embed:
            return estimator.score();
        case JobKind::Pretrain:
            break;
    }
    throw Error("no memory estimate is known for this kind of job", toText(kind));
}

ModelNeeds modelNeeds(const ModelFolderInfo& model) {
    constexpr std::int64_t kBatch = 32;
    ModelNeeds needs;
    if (model.kind == "encoder") {
        needs.reading = memoryEstimate(JobKind::Embed, model, Json::object(), {kBatch, kBatch}).total();
    } else if (model.kind == "captioner") {
        needs.reading = memoryEstimate(JobKind::Generate, model, Json::object(), {kBatch, 0}).total();
        const MemoryWorkload round{PolicyOptions{}.images, 0};
        needs.round = memoryEstimate(JobKind::Optimize, model, Json::object(), round).total();
        needs.roundWithAdapters = memoryEstimate(JobKind::Optimize, model, {{"lora_rank", 16}}, round).total();
    }
    return needs;
}

}  // namespace attune
