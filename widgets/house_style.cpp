#include "widgets/house_style.h"

#include <QAbstractItemView>
#include <QFrame>
#include <QHeaderView>
#include <QPaintDevice>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyleOption>
#include <QTextEdit>
#include <algorithm>

#include "widgets/house_style_paint.h"
#include "widgets/theme.h"

namespace attune {

using namespace house;

namespace {

constexpr int kScrollBar = 12;
constexpr int kCellMargin = 6;

void drawButton(const QStyleOption& option, QPainter& painter) {
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    const bool flat = button && button->features & QStyleOptionButton::Flat;
    const bool pressed = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hovered = isEnabled(option) && option.state & QStyle::State_MouseOver;
    if (flat && !pressed && !hovered) return;
    QColor ground = isPrimary(option) ? theme::accent() : option.palette.color(QPalette::Button);
    if (pressed) ground = mixed(ground, option.palette.color(QPalette::WindowText), 0.18);
    if (hovered && !pressed) ground = mixed(ground, option.palette.color(QPalette::WindowText), 0.08);
    if (!isEnabled(option)) ground = option.palette.color(QPalette::Window);
    const bool coloured = ground.saturation() > 80;
    box(painter, option.rect, ground, coloured ? ground : edge(option));
}

void drawCheck(const QStyleOption& option, QPainter& painter, bool round) {
    const int side = std::min({option.rect.width(), option.rect.height(), 2 * theme::kGrid});
    QRect place(0, 0, side, side);
    place.moveCenter(option.rect.center());
    const bool on = option.state & QStyle::State_On, some = option.state & QStyle::State_NoChange;
    const QColor accent = isEnabled(option) ? theme::accent() : theme::quietText();
    const QColor ground = on || some ? accent : option.palette.color(QPalette::Base);
    box(painter, place.adjusted(1, 1, -1, -1), ground, on || some ? accent : edge(option), round ? side / 2.0 : 3);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = house::onAccent();
    painter.setPen(QPen(ink, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRectF r = place;
    if (on && round) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(r.center(), side * 0.18, side * 0.18);
    } else if (on) {
        painter.drawPolyline(QPolygonF({{r.left() + side * 0.27, r.top() + side * 0.52},
                                        {r.left() + side * 0.43, r.top() + side * 0.68},
                                        {r.left() + side * 0.73, r.top() + side * 0.32}}));
    } else if (some) {
        painter.drawLine(QPointF(r.left() + side * 0.3, r.center().y()), QPointF(r.right() - side * 0.3, r.center().y()));
    }
    painter.restore();
}

void drawTab(const QStyleOption& option, QPainter& painter) {
    const bool selected = option.state & QStyle::State_Selected;
    if (!selected && option.state & QStyle::State_MouseOver) painter.fillRect(option.rect, theme::surface());
    if (selected)
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom() - 2, option.rect.width(), 3), theme::accent());
}

void drawHeader(const QStyleOption& option, QPainter& painter) {
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme::line());
}

/// Dots to grip it by; Fusion's can hardly be seen.
void drawGrip(const QStyleOption& option, QPainter& painter) {
    const QColor colour = isEnabled(option) ? mixed(theme::line(), theme::quietText(), 0.75) : theme::line();
    const bool upright = option.rect.height() > option.rect.width();
    QRect dot(0, 0, 2, 2);
    dot.moveCenter(option.rect.center());
    for (int i = -2; i <= 2; ++i) painter.fillRect(upright ? dot.translated(0, 4 * i) : dot.translated(4 * i, 0), colour);
}

/// Words and picture of the button that is to be pressed next, in the colour that stands on the accent.
QStyleOptionButton primary(const QStyleOptionButton& option, double ratio) {
    QStyleOptionButton changed = option;
    for (const auto role : {QPalette::ButtonText, QPalette::WindowText}) changed.palette.setColor(role, house::onAccent());
    if (!option.icon.isNull()) changed.icon = QIcon(option.icon.pixmap(option.iconSize, ratio, QIcon::Selected));
    return changed;
}

bool isTextBox(const QWidget* widget) {
    const auto* frame = qobject_cast<const QFrame*>(widget);
    const bool words = qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QTextEdit*>(widget);
    return words && frame && frame->frameShape() == QFrame::StyledPanel;
}

/// The frame of a box for several lines brings the ground: that of its viewport has corners, which would lie over the round ones.
void fillViewport(QWidget* widget, bool fill) {
    if (isTextBox(widget)) static_cast<QAbstractScrollArea*>(widget)->viewport()->setAutoFillBackground(fill);
}

/// Draws an icon as it is drawn in this mode, whatever the mode that Fusion asks for.
QIcon fixedIcon(const QIcon& icon, const QSize& size, double ratio, QIcon::Mode mode) {
    QIcon fixed;
    for (const auto state : {QIcon::Off, QIcon::On}) {
        const QPixmap picture = icon.pixmap(size, ratio, mode, state);
        for (const auto any : {QIcon::Normal, QIcon::Active, QIcon::Selected}) fixed.addPixmap(picture, any, state);
    }
    return fixed;
}

}  // namespace

HouseStyle::HouseStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

int HouseStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_ScrollBarExtent: return kScrollBar;
        // The room beside the words of a cell and of a title: columns must not run into each other.
        case PM_FocusFrameHMargin: return qobject_cast<const QAbstractItemView*>(widget) ? kCellMargin - 1 : 2;
        case PM_HeaderMargin: {
            // Of a vertical one it makes the rows higher.
            const auto* header = qobject_cast<const QHeaderView*>(widget);
            return header && header->orientation() == Qt::Vertical ? 2 : kCellMargin;
        }
        default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int HouseStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    if (hint == SH_ItemView_ShowDecorationSelected) return 1;
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons) return 0;
    if (hint == SH_Menu_AllowActiveAndDisabled) return 1;  // the status bar says why it is disabled
    return QProxyStyle::styleHint(hint, option, widget, data);
}

