#include <torch/torch.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "data/evaluate_options.h"
#include "data/file.h"
#include "data/rng.h"
#include "data/statistics.h"
#include "engine/caption_ids.h"
#include "engine/caption_quality.h"
#include "engine/image_features.h"
#include "engine/jobs.h"
#include "engine/prompts.h"
#include "engine/reward_on_images.h"
#include "learn/ppo_math.h"
#include "learn/reward_report.h"
#include "model/generation.h"
#include "text/caption_comparison.h"
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
    return {{"captions", gold.size()},
            {"spearman", numberOrNull(measuredRankCorrelation(predicted, gold))},
            {"pair_accuracy", accuracyOrNull(pairs)},
            {"pairs", pairs.pairs}};
}

/// One way of decoding, over all pictures.
class Evaluation {
  public:
    Evaluation(const JobContext& context, const EvaluateOptions& options, const InputImages& images,
               const LoadedCaptioner& captioner, const torch::Tensor& features)
        : m_context(context), m_options(options), m_images(images), m_captioner(captioner), m_features(features) {}

    struct Result {
        Json report;
        std::vector<MeasuredCaption> captions;
    };
    /// Writes captions and measures them; each is also added to `lines` as a JSON row.
    Result run(const std::string& mode, std::int64_t count, const RewardOnImages* reward, Captioner* reference,
               std::string& lines) {
        GenerationOptions decoding;
        decoding.mode = mode;
        decoding.temperature = mode == "sample" ? m_options.temperature : 1.0;
        decoding.maxNewTokens = m_options.maxNewTokens;
        std::vector<JudgedCaption> captions;
        TokenRows rows;
        std::vector<std::int64_t> imageOfRow;
        std::vector<double> logprobs;
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
                logprobs.push_back(std::accumulate(written[r].tokenLogprobs.begin(), written[r].tokenLogprobs.end(), 0.0));
                rows.push_back(std::move(written[r].ids));
            }
        }
        Json report = measureCaptions(captions, m_images);
        std::vector<double> kl;
        if (reference && mode == "sample") {  // k1, from the policy's own captions
            const auto theirs = reference == m_captioner.model.get()
                                    ? logprobs
                                    : referenceLogprobs(*reference, imageOfRow, rows, decoding.temperature);
            for (std::size_t i = 0; i < logprobs.size(); ++i) kl.push_back(logprobs[i] - theirs[i]);
            report["kl"] = mean(kl);
        }
        torch::Tensor scores;
        if (reward) {
            scores = reward->score(imageOfRow, rows, m_captioner, m_context.observer).mean;
            report["reward"] = scores.mean().item<double>();
        }
        if (reward && report.contains("gold")) report["reward_against_gold"] = againstGold(captions, scores);
        Result result{std::move(report), {}};
        for (std::size_t i = 0; i < captions.size(); ++i) {
            MeasuredCaption one{m_images.ids[static_cast<std::size_t>(captions[i].image)], captions[i].text};
            if (captions[i].gold >= 0) one.values["gold"] = captions[i].gold;
            if (reward) one.values["reward"] = scores[static_cast<std::int64_t>(i)].item<double>();
            if (!kl.empty()) one.values["kl"] = kl[i];
            Json row{{"image", one.image}, {"mode", mode}, {"text", one.text}};
            for (const auto& [name, value] : one.values) row[name] = value;
            lines += dumpJson(row) + "\n";
            result.captions.push_back(std::move(one));
        }
        return result;
    }

  private:
    /// Sum over the tokens of each row, in nats.
    std::vector<double> referenceLogprobs(Captioner& reference, const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows,
                                          double temperature) {
        const torch::NoGradGuard noGrad;
        std::vector<double> sums;
        for (std::size_t begin = 0; begin < rows.size(); begin += kRowsPerPass) {
            m_context.observer.breathe();
            const auto end = std::min(rows.size(), begin + kRowsPerPass);
            const auto at = static_cast<std::ptrdiff_t>(begin), to = static_cast<std::ptrdiff_t>(end);
            const auto packed = packRows({rows.begin() + at, rows.begin() + to}, reference, m_captioner.device);
            const auto features = featuresForRows(m_features, {imageOfRow.begin() + at, imageOfRow.begin() + to});
            const auto logits = reference.decode(packed.inputs(), features).logits;  // (N, T, V)
            const auto own = (tokenLogprobs(logits, packed.targets(), temperature) * packed.mask)
                                 .sum(1)
                                 .to(torch::kCPU, torch::kFloat64)
                                 .contiguous();  // (N)
            sums.insert(sums.end(), own.data_ptr<double>(), own.data_ptr<double>() + own.numel());
        }
        return sums;
    }

    const JobContext& m_context;
    const EvaluateOptions& m_options;
    const InputImages& m_images;
    const LoadedCaptioner& m_captioner;
    const torch::Tensor& m_features;
};

