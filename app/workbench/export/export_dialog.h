// Out of the project: a format, a model where it is about one, a place; and what came of it, in words.
#pragma once

#include <QDialog>
#include <QPointer>

#include "workbench/export/export_task.h"
#include "workbench/workbench.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace attune {

class ProgressRow;

/// Stays open after an export, so that another format can follow; closing it does not stop one at work.
class ExportDialog : public QDialog {
    Q_OBJECT

  public:
    /// @param model  chosen at first, with the checkpoint format; 0: the current captioner, with the format used last
    ExportDialog(Workbench& workbench, QWidget* parent, qint64 model = 0);

  Q_SIGNALS:
    /// For tests: an export ended, one way or the other.
    void ended();

  private:
    void makeFormats();
    QWidget* makeForm();
    void makeOutcome();
    QDialogButtonBox* makeButtons();
    void chooseFormat(const QString& wanted);
    void fillModels(qint64 chosen);
    void showFormat();
    void suggestPath();
    void browse();
    void start(bool overwrite);
    void showProgress();
    void take(const ExportOutcome& outcome);
    void askToOverwrite(const QString& path);
    void showDone(const ExportOutcome& outcome);
    void showWords(const QStringList& lines, bool bad);
    void showProblem(const Problem& problem);
    void setBusy(bool busy);
    QString format() const;

    Workbench& m_workbench;
    ExportTask& m_task;
    QListWidget* m_formats;
    QLabel* m_sentence;
    QLabel* m_modelLabel;
    QComboBox* m_model;
    QCheckBox* m_judge;
    QLineEdit* m_path;
    QPushButton* m_browse;
    QPushButton* m_export;
    QPushButton* m_open;
    ProgressRow* m_progress;
    QLabel* m_result;
    QString m_exported;         ///< the path of the last one
    QPointer<QWidget> m_focus;  ///< where the keyboard was before an export
    bool m_pathIsOurs = true;   ///< the path was suggested, not typed
    QString m_folder;           ///< chosen here, for whatever format; empty: none
};

}  // namespace attune
