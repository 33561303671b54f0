#include <torch/torch.h>

#include <algorithm>

#include "data/rng.h"
#include "engine/attention_maps.h"
#include "engine/caption_ids.h"
#include "engine/device.h"
#include "engine/image_features.h"
#include "engine/job_inputs.h"
#include "engine/jobs.h"
#include "engine/model_cache.h"
#include "engine/prompts.h"
#include "engine/weights_dtype.h"
#include "model/generation.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

constexpr std::int64_t kImagesPerBatch = 32;

/// Hears Stop and Pause while a batch of images is looked at; the job's progress is that of its captions.
class Listener : public Observer {
  public:
    explicit Listener(Observer& job) : m_job(job) {}
    void breathe() override { m_job.breathe(); }

  private:
    Observer& m_job;
};

/// How captions are decoded, and what else the job is asked for.
struct GenerateOptions {
    GenerationOptions decoding;
    std::int64_t count = 1;  ///< captions of each image
    bool attention = true;   ///< write where the captioner looked at each word
    std::string dtype = "float32";  ///< see weights_dtype.h
};

GenerateOptions readOptions(Json json) {
    GenerateOptions options;
    options.count = optional<std::int64_t>(json, "n", 1);
    if (options.count < 1 || options.count > 1024)
        throw Error("the option n cannot be " + std::to_string(options.count), "it lies between 1 and 1024");
    options.attention = optional(json, "attention", true);
    options.dtype = optional<std::string>(json, "dtype", "float32");
    if (json.is_object())
        for (const char* own : {"n", "attention", "dtype"}) json.erase(own);
    options.decoding = optionsFromJson<GenerationOptions>(json);
    return options;
}

/// Writes the file of this batch. @return whether there is one
bool writeMaps(const JobContext& context, const LoadedCaptioner& captioner, const torch::Tensor& features,
               const std::vector<GeneratedCaption>& captions, std::int64_t number) {
    TokenRows rows;
    for (const auto& caption : captions) rows.push_back(caption.ids);
    const auto maps = attentionMaps(*captioner.model, *captioner.tokenizer, features, rows, context.observer);
    if (maps.defined()) writeAttention(context.folder.path(), number, maps);
    return maps.defined();
}

}  // namespace

Json runGenerate(const JobContext& context) {
    const Job& job = context.folder.job();
    const auto options = readOptions(job.options);
    const auto count = options.count;
    const auto images = readImages(context.folder);
    const auto folder = modelFolder(context.folder, "captioner");
    const auto device = deviceFromText(job.device);
    const auto captioner = context.models.captioner(folder, device, promptOf(context.folder),
                                                    dtypeFromText(options.dtype, folder, device));
    context.observer.warnOnce(templateWarning(captioner));

    // A run that was cut off says again what it said: the captions are new rows only behind those of its first life.
    std::int64_t said = 0;
    context.folder.readEvents(0, [&](const Event& event) { said += event.type == "sample"; });
    const std::int64_t done = said / count;

    context.observer.phase("write captions");
    std::int64_t written = 0;
    for (std::int64_t begin = 0; begin < images.size(); begin += kImagesPerBatch) {
        context.observer.breathe();
        const auto end = std::min(images.size(), begin + kImagesPerBatch);
        if (end <= done) continue;
        // Each batch has a stream of its own, so that a resumed run writes what it would have written.
        const std::uint64_t seed = Rng(job.seed).fork(static_cast<std::uint64_t>(begin)).next();
        const std::vector<std::filesystem::path> files(images.files.begin() + begin, images.files.begin() + end);
        Listener listener(context.observer);
        const auto features = encodeFiles(files, captioner, listener);
        const auto captions = generate(*captioner.model, features, count, options.decoding, seed, &context.observer);
        // On the disk before an event names it.
        const std::int64_t batch = begin / kImagesPerBatch + 1;
        const bool hasMaps = options.attention && writeMaps(context, captioner, features, captions, batch);
        for (std::size_t r = 0; r < captions.size(); ++r) {
            if (begin * count + static_cast<std::int64_t>(r) < said) continue;
            const auto image = static_cast<std::size_t>(begin) + r / static_cast<std::size_t>(count);
            Json sample{{"image", images.ids[image]},
                        {"text", captionText(captions[r].ids, captioner)},
                        {"ids", captions[r].ids},
                        {"logprob", captions[r].logprob},
                        {"seed", seed}};
            if (hasMaps) sample["attention"] = attentionReference(batch, static_cast<std::int64_t>(r));
            context.observer.emit("sample", std::move(sample));
            ++written;
        }
        context.observer.progress(end, images.size());
    }
    return {{"images", images.size()}, {"captions", said + written}};
}

}  // namespace attune