QIcon HouseStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    if (which == SP_LineEditClearButton) return theme::icon(QStringLiteral("edit-clear"));
    return QProxyStyle::standardIcon(which, option, widget);
}

QSize HouseStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                   const QWidget* widget) const {
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    // Words must not touch the edge of their button.
    if (type == CT_PushButton) size += QSize(theme::kGrid + 2, 2);
    return size;
}

void HouseStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const {
    switch (element) {
        case PE_PanelButtonCommand: return drawButton(*option, *painter);
        case PE_PanelButtonTool: {
            const bool raised = option->state & State_Raised && !(option->state & State_AutoRaise);
            if (raised || option->state & (State_On | State_Sunken | State_MouseOver)) drawButton(*option, *painter);
            return;
        }
        case PE_FrameLineEdit: return box(*painter, option->rect, Qt::NoBrush, edge(*option));
        case PE_PanelLineEdit: {
            const auto* panel = qstyleoption_cast<const QStyleOptionFrame*>(option);
            if (!panel || panel->lineWidth <= 0) break;
            return box(*painter, option->rect, option->palette.base(), edge(*option));
        }
        case PE_Frame:
            // Fusion's cannot be seen on dark ground.
            if (!isTextBox(widget)) break;
            return box(*painter, option->rect, option->palette.base(), edge(*option));
        case PE_FrameFocusRect:
            // Rows of a list show by their tint where one is.
            if (qobject_cast<const QAbstractItemView*>(widget) && option->state & State_Selected) return;
            return box(*painter, option->rect, Qt::NoBrush, theme::accent());
        case PE_IndicatorCheckBox: return drawCheck(*option, *painter, false);
        case PE_IndicatorRadioButton: return drawCheck(*option, *painter, true);
        default: break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void HouseStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    switch (element) {
        case CE_HeaderSection:
        case CE_HeaderEmptyArea: return drawHeader(*option, *painter);
        case CE_TabBarTabShape: return drawTab(*option, *painter);
        case CE_Splitter: return drawGrip(*option, *painter);
        case CE_PushButtonLabel:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option); button && isPrimary(*button)) {
                const QStyleOptionButton changed = primary(*button, painter->device()->devicePixelRatioF());
                return QProxyStyle::drawControl(element, &changed, painter, widget);
            }
            break;
        case CE_ComboBoxLabel:
            // Fusion would cut through a letter.
            if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
                QStyleOptionComboBox changed = *box;
                int room = proxy()->subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() - 2;
                if (!box->currentIcon.isNull()) room -= box->iconSize.width() + 4;
                changed.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideMiddle, room);
                return QProxyStyle::drawControl(element, &changed, painter, widget);
            }
            break;
        case CE_ItemViewItem:
            // The tint of a selected row is pale (see polish): what stands on it keeps its colour.
            if (const auto* row = qstyleoption_cast<const QStyleOptionViewItem*>(option); row && !row->icon.isNull() && isEnabled(*row)) {
                QStyleOptionViewItem changed = *row;
                changed.icon = fixedIcon(row->icon, row->decorationSize, painter->device()->devicePixelRatioF(), QIcon::Normal);
                return QProxyStyle::drawControl(element, &changed, painter, widget);
            }
            break;
        case CE_MenuItem:
            // Fusion does not show where the keys are while they are on a disabled entry.
            if (option->state & State_Selected && !isEnabled(*option)) painter->fillRect(option->rect, theme::line());
            // Its ground is the accent when it is selected, where Fusion would draw the icon as on a button.
            if (const auto* entry = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
                entry && !entry->icon.isNull() && entry->state & State_Selected && isEnabled(*entry)) {
                QStyleOptionMenuItem changed = *entry;
                const int side = proxy()->pixelMetric(PM_SmallIconSize, option, widget);
                changed.icon = fixedIcon(entry->icon, QSize(side, side), painter->device()->devicePixelRatioF(), QIcon::Selected);
                return QProxyStyle::drawControl(element, &changed, painter, widget);
            }
            break;
        case CE_ProgressBarGroove: return box(*painter, option->rect, theme::surface(), Qt::NoPen);
        case CE_ProgressBarContents: {
            const auto* bar = qstyleoption_cast<const QStyleOptionProgressBar*>(option);
            if (!bar || bar->maximum <= bar->minimum) break;  // Fusion's stripes say that something goes on
            const double share = std::clamp((bar->progress - bar->minimum) / double(bar->maximum - bar->minimum), 0.0, 1.0);
            QRect done = bar->rect;
            done.setWidth(static_cast<int>(share * bar->rect.width()));
            if (done.width() > 0) box(*painter, visualRect(bar->direction, bar->rect, done), theme::accent(), Qt::NoPen);
            return;
        }
        default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void HouseStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    fillViewport(widget, false);
    if (!qobject_cast<QAbstractItemView*>(widget)) return;
    QPalette palette = widget->palette();
    palette.setColor(QPalette::Highlight, mixed(palette.color(QPalette::Base), theme::accent(), theme::isDark() ? 0.30 : 0.18));
    palette.setColor(QPalette::HighlightedText, palette.color(QPalette::Active, QPalette::Text));
    widget->setPalette(palette);
}

void HouseStyle::unpolish(QWidget* widget) {
    if (qobject_cast<QAbstractItemView*>(widget)) widget->setPalette(QPalette());
    fillViewport(widget, true);
    QProxyStyle::unpolish(widget);
}

}  // namespace attune
