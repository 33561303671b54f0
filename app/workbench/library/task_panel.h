// Below the grid: how far a long task is, and then what came of it, with a list that can be copied.
#pragma once

#include <QList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace attune {

class LongTask;
class ProgressRow;
class ValueTable;
struct TableColumn;
struct TableRow;

/// Hidden while there is nothing to tell. What was told goes with the project that it is about.
class TaskPanel : public QWidget {
    Q_OBJECT

  public:
    /// What came of it, in a line: empty until there is something.
    QString summary() const;
    ValueTable* list() const { return m_list; }
    ProgressRow* progressRow() const { return m_progress; }
    /// What was told was read; a task at work stays in sight.
    virtual void dismiss();

  protected:
    TaskPanel(LongTask& task, QWidget* parent);
    /// @param name  what the list is of
    void setList(const QList<TableColumn>& columns, const QString& name, const QString& copyHelp);
    /// @param what  the name of the task
    void showProgress(const QString& what);
    /// In place of the progress; hides the panel if there are no words.
    void tell(const QString& summary, const QList<TableRow>& rows);

  private:
    LongTask& m_task;
    ProgressRow* m_progress;
    QWidget* m_report;
    QLabel* m_summary;
    QPushButton* m_copy;
    ValueTable* m_list;
};

}  // namespace attune
