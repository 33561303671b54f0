// Below the grid: how far an import is, and then what came of it, with every file that could not be read.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace attune {

class ImportTask;
class ProgressRow;
class ValueTable;
struct ImportReport;

/// Hidden while there is nothing to tell.
class ImportPanel : public QWidget {
    Q_OBJECT

  public:
    explicit ImportPanel(ImportTask& task, QWidget* parent = nullptr);

    /// "123 added, 4 known already, 2 could not be read."
    QString summary() const;
    ValueTable* problems() const { return m_problems; }
    ProgressRow* progressRow() const { return m_progress; }
    void dismiss();

  private:
    void showProgress();
    void showReport(const ImportReport& report);

    ImportTask& m_task;
    ProgressRow* m_progress;
    QWidget* m_report;
    QLabel* m_summary;
    QPushButton* m_copy;
    ValueTable* m_problems;
};

}  // namespace attune
