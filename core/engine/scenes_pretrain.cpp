#include "engine/scenes_pretrain.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>

#include "data/error.h"
#include "data/file.h"
#include "data/json.h"
#include "data/space_files.h"
#include "engine/scenes_batches.h"
#include "learn/pretrain.h"
#include "learn/pretrain_init.h"
#include "learn/pretrain_state.h"
#include "model/load_captioner.h"
#include "model/safetensors.h"
#include "model/vision_encoder_decoder.h"
#include "text/byte_level_bpe.h"
#include "text/tokenizer.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEndOfText = "<|endoftext|>";

// Streams of the one seed.
enum Stream : std::uint64_t { kWeights, kHeads, kTokenizerTexts, kPerception, kCaptions, kFinish };

std::uint64_t streamSeed(std::uint64_t seed, Stream stream) {
    return Rng(seed).fork(stream).next();
}

/// Every word becomes one token with its space, and one without where it can begin a caption.
ByteLevelBpe trainTokenizer(std::uint64_t seed) {
    std::vector<std::string> texts;
    for (std::uint64_t i = 0; i < 2000; ++i) {
        Rng rng = Rng(seed).fork(i);
        texts.push_back(writeCaption(randomScene(rng), terseWriter(), rng));
    }
    for (const auto& word : captionWords()) texts.insert(texts.end(), 2, "a " + word);
    return trainByteLevelBpe(texts, 512, {kEndOfText});
}

VisionEncoderDecoderOptions networkOptions(const PretrainOptions& o, std::int64_t vocabulary,
                                           std::int64_t endToken) {
    if (kSceneSide % o.patchSize != 0)
        throw Error("the option patch_size does not divide the side of the images",
                    "images have " + std::to_string(kSceneSide) + " pixels");
    if (o.width % o.encoderHeads != 0 || o.width % o.decoderHeads != 0)
        throw Error("the option width is not a multiple of the attention heads");
    VisionEncoderDecoderOptions network;
    network.encoder.hiddenSize = o.width;
    network.encoder.layers = o.encoderLayers;
    network.encoder.heads = o.encoderHeads;
    network.encoder.intermediateSize = 4 * o.width;
    network.encoder.imageHeight = network.encoder.imageWidth = kSceneSide;
    network.encoder.patchHeight = network.encoder.patchWidth = o.patchSize;
    network.decoder.hiddenSize = o.width;
    network.decoder.layers = o.decoderLayers;
    network.decoder.heads = o.decoderHeads;
    network.decoder.vocabularySize = vocabulary;
    network.decoder.positions = 48;
    network.tokens = {endToken, endToken, {endToken}};
    return network;
}

Json preprocessorConfig() {
    return {{"image_processor_type", "ViTImageProcessor"},
            {"do_resize", true},
            {"size", {{"height", kSceneSide}, {"width", kSceneSide}}},
            {"resample", 2},
            {"do_rescale", true},
            {"rescale_factor", 1.0 / 255},
            {"do_normalize", true},
            {"image_mean", {0.5, 0.5, 0.5}},
            {"image_std", {0.5, 0.5, 0.5}},
            {"do_convert_rgb", true}};
}

/// A folder that takes its name only once it is complete.
class PendingFolder {
  public:
    explicit PendingFolder(const fs::path& target)
        // Without the slash that a shell's completion adds, or the new folder would lie in the old one.
        : m_target(target.has_filename() ? target : target.parent_path()), m_pending(m_target.string() + ".part") {
        if (fs::exists(m_target) && !(fs::is_directory(m_target) && fs::is_empty(m_target)))
            throw Error("cannot write the model to " + m_target.string(),
                        "it exists and is not an empty folder", "choose another folder");
        std::error_code failure;
        fs::remove_all(m_pending, failure);
        fs::create_directories(m_pending, failure);
        if (failure) throw Error("cannot make the folder " + m_pending.string(), failure.message());
    }
    ~PendingFolder() {
        std::error_code ignored;
        if (!m_done) fs::remove_all(m_pending, ignored);
    }
    PendingFolder(const PendingFolder&) = delete;
    PendingFolder& operator=(const PendingFolder&) = delete;

    const fs::path& path() const { return m_pending; }
    void finish() {
        std::error_code failure;
        syncToDisk(m_pending);
        fs::remove(m_target, failure);  // an empty folder at most
        fs::rename(m_pending, m_target, failure);
        if (failure) throw Error("cannot make the folder " + m_target.string(), failure.message());
        m_done = true;
        syncToDisk(fs::absolute(m_target).parent_path());
    }

