#include "widgets/key_field.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace attune {

KeyField::KeyField(QWidget* parent) : QKeySequenceEdit(parent) {
    // The line edit inside has a button to clear itself; the key sequence must follow.
    if (auto* inner = findChild<QLineEdit*>()) {
        inner->setClearButtonEnabled(true);
        connect(inner, &QLineEdit::textChanged, this, [this](const QString& text) {
            if (m_pressing || !text.isEmpty() || m_shown.isEmpty()) return;
            m_shown = {};
            Q_EMIT taken({});
        });
    }
    keepWords();
}

void KeyField::keepWords() {
    // Qt's own mean another kind of shortcut in Chinese, or are English there.
    auto* inner = findChild<QLineEdit*>();
    if (const QString words = tr("Press the keys"); inner && inner->placeholderText() != words) inner->setPlaceholderText(words);
}

void KeyField::setName(const QString& name) {
    setAccessibleName(name);
    if (auto* inner = findChild<QLineEdit*>()) inner->setAccessibleName(name);
}

void KeyField::showKey(const QKeySequence& key) {
    m_pressing = true;
    m_shown = key;
    setKeySequence(key);
    keepWords();
    m_pressing = false;
}

bool KeyField::event(QEvent* event) {
    const bool taken = QKeySequenceEdit::event(event);
    keepWords();  // Qt sets its own again at keys, and a second after them
    return taken;
}

void KeyField::keyPressEvent(QKeyEvent* event) {
    m_pressing = true;
    QKeySequenceEdit::keyPressEvent(event);
    const QKeySequence now = keySequence();
    // QKeySequenceEdit would wait a second for up to three more; nobody expects chords here.
    if (!now.isEmpty()) {
        showKey(QKeySequence(now[0]));
        Q_EMIT taken(m_shown);
        return;
    }
    m_pressing = false;
}

void KeyField::focusOutEvent(QFocusEvent* event) {
    QKeySequenceEdit::focusOutEvent(event);
    showKey(m_shown);  // a modifier alone leaves the field empty
}

}  // namespace attune
