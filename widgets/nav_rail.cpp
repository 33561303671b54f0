#include "widgets/nav_rail.h"

#include <QAction>
#include <QActionGroup>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "widgets/rail_button.h"
#include "widgets/theme.h"

namespace attune {

NavRail::NavRail(QWidget* parent)
    : QWidget(parent), m_pages(new QVBoxLayout), m_group(new QActionGroup(this)) {
    installRailAccessibility();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 1, 0);  // the line at the right
    layout->setSpacing(0);
    layout->setSizeConstraint(QLayout::SetNoConstraint);  // minimumSizeHint() is that of the compact rail
    m_pages->setSpacing(0);
    layout->addLayout(m_pages);
    layout->addStretch(1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setAccessibleName(tr("Pages"));
}

RailButton* NavRail::add(QAction* action) {
    auto* button = new RailButton(action, this);
    button->installEventFilter(this);
    m_buttons.append(button);
    connect(action, &QAction::changed, this, &NavRail::updateTabStop);
    return button;
}

void NavRail::setActions(const QList<QAction*>& actions) {
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (QAction* action : actions) {
        action->setCheckable(true);
        if (!action->actionGroup()) m_group->addAction(action);
        m_pages->addWidget(add(action));
    }
    updateTabStop();
    fit();
}

QSize NavRail::minimumSizeHint() const {
    int height = 0;
    for (const RailButton* button : m_buttons) height += button->heightFor(true);
    return {layout()->sizeHint().width(), height};
}

void NavRail::fit() {
    int wanted = 0;
    for (const RailButton* button : std::as_const(m_buttons))
        if (!button->isHidden()) wanted += button->heightFor(false);
    m_compact = height() < wanted;
    for (RailButton* button : std::as_const(m_buttons)) button->setCompact(m_compact);
}

/// One stop for Tab, as in any list of tabs: the page that is shown. The arrows go on from there.
void NavRail::updateTabStop() {
    RailButton* stop = nullptr;
    for (RailButton* button : std::as_const(m_buttons))
        if (button->isEnabled() && (!stop || button->action()->isChecked())) stop = button;
    for (RailButton* button : std::as_const(m_buttons))
        button->setFocusPolicy(button == stop || button->hasFocus() ? Qt::TabFocus : Qt::NoFocus);
}

bool NavRail::eventFilter(QObject* object, QEvent* event) {
    auto* from = qobject_cast<RailButton*>(object);
    if (from && event->type() == QEvent::FocusOut) {
        QMetaObject::invokeMethod(this, &NavRail::updateTabStop, Qt::QueuedConnection);
    } else if (from && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        const auto count = static_cast<int>(m_buttons.size());
        int at = key == Qt::Key_Home  ? 0
                 : key == Qt::Key_End ? count - 1
                                      : static_cast<int>(m_buttons.indexOf(from)) + step;
        if (step == 0 && key != Qt::Key_Home && key != Qt::Key_End)
            return QWidget::eventFilter(object, event);
        const int direction = step != 0 ? step : key == Qt::Key_Home ? 1 : -1;
        while (at >= 0 && at < count && (!m_buttons[at]->isEnabled() || m_buttons[at]->isHidden()))
            at += direction;
        if (at < 0 || at >= count) return true;
        m_buttons[at]->setFocusPolicy(Qt::TabFocus);
        m_buttons[at]->setFocus(Qt::OtherFocusReason);
        m_buttons[at]->click();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void NavRail::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void NavRail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) setAccessibleName(tr("Pages"));
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) fit();
    QWidget::changeEvent(event);
}

void NavRail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme::line());
}

}  // namespace attune
