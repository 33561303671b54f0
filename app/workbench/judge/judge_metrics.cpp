#include "workbench/judge/judge_metrics.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>
#include <string_view>

#include "data/json.h"
#include "protocol/run_folder.h"
#include "session/current_model.h"
#include "session/evaluation_comparison.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr int kMostEvaluations = 8;  ///< of each model that are looked at
constexpr std::size_t kMostWorse = 500;

/// What one caption of an evaluation was worth; of several samples the mean.
struct Measured {
    std::string text;
    double gold = 0, reward = 0;
    int golds = 0, rewards = 0;

    double meanGold() const { return golds > 0 ? gold / golds : kNoValue; }
    double meanReward() const { return rewards > 0 ? reward / rewards : kNoValue; }
};

struct Evaluation {
    Id run = 0;
    fs::path folder;
    Json report;
    Json conditions;  ///< what must agree for two evaluations to be compared
    std::int64_t images = 0;
    Id reference = 0;  ///< the model that KL is measured from
};

/// @return nothing where the run has no report that can be read
std::optional<Evaluation> readEvaluation(Project& project, const RunRecord& record) {
    Evaluation evaluation;
    evaluation.run = record.id;
    try {
        const RunFolder folder = RunFolder::open(project.runsFolder() / record.folder);
        evaluation.folder = folder.path();
        folder.readEvents(0, [&](const Event& event) {
            if (event.type == "finished") evaluation.report = event.data;
        });
        if (!evaluation.report.is_object()) return {};
        std::map<Id, std::string> images;  // and what was asked of each
        for (const Json& row : folder.inputs("images")) images[required<Id>(row, "id")] = optional<std::string>(row, "prompt", {});
        evaluation.images = static_cast<std::int64_t>(images.size());
        const Json ids = optional(record.job, "model_ids", Json::object());
        evaluation.reference = optional<Id>(ids, "reference", 0);
        evaluation.conditions = {{"images", images}, {"options", folder.job().options}, {"reward", optional<Id>(ids, "reward", 0)}};
    } catch (const std::exception&) {
        return {};
    }
    return evaluation;
}

/// Newest first.
std::vector<Evaluation> evaluationsOf(Project& project, Id model) {
    std::vector<Evaluation> found;
    auto runs = project.runs().list("finished");
    for (auto at = runs.rbegin(); at != runs.rend() && static_cast<int>(found.size()) < kMostEvaluations; ++at) {
        if (at->kind != "evaluate") continue;
        if (optional<Id>(optional(at->job, "model_ids", Json::object()), "captioner", 0) != model) continue;
        if (auto evaluation = readEvaluation(project, *at)) found.push_back(std::move(*evaluation));
    }
    return found;
}

std::map<Id, Measured> captionsOf(const Evaluation& evaluation, const std::string& mode) {
    std::map<Id, Measured> captions;
    const fs::path file = evaluation.folder / "outputs" / "captions.jsonl";
    if (!fs::exists(file)) return captions;
    readJsonLines(file, [&](std::size_t, const Json& row) {
        if (optional<std::string>(row, "mode", {}) != mode) return;
        Measured& caption = captions[required<Id>(row, "image")];
        if (caption.text.empty()) caption.text = optional<std::string>(row, "text", {});
        if (row.contains("gold")) caption.gold += required<double>(row, "gold"), ++caption.golds;
        if (row.contains("reward")) caption.reward += required<double>(row, "reward"), ++caption.rewards;
    });
    return captions;
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::JudgeMetrics)
};

/// @param sameBase  KL is measured from the same model @param differences  of the same pictures; empty where they were not
void addMetrics(const Json& a, const Json& b, bool sameBase, const std::map<std::string, MetricDifference>& differences,
                JudgeMetrics& metrics) {
    const struct {
        const char* key;
        QString name;
        bool higherIsBetter, isShare;
    } known[] = {
        {"gold", Words::tr("Gold score"), true, true},
        {"reward", Words::tr("Reward"), true, false},
        {"cider", QStringLiteral("CIDEr"), true, false},
        {"bleu4", QStringLiteral("BLEU-4"), true, true},
        {"rouge_l", QStringLiteral("ROUGE-L"), true, true},
        {"length", Words::tr("Length in words"), false, false},
        {"distinct_1", Words::tr("Distinct-1"), false, true},
        {"distinct_2", Words::tr("Distinct-2"), false, true},
        {"kl", Words::tr("KL from the reference"), false, false},
    };
    const auto value = [](const Json& report, const char* key) {
        const auto at = report.is_object() ? report.find(key) : report.end();
        return report.is_object() && at != report.end() && at->is_number() ? at->get<double>() : kNoValue;
    };
    for (const auto& metric : known) {
        const double ofA = value(a, metric.key), ofB = value(b, metric.key);
        if (std::isnan(ofA) && std::isnan(ofB)) continue;
        if (metric.key == std::string_view("kl") && !sameBase) continue;
        metrics.metrics.push_back({metric.name, ofA, ofB, metric.higherIsBetter, metric.isShare});
        if (const auto known = differences.find(metric.key); known != differences.end())
            metrics.metrics.back().difference = known->second.interval;
    }
}

