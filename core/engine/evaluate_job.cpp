#include <torch/torch.h>

#include <algorithm>
#include <filesystem>
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
#include "engine/input_blocks.h"
#include "engine/jobs.h"
#include "engine/prompts.h"
#include "engine/reward_on_images.h"
#include "learn/block_scores.h"
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

/// One way of decoding, block of pictures after block.
class Evaluation {
  public:
    /// @param reward  what has looked at each block before it is added; null for none @param reference  null for none
    Evaluation(const JobContext& context, const EvaluateOptions& options, const InputImages& images,
               const LoadedCaptioner& captioner, const RewardOnImages* reward, Captioner* reference, const std::string& mode,
               std::int64_t count)
        : m_context(context), m_images(images), m_captioner(captioner), m_reward(reward),
          m_reference(mode == "sample" ? reference : nullptr), m_count(count), m_batch(options.batchSize) {
        m_decoding.mode = mode;
        m_decoding.temperature = mode == "sample" ? options.temperature : 1.0;
        m_decoding.maxNewTokens = options.maxNewTokens;
        if (reward) m_scores.emplace(reward->model());
    }

    /// Writes captions of pictures and reads them. @param features (b, S, D_v) @param begin  index of the first picture
    void add(const torch::Tensor& features, std::int64_t begin) {
        TokenRows rows;
        std::vector<std::int64_t> imageOfRow;  // in the block
        std::vector<double> logprobs;
        for (std::int64_t at = 0; at < features.size(0); at += m_batch) {
            m_context.observer.breathe();
            const auto size = std::min(m_batch, features.size(0) - at);
            const std::uint64_t seed = Rng(m_context.folder.job().seed).fork(static_cast<std::uint64_t>(begin + at)).next();
            auto written = generate(*m_captioner.model, features.narrow(0, at, size), m_count, m_decoding, seed,
                                    &m_context.observer);
            for (std::size_t r = 0; r < written.size(); ++r) {
                const auto image = at + static_cast<std::int64_t>(r) / m_count;
                m_captions.push_back({begin + image, captionText(written[r].ids, m_captioner),
                                      static_cast<std::int64_t>(written[r].ids.size())});
                imageOfRow.push_back(image);
                logprobs.push_back(std::accumulate(written[r].tokenLogprobs.begin(), written[r].tokenLogprobs.end(), 0.0));
                rows.push_back(std::move(written[r].ids));
            }
        }
        if (m_reference) addKl(features, imageOfRow, rows, logprobs);
        if (m_scores) m_scores->add(m_reward->inputs(imageOfRow, rows, m_captioner, m_context.observer));
    }

    struct Result {
        Json report;
        std::vector<MeasuredCaption> captions;
    };
    /// Measures what was written; each caption is also added to `lines` as a JSON row.
    Result finish(std::string& lines) {
        m_context.observer.breathe();
        Json report = measureCaptions(m_captions, m_images);
        m_context.observer.breathe();
        if (m_reference) report["kl"] = mean(m_kl);
        torch::Tensor scores;
        if (m_scores) {
            scores = m_scores->scores().mean;
            report["reward"] = scores.mean().item<double>();
        }
        if (m_scores && report.contains("gold")) report["reward_against_gold"] = againstGold(m_captions, scores);
        Result result{std::move(report), {}};
        for (std::size_t i = 0; i < m_captions.size(); ++i) {
            MeasuredCaption one{m_images.ids[static_cast<std::size_t>(m_captions[i].image)], m_captions[i].text};
            if (m_captions[i].gold >= 0) one.values["gold"] = m_captions[i].gold;
            if (m_scores) one.values["reward"] = scores[static_cast<std::int64_t>(i)].item<double>();
            if (m_reference) one.values["kl"] = m_kl[i];
            Json row{{"image", one.image}, {"mode", m_decoding.mode}, {"text", one.text}};
            for (const auto& [name, value] : one.values) row[name] = value;
            lines += dumpJson(row) + "\n";
            result.captions.push_back(std::move(one));
        }
        return result;
    }

