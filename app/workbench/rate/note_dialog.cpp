#include "workbench/rate/note_dialog.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>

#include "widgets/tab_order.h"

namespace attune {

NoteDialog::NoteDialog(const QString& caption, const QString& note, QWidget* parent) : QInputDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Note"));
    setOption(UsePlainTextEditForTextInput);
    setLabelText(caption);
    m_field = findChild<QPlainTextEdit*>();
    if (!m_field) return;
    m_field->setAccessibleName(tr("Note"));
    // The dialog's own setter fills the line that this field stands in for.
    m_field->setPlainText(note);
    // Qt makes its buttons first.
    tabInOrder({m_field, findChild<QDialogButtonBox*>()});
    m_field->setFocus();
}

void NoteDialog::setVisible(bool visible) {
    QInputDialog::setVisible(visible);
    // Shown, the dialog has selected what was noted before: a key would erase it.
    if (visible && m_field) m_field->moveCursor(QTextCursor::End);
}

}  // namespace attune
