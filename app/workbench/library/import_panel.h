// Below the grid: how far an import is, and then what came of it, with every file that could not be read.
#pragma once

#include <QWidget>

#include "session/image_import.h"

class QLabel;
class QPushButton;

namespace attune {

class ImportTask;
class ProgressRow;
class ValueTable;

/// Hidden while there is nothing to tell. What came of several imports adds up until it is dismissed.
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
    void add(const ImportReport& report);
    /// All that was told and not dismissed yet; hides the panel if that is nothing.
    void showReport();

    ImportTask& m_task;
    ImportReport m_told;  ///< of all imports since the panel was dismissed
    int m_dropped = 0;    ///< imports that waited when another was cancelled
    bool m_hasTold = false;
    ProgressRow* m_progress;
    QWidget* m_report;
    QLabel* m_summary;
    QPushButton* m_copy;
    ValueTable* m_problems;
};

}  // namespace attune