  private:
    /// k1, from the policy's own captions.
    void addKl(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow, const TokenRows& rows,
               const std::vector<double>& logprobs) {
        const auto theirs =
            m_reference == m_captioner.model.get() ? logprobs : referenceLogprobs(features, imageOfRow, rows);
        for (std::size_t i = 0; i < logprobs.size(); ++i) m_kl.push_back(logprobs[i] - theirs[i]);
    }

    /// Sum over the tokens of each row, in nats.
    std::vector<double> referenceLogprobs(const torch::Tensor& features, const std::vector<std::int64_t>& imageOfRow,
                                          const TokenRows& rows) {
        const torch::NoGradGuard noGrad;
        std::vector<double> sums;
        for (std::size_t begin = 0; begin < rows.size(); begin += kRowsPerPass) {
            m_context.observer.breathe();
            const auto end = std::min(rows.size(), begin + kRowsPerPass);
            const auto at = static_cast<std::ptrdiff_t>(begin), to = static_cast<std::ptrdiff_t>(end);
            const auto packed = packRows({rows.begin() + at, rows.begin() + to}, *m_reference, m_captioner.device);
            const auto shown = featuresForRows(features, {imageOfRow.begin() + at, imageOfRow.begin() + to});
            const auto logits = m_reference->decode(packed.inputs(), shown).logits;  // (N, T, V)
            const auto own = (tokenLogprobs(logits, packed.targets(), m_decoding.temperature) * packed.mask)
                                 .sum(1)
                                 .to(torch::kCPU, torch::kFloat64)
                                 .contiguous();  // (N)
            sums.insert(sums.end(), own.data_ptr<double>(), own.data_ptr<double>() + own.numel());
        }
        return sums;
    }

    const JobContext& m_context;
    const InputImages& m_images;
    const LoadedCaptioner& m_captioner;
    const RewardOnImages* m_reward;
    Captioner* m_reference;
    std::int64_t m_count, m_batch;
    GenerationOptions m_decoding;
    std::vector<JudgedCaption> m_captions;
    std::vector<double> m_kl;  ///< of each caption, where there is a reference
    std::optional<BlockScores> m_scores;
};

/// What came of a captioner's ways of decoding, over all pictures.
struct Judged {
    Json report = Json::object();  ///< "greedy", "sampled"
    std::map<std::string, std::vector<MeasuredCaption>> captions;
    std::string lines;
};

/// A captioner's ways of decoding.
class Judge {
  public:
    Judge(const JobContext& context, const EvaluateOptions& options, const InputImages& images, const LoadedCaptioner& captioner,
          const RewardOnImages* reward, Captioner* reference)
        : m_observer(context.observer), m_temperature(options.temperature),
          m_greedy(context, options, images, captioner, reward, reference, "greedy", 1) {
        if (options.samplesPerImage > 0)
            m_sampled.emplace(context, options, images, captioner, reward, reference, "sample", options.samplesPerImage);
    }

    void add(const torch::Tensor& features, std::int64_t begin) {
        m_observer.phase("write greedy captions");
        m_greedy.add(features, begin);
        if (!m_sampled) return;
        m_observer.phase("sample captions");
        m_sampled->add(features, begin);
    }

    Judged finish() {
        Judged judged;
        const auto take = [&judged](const char* name, Evaluation& evaluation) {
            auto result = evaluation.finish(judged.lines);
            judged.report[name] = std::move(result.report);
            judged.captions[name] = std::move(result.captions);
        };
        take("greedy", m_greedy);
        if (m_sampled) {
            take("sampled", *m_sampled);
            judged.report["sampled"]["temperature"] = m_temperature;
        }
        return judged;
    }

  private:
    Observer& m_observer;
    double m_temperature;
    Evaluation m_greedy;
    std::optional<Evaluation> m_sampled;
};

CaptionReferences referencesOf(const InputImages& images) {
    CaptionReferences references;
    for (std::size_t i = 0; i < images.ids.size(); ++i) references[images.ids[i]] = images.references[i];
    return references;
}

/// The captioner "against", on the same pictures.
struct Rival {
    LoadedCaptioner captioner;
    bool shared = false;  ///< it sees them as the first one does
    std::optional<Judge> judge = {};
};

