#include "widgets/tab_order.h"

#include <QWidget>

namespace attune {

namespace {

/// What takes the focus by Tab; a part of a control, such as the line of a spin box, leaves it to the whole.
bool stopsTab(const QWidget* widget) { return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy(); }

}  // namespace

void tabInOrder(const QList<QWidget*>& groups) {
    QWidget* before = nullptr;
    for (QWidget* group : groups) {
        if (!group) continue;
        QList<QWidget*> stops;
        if (stopsTab(group)) stops.append(group);
        for (QWidget* at = group->nextInFocusChain(); at != group; at = at->nextInFocusChain())
            if (stopsTab(at) && group->isAncestorOf(at) && at->window() == group->window()) stops.append(at);
        for (QWidget* stop : std::as_const(stops)) {
            if (before) QWidget::setTabOrder(before, stop);
            before = stop;
        }
    }
}

}  // namespace attune
