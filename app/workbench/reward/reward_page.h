// Training of reward models: what there is to learn from, the curves, the report.
#pragma once

#include "workbench/page.h"
#include "workbench/training/training_facts.h"

class QComboBox;
class QStackedLayout;
class QTabWidget;

namespace attune {

class EmptyState;
class LaunchPanel;
class RewardReportView;
class RunBoard;

class RewardPage : public Page {
    Q_OBJECT

  public:
    RewardPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);
    void activated() override;

  private:
    void refresh();
    void showFacts(const TrainingFacts& facts);
    void launch();
    void loadReport(Id run);

    LaunchPanel* m_panel;
    QComboBox* m_backbone;  ///< what the reward reads through
    RunBoard* m_board;
    RewardReportView* m_report;
    QTabWidget* m_tabs;
    QStackedLayout* m_stack;
    QWidget* m_work;
    EmptyState* m_empty;
    PageId m_next = PageId::Rate;
    bool m_stale = true;
};

}  // namespace attune
