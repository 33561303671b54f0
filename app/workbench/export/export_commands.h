// File, Export and File, Import decisions.
#pragma once

#include <QObject>
#include <QPointer>

class QDialog;
class QMainWindow;

namespace attune {

class ActionRegistry;
class DecisionImport;
class ExportDialog;
class Workbench;
struct DecisionImportOutcome;
struct ExportOutcome;

/// Registers file.export and file.import_decisions.
class ExportCommands : public QObject {
    Q_OBJECT

  public:
    ExportCommands(Workbench& workbench, ActionRegistry& actions, QMainWindow* window);

    /// @param model  0: see ExportDialog
    void openDialog(qint64 model = 0);
    /// Takes in the decisions of a file, as one step that one Undo takes back. What lasts is shown, and can be stopped.
    void importDecisions(const QString& file);

  Q_SIGNALS:
    /// What was taken in, in words.
    void imported(const QString& words);
    /// An export is done whose dialog was closed. @param notes  what it could not hold; may be empty
    void exported(const QString& words, const QString& notes);

  private:
    void chooseDecisions();
    void showImport();
    void tellImport(const DecisionImportOutcome& outcome);
    /// Of an export whose dialog was closed.
    void tell(const ExportOutcome& outcome);
    void updateAvailable();

    Workbench& m_workbench;
    ActionRegistry& m_actions;
    QMainWindow* m_window;
    QPointer<ExportDialog> m_dialog;  ///< the last one, as long as it is there
    DecisionImport& m_import;
    QPointer<QDialog> m_importDialog;  ///< of an import that lasts
};

}  // namespace attune
