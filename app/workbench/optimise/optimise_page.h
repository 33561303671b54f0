// Rounds of policy optimisation: launch, watch the curves and the captions, stop, resume.
#pragma once

#include "workbench/page.h"
#include "workbench/training/training_facts.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace attune {

class EmptyState;
class LaunchPanel;
class RunBoard;
class SampleList;

class OptimisePage : public Page {
    Q_OBJECT

  public:
    OptimisePage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);
    void activated() override;

  private:
    QWidget* makeRight();
    void refresh();
    void showFacts(const TrainingFacts& facts);
    /// Pictures, and what speaks against the reward model that is chosen.
    void showFactsOfReward();
    void showObstacle();
    /// What the form's algorithm changes around it.
    void followAlgorithm();
    /// DPO needs no reward model.
    void learnFromPairs();
    void launch();
    /// The captioner that the run made, against the one that it started from.
    void judge(Id run);
    void loadSamples(Id run);
    void putSample(Id run, const Json& data);
    void takeEvent(qint64 run, const Event& event);
    /// @param warning  empty: what the guard is there for
    void showGuard(const QString& warning);
    /// @param stopped  {stops, round, text, best_round}, "guard" of the run's report; null if it said nothing
    void showStop(Id run, const Json& stopped);
    void makeBestCurrent();

    LaunchPanel* m_panel;
    QComboBox* m_policy;
    QComboBox* m_reward;
    RunBoard* m_board;
    SampleList* m_samples;
    QLabel* m_guard;
    QPushButton* m_makeCurrent;
    QPair<Id, int> m_best;  ///< run and round that the guard points at
    QStackedLayout* m_stack;
    QWidget* m_work;
    EmptyState* m_empty;
    PageId m_next = PageId::Library;
    bool m_stale = true;
    std::int64_t m_trainImages = 0;
    std::vector<ModelRecord> m_rewards;
    std::string m_algorithm;  ///< that the form shows
};

}  // namespace attune
