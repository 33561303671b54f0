// What the parts of the house style share: edges, boxes, mixtures of two colours.
#pragma once

#include <QApplication>
#include <QPainter>
#include <QStyleOption>

#include "widgets/theme.h"

namespace attune::house {

inline bool isEnabled(const QStyleOption& option) { return option.state & QStyle::State_Enabled; }

/// @param share  of the second colour, 0 to 1
inline QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto mix = [share](int x, int y) { return static_cast<int>(x + (y - x) * share + 0.5); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

/// What is written on the accent.
inline QColor onAccent() { return QApplication::palette().color(QPalette::HighlightedText); }

/// The line round a control: the accent where the keyboard is.
inline QColor edge(const QStyleOption& option) {
    if (isEnabled(option) && option.state & QStyle::State_HasFocus) return theme::accent();
    return isEnabled(option) ? mixed(theme::line(), theme::quietText(), 0.35) : theme::line();
}

/// The button to press next: Enter presses it.
inline bool isPrimary(const QStyleOption& option) {
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    return button && isEnabled(option) && button->features & QStyleOptionButton::DefaultButton;
}

inline void box(QPainter& painter, const QRect& rect, const QBrush& ground, const QPen& line, double radius = 3) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line);
    painter.setBrush(ground);
    const double inset = line.style() == Qt::NoPen ? 0.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

}  // namespace attune::house
