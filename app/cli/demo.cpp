#include "demo.h"

#include <chrono>

#include "data/rng.h"
#include "demo_project.h"
#include "demo_report.h"
#include "run_in_process.h"
#include "score_after.h"

namespace attune::cli {

namespace fs = std::filesystem;

namespace {

/// Streams of one seed: what is drawn for one purpose does not shift what is drawn for another.
enum Stream : std::uint64_t { RaterStream = 1, RewardStream, PolicyStream, EvaluationStream };

std::uint64_t streamOf(std::uint64_t seed, Stream stream) { return Rng(seed).fork(stream).next(); }

class Demo {
  public:
    Demo(const DemoOptions& options, Console& console)
        : m_options(options), m_console(console), m_session(Session::create(options.out / "demo.attune")) {
        m_result.seed = options.seed;
        m_result.algorithm = options.algorithm;
        m_result.report = options.out / "report.html";
    }

    DemoResult run() {
        const auto begin = std::chrono::steady_clock::now();
        m_base = fillDemoProject(m_session, {.seed = m_options.seed}, m_console);
        m_session.rateSimulated(m_options.ratings, streamOf(m_options.seed, RaterStream));
        m_result.reward = runDraft(m_session, draftTrainReward(project(), settings(RewardStream), m_base), m_console);
        m_reward = project().models().latest("reward")->id;
        scoreAfterTraining(m_session, m_console);

        measure(0, m_base);
        m_result.baseAt07 = goldAt(0.7);
        m_result.baseAt05 = goldAt(0.5);
        optimize();
        m_result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        writeDemoReport(m_result, m_session, m_captions);
        return m_result;
    }

  private:
    Project& project() { return m_session.project(); }

    JobSettings settings(Stream stream, Json options = Json::object()) const {
        JobSettings s;
        s.seed = streamOf(m_options.seed, stream);
        s.device = "cpu";  // so that a seed means the same everywhere
        s.options = std::move(options);
        return s;
    }

    void optimize() {
        auto draft = draftOptimize(project(), settings(PolicyStream, {{"algorithm", m_options.algorithm}, {"rounds", m_options.rounds}}), m_base,
                                   m_reward);
        const auto run = m_session.newRun(draft);
        runInProcess(m_session, run.id, m_console);
        int round = 0;
        for (const auto& model : project().models().ofRun(run.id)) {
            measure(++round, model.id);
            for (const auto& metric : project().metrics().list(run.id, "time/round"))
                if (metric.step == round) m_result.rounds.back().seconds = metric.value;
        }
    }

    /// Captions the held-out pictures and keeps the numbers.
    void measure(int round, Id model) {
        auto draft = draftEvaluate(project(), settings(EvaluationStream), model, m_reward);
        const auto run = m_session.newRun(draft);
        const Json report = runInProcess(m_session, run.id, m_console);
        const Json& sampled = report.at("sampled");
        DemoRound r;
        r.round = round;
        r.goldSampled = required<double>(sampled, "gold");
        r.goldGreedy = required<double>(report.at("greedy"), "gold");
        r.proxy = required<double>(sampled, "reward");
        r.kl = optional(sampled, "kl", 0.0);
        r.length = required<double>(sampled, "length");
        m_result.rounds.push_back(r);
        if (round == 0) m_result.againstGold = optional(sampled, "reward_against_gold", Json::object());
        m_captions.push_back(run.folder / required<std::string>(report, "captions"));
    }

    double goldAt(double temperature) {
        const auto draft = draftEvaluate(project(), settings(EvaluationStream, {{"temperature", temperature}}), m_base);
        return required<double>(runDraft(m_session, draft, m_console).at("sampled"), "gold");
    }

    const DemoOptions& m_options;
    Console& m_console;
    Session m_session;
    DemoResult m_result;
    std::vector<fs::path> m_captions;  ///< of each round, the base first
    Id m_base = 0, m_reward = 0;
};

}  // namespace

Json toJson(const DemoResult& result) {
    Json rounds = Json::array();
    for (const auto& r : result.rounds)
        if (r.round > 0)
            rounds.push_back({{"round", r.round}, {"gold_sampled", r.goldSampled}, {"gold_greedy", r.goldGreedy},
                              {"proxy", r.proxy}, {"kl", r.kl}, {"length", r.length}, {"seconds", r.seconds}});
    const auto& base = result.rounds.front();
    return {{"seed", result.seed},
            {"algorithm", result.algorithm},
            {"base",
             {{"gold_sampled", base.goldSampled}, {"gold_greedy", base.goldGreedy}, {"gold_sampled_at_0.7", result.baseAt07},
              {"gold_sampled_at_0.5", result.baseAt05}, {"proxy", base.proxy}, {"length", base.length}}},
            {"reward_model",
             {{"ratings", result.reward.value("ratings", 0)},
              {"spearman", result.againstGold.value("spearman", Json())},
              {"pair_accuracy", result.againstGold.value("pair_accuracy", Json())},
              {"spearman_with_ratings", result.reward.value("spearman", Json())},
              {"pair_accuracy_with_ratings", result.reward.value("pair_accuracy", Json())},
              {"seconds", result.reward.value("seconds", 0.0)}}},
            {"rounds", rounds},
            {"seconds", result.seconds},
            {"report", fs::absolute(result.report).string()}};
}

DemoResult runDemo(const DemoOptions& options, Console& console) {
    std::error_code failure;
    if (fs::exists(options.out) && !fs::is_empty(options.out, failure))
        throw Error(options.out.string() + " holds something already", "the demo makes a project of its own",
                    "name a new folder with --out");
    fs::create_directories(options.out, failure);
    if (failure) throw Error("cannot make the folder " + options.out.string(), failure.message());
    return Demo(options, console).run();
}

}  // namespace attune::cli
