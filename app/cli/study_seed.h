// One seed of a study: a project of its own, and what every condition makes of it.
#pragma once

#include <functional>

#include "console.h"
#include "session/session.h"
#include "study_errors.h"
#include "study_plan.h"
#include "study_rows.h"

namespace attune::cli {

class StudySeed {
  public:
    /// @param done  told after each condition, with a sentence
    StudySeed(const StudyOptions& options, std::uint64_t seed, StudyFile& results, std::function<void(const std::string&)> done);

    /// Steps of a seed that nothing is known of yet.
    std::size_t steps() const { return m_steps; }
    /// Measures what the results do not hold yet. @throws Error, Cancelled
    void run();

  private:
    /// A project that is rated in one order.
    struct Arm {
        std::filesystem::path folder;
        std::optional<Session> session;
    };

    std::string label(const std::string& name) const;
    bool known(const std::string& name) const { return m_results.has(label(name)); }
    JobSettings settings(std::uint64_t stream, Json options = Json::object()) const;
    void makeProjects();
    void rate(const std::string& queue);
    void measureBase();
    void measureProbe();
    bool asksProbe() const { return hasPart(m_options, "probe") && !known("probe"); }
    /// @param learnt  the report of the run that trained it
    void measureReward(const std::string& queue, const RatingStep& step, Id reward, const Json& learnt);
    /// The conditions of this queue and number of ratings. @param reward  what learnt from so many; 0: none
    void optimizeAfter(const std::string& queue, int ratings, Id reward);
    void optimize(const StudyCondition& condition, Session& session, Id reward);
    /// @param captions  where to put the true scores of the sampled ones, by picture; null: nowhere
    Json evaluate(Session& session, Id model, Id reward, double temperature = 1, GoldByPicture* captions = nullptr);
    /// @param report  of the run
    std::vector<StudyRow> roundsOf(const StudyCondition& condition, Session& session, Id run, const Json& report, Id reward);
    StudyRow rowOf(const StudyCondition& condition, int round, const Json& report) const;

    const StudyOptions& m_options;
    std::uint64_t m_seed;
    StudyFile& m_results;
    std::function<void(const std::string&)> m_done;
    std::vector<StudyCondition> m_plan;
    std::size_t m_steps = 0;
    Console m_console{true};
    std::filesystem::path m_folder;
    std::map<std::string, Arm> m_arms;  ///< by queue
    Id m_base = 0;
};

}  // namespace attune::cli
