// What the pages that train share: a panel to launch runs from beside what they show, or what to do before there can be one.
#pragma once

#include "workbench/page.h"
#include "workbench/training/training_facts.h"

class QHBoxLayout;
class QStackedLayout;

namespace attune {

class EmptyState;
class LaunchPanel;
class RunBoard;

class TrainingPage : public Page {
    Q_OBJECT

  public:
    void activated() override;
    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

  protected:
    /// The owner makes the panel and the board, on `m_work`. @param told  what the facts are read from
    TrainingPage(PageId id, Workbench& workbench, Changes told, QWidget* parent);
    /// The layout of `m_work` with the panel in it; what runs show goes to its right.
    QHBoxLayout* makeColumns();
    void refresh();
    /// @param facts  seen through the first model of the panel
    virtual void showFacts(const TrainingFacts& facts) = 0;
    void showWork(bool ready);

    LaunchPanel* m_panel = nullptr;
    RunBoard* m_board = nullptr;
    QWidget* m_work;
    EmptyState* m_empty;
    PageId m_next = PageId::Library;  ///< where the button of the empty page leads

  private:
    QStackedLayout* m_stack;
    bool m_stale = true;
};

}  // namespace attune
