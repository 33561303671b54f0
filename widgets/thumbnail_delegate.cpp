#include "widgets/thumbnail_delegate.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QPixmap>
#include <cmath>

#include "widgets/marks.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_model.h"

namespace attune {

namespace {

constexpr int kPad = theme::kGrid;

}  // namespace

void ThumbnailDelegate::updateFonts() {
    m_font = theme::font(theme::Text::Small);
    m_strong = theme::font(theme::Text::Small, true);
    m_lineHeight = QFontMetrics(m_font).height();
}

QSize ThumbnailDelegate::cellSize() const {
    return {m_side + 2 * kPad, m_side + 2 * m_lineHeight + 3 * kPad};
}

QRect ThumbnailDelegate::pictureRect(const QRect& cell) const {
    return {cell.left() + (cell.width() - m_side) / 2, cell.top() + kPad, m_side, m_side};
}

void ThumbnailDelegate::paint(QPainter& painter, const QRect& cell, const ThumbnailCell& what) const {
    const QRect ground = cell.adjusted(2, 2, -2, -2);
    if (what.selected || what.hovered) {
        QColor tint = what.selected ? theme::accent() : theme::line();
        tint.setAlphaF(what.selected ? 0.22f : 0.35f);
        painter.fillRect(ground, tint);
    }
    const QRect place = pictureRect(cell);
    paintPicture(painter, place, what);
    if (what.selected) marks::paintTick(painter, QRectF(place.right() - 23, place.top() + 4, 20, 20));
    if (what.current) {
        painter.setPen(QPen(theme::accent(), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(ground.adjusted(1, 1, -1, -1));
    }
    const QRect name(place.left(), place.bottom() + 1 + kPad / 2, m_side, m_lineHeight);
    painter.setFont(m_font);
    painter.setPen(QApplication::palette().color(QPalette::Text));
    const QFontMetrics metrics(m_font);
    painter.drawText(QPoint(name.left(), name.top() + metrics.ascent()),
                     metrics.elidedText(what.item->name, Qt::ElideMiddle, m_side));
    paintMarks(painter, name.translated(0, m_lineHeight + 2), *what.item);
}

void ThumbnailDelegate::paintPicture(QPainter& painter, const QRect& place, const ThumbnailCell& what) const {
    if (!what.item->broken.isEmpty()) {
        paintBroken(painter, place);
        return;
    }
    if (!what.picture) {
        painter.fillRect(place, theme::surface());
        return;
    }
    const QSize size = what.picture->deviceIndependentSize().toSize();
    const QSize fitting = size.scaled(place.size(), Qt::KeepAspectRatio);
    QRect target(QPoint(), std::abs(fitting.width() - size.width()) <= 1 ? size : fitting);
    target.moveCenter(place.center());
    painter.setRenderHint(QPainter::SmoothPixmapTransform, target.size() != size);
    painter.drawPixmap(target, *what.picture);
}

void ThumbnailDelegate::paintBroken(QPainter& painter, const QRect& place) const {
    painter.fillRect(place, theme::surface());
    const int side = std::min(32, m_side / 3);
    QRect icon(0, 0, side, side);
    icon.moveCenter(place.center() - QPoint(0, m_lineHeight));
    marks::paintWarning(painter, icon);
    painter.setPen(theme::quietText());
    painter.setFont(m_font);
    painter.drawText(place.adjusted(4, icon.bottom() - place.top() + 4, -4, -2),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, tr("Cannot be read"));
}

void ThumbnailDelegate::paintMarks(QPainter& painter, const QRect& line, const ThumbnailItem& item) const {
    const QFontMetrics metrics(m_font);
    const int side = metrics.ascent(), baseline = line.top() + metrics.ascent();
    int x = line.left();
    const auto mark = [&](void (*draw)(QPainter&, const QRectF&, const QColor&), const QString& text,
                          bool strong) {
        const int width = QFontMetrics(strong ? m_strong : m_font).horizontalAdvance(text);
        if (x + side + 4 + width > line.right()) return;
        const QColor colour = strong ? QApplication::palette().color(QPalette::Text) : theme::quietText();
        draw(painter, QRectF(x, line.top() + 1, side, side), colour);
        painter.setFont(strong ? m_strong : m_font);
        painter.setPen(colour);
        painter.drawText(x + side + 3, baseline, text);
        x += side + 3 + width + kPad;
    };
    if (item.rating) mark(marks::paintStar, QLocale().toString(*item.rating, 'f', 1), true);
    if (item.comparisons > 0) mark(marks::paintPair, QLocale().toString(item.comparisons), true);
    if (item.captions > 0) mark(marks::paintSpeech, QLocale().toString(item.captions), false);
    if (item.tags > 0) mark(marks::paintTag, QLocale().toString(item.tags), false);
    if (item.split.isEmpty() || line.right() - x < side * 2) return;
    painter.setFont(m_font);
    painter.setPen(theme::quietText());
    painter.drawText(QRect(x, line.top(), line.right() - x + 1, line.height()),
                     Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(item.split, Qt::ElideRight, line.right() - x));
}

QString ThumbnailDelegate::describe(const ThumbnailItem& item) {
    QStringList lines;
    if (!item.name.isEmpty()) lines += item.name;
    if (!item.broken.isEmpty()) lines += tr("Cannot be read: %1").arg(item.broken);
    if (item.rating) lines += tr("Rated %1 on average").arg(QLocale().toString(*item.rating, 'f', 1));
    if (item.comparisons > 0) lines += tr("%n comparison(s)", nullptr, item.comparisons);
    if (!item.rating && item.comparisons == 0) lines += tr("Not rated yet");
    lines += tr("%n caption(s)", nullptr, item.captions);
    if (item.tags > 0) lines += tr("%n tag(s)", nullptr, item.tags);
    //: a split is a part of the data set: train, validation, test
    if (!item.split.isEmpty()) lines += tr("Split: %1").arg(item.split);
    return lines.join(QLatin1Char('\n'));
}

}  // namespace attune
