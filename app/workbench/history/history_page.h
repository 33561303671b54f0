// What was made from what: the lineage of models, all runs, and what came of them.
#pragma once

#include <QTimer>
#include <memory>

#include "workbench/history/history_actions.h"
#include "workbench/history/history_data.h"
#include "workbench/page.h"

class QSplitter;
class QStackedLayout;

namespace attune {

class CompareView;
class DetailsPanel;
class EmptyState;
class LineageView;
class RunsTable;

class HistoryPage : public Page {
    Q_OBJECT

  public:
    HistoryPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);
    ~HistoryPage() override;

    void activated() override;
    void deactivated() override;
    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

    LineageView& lineage() const { return *m_lineage; }
    RunsTable& runs() const { return *m_runs; }
    DetailsPanel& details() const { return *m_details; }
    CompareView& comparison() const { return *m_compare; }
    bool isComparing() const;

  Q_SIGNALS:
    /// What the project holds is on the screen.
    void refreshed();
    void exportWanted(qint64 model);

  private:
    QWidget* makeMain();
    void connectProject();
    void refresh();
    void refreshSoon();
    void chooseModel(qint64 model);
    void chooseRuns();
    void showChoice();
    /// On the page of its kind; where there is none, in the details.
    void showRun();
    void selectKept();
    void compare();
    void endComparison();
    void saveNote(bool isModel, qint64 id, const QString& note);
    void rename(qint64 model, const QString& name);

    std::shared_ptr<HistoryReader> m_reader;  ///< on the reader's thread
    HistoryData m_data;
    HistoryChoice m_choice;
    HistoryChoice m_kept;  ///< of the page of the window before, to select it once the rows are there
    HistoryActions* m_actions;
    QStackedLayout* m_stack;
    QSplitter* m_main;
    QSplitter* m_left;
    LineageView* m_lineage;
    RunsTable* m_runs;
    DetailsPanel* m_details;
    CompareView* m_compare;
    EmptyState* m_empty;
    QTimer m_timer;
    int m_request = 0;  ///< late answers are dropped
    int m_saving = 0;   ///< names and notes on their way to the disk: what is read meanwhile is old
    bool m_stale = true;
};

}  // namespace attune
