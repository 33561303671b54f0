// Training of reward models: what there is to learn from, the curves, the report.
#pragma once

#include "data/json.h"
#include "workbench/training/training_page.h"

class QComboBox;
class QLabel;
class QTabWidget;

namespace attune {

class RewardReportView;
struct JudgedCaption;
struct PairDisagreement;
struct ReportOrigin;

class RewardPage : public TrainingPage {
    Q_OBJECT

  public:
    RewardPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

  private:
    void showFacts(const TrainingFacts& facts) override;
    void launch();
    /// With the reward model that this run made.
    void optimise(Id run);
    void loadReport(Id run);
    void showReport(const ReportOrigin& origin, const Json& report, const QVector<JudgedCaption>& captions,
                    const QVector<PairDisagreement>& pairs);
    QWidget* makeDoubts();

    QComboBox* m_backbone;  ///< what the reward reads through
    RewardReportView* m_report;
    QWidget* m_doubts;  ///< what speaks against the reward of the selected run
    QLabel* m_doubtWords;
    QTabWidget* m_tabs;
};

}  // namespace attune
