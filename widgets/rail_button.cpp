#include "widgets/rail_button.h"

#include <QAccessibleWidget>
#include <QAction>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <algorithm>

#include "widgets/action_registry.h"
#include "widgets/nav_rail.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kIcon = 3 * theme::kGrid;
constexpr int kLeastWidth = 9 * theme::kGrid;
constexpr int kCompactWidth = 7 * theme::kGrid;

class RailTab : public QAccessibleWidget {
  public:
    explicit RailTab(RailButton* button) : QAccessibleWidget(button, QAccessible::PageTab), m_button(button) {}

    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.selectable = true;
        state.selected = m_button->isChecked();
        state.focusable = true;
        return state;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override {
        if (name == pressAction()) m_button->click();
    }

  private:
    RailButton* m_button;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    if (auto* button = qobject_cast<RailButton*>(object)) return new RailTab(button);
    if (auto* rail = qobject_cast<NavRail*>(object))
        return new QAccessibleWidget(rail, QAccessible::PageTabList);
    return nullptr;
}

}  // namespace

void installRailAccessibility() {
    QAccessible::installFactory(makeInterface);
}

RailButton::RailButton(QAction* action, QWidget* parent) : QAbstractButton(parent), m_action(action) {
    setCheckable(true);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(action, &QAction::changed, this, &RailButton::follow);
    connect(this, &QAbstractButton::clicked, action, [action] { action->trigger(); });
    follow();
}

void RailButton::nextCheckState() {}  // the action decides: a page may refuse to be left

void RailButton::follow() {
    const QString text = withoutMnemonic(m_action->text());
    if (text != this->text()) updateGeometry();
    setText(text);
    setIcon(m_action->icon());
    setChecked(m_action->isChecked());
    setEnabled(m_action->isEnabled());
    setVisible(m_action->isVisible());
    setToolTip(m_action->toolTip());
    setAccessibleName(text);
    update();
}

void RailButton::setCompact(bool compact) {
    if (m_compact == compact) return;
    m_compact = compact;
    updateGeometry();
    update();
}

int RailButton::heightFor(bool compact) const {
    const int room = compact ? theme::kGrid : 2 * theme::kGrid;
    const int text = compact ? 0 : QFontMetrics(theme::font(theme::Text::Small)).height() + theme::kGrid / 2;
    return kIcon + text + room;
}

QSize RailButton::sizeHint() const {
    if (m_compact) return {kCompactWidth, heightFor(true)};
    const int across = QFontMetrics(theme::font(theme::Text::Small, true)).horizontalAdvance(text());
    return {std::max(kLeastWidth, across + 2 * theme::kGrid), heightFor(false)};
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect all = rect();
    if (isChecked() || underMouse() || isDown()) {
        QColor ground = isChecked() ? theme::surface() : theme::line();
        if (!isChecked()) ground.setAlphaF(0.4F);
        painter.fillRect(all, ground);
    }
    if (isChecked()) painter.fillRect(QRect(0, 0, theme::kGrid / 2, all.height()), theme::accent());
    const int top = m_compact ? (all.height() - kIcon) / 2 : theme::kGrid;
    const QRect picture((all.width() - kIcon) / 2, top, kIcon, kIcon);
    icon().paint(&painter, picture, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (!m_compact) {
        painter.setFont(theme::font(theme::Text::Small, isChecked()));
        painter.setPen(
            palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
        const QRect below(0, picture.bottom() + theme::kGrid / 2, all.width(),
                          all.height() - picture.bottom());
        painter.drawText(below, Qt::AlignHCenter | Qt::AlignTop, text());
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme::accent(), 1));
        painter.drawRect(all.adjusted(2, 2, -3, -3));
    }
}

void RailButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void RailButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

void RailButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) update();
    QAbstractButton::changeEvent(event);
}

}  // namespace attune
