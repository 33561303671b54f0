// Curves of one kind of run: which runs are overlaid, the live one always among them.
#pragma once

#include <QSet>
#include <QWidget>

#include "widgets/plot_board.h"
#include "workbench/training/run_summary.h"
#include "workbench/workbench.h"

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace attune {

class RunBoard : public QWidget {
    Q_OBJECT

  public:
    /// @param kind  of the runs: "train_reward". @param resultTitle  of what counts most: "Spearman"
    RunBoard(Workbench& workbench, const QString& kind, const QString& resultTitle, QWidget* parent);

    PlotBoard* board() const { return m_board; }
    QTreeWidget* list() const { return m_list; }
    /// The run whose row is current; 0 if there is none.
    Id selected() const;
    /// Reads the list of runs again.
    void refresh();
    /// Checks this run, and makes its row the current one.
    void select(Id run);

  Q_SIGNALS:
    void selectionChanged(qint64 run);

  private:
    void showRuns(const std::vector<RunSummary>& runs);
    void overlay();
    void load(Id run);
    void resume();
    QString name(Id run) const;
    QTreeWidgetItem* item(Id run) const;

    Workbench& m_workbench;
    QString m_kind;
    QTreeWidget* m_list;
    QPushButton* m_resume;
    PlotBoard* m_board;
    QSet<Id> m_shown;     ///< overlaid
    QSet<Id> m_unwanted;  ///< unchecked by the user
    QSet<Id> m_resumable;
    bool m_filling = false;
};

}  // namespace attune
