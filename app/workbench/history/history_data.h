// All models and runs of a project with the figures that tell them apart.
#pragma once

#include <QString>
#include <cstdint>
#include <optional>
#include <vector>

#include "project/project.h"
#include "workbench/history/run_ends.h"

namespace attune {

/// Of which captions an evaluation's figures are: of sampled ones where it sampled, else of greedy ones.
struct EvaluationBasis {
    bool sampled = false;
    double temperature = 1;   ///< of sampled ones
    std::int64_t images = 0;  ///< 0: not told
};

struct HistoryModel {
    ModelRecord record;  ///< `info` without long lists
    QString folder;      ///< absolute
    bool current = false;
    // Of the newest evaluation, at temperature 1 if there is one; else (reward, KL) of what it wrote for
    // the round after it to learn from.
    std::optional<double> reward, kl, gold;
    bool fromEvaluation = false;
    EvaluationBasis basis;  ///< of the evaluation
    std::optional<double> spearman;  ///< of a reward model, on held-out ratings
};

struct HistoryRun {
    RunRecord record;
    RunEnds ends;
    QString folder;  ///< absolute
    std::optional<double> firstScore, lastScore, lastKl;  ///< of policy optimisation
};

struct HistoryData {
    std::vector<HistoryModel> models;  ///< parents before children
    std::vector<HistoryRun> runs;      ///< oldest first

    const HistoryModel* model(Id id) const;
    const HistoryRun* run(Id id) const;
    /// "base, round 1, round 2": from the root to the model.
    std::vector<const HistoryModel*> chain(Id model) const;
};

/// Remembers what it has read of run folders. For the reader's thread.
class HistoryReader {
  public:
    HistoryData read(Project& project);

  private:
    RunEndsReader m_ends;
};

EvaluationBasis basisOf(const Json& report);

/// The number at a path such as {"sampled", "kl"}; nothing where there is none.
std::optional<double> numberAt(const Json& object, std::initializer_list<const char*> path);

}  // namespace attune
