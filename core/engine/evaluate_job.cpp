#include <torch/torch.h>

#include <algorithm>
#include <numeric>
#include <optional>

#include "data/evaluate_options.h"
#include "data/file.h"
#include "data/rng.h"
#include "engine/caption_ids.h"
#include "engine/caption_quality.h"
#include "engine/image_features.h"
#include "engine/jobs.h"
#include "engine/prompts.h"
#include "engine/reward_on_images.h"
#include "learn/ppo_math.h"
#include "learn/reward_report.h"
#include "model/generation.h"
#include "text/tokenizer.h"

namespace attune {

namespace {

constexpr std::size_t kRowsPerPass = 256;

/// Whether the learnt reward orders Scenes captions as the true score does: over all, and among captions of one image.
Json againstGold(const std::vector<JudgedCaption>& captions, const torch::Tensor& scores) {
    std::vector<double> gold, predicted;
    std::vector<std::int64_t> images;
    for (std::size_t i = 0; i < captions.size(); ++i) {
        if (captions[i].gold < 0) continue;
        gold.push_back(captions[i].gold);
        predicted.push_back(scores[static_cast<std::int64_t>(i)].item<double>());
        images.push_back(captions[i].image);
    }
    const PairAccuracy pairs = pairAccuracy(predicted, gold, images);
    return {{"captions", gold.size()}, {"spearman", spearman(predicted, gold)}, {"pair_accuracy", pairs.value}, {"pairs", pairs.pairs}};
}

/// One way of decoding, over all pictures.
class Evaluation {
  public:
    Evaluation(const JobContext& context, const EvaluateOptions& options, const InputImages& images,
               const LoadedCaptioner& captioner, const torch::Tensor& features)
        : m_context(context), m_options(options), m_images(images), m_captioner(captioner), m_features(features) {}

    /// Writes captions and measures them; each is also added to `lines` as a JSON row.
    Json run(const std::string& mode, std::int64_t count, const RewardOnImages* reward, Captioner* reference,
             std::string& lines) {
        GenerationOptions decoding;
        decoding.mode = mode;
        decoding.temperature = mode == "sample" ? m_options.temperature : 1.0;
        decoding.maxNewTokens = m_options.maxNewTokens;
        std::vector<JudgedCaption> captions;
        TokenRows rows;
        std::vector<std::int64_t> imageOfRow;
        double logprobs = 0;
        for (std::int64_t begin = 0; begin < m_images.size(); begin += m_options.batchSize) {
            m_context.observer.breathe();
            const auto size = std::min<std::int64_t>(m_options.batchSize, m_images.size() - begin);
            const std::uint64_t seed = Rng(m_context.folder.job().seed).fork(static_cast<std::uint64_t>(begin)).next();
            auto written = generate(*m_captioner.model, m_features.narrow(0, begin, size), count, decoding, seed,
                                    &m_context.observer);
            for (std::size_t r = 0; r < written.size(); ++r) {
                const auto image = begin + static_cast<std::int64_t>(r) / count;
                captions.push_back({image, captionText(written[r].ids, m_captioner),
                                    static_cast<std::int64_t>(written[r].ids.size())});
                imageOfRow.push_back(image);
                logprobs = std::accumulate(written[r].tokenLogprobs.begin(), written[r].tokenLogprobs.end(), logprobs);
                rows.push_back(std::move(written[r].ids));
            }
        }
        Json report = measureCaptions(captions, m_images);
        if (reference == m_captioner.model.get() && mode == "sample")
            report["kl"] = 0.0;
        else if (reference && mode == "sample")  // k1, from the policy's own captions
            report["kl"] = (logprobs - referenceLogprobs(*reference, imageOfRow, rows, decoding.temperature)) /
                           static_cast<double>(rows.size());
        torch::Tensor scores;
        if (reward) {
            scores = reward->score(imageOfRow, rows, m_context.observer).mean;
            report["reward"] = scores.mean().item<double>();
        }
        if (reward && report.contains("gold")) report["reward_against_gold"] = againstGold(captions, scores);
        for (std::size_t i = 0; i < captions.size(); ++i) {
            Json row{{"image", m_images.ids[static_cast<std::size_t>(captions[i].image)]}, {"mode", mode}, {"text", captions[i].text}};
            if (captions[i].gold >= 0) row["gold"] = captions[i].gold;
            if (reward) row["reward"] = scores[static_cast<std::int64_t>(i)].item<double>();
            lines += dumpJson(row) + "\n";
        }
        return report;
    }

  private:
    /// Sum over all tokens of all rows, in nats.
    double referenceLogprobs(Captioner& reference, const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows,
                             double temperature) {
        const torch::NoGradGuard noGrad;
        double sum = 0;
        for (std::size_t begin = 0; begin < rows.size(); begin += kRowsPerPass) {
            m_context.observer.breathe();
            const auto end = std::min(rows.size(), begin + kRowsPerPass);
            const auto at = static_cast<std::ptrdiff_t>(begin), to = static_cast<std::ptrdiff_t>(end);
            const auto packed = packRows({rows.begin() + at, rows.begin() + to}, reference, m_captioner.device);
            const auto features = featuresForRows(m_features, {imageOfRow.begin() + at, imageOfRow.begin() + to});
            const auto logits = reference.decode(packed.inputs(), features).logits;  // (N, T, V)
            sum += (tokenLogprobs(logits, packed.targets(), temperature) * packed.mask).sum().item<double>();
        }
        return sum;
    }

    const JobContext& m_context;
    const EvaluateOptions& m_options;
    const InputImages& m_images;
    const LoadedCaptioner& m_captioner;
    const torch::Tensor& m_features;
};

}  // namespace

Json runEvaluate(const JobContext& context) {
    const Job& job = context.folder.job();
    const auto options = optionsFromJson<EvaluateOptions>(job.options);
    const auto images = readImages(context.folder);
    const auto captioner = askedCaptioner(context, "captioner");
    context.observer.phase("look at the images");
    const auto features = encodeFiles(images.files, captioner, context.observer);
    std::optional<RewardOnImages> reward;
    if (job.models.contains("reward")) {
        const auto backbone = askedCaptioner(context, "reward_backbone");
        reward.emplace(modelFolder(context.folder, "reward"), backbone);
        reward->look(images.files, &captioner, features, context.observer);
    }
    Evaluation evaluation(context, options, images, captioner, features);
    const RewardOnImages* rewardOrNone = reward ? &*reward : nullptr;
    std::shared_ptr<Captioner> reference;
    if (job.models.contains("reference"))
        reference = askedCaptioner(context, "reference").model;
    if (reference && !sameTower(*reference, *captioner.model))
        throw Error("the reference does not see pictures through the same network as the captioner");
    std::string lines;
    Json report{{"images", images.size()}};
    context.observer.phase("write greedy captions");
    report["greedy"] = evaluation.run("greedy", 1, rewardOrNone, reference.get(), lines);
    if (options.samplesPerImage > 0) {
        context.observer.phase("sample captions");
        report["sampled"] = evaluation.run("sample", options.samplesPerImage, rewardOrNone, reference.get(), lines);
        report["sampled"]["temperature"] = options.temperature;
    }
    writeFileAtomically(context.folder.outputs() / "captions.jsonl", lines);
    report["captions"] = "outputs/captions.jsonl";
    return report;
}

}  // namespace attune
