// Everything about the model or run that is chosen: name, note, where it comes from, figures, folder, what to do with it.
#pragma once

#include <QTimer>
#include <QWidget>
#include <map>
#include <utility>

#include "workbench/history/history_words.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace attune {

class ElidedLabel;
class FlowLayout;
class Section;

/// What the panel shows of one model or run.
struct Details {
    bool isModel = false;
    qint64 id = 0;  ///< 0: nothing is chosen
    QString title;  ///< of a run; of a model its name, which can be changed
    QString kind;
    QString note;
    QString folder;
    Problem problem;  ///< of a run that failed or was cut off
    WordPairs facts;
    WordPairs options;
    QString optionsNone;  ///< shown where `options` is empty; empty: no such part
    WordPairs figures;
};

/// Name and note are told when they are left, the note also a moment after the last key, and only if they changed.
class DetailsPanel : public QWidget {
    Q_OBJECT

  public:
    explicit DetailsPanel(QWidget* parent = nullptr);

    /// What is being typed about the same model or run stays.
    void show(const Details& details, const QList<QAction*>& actions);
    /// Scrolls to what came of the model or run: its figures, or else what went wrong.
    void showResults();
    void setEditable(bool editable);
    /// Tells what was typed and not told yet, and again what could not be saved, of others than the one shown, too.
    void flush();
    /// What came of noted(). A note that was not saved stays on the screen, which says so.
    void noteSaved(bool isModel, qint64 id, const QString& note);
    void noteNotSaved(bool isModel, qint64 id, const QString& note);
    /// Of another project nothing is kept.
    void forgetNotes();

  Q_SIGNALS:
    void renamed(qint64 model, const QString& name);
    void noted(bool isModel, qint64 id, const QString& note);

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    QWidget* makeHead();
    QWidget* makeFolderRow();
    void fillPairs(Section* section, const WordPairs& pairs);
    void showActions(const QList<QAction*>& actions);
    void showProblem(const Problem& problem);
    void showUnsaved();

    /// A note that is not known to be on disk.
    struct Unsaved {
        QString note;
        bool told = false;  ///< it is on its way; false: to be told with the next flush
    };

    Details m_shown;
    std::map<std::pair<bool, qint64>, Unsaved> m_unsaved;  ///< by isModel and id
    QList<QAction*> m_actions;  ///< that have a button now
    QTimer m_noteTimer;
    QLabel* m_nothing;
    QScrollArea* m_scroll;
    QLabel* m_title;
    QLineEdit* m_name;
    QLabel* m_kind;
    QLabel* m_problem;
    QLabel* m_problemMore;
    QWidget* m_buttons;
    FlowLayout* m_buttonRow;
    QPlainTextEdit* m_note;
    QLabel* m_notSaved;
    Section* m_facts;
    Section* m_options;
    Section* m_figures;
    ElidedLabel* m_folder;
};

}  // namespace attune
