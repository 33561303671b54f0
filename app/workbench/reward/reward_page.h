// Training of reward models: what there is to learn from, the curves, the report.
#pragma once

#include "data/json.h"
#include "workbench/page.h"
#include "workbench/training/training_facts.h"

class QComboBox;
class QLabel;
class QStackedLayout;
class QTabWidget;

namespace attune {

class EmptyState;
class LaunchPanel;
class RewardReportView;
struct JudgedCaption;
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
    void showReport(const Json& report, const QVector<JudgedCaption>& captions);
    QWidget* makeDoubts();

    LaunchPanel* m_panel;
    QComboBox* m_backbone;  ///< what the reward reads through
    RunBoard* m_board;
    RewardReportView* m_report;
    QWidget* m_doubts;  ///< what speaks against the reward of the selected run
    QLabel* m_doubtWords;
    QTabWidget* m_tabs;
    QStackedLayout* m_stack;
    QWidget* m_work;
    EmptyState* m_empty;
    PageId m_next = PageId::Rate;
    bool m_stale = true;
};

}  // namespace attune
