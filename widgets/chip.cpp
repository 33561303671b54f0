#include "widgets/chip.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "widgets/house_style_paint.h"
#include "widgets/marks.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kSide = 10;  // of the tick and the cross
constexpr int kPadAcross = 10, kPadDown = 4, kGap = 5;

}  // namespace

Chip::Chip(const QString& text, Kind kind, QWidget* parent) : QAbstractButton(parent), m_kind(kind) {
    setText(text);
    setCheckable(kind == Kind::Toggle);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
    if (kind == Kind::Toggle) setCursor(Qt::PointingHandCursor);
    if (kind == Kind::Removable) setAccessibleDescription(tr("Press Delete to remove it."));
}

void Chip::setMood(Mood mood) {
    m_mood = mood;
    update();
}

QColor Chip::moodColour() const {
    switch (m_mood) {
        case Mood::Good:
            return theme::tone(theme::Tone::Good);
        case Mood::Warning:
            return theme::tone(theme::Tone::Warning);
        case Mood::Neutral:
            break;
    }
    return theme::accent();
}

QSize Chip::sizeHint() const {
    // Room for the tick at all times: a chip that changes its width pushes the others about.
    QFont strong = font();
    strong.setBold(true);
    const int words = QFontMetrics(m_kind == Kind::Toggle ? strong : font()).horizontalAdvance(text());
    return {words + kGap + kSide + 2 * kPadAcross, fontMetrics().height() + 2 * kPadDown};
}

QSize Chip::minimumSizeHint() const {
    return {std::min(sizeHint().width(), 8 * theme::kGrid), sizeHint().height()};
}

QRect Chip::crossRect() const {
    return {width() - kPadAcross - kSide, (height() - kSide) / 2, kSide, kSide};
}

void Chip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool toggle = m_kind == Kind::Toggle, on = toggle && isChecked();
    // A line of one pixel lies in the middle of one, or it would be two faint ones.
    const double inset = toggle && !hasFocus() ? 1.5 : 1;
    const QRectF pill = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    const double radius = pill.height() / 2;
    QColor fill = on ? moodColour() : theme::line();
    fill.setAlphaF(on ? 0.2f : underMouse() ? 0.6f : toggle ? 0.0f : 0.45f);
    const QColor edge = hasFocus() ? theme::accent()
                        : on       ? moodColour()
                                   : house::mixed(theme::line(), theme::quietText(), 0.75);
    painter.setPen(toggle || hasFocus() ? QPen(edge, hasFocus() ? 2 : 1) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(pill, radius, radius);

    const QColor ink = palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text);
    QFont words = font();
    words.setBold(on);
    painter.setFont(words);
    painter.setPen(ink);
    QRect place = rect().adjusted(kPadAcross, 0, -kPadAcross, 0);
    if (toggle && !on) {
        painter.drawText(place, Qt::AlignCenter,
                         QFontMetrics(words).elidedText(text(), Qt::ElideRight, place.width()));
        return;
    }
    if (toggle) {
        const QRectF tick(place.left(), (height() - kSide) / 2.0, kSide, kSide);
        painter.setPen(QPen(moodColour(), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF{tick.topLeft() + QPointF(1, 5), tick.topLeft() + QPointF(4, 8.5),
                                       tick.topLeft() + QPointF(9.5, 2)});
        painter.setPen(ink);
        place.setLeft(place.left() + kSide + kGap);
    } else {
        marks::paintCross(painter, crossRect(), underMouse() || hasFocus() ? ink : theme::quietText());
        place.setRight(crossRect().left() - kGap);
    }
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(words).elidedText(text(), Qt::ElideRight, place.width() + 1));
}

void Chip::mousePressEvent(QMouseEvent* event) {
    if (m_kind == Kind::Toggle) QAbstractButton::mousePressEvent(event);
}

void Chip::mouseReleaseEvent(QMouseEvent* event) {
    if (m_kind == Kind::Toggle) {
        QAbstractButton::mouseReleaseEvent(event);
    } else if (event->button() == Qt::LeftButton &&
               crossRect().adjusted(-6, -8, 8, 8).contains(event->pos())) {
        Q_EMIT removeRequested();
    }
}

void Chip::keyPressEvent(QKeyEvent* event) {
    const bool removal = event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_kind == Kind::Removable && removal) {
        Q_EMIT removeRequested();
    } else if (m_kind == Kind::Toggle && enter) {
        click();
    } else if (m_kind == Kind::Toggle || event->key() != Qt::Key_Space) {
        QAbstractButton::keyPressEvent(event);
    }
}

void Chip::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void Chip::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

}  // namespace attune
