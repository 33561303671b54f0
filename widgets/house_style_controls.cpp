// The parts of the house style with a geometry of their own: scroll bars, sliders, boxes for numbers.
#include <QPainter>
#include <QStyleOption>

#include "widgets/house_style.h"
#include "widgets/house_style_paint.h"
#include "widgets/theme.h"

namespace attune {

using namespace house;

namespace {

constexpr int kShortestHandle = 4 * theme::kGrid;

/// Where the handle is; the bar has no arrows.
QRect scrollHandle(const QStyleOptionSlider& bar) {
    const bool across = bar.orientation == Qt::Horizontal;
    const int all = across ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64{bar.maximum} - bar.minimum;
    int length = all;
    if (range > 0) {
        length = static_cast<int>(qint64{bar.pageStep} * all / (range + bar.pageStep));
        length = std::min(std::max(length, kShortestHandle), all);
    }
    const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, all - length, bar.upsideDown);
    return across ? QRect(bar.rect.left() + at, bar.rect.top(), length, bar.rect.height())
                  : QRect(bar.rect.left(), bar.rect.top() + at, bar.rect.width(), length);
}

QRect scrollPart(const QStyleOptionSlider& bar, QStyle::SubControl sub) {
    const QRect handle = scrollHandle(bar), all = bar.rect;
    const bool across = bar.orientation == Qt::Horizontal;
    QRect before = all, behind = all;
    if (across) {
        before.setRight(handle.left() - 1);
        behind.setLeft(handle.right() + 1);
    } else {
        before.setBottom(handle.top() - 1);
        behind.setTop(handle.bottom() + 1);
    }
    switch (sub) {
        case QStyle::SC_ScrollBarSlider: return handle;
        case QStyle::SC_ScrollBarGroove: return all;
        case QStyle::SC_ScrollBarSubPage: return bar.upsideDown ? behind : before;
        case QStyle::SC_ScrollBarAddPage: return bar.upsideDown ? before : behind;
        default: return {};
    }
}

void drawScrollBar(const QStyleOptionSlider& bar, QPainter& painter) {
    painter.fillRect(bar.rect, bar.palette.color(QPalette::Window));
    if (bar.maximum <= bar.minimum) return;
    const bool active = bar.state & QStyle::State_MouseOver || bar.activeSubControls & QStyle::SC_ScrollBarSlider;
    const QColor colour = mixed(theme::line(), theme::quietText(), active ? 0.8 : 0.4);
    const QRect handle = scrollHandle(bar).adjusted(3, 3, -3, -3);
    box(painter, handle, colour, Qt::NoPen, std::min(handle.width(), handle.height()) / 2.0);
}

void drawSlider(const QStyleOptionSlider& slider, const QRect& handle, QPainter& painter) {
    const bool across = slider.orientation == Qt::Horizontal;
    QRect track = slider.rect;
    if (across) {
        track = QRect(track.left() + 1, handle.center().y() - 1, track.width() - 2, 4);
    } else {
        track = QRect(handle.center().x() - 1, track.top() + 1, 4, track.height() - 2);
    }
    box(painter, track, mixed(theme::line(), theme::quietText(), 0.15), Qt::NoPen, 2);
    QRect done = track;
    const bool fromEnd = across ? slider.upsideDown : !slider.upsideDown;
    if (across)
        fromEnd ? done.setLeft(handle.center().x()) : done.setRight(handle.center().x());
    else
        fromEnd ? done.setTop(handle.center().y()) : done.setBottom(handle.center().y());
    const QColor ink = isEnabled(slider) ? theme::accent() : theme::quietText();
    box(painter, done, ink, Qt::NoPen, 2);
    const bool marked = slider.state & QStyle::State_HasFocus || slider.activeSubControls & QStyle::SC_SliderHandle;
    const int side = std::min(handle.width(), handle.height());
    QRect knob(0, 0, side, side);
    knob.moveCenter(handle.center());
    // The lightest there is: on a dark window the ground of fields would be a hole.
    QColor ground = slider.palette.color(QPalette::Base);
    if (theme::isDark()) ground = isEnabled(slider) ? slider.palette.color(QPalette::Text) : theme::quietText();
    box(painter, knob.adjusted(1, 1, -1, -1), ground, QPen(marked ? ink : edge(slider), marked ? 2 : 1), side / 2.0);
}

void drawChevron(QPainter& painter, const QRect& place, bool up, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = QRectF(place).center();
    const double half = 3, rise = up ? -1.5 : 1.5;
    painter.drawPolyline(QPolygonF({{c.x() - half, c.y() - rise}, {c.x(), c.y() + rise}, {c.x() + half, c.y() - rise}}));
    painter.restore();
}

}  // namespace

QRect HouseStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                                 const QWidget* widget) const {
    if (control == CC_ScrollBar)
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return visualRect(bar->direction, bar->rect, scrollPart(*bar, sub));
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

void HouseStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const {
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option)) return drawScrollBar(*bar, *painter);
    }
    if (control == CC_Slider) {
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (slider && slider->tickPosition == QSlider::NoTicks)
            return drawSlider(*slider, proxy()->subControlRect(CC_Slider, slider, SC_SliderHandle, widget), *painter);
    }
    if (control == CC_SpinBox) {
        if (const auto* number = qstyleoption_cast<const QStyleOptionSpinBox*>(option)) {
            if (number->frame) box(*painter, number->rect, number->palette.base(), edge(*number));
            if (number->buttonSymbols == QAbstractSpinBox::NoButtons) return;
            for (const bool up : {true, false}) {
                const bool can = number->stepEnabled & (up ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled);
                const SubControl part = up ? SC_SpinBoxUp : SC_SpinBoxDown;
                const bool active = number->activeSubControls == part && isEnabled(*number) && can;
                QColor colour = active ? theme::accent() : theme::quietText();
                if (!can || !isEnabled(*number)) colour = theme::line();
                drawChevron(*painter, proxy()->subControlRect(CC_SpinBox, number, part, widget), up, colour);
            }
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace attune
