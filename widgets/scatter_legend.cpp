#include "widgets/scatter_legend.h"

#include <QPainter>
#include <algorithm>

#include "widgets/theme.h"

namespace attune {

namespace {

void drawRamp(const ScatterLegend& legend, QPainter& painter, QPoint bottomLeft) {
    const QFontMetrics metrics(painter.font());
    const int line = metrics.height();
    const int width = static_cast<int>(legend.ramp.size());
    const QRect box(bottomLeft - QPoint(theme::kGrid, 2 * line + theme::kGrid * 3),
                    bottomLeft + QPoint(width + theme::kGrid, theme::kGrid));
    const bool someMissing = !legend.noValue.isEmpty();
    painter.fillRect(box.adjusted(0, 0, someMissing ? metrics.horizontalAdvance(legend.noValue) + 32 : 0, 0),
                     legend.ground);
    const QRect bar(bottomLeft - QPoint(0, line + 10), QSize(width, 8));
    for (int x = 0; x < width; ++x)
        painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), legend.ramp[x]);
    painter.setPen(legend.text);
    painter.drawText(QRect(bar.left(), bar.top() - line - 4, width, line), Qt::AlignLeft,
                     metrics.elidedText(legend.title, Qt::ElideRight, width));
    painter.setPen(legend.quiet);
    const QRect ends(bar.left(), bar.bottom() + 3, width, line);
    painter.drawText(ends, Qt::AlignLeft, legend.low);
    painter.drawText(ends, Qt::AlignRight, legend.high);
    if (!someMissing) return;
    painter.setBrush(legend.missing);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(bar.right() + 20, bar.center().y() + 1), 4, 4);
    painter.setPen(legend.quiet);
    painter.drawText(bar.right() + 30, bar.center().y() + metrics.ascent() / 2, legend.noValue);
}

void drawCategories(const ScatterLegend& legend, QPainter& painter, const QRect& area) {
    const QFontMetrics metrics(painter.font());
    const int line = metrics.height() + 4;
    int names = 0, numbers = 0;
    for (const auto& row : legend.rows) {
        names = std::max(names, std::min(metrics.horizontalAdvance(row.name), 200));
        numbers = std::max(numbers, metrics.horizontalAdvance(row.number));
    }
    const int width = std::max(names + numbers + 36, metrics.horizontalAdvance(legend.title));
    const int lines = static_cast<int>(legend.rows.size()) + (legend.title.isEmpty() ? 0 : 1);
    QPoint at(area.left() + theme::kGrid * 2, area.bottom() - theme::kGrid * 2 - lines * line);
    painter.fillRect(QRect(at, QSize(width, lines * line)).adjusted(-8, -8, 8, 8), legend.ground);
    if (!legend.title.isEmpty()) {
        painter.setPen(legend.text);
        painter.drawText(QRect(at, QSize(width, line)), Qt::AlignLeft | Qt::AlignVCenter, legend.title);
        at.ry() += line;
    }
    for (const auto& row : legend.rows) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(row.colour);
        if (row.colour.isValid()) painter.drawEllipse(QPointF(at.x() + 5, at.y() + line / 2.0), 4, 4);
        painter.setPen(legend.text);
        painter.drawText(QRect(at.x() + 16, at.y(), names + 2, line), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(row.name, Qt::ElideRight, names + 2));
        painter.setPen(legend.quiet);
        painter.drawText(QRect(at.x() + 16, at.y(), width - 16, line), Qt::AlignRight | Qt::AlignVCenter,
                         row.number);
        at.ry() += line;
    }
}

}  // namespace

void drawLegend(const ScatterLegend& legend, QPainter& painter, const QRect& area) {
    painter.setFont(legend.font);
    if (legend.kind == ScatterLegend::Kind::Ramp)
        drawRamp(legend, painter, area.bottomLeft() + QPoint(theme::kGrid * 2, -theme::kGrid * 2));
    else if (legend.kind == ScatterLegend::Kind::Categories)
        drawCategories(legend, painter, area);
}

}  // namespace attune