  private:
    fs::path m_target, m_pending;
    bool m_done = false;
};

/// The three stages, each drawing its own pictures.
void trainInStages(Captioner& captioner, MultitaskHeads& heads, const Tokenizer& tokenizer,
                   const PretrainOptions& o, std::uint64_t seed, Observer& observer,
                   const PretrainState& state) {
    const auto grid = kSceneSide / o.patchSize;
    const auto total = o.perceptionSteps + o.captionSteps + o.finishSteps;
    const auto captions = static_cast<int>(o.captionsPerImage);

    const PretrainStage perception{
        "perception", o.perceptionSteps, o.perceptionRate, 1, {0, 0, 1, o.backgroundWeight}};
    pretrainStage(
        captioner, heads, perception, o,
        [&](std::int64_t step) {
            return scenesBatch(streamSeed(seed, kPerception), step, o.perceptionBatch, {1, 6, 0, {}}, grid,
                               nullptr);
        },
        observer, 0, total, state);

    const PretrainStage captioning{"captions",
                                   o.captionSteps,
                                   o.captionRate,
                                   o.encoderFactor,
                                   {1, o.contrastWeight, o.attributeWeight, o.backgroundWeight}};
    pretrainStage(
        captioner, heads, captioning, o,
        [&](std::int64_t step) {
            return scenesBatch(streamSeed(seed, kCaptions), step, o.captionBatch,
                               {1, 3, captions, terseWriter()}, grid, &tokenizer);
        },
        observer, o.perceptionSteps, total, state);

    const PretrainStage finish{"finish", o.finishSteps, o.finishRate, 0, {1, 0, 0, 0}};
    pretrainStage(
        captioner, heads, finish, o,
        [&](std::int64_t step) {
            return scenesBatch(streamSeed(seed, kFinish), step, o.captionBatch,
                               {1, 3, captions, carelessWriter()}, grid, &tokenizer);
        },
        observer, o.perceptionSteps + o.captionSteps, total, state);
}

}  // namespace

PretrainOptions scenesRecipeFor(double minutes) {
    if (!(minutes > 0) || minutes > 1000)
        throw Error("the time for pre-training must lie between 0 and 1000 minutes");
    PretrainOptions options;
    const auto scale = [&](std::int64_t& steps) {
        steps = std::max<std::int64_t>(
            std::llround(static_cast<double>(steps) * minutes / kScenesNominalMinutes), 1);
    };
    scale(options.perceptionSteps);
    scale(options.captionSteps);
    scale(options.finishSteps);
    return options;
}

void pretrainScenes(const fs::path& folder, const PretrainOptions& options, std::uint64_t seed,
                    Observer& observer, const fs::path& state) {
    const PretrainState progress(state, {{"options", optionsToJson(options)}, {"seed", seed}});
    PendingFolder pending(folder);
    writeByteLevelBpe(pending.path(), trainTokenizer(streamSeed(seed, kTokenizerTexts)));
    writeFileAtomically(pending.path() / "preprocessor_config.json",
                        dumpJson(preprocessorConfig(), true) + "\n");
    const auto tokenizer = loadTokenizer(pending.path());
    const auto network = networkOptions(options, tokenizer->vocabularySize(), *tokenizer->idOf(kEndOfText));

    const auto captioner = VisionEncoderDecoder::random(network, streamSeed(seed, kWeights));
    const auto grid = kSceneSide / options.patchSize;
    seeNeighbours(*captioner->named_children()["encoder"], grid, grid, options.encoderHeads);
    auto generator = at::detail::createCPUGenerator(streamSeed(seed, kHeads));
    MultitaskHeads heads(
        MultitaskHeadsOptions{options.width, options.width, options.sharedSpace, scenesAttributes()},
        generator);

    trainInStages(*captioner, heads, *tokenizer, options, seed, observer, progress);

    saveCheckpoint(*captioner, pending.path());
    NamedTensors headTensors;
    for (const auto& item : heads->named_parameters()) headTensors[item.key()] = item.value().detach();
    writeSafetensors(pending.path() / kSpaceHeadsFile, headTensors);
    pending.finish();
    // Several copies of what learnt, of no use to a captioner that is whole.
    std::error_code ignored;
    if (!state.empty()) fs::remove_all(state, ignored);
}

}  // namespace attune
