// How far an import is, and then what came of it, with every file that could not be read.
#pragma once

#include "session/image_import.h"
#include "workbench/library/task_panel.h"

namespace attune {

class ImportTask;

/// What came of several imports adds up until it is dismissed.
class ImportPanel : public TaskPanel {
    Q_OBJECT

  public:
    explicit ImportPanel(ImportTask& task, QWidget* parent = nullptr);

    void dismiss() override;

  private:
    void showTask();
    void add(const ImportReport& report);
    /// All that was told and not dismissed yet; hides the panel if that is nothing.
    void showReport();

    ImportTask& m_task;
    ImportReport m_told;  ///< of all imports since the panel was dismissed
    int m_dropped = 0;    ///< imports that waited when another was cancelled
    bool m_hasTold = false;
};

}  // namespace attune
