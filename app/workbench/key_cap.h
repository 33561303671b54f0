// A key as it stands on the keyboard.
#pragma once

#include <QKeySequence>
#include <QString>

namespace attune {

/// Arrows are arrows; other keys as the platform writes them.
inline QString keyCap(const QKeySequence& keys) {
    switch (keys.isEmpty() ? 0 : keys[0].toCombined()) {
        case Qt::Key_Left: return QStringLiteral("\u2190");
        case Qt::Key_Up: return QStringLiteral("\u2191");
        case Qt::Key_Right: return QStringLiteral("\u2192");
        case Qt::Key_Down: return QStringLiteral("\u2193");
        case Qt::Key_Backspace: return QStringLiteral("\u232b");
        default: return keys.toString(QKeySequence::NativeText);
    }
}

}  // namespace attune