/// @param rival  stays where it is: what judges it refers to it
void prepare(Rival& rival, const JobContext& context, const EvaluateOptions& options, const InputImages& images,
             const LoadedCaptioner& captioner, const RewardOnImages* reward, Captioner* reference) {
    rival.captioner = askedCaptioner(context, "against");
    rival.shared = sameTower(*rival.captioner.model, *captioner.model);
    if (reference && !sameTower(*reference, *rival.captioner.model)) {
        reference = nullptr;
        context.observer.warning("the other captioner does not see images through the same network as the reference: its KL is not "
                                 "measured");
    }
    rival.judge.emplace(context, options, images, rival.captioner, reward, reference);
}

/// What came of the other captioner, and by how much the first one differs from it.
void addComparison(const JobContext& context, const InputImages& images, const Judged& judged, const Judged& other,
                   Json& report) {
    writeFileAtomically(context.folder.outputs() / "captions_against.jsonl", other.lines);
    context.observer.phase("compare");
    report["against"] = other.report;
    for (const auto& [name, captions] : judged.captions)
        report["difference"][name] =
            toJson(compareCaptions(other.captions.at(name), captions, referencesOf(images), {.seed = context.folder.job().seed}, &context.observer));
}

/// Shows the pictures to all of them, block after block. A block holds whole batches, since their captions are drawn together.
void showBlocks(const JobContext& context, std::int64_t batch, const InputImages& images, const LoadedCaptioner& captioner,
                RewardOnImages* reward, Judge& judge, Rival* rival) {
    const std::int64_t step = batch * std::max<std::int64_t>(1, kImagesPerBlock / batch);
    const bool ownReward = reward && !reward->seesAs(captioner), ownRival = rival && !rival->shared;
    const std::int64_t looks = 1 + ownReward + ownRival;
    for (std::int64_t begin = 0; begin < images.size(); begin += step) {
        const auto end = std::min(images.size(), begin + step);
        const std::vector<std::filesystem::path> files(images.files.begin() + begin, images.files.begin() + end);
        const auto look = [&](std::int64_t number) {
            context.observer.phase("look at the images");
            return BlockObserver(context.observer, looks * begin + number * (end - begin), looks * images.size());
        };
        auto first = look(0);
        const auto features = encodeFiles(files, captioner, first);
        if (reward) {
            auto own = BlockObserver(context.observer, looks * begin + end - begin, looks * images.size());
            reward->look(files, &captioner, features, own);
        }
        judge.add(features, begin);
        if (!rival) continue;
        if (rival->shared) {
            rival->judge->add(features, begin);
        } else {
            auto last = look(looks - 1);
            rival->judge->add(encodeFiles(files, rival->captioner, last), begin);
        }
    }
}

}  // namespace

Json runEvaluate(const JobContext& context) {
    const Job& job = context.folder.job();
    const auto options = optionsFromJson<EvaluateOptions>(job.options);
    const auto images = readImages(context.folder);
    const auto captioner = askedCaptioner(context, "captioner");
    std::optional<RewardOnImages> reward;
    if (job.models.contains("reward"))
        reward.emplace(modelFolder(context.folder, "reward"), RewardBackbone::load(context, "reward_backbone"));
    RewardOnImages* rewardOrNone = reward ? &*reward : nullptr;
    std::shared_ptr<Captioner> reference;
    if (job.models.contains("reference"))
        reference = askedCaptioner(context, "reference").model;
    if (reference && !sameTower(*reference, *captioner.model))
        throw Error("the reference does not see images through the same network as the captioner");
    Judge judge(context, options, images, captioner, rewardOrNone, reference.get());
    std::optional<Rival> rival;
    if (job.models.contains("against"))
        prepare(rival.emplace(), context, options, images, captioner, rewardOrNone, reference.get());
    showBlocks(context, options.batchSize, images, captioner, rewardOrNone, judge, rival ? &*rival : nullptr);
    const Judged judged = judge.finish();
    Json report = judged.report;
    report["images"] = images.size();
    writeFileAtomically(context.folder.outputs() / "captions.jsonl", judged.lines);
    report["captions"] = "outputs/captions.jsonl";
    if (rival) addComparison(context, images, judged, rival->judge->finish(), report);
    return report;
}

}  // namespace attune
