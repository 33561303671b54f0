// The controls of a page or dialog as one meets them without a mouse: their names, and the order in which Tab reaches them.
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

namespace attune::test {

/// Words by which a screen reader, or a person, knows the control.
inline QString nameOf(const QWidget* widget) {
    if (!widget->accessibleName().isEmpty()) return widget->accessibleName();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget); button && !button->text().isEmpty()) return button->text();
    if (const auto* label = qobject_cast<const QLabel*>(widget)) return label->text();
    for (const QLabel* label : widget->window()->findChildren<QLabel*>())
        if (label->buddy() == widget) return label->text();
    return {};
}

/// A control inside another (the line of a spin box) goes by the name of that.
inline bool isPart(const QWidget* widget) {
    const QWidget* parent = widget->parentWidget();
    return qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QLineEdit*>(parent);
}

/// Controls in it that nobody could name.
inline QStringList namelessControls(const QWidget* root) {
    QStringList nameless;
    for (const QWidget* widget : root->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || isPart(widget)) continue;
        // Scroll areas that hold controls, splitters and tab pages only pass the focus on.
        const bool control = !qobject_cast<const QScrollArea*>(widget) && !qobject_cast<const QStackedWidget*>(widget) &&
                             !qobject_cast<const QTabWidget*>(widget) && !qobject_cast<const QTabBar*>(widget) &&
                             !qobject_cast<const QSplitter*>(widget);
        // A button or a label without a word is one that has nothing to say now, and hides or keeps its place.
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const auto* label = qobject_cast<const QLabel*>(widget);
        if ((label && label->text().isEmpty()) || (button && button->icon().isNull() && !widget->isVisibleTo(root))) continue;
        if (widget->window() != root->window()) continue;  // the list that a combo box opens
        if (control && nameOf(widget).isEmpty() && !qobject_cast<QAbstractItemView*>(widget->parentWidget()))
            nameless.append(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName()));
    }
    return nameless;
}

/// The controls of a page or dialog in the order in which Tab reaches them.
inline QList<QWidget*> tabOrder(QWidget* root) {
    QList<QWidget*> order;
    QWidget* at = root;
    do {
        const bool takesTab = at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus);
        if (at != root && takesTab && root->isAncestorOf(at) && at->window() == root->window()) order.append(at);
        at = at->nextInFocusChain();
    } while (at != root);
    return order;
}

/// Steps of Tab that go up or to the left. Down the column, or to the right in the line, is how one reads; a column further
/// right begins anew at its top.
inline QStringList backwardSteps(QWidget* root) {
    constexpr int kTouch = 4;  // pixels by which neighbours may overlap
    const auto placeOf = [root](const QWidget* widget) { return QRect(widget->mapTo(root, QPoint(0, 0)), widget->size()); };
    const auto describe = [](const QWidget* widget, const QRect& at) {
        return QStringLiteral("%1 \"%2\" (%3, %4, %5 x %6)")
            .arg(QLatin1String(widget->metaObject()->className()), nameOf(widget))
            .arg(at.x())
            .arg(at.y())
            .arg(at.width())
            .arg(at.height());
    };
    QStringList backwards;
    const auto order = tabOrder(root);
    for (qsizetype n = 1; n < order.size(); ++n) {
        if (order[n - 1]->isAncestorOf(order[n])) continue;
        const QRect a = placeOf(order[n - 1]), b = placeOf(order[n]);
        const bool right = b.left() >= a.right() - kTouch, below = b.top() >= a.bottom() - kTouch;
        if (!right && !below) backwards.append(QStringLiteral("%1 -> %2").arg(describe(order[n - 1], a), describe(order[n], b)));
    }
    return backwards;
}

}  // namespace attune::test
