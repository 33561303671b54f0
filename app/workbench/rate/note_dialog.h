// Where a note on a caption is written.
#pragma once

#include <QInputDialog>

class QPlainTextEdit;

namespace attune {

class NoteDialog : public QInputDialog {
    Q_OBJECT

  public:
    /// @param caption  that the note is on
    /// @param note  what is noted so far
    NoteDialog(const QString& caption, const QString& note, QWidget* parent);

    void setVisible(bool visible) override;

  private:
    QPlainTextEdit* m_field;
};

}  // namespace attune
