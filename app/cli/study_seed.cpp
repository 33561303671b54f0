#include "study_seed.h"

#include <algorithm>
#include <cmath>

#include "data/rng.h"
#include "demo_project.h"
#include "run_in_process.h"
#include "score_after.h"
#include "study_guard.h"
#include "study_probe.h"

namespace attune::cli {

namespace fs = std::filesystem;

namespace {

/// Streams of one seed: what is drawn for one purpose does not shift what is drawn for another.
enum Stream : std::uint64_t { RaterStream = 1, RewardStream, PolicyStream, EvaluationStream, QueueStream, ProbeStream };

/// Sampled captions of each held-out picture: the pairs that reward models are asked to order.
constexpr int kSamples = 4;

void put(StudyRow& row, const char* measure, const Json& report, const char* key) {
    if (!report.contains(key)) return;
    if (report[key].is_number()) row.values[measure] = report[key].get<double>();
    if (report[key].is_boolean()) row.values[measure] = report[key].get<bool>() ? 1 : 0;
}

}  // namespace

StudySeed::StudySeed(const StudyOptions& options, std::uint64_t seed, StudyFile& results,
                     std::function<void(const std::string&)> done)
    : m_options(options),
      m_seed(seed),
      m_results(results),
      m_done(std::move(done)),
      m_plan(studyPlan(options)),
      m_folder(options.out / "projects" / ("seed-" + std::to_string(seed))) {
    m_steps += !known("base");
    m_steps += asksProbe();
    for (const char* queue : {"random", "active"})
        for (const int size : rewardSizes(options, queue)) m_steps += !known("reward/" + std::string(queue) + "/" + std::to_string(size));
    for (const auto& condition : m_plan) m_steps += !known(condition.name());
}

std::string StudySeed::label(const std::string& name) const { return std::to_string(m_seed) + "/" + name; }

JobSettings StudySeed::settings(std::uint64_t stream, Json options) const {
    JobSettings s;
    s.seed = Rng(m_seed).fork(stream).next();
    s.device = "cpu";  // so that a seed means the same everywhere
    s.options = std::move(options);
    return s;
}

void StudySeed::run() {
    if (m_steps == 0) return;
    // What a stopped study left of this seed is made again, to the same numbers: only measurements are kept.
    std::error_code failure;
    fs::remove_all(m_folder, failure);
    makeProjects();
    if (!known("base")) measureBase();
    if (asksProbe()) measureProbe();
    optimizeAfter("random", 0, 0);
    for (const char* queue : {"random", "active"}) rate(queue);
    m_arms.clear();
    if (!m_options.keep) fs::remove_all(m_folder, failure);
}

void StudySeed::makeProjects() {
    fs::create_directories(m_folder);
    const fs::path first = m_folder / "random.attune";
    const auto copyAs = [&](const std::string& name) {
        const fs::path copy = m_folder / (name + ".attune");
        fs::copy(first, copy, fs::copy_options::recursive);
        m_arms[name] = {copy, Session::open(copy)};
    };
    {
        Session session = Session::create(first);
        m_base = fillDemoProject(session, {.seed = m_seed}, m_console);
    }
    if (!rewardSizes(m_options, "active").empty()) copyAs("active");
    if (asksProbe()) copyAs("probe");
    m_arms["random"] = {first, Session::open(first)};
}

void StudySeed::rate(const std::string& queue) {
    const auto sizes = rewardSizes(m_options, queue);
    if (sizes.empty()) return;
    auto& session = m_arms.at(queue).session;
    const auto rateUpTo = [&](std::int64_t count, QueueStrategy strategy) {
        const std::int64_t missing = count - session->info().decisions.ratings;
        if (missing <= 0) return;
        QueueOptions order;
        order.strategy = strategy;
        order.seed = Rng(m_seed).fork(QueueStream).next();
        session->rateSimulated(missing, Rng(m_seed).fork(RaterStream).next(), order);
    };
    const auto learn = [&] {
        return runDraft(*session, draftTrainReward(session->project(), settings(RewardStream), m_base), m_console);
    };
    for (const auto& step : ratingSteps(sizes, queue)) {
        if (step.byReward) scoreAfterTraining(*session, m_console);
        rateUpTo(step.ratings, step.byReward ? QueueStrategy::Uncertain : QueueStrategy::Random);
        const Json learnt = learn();
        if (!step.measured) continue;
        const Id reward = session->currentModel("reward")->id;
        if (!known("reward/" + queue + "/" + std::to_string(step.ratings))) measureReward(queue, step, reward, learnt);
        optimizeAfter(queue, step.ratings, reward);
    }
}

Json StudySeed::evaluate(Session& session, Id model, Id reward, double temperature, GoldByPicture* captions) {
    const auto draft = draftEvaluate(session.project(), settings(EvaluationStream, {{"samples_per_image", kSamples}, {"temperature", temperature}}),
                                     model, reward);
    const auto run = session.newRun(draft);
    for (const auto& warning : run.warnings) m_console.warning(warning);
    Json report = runInProcess(session, run.id, m_console);
    if (captions) *captions = goldByPicture(run.folder / "outputs" / "captions.jsonl");
    return report;
}

StudyRow StudySeed::rowOf(const StudyCondition& condition, int round, const Json& report) const {
    StudyRow row{condition.part, condition.shownAs(), condition.ratings, condition.queue, condition.reward, m_seed, round, {}, {}};
    const Json& sampled = report.at("sampled");
    put(row, "gold_sampled", sampled, "gold");
    put(row, "gold_greedy", report.at("greedy"), "gold");
    put(row, "proxy", sampled, "reward");
    put(row, "kl", sampled, "kl");
    put(row, "length", sampled, "length");
    return row;
}

void StudySeed::measureBase() {
    Session& session = *m_arms.at("random").session;
    std::vector<StudyRow> rows;
    for (const double temperature : {1.0, 0.7, 0.5}) {
        StudyCondition base;
        base.part = "base";
        base.algorithm = temperature == 1.0 ? "base" : "base at temperature " + fixed(temperature, 1);
        rows.push_back(rowOf(base, 0, evaluate(session, m_base, 0, temperature)));
    }
    m_results.add(label("base"), rows);
    m_done("seed " + std::to_string(m_seed) + ", base: gold " + fixed(rows[0].values["gold_sampled"], 3) + " sampled, " +
           fixed(rows[0].values["gold_greedy"], 3) + " greedy");
}

/// A reward of ratings that no picture has a part in, in a project of their own.
void StudySeed::measureProbe() {
    Session& session = *m_arms.at("probe").session;
    auto captions = session.project().captions().list({.source = CaptionSource::Model, .split = "train"});
    Rng(m_seed).fork(ProbeStream).shuffle(captions);
    captions.resize(std::min(captions.size(), static_cast<std::size_t>(m_options.ratings)));
    std::vector<std::string> texts;
    for (const auto& caption : captions) texts.push_back(caption.text);
    const auto values = ratingsByLength(texts);
    std::vector<RatingRecord> ratings(captions.size());
    for (std::size_t i = 0; i < ratings.size(); ++i) {
        ratings[i].captionId = captions[i].id;
        ratings[i].value = values[i];
        ratings[i].rater = kLengthRater;
        ratings[i].simulated = true;
    }
    session.project().decisions().rate(ratings);
    const Json learnt = runDraft(session, draftTrainReward(session.project(), settings(RewardStream), m_base), m_console);
    StudyRow row{"probe", "base", m_options.ratings, "random", "mean", m_seed, 0, {}, {}};
    put(row, "rated", learnt, "ratings");
    put(row, "image_swap", learnt, "image_swap_fall");
    put(row, "reads_image", learnt, "reads_image");
    m_results.add(label("probe"), {row});
    m_done("seed " + std::to_string(m_seed) + ", reward of the length of captions alone: falls by " +
           fixed(row.values["image_swap"], 3) + " deviations with images exchanged");
}

void StudySeed::measureReward(const std::string& queue, const RatingStep& step, Id reward, const Json& learnt) {
    const int ratings = step.ratings;
    const Json sampled = evaluate(*m_arms.at(queue).session, m_base, reward).at("sampled");
    const Json against = optional(sampled, "reward_against_gold", Json::object());
    StudyRow row{"reward", "base", ratings, queue, "mean", m_seed, 0, {}, {}};
    put(row, "spearman", against, "spearman");
    put(row, "pair_accuracy", against, "pair_accuracy");
    put(row, "rated", learnt, "ratings");
    put(row, "image_swap", learnt, "image_swap_fall");
    put(row, "reads_image", learnt, "reads_image");
    m_results.add(label("reward/" + queue + "/" + std::to_string(ratings)), {row});
    m_done("seed " + std::to_string(m_seed) + ", reward of " + std::to_string(ratings) + " ratings, " + queue + " queue: pair accuracy " +
           fixed(optional<double>(against, "pair_accuracy", std::nan("")), 3));
}

/// The round of a run that is kept, or each with the base in front, all by the captions of the same pictures.
std::vector<StudyRow> StudySeed::roundsOf(const StudyCondition& condition, Session& session, Id run, const Json& report, Id reward) {
    const auto models = session.project().models().ofRun(run);
    const int last = static_cast<int>(models.size());
    const auto captionerOf = [&](int round) { return round == 0 ? m_base : models[static_cast<std::size_t>(round - 1)].id; };
    if (!condition.everyRound) {
        const int kept = keptRound(report, last);
        return {rowOf(condition, kept, evaluate(session, captionerOf(kept), reward))};
    }
    std::vector<StudyRow> rows;
    std::vector<GoldByPicture> golds;
    for (int round = 0; round <= last; ++round)
        rows.push_back(rowOf(condition, round, evaluate(session, captionerOf(round), reward, 1, &golds.emplace_back())));
    addGoldErrors(rows, golds);
    return rows;
}

/// In a copy of the project as it is now: they cannot learn from what is rated later, and what is rated later does not hang on them.
void StudySeed::optimizeAfter(const std::string& queue, int ratings, Id reward) {
    std::vector<const StudyCondition*> due;
    for (const auto& condition : m_plan)
        if (condition.queue == queue && condition.ratings == ratings && !known(condition.name())) due.push_back(&condition);
    if (due.empty()) return;
    Arm& arm = m_arms.at(queue);
    const fs::path copy = m_folder / (queue + "-" + std::to_string(ratings) + ".attune");
    arm.session.reset();  // the file of a project is whole once it is closed
    fs::copy(arm.folder, copy, fs::copy_options::recursive);
    arm.session = Session::open(arm.folder);
    Session session = Session::open(copy);
    for (const auto* condition : due) optimize(*condition, session, condition->hasRewardModel() ? reward : 0);
}

void StudySeed::optimize(const StudyCondition& condition, Session& session, Id reward) {
    Json options = condition.options;
    options["algorithm"] = condition.algorithm;
    options["rounds"] = condition.rounds;
    if (condition.everyRound) options["guard"] = false;  // so that what comes after its word is seen as well
    const auto run = session.newRun(draftOptimize(session.project(), settings(PolicyStream, options), m_base, reward));
    const Json report = runInProcess(session, run.id, m_console);
    auto rows = roundsOf(condition, session, run.id, report, reward);
    put(rows.back(), "seconds", report, "seconds");
    if (const Json verdict = optional(report, "guard", Json()); verdict.is_object()) {
        put(rows.back(), "guard_round", verdict, "round");
        put(rows.back(), "guard_best", verdict, "best_round");
        rows.back().note = required<std::string>(verdict, "reason");
    }
    m_results.add(label(condition.name()), rows);
    m_done("seed " + std::to_string(m_seed) + ", " + condition.part + ", " + condition.shownAs() +
           (condition.hasRewardModel()       ? ", " + std::to_string(condition.ratings) + " ratings, " + condition.reward
            : condition.reward == "gold" ? ", true score"
                                         : "") +
           ": gold " +
           fixed(rows.back().values["gold_sampled"], 3) + " sampled, " + fixed(rows.back().values["gold_greedy"], 3) + " greedy");
}

}  // namespace attune::cli
