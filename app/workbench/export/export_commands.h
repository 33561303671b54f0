// File, Export and File, Import decisions.
#pragma once

#include <QObject>
#include <functional>

class QMainWindow;

namespace attune {

class ActionRegistry;
class Workbench;

/// Registers file.export and file.import_decisions.
class ExportCommands : public QObject {
    Q_OBJECT

  public:
    ExportCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window);

    /// @param model  0: see ExportDialog
    void openDialog(qint64 model = 0);
    /// Takes in the decisions of a file, as one step that one Undo takes back.
    void importDecisions(const QString& file);

  Q_SIGNALS:
    /// What was taken in, in words.
    void imported(const QString& words);

  private:
    void chooseDecisions();
    void updateAvailable();

    Workbench& m_workbench;
    ActionRegistry& m_actions;
    QMainWindow* m_window;
};

}  // namespace attune
