// The mouse wheel, which Qt Test does not turn.
#pragma once

#include <QApplication>
#include <QWheelEvent>
#include <QWidget>

namespace attune::test {

/// @param delta  in eighths of a degree, 120 a notch; above zero away from the hand
inline void turnWheelAt(QWidget* target, const QPointF& at, int delta, Qt::KeyboardModifiers modifiers = {}) {
    QWheelEvent event(at, target->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(target, &event);
}

inline void turnWheel(QWidget* target, int delta, Qt::KeyboardModifiers modifiers = {}) {
    turnWheelAt(target, target->rect().center(), delta, modifiers);
}

}  // namespace attune::test