WorseImage& worseOf(Project& project, std::map<Id, WorseImage>& worse, Id image) {
    WorseImage& one = worse[image];
    if (one.image == image) return one;
    one.image = image;
    if (const auto record = project.images().find(image)) {
        const auto path = project.resolve(record->path);
        one.path = QString::fromStdString(path.string());
        one.name = QString::fromStdString(path.filename().string());
    }
    return one;
}

void addFalls(Project& project, const Evaluation& a, const Evaluation& b, const std::string& mode,
              std::map<Id, WorseImage>& worse) {
    const auto ofA = captionsOf(a, mode), ofB = captionsOf(b, mode);
    for (const auto& [image, after] : ofB) {
        const auto before = ofA.find(image);
        if (before == ofA.end()) continue;
        const double gold = after.meanGold() - before->second.meanGold();
        const double reward = after.meanReward() - before->second.meanReward();
        const double fall = std::isnan(gold) ? reward : gold;
        if (!(fall < 0)) continue;
        WorseImage& one = worseOf(project, worse, image);
        one.gold = gold;
        one.reward = reward;
        one.captionA = QString::fromStdString(before->second.text);
        one.captionB = QString::fromStdString(after.text);
    }
}

/// Without evaluations: what the current reward model said of the captions that were judged.
void addRewards(Project& project, const JudgeMatch& match, std::map<Id, WorseImage>& worse) {
    const auto model = currentModel(project, "reward");
    if (!model) return;
    for (const auto& pair : match.pairs) {
        const auto a = project.rewardScores().find(pair.a.id, model->id), b = project.rewardScores().find(pair.b.id, model->id);
        if (!a || !b || b->mean >= a->mean) continue;
        WorseImage& one = worseOf(project, worse, pair.image);
        one.reward = b->mean - a->mean;
        one.captionA = QString::fromStdString(pair.a.text);
        one.captionB = QString::fromStdString(pair.b.text);
    }
}

void addLost(Project& project, const JudgeMatch& match, std::map<Id, WorseImage>& worse) {
    for (const auto& pair : match.pairs) {
        if (pair.verdict != Verdict::A) continue;
        WorseImage& one = worseOf(project, worse, pair.image);
        one.lost = true;
        one.captionA = QString::fromStdString(pair.a.text);
        one.captionB = QString::fromStdString(pair.b.text);
    }
}

double fallOf(const WorseImage& image) {
    if (!std::isnan(image.gold)) return image.gold;
    return std::isnan(image.reward) ? 0 : image.reward;
}

}  // namespace

JudgeMetrics loadMetrics(Project& project, const JudgeMatch& match) {
    JudgeMetrics metrics;
    const auto ofA = evaluationsOf(project, match.wish.a), ofB = evaluationsOf(project, match.wish.b);
    const Evaluation *a = nullptr, *b = nullptr;
    for (const auto& second : ofB)
        for (const auto& first : ofA)
            if (!b && first.conditions == second.conditions) {
                a = &first;
                b = &second;
                metrics.sameImages = true;
            }
    if (!b && !ofA.empty() && !ofB.empty()) {
        a = &ofA.front();
        b = &ofB.front();
    }
    std::map<Id, WorseImage> worse;
    if (b) {
        metrics.runA = a->run;
        metrics.runB = b->run;
        metrics.images = b->images;
        const bool sampled = match.wish.mode == "sample" && a->report.contains("sampled") && b->report.contains("sampled");
        metrics.sampled = sampled;
        const char* part = sampled ? "sampled" : "greedy";
        const char* mode = sampled ? "sample" : "greedy";
        std::map<std::string, MetricDifference> differences;
        if (metrics.sameImages) differences = compareEvaluations(RunFolder::open(a->folder), RunFolder::open(b->folder), mode);
        addMetrics(a->report.value(part, Json()), b->report.value(part, Json()), a->reference == b->reference, differences, metrics);
        if (metrics.sameImages) addFalls(project, *a, *b, mode, worse);
    } else {
        addRewards(project, match, worse);
    }
    addLost(project, match, worse);
    for (auto& [image, one] : worse) metrics.worse.push_back(std::move(one));
    std::stable_sort(metrics.worse.begin(), metrics.worse.end(), [](const WorseImage& x, const WorseImage& y) {
        return std::pair(!x.lost, fallOf(x)) < std::pair(!y.lost, fallOf(y));
    });
    if (metrics.worse.size() > kMostWorse) metrics.worse.resize(kMostWorse);
    return metrics;
}

}  // namespace attune
