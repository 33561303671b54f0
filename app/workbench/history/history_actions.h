// The commands of the History page: to roll back, compare, reproduce, resume, judge, evaluate, export.
#pragma once

#include <QObject>
#include <functional>

#include "widgets/action_registry.h"
#include "workbench/history/history_data.h"
#include "workbench/workbench.h"

class QAction;

namespace attune {

/// What is chosen on the page: a model, or runs.
struct HistoryChoice {
    qint64 model = 0;
    QList<qint64> runs;

    qint64 run() const { return runs.size() == 1 ? runs.front() : 0; }
};

class HistoryActions : public QObject {
    Q_OBJECT

  public:
    HistoryActions(Workbench& workbench, ActionRegistry& actions, QWidget* page);

    /// Enables what can be done now, and says why the rest cannot.
    void choose(const HistoryChoice& choice, const HistoryData& data);
    /// Whether runs are compared, which one can come back from.
    void setComparing(bool comparing);
    /// Those for the details of the choice.
    QList<QAction*> forModel() const;
    QList<QAction*> forRun(const HistoryRun& run) const;
    QAction* action(const char* id) const { return m_actions.action(QLatin1String(id)); }

  Q_SIGNALS:
    void compareWanted();
    void backWanted();
    void exportWanted(qint64 model);
    void renameWanted();
    /// A run was made and waits in the queue.
    void launched(qint64 run);

  private:
    void add(const char* id, Words text, Words help, const char* icon, const QString& key, std::function<void()> run);
    void registerAll();
    void makeCurrent();
    void reproduce();
    void evaluate();
    void judge();
    void showRun();
    bool canResume(const HistoryRun& run) const;

    Workbench& m_workbench;
    ActionRegistry& m_actions;
    QWidget* m_page;
    HistoryChoice m_choice;
    HistoryData m_data;
};

}  // namespace attune
