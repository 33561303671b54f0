#include "widgets/caption_editor.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "widgets/theme.h"

namespace attune {

CaptionEditor::CaptionEditor(QWidget* parent)
    : QWidget(parent), m_edit(new QPlainTextEdit(this)), m_hint(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kGrid / 2);
    column->addWidget(m_edit);
    column->addWidget(m_hint);
    m_edit->setFont(theme::font(theme::Text::Large));
    m_edit->setTabChangesFocus(true);
    m_edit->setAccessibleName(tr("Caption to edit"));
    m_edit->setFixedHeight(4 * QFontMetrics(m_edit->font()).lineSpacing() + 2 * theme::kGrid);
    m_edit->installEventFilter(this);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    theme::makeQuiet(m_hint);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_problem.clear();
        m_hint->setText(tr("Enter saves, Escape leaves the caption as it was."));
    });
}

void CaptionEditor::begin(const QString& text) {
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_problem.clear();
    m_hint->setText(tr("Enter saves, Escape leaves the caption as it was."));
    m_edit->setFocus(Qt::OtherFocusReason);
}

QString CaptionEditor::text() const {
    return m_edit->toPlainText().simplified();
}

QString CaptionEditor::problem() const {
    return m_problem;
}

void CaptionEditor::save() {
    if (!text().isEmpty()) {
        Q_EMIT saved(text());
        return;
    }
    m_problem = tr("A caption cannot be empty. Write what the image shows, or press Escape.");
    m_hint->setText(m_problem);
}

bool CaptionEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (event->type() == QEvent::ShortcutOverride) {
        // Every key belongs to the text while it is written, the digits and letters that rate and flag as
        // well.
        const auto modifiers = static_cast<QKeyEvent*>(event)->modifiers();
        if (!(modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
            event->accept();
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    if (enter) {
        save();
        return true;
    }
    if (key == Qt::Key_Escape) {
        Q_EMIT left();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace attune
