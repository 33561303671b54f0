#include <chrono>
#include <deque>
#include <iostream>
#include <memory>

#include "commands.h"
#include "console.h"
#include "data/file.h"
#include "data/policy_presets.h"
#include "session/demo_world.h"
#include "study_fingerprint.h"
#include "study_report.h"
#include "study_seed.h"

namespace attune::cli {

namespace {

namespace fs = std::filesystem;

/// Says after each step how many are left, and about how long they take.
class StudyProgress {
  public:
    StudyProgress(std::size_t steps, bool silent) : m_steps(steps), m_silent(silent) {}

    void done(const std::string& text) {
        ++m_done;
        if (m_silent) return;
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
        const double left = seconds / static_cast<double>(m_done) * static_cast<double>(m_steps - m_done);
        std::cerr << m_done << " / " << m_steps << "  " << text << (m_done < m_steps ? "; about " + duration(left) + " left" : "") << std::endl;
    }

  private:
    std::size_t m_steps, m_done = 0;
    bool m_silent;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

void writeTables(const StudyOptions& options, const StudyFile& results) {
    writeFileAtomically(options.out / "study.csv", studyCsv(results.rows()));
    writeStudyReport(StudySummary(results.rows()), options.ratings, firstAlgorithm(options), options.out / "study.html");
}

void runStudy(const StudyOptions& options, const Globals& globals) {
    std::error_code failure;
    fs::create_directories(options.out, failure);
    if (failure) throw Error("cannot make the folder " + options.out.string(), failure.message());
    StudyFile results(options.out / "rows.jsonl",
                      {options.ratings, options.rounds, ATTUNE_VERSION, studyFingerprint(demoCaptionerHash())});
    std::unique_ptr<StudyProgress> progress;
    std::deque<StudySeed> seeds;
    std::size_t steps = 0;
    for (int i = 0; i < options.seeds; ++i) {
        seeds.emplace_back(options, options.firstSeed + static_cast<std::uint64_t>(i), results,
                           [&progress](const std::string& text) { progress->done(text); });
        steps += seeds.back().steps();
    }
    progress = std::make_unique<StudyProgress>(steps, globals.silent());
    try {
        for (auto& seed : seeds) {
            seed.run();
            writeTables(options, results);
        }
    } catch (const Cancelled&) {
        writeTables(options, results);
        throw Error("stopped", "what was measured is kept", "the same command goes on from there");
    }
    writeTables(options, results);
    const auto targets = studyTargets(StudySummary(results.rows()), options.ratings, firstAlgorithm(options));
    if (globals.json) {
        Json list = Json::array();
        for (const auto& target : targets) list.push_back({{"wanted", target.wanted}, {"found", target.found}, {"verdict", target.verdict}});
        return printJson({{"targets", list}, {"table", (options.out / "study.csv").string()}, {"report", (options.out / "study.html").string()}});
    }
    for (const auto& target : targets) std::cout << target.verdict << ": " << target.wanted << "\n    " << target.found << "\n";
    std::cout << "table: " << fs::absolute(options.out / "study.csv").string() << "\n"
              << "report: " << fs::absolute(options.out / "study.html").string() << "\n";
}

}  // namespace

void addStudyCommand(CLI::App& app, Globals& globals) {
    const auto options = std::make_shared<StudyOptions>();
    auto* command = addCommand(app, globals, "study",
                               "Measure the loop on the demo world over several seeds: algorithms, ratings, queues, guard. Takes a quarter "
                               "of an hour a seed and more; stopped, the same command goes on where it was");
    command->add_option("--out", options->out, "Folder for table, report and what was measured so far [attune-study]");
    command->add_option("--seeds", options->seeds, "How many projects, each with a seed of its own [5]")->check(CLI::Range(1, 1000));
    command->add_option("--first-seed", options->firstSeed, "The first of the seeds [0]");
    command->add_option("--ratings", options->ratings, "Simulated ratings of the main comparison [200]")->check(CLI::Range(40, 250));
    command->add_option("--rounds", options->rounds, "Rounds of optimisation [5]")->check(CLI::Range(1, 1000));
    command->add_option("--algorithm", options->algorithms, "Only these; the first one stands for all in the other parts [all]")
        ->delimiter(',')
        ->check(CLI::IsMember(policyAlgorithms()));
    command->add_option("--parts", options->parts, "Only these comparisons, separated by commas [all]")
        ->delimiter(',')
        ->check(CLI::IsMember(studyParts()));
    command->add_flag("--keep", options->keep, "Keep the projects, too (about 1 GB a seed)");
    command->callback([options, &globals] { runStudy(*options, globals); });
}

}  // namespace attune::cli
