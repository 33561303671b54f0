// What a widget says in words.
#pragma once

#include <QLabel>
#include <QWidget>
#include <algorithm>

namespace attune::test {

/// Whether a label in it that is visible says this. @param part  of what it says
inline bool says(const QWidget* widget, const QString& part) {
    const auto labels = widget->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text().contains(part); });
}

}  // namespace attune::test