/// A captioner's ways of decoding, over all pictures.
struct Judged {
    Json report = Json::object();  ///< "greedy", "sampled"
    std::map<std::string, std::vector<MeasuredCaption>> captions;
    std::string lines;
};

Judged judge(const JobContext& context, const EvaluateOptions& options, const InputImages& images,
             const LoadedCaptioner& captioner, const torch::Tensor& features, const RewardOnImages* reward,
             Captioner* reference) {
    Evaluation evaluation(context, options, images, captioner, features);
    Judged judged;
    const auto add = [&](const char* name, const std::string& mode, std::int64_t count) {
        auto result = evaluation.run(mode, count, reward, reference, judged.lines);
        judged.report[name] = std::move(result.report);
        judged.captions[name] = std::move(result.captions);
    };
    context.observer.phase("write greedy captions");
    add("greedy", "greedy", 1);
    if (options.samplesPerImage > 0) {
        context.observer.phase("sample captions");
        add("sampled", "sample", options.samplesPerImage);
        judged.report["sampled"]["temperature"] = options.temperature;
    }
    return judged;
}

CaptionReferences referencesOf(const InputImages& images) {
    CaptionReferences references;
    for (std::size_t i = 0; i < images.ids.size(); ++i) references[images.ids[i]] = images.references[i];
    return references;
}

/// The captioner "against" on the same pictures, and by how much the first one differs from it.
void addComparison(const JobContext& context, const EvaluateOptions& options, const InputImages& images, const Judged& judged,
                   const torch::Tensor& features, const LoadedCaptioner& captioner, const RewardOnImages* reward,
                   Captioner* reference, Json& report) {
    const auto against = askedCaptioner(context, "against");
    const bool shared = sameTower(*against.model, *captioner.model);
    if (!shared) context.observer.phase("look at the images");
    const auto own = shared ? features : encodeFiles(images.files, against, context.observer);
    if (reference && !sameTower(*reference, *against.model)) {
        reference = nullptr;
        context.observer.warning("the other captioner does not see images through the same network as the reference: its KL is not "
                                 "measured");
    }
    const Judged other = judge(context, options, images, against, own, reward, reference);
    writeFileAtomically(context.folder.outputs() / "captions_against.jsonl", other.lines);
    context.observer.phase("compare");
    report["against"] = other.report;
    for (const auto& [name, captions] : judged.captions)
        report["difference"][name] =
            toJson(compareCaptions(other.captions.at(name), captions, referencesOf(images), {.seed = context.folder.job().seed}));
}

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
        reward.emplace(modelFolder(context.folder, "reward"), RewardBackbone::load(context, "reward_backbone"));
        reward->look(images.files, &captioner, features, context.observer);
    }
    const RewardOnImages* rewardOrNone = reward ? &*reward : nullptr;
    std::shared_ptr<Captioner> reference;
    if (job.models.contains("reference"))
        reference = askedCaptioner(context, "reference").model;
    if (reference && !sameTower(*reference, *captioner.model))
        throw Error("the reference does not see images through the same network as the captioner");
    const Judged judged = judge(context, options, images, captioner, features, rewardOrNone, reference.get());
    Json report = judged.report;
    report["images"] = images.size();
    writeFileAtomically(context.folder.outputs() / "captions.jsonl", judged.lines);
    report["captions"] = "outputs/captions.jsonl";
    if (job.models.contains("against"))
        addComparison(context, options, images, judged, features, captioner, rewardOrNone, reference.get(), report);
    return report;
}

}  // namespace attune
