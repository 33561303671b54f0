// What the Library says to do next: in the place of pictures that are not there, and above those that have no captions yet.
#pragma once

#include <QWidget>

#include "workbench/library/library_facts.h"

class QLabel;
class QPushButton;

namespace attune {

class ActionRegistry;
class EmptyState;

/// The line above the pictures, hidden where nothing is to be said. Its button triggers the command that it names.
class LibraryGuide : public QWidget {
    Q_OBJECT

  public:
    struct State {
        bool loading = false;   ///< the first list is on its way
        bool readOnly = false;
        bool writing = false;   ///< the captioner is at work
    };

    LibraryGuide(ActionRegistry& actions, QWidget* parent);

    /// What stands where there are no pictures to show; whoever shows it owns it.
    EmptyState* emptyState() const { return m_empty; }
    void setState(const LibraryFacts& facts, const State& state);

  Q_SIGNALS:
    void importWanted(bool folder);
    void resetWanted();

  private:
    void showEmpty(const State& state);
    void showNextStep(const State& state);

    ActionRegistry& m_actions;
    LibraryFacts m_facts;
    EmptyState* m_empty;
    QLabel* m_text;
    QPushButton* m_button;
    QString m_command;
};

}  // namespace attune
