// Rounds of policy optimisation: launch, watch the curves and the captions, stop, resume.
#pragma once

#include "workbench/training/training_page.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;

namespace attune {

class SampleList;

class OptimisePage : public TrainingPage {
    Q_OBJECT

  public:
    OptimisePage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);
    ~OptimisePage() override;

  private:
    QWidget* makeRight();
    QWidget* makeGuard(QWidget* parent);
    void showFacts(const TrainingFacts& facts) override;
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
    void makePointedCurrent();

    QComboBox* m_policy;
    QComboBox* m_reward;
    QSplitter* m_rows;
    SampleList* m_samples;
    QLabel* m_guard;
    QPushButton* m_makeCurrent;
    QPair<Id, int> m_pointed;  ///< run and round that the guard points at; 0: the captioner that the run began with
    std::int64_t m_trainImages = 0;
    std::vector<ModelRecord> m_rewards;
    qint64 m_wantedReward = 0;  ///< to be chosen once it is listed
    std::string m_algorithm;  ///< that the form shows
};

}  // namespace attune
