#include "widgets/rating_scale.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>

#include "widgets/marks.h"
#include "widgets/single_click.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kSide = 3 * theme::kGrid;
constexpr int kGap = theme::kGrid / 2;
constexpr int kEdge = 3;  // for the focus ring

}  // namespace

RatingScale::RatingScale(QWidget* parent) : QWidget(parent) {
    takeDoubleClicksForOne(this);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Rating"));
    updateText();
}

QSize RatingScale::sizeHint() const {
    return {kStars * (kSide + kGap) - kGap + 2 * kEdge, kSide + 2 * kEdge};
}

QRect RatingScale::starRect(int star) const {
    return {kEdge + (star - 1) * (kSide + kGap), kEdge, kSide, kSide};
}

int RatingScale::starAt(const QPointF& position) const {
    return std::clamp(static_cast<int>((position.x() - kEdge + kGap / 2.0) / (kSide + kGap)) + 1, 1, kStars);
}

void RatingScale::setRating(int stars) {
    m_rating = std::clamp(stars, 0, kStars);
    updateText();
    update();
}

void RatingScale::updateText() {
    setAccessibleDescription(m_rating == 0 ? tr("Not rated")
                                           : tr("%1 of %2 stars").arg(m_rating).arg(kStars));
}

void RatingScale::setPreview(int stars) {
    if (stars == m_preview) return;
    m_preview = stars;
    update();
}

bool RatingScale::event(QEvent* event) {
    if (event->type() == QEvent::Leave) setPreview(0);
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tr("Rate %1 of %2").arg(starAt(help->pos())).arg(kStars), this);
        return true;
    }
    // While the arrows choose a star here, they are no one else's shortcuts, and nor is the key that takes it.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool takes = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
        if (key == Qt::Key_Left || key == Qt::Key_Right || (takes && m_preview > 0)) event->accept();
    }
    return QWidget::event(event);
}

void RatingScale::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int shown = m_preview > 0 ? m_preview : m_rating;
    const QColor full = theme::accent();
    for (int star = 1; star <= kStars; ++star) {
        const QPainterPath path = marks::star(QRectF(starRect(star)).adjusted(2, 2, -2, -2));
        const bool on = star <= shown;
        QColor fill = full;
        if (m_preview > 0) fill.setAlphaF(0.55f);
        painter.setPen(QPen(on ? full : theme::quietText(), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(on ? QBrush(fill) : QBrush(Qt::NoBrush));
        painter.drawPath(path);
    }
    if (!hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme::accent(), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
}

void RatingScale::mouseMoveEvent(QMouseEvent* event) {
    setPreview(starAt(event->position()));
}

void RatingScale::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT rated(starAt(event->position()));
}

void RatingScale::keyPressEvent(QKeyEvent* event) {
    const int at = m_preview > 0 ? m_preview : m_rating;
    if (event->key() == Qt::Key_Left) {
        setPreview(std::max(1, at - 1));
    } else if (event->key() == Qt::Key_Right) {
        setPreview(std::min(kStars, at + 1));
    } else if (event->key() >= Qt::Key_1 && event->key() < Qt::Key_1 + kStars) {
        Q_EMIT rated(event->key() - Qt::Key_0);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                event->key() == Qt::Key_Space) &&
               m_preview > 0) {
        Q_EMIT rated(m_preview);
    } else {
        event->ignore();
    }
}

void RatingScale::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    setPreview(0);
}

}  // namespace attune
