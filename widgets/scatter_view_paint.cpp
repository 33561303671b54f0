// What the scatter looks like: the picture, rings, the selection being drawn, the legend; and its export.
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/curve_legend.h"
#include "widgets/scatter_view.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kRampWidth = 160;
constexpr int kMostVectors = 20000;
constexpr int kMostNames = 12;

void drawRing(QPainter& painter, QPointF at, double radius, const QColor& colour) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 2));
    painter.drawEllipse(at, radius, radius);
}

/// One end of the ramp, with as many decimals as the other.
QString endText(double value, double low, double high) {
    const double size = std::max(std::abs(low), std::abs(high));
    const bool whole = low == std::floor(low) && high == std::floor(high);
    if (whole || !(size >= 1e-3 && size < 1e6)) return readableNumber(value);
    const int digits = std::clamp(3 - static_cast<int>(std::floor(std::log10(size))), 0, 4);
    return QLocale().toString(value, 'f', digits);
}

}  // namespace

void ScatterView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_positions->empty()) {
        painter.setPen(theme::quietText());
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    if (!m_picture.image.isNull() && m_picture.frame.scale > 0) {
        // The last picture, where its part of the plane lies now; sharp again when the next one is ready.
        const QPointF topLeft = m_frame.toPixel(m_picture.frame.toPlane(QPointF(0, 0)));
        const double zoom = m_frame.scale / m_picture.frame.scale;
        const QRectF target(topLeft, QSizeF(m_picture.frame.size) * zoom);
        if (m_picture.frame == m_frame)
            painter.drawImage(QPointF(), m_picture.image);
        else
            painter.drawImage(target, m_picture.image, QRectF(m_picture.image.rect()));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = style().diameter / 2 + 3;
    if (m_current >= 0) drawRing(painter, positionOf(m_current), radius + 2, theme::accent());
    if (m_hovered >= 0 && m_hovered < count())
        drawRing(painter, positionOf(m_hovered), radius, palette().color(QPalette::Text));
    if (m_drag == Drag::Select) {
        QColor fill = theme::accent();
        fill.setAlpha(40);
        painter.setPen(QPen(theme::accent(), 1));
        painter.setBrush(fill);
        if (m_mode == Mode::Lasso)
            painter.drawPolygon(m_lasso);
        else
            painter.drawRect(QRectF(m_pressedAt, m_lastAt).normalized());
    }
    drawLegend(painter, rect());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme::accent(), 1));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void ScatterView::drawLegend(QPainter& painter, const QRect& area) const {
    painter.setFont(theme::font(theme::Text::Small));
    if (m_colouring == Colouring::Values && m_low <= m_high)
        drawRamp(painter, area.bottomLeft() + QPoint(theme::kGrid * 2, -theme::kGrid * 2));
    else if (m_colouring == Colouring::Categories)
        drawCategories(painter, area);
}

void ScatterView::drawRamp(QPainter& painter, QPoint bottomLeft) const {
    const QFontMetrics metrics(painter.font());
    const int line = metrics.height();
    const QRect box(bottomLeft - QPoint(theme::kGrid, 2 * line + theme::kGrid * 3),
                    bottomLeft + QPoint(kRampWidth + theme::kGrid, theme::kGrid));
    QColor ground = palette().color(QPalette::Base);
    ground.setAlpha(215);
    painter.fillRect(
        box.adjusted(0, 0, m_someMissing ? metrics.horizontalAdvance(tr("No value")) + 32 : 0, 0), ground);
    const QRect bar(bottomLeft - QPoint(0, line + 10), QSize(kRampWidth, 8));
    for (int x = 0; x < bar.width(); ++x)
        painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), theme::ramp(x / (kRampWidth - 1.0)));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(bar.left(), bar.top() - line - 4, kRampWidth, line), Qt::AlignLeft,
                     metrics.elidedText(m_legendTitle, Qt::ElideRight, kRampWidth));
    painter.setPen(theme::quietText());
    const QRect ends(bar.left(), bar.bottom() + 3, kRampWidth, line);
    painter.drawText(ends, Qt::AlignLeft, endText(m_low, m_low, m_high));
    painter.drawText(ends, Qt::AlignRight, endText(m_high, m_low, m_high));
    if (!m_someMissing) return;
    painter.setBrush(theme::line());
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(bar.right() + 20, bar.center().y() + 1), 4, 4);
    painter.setPen(theme::quietText());
    painter.drawText(bar.right() + 30, bar.center().y() + metrics.ascent() / 2, tr("No value"));
}

void ScatterView::drawCategories(QPainter& painter, const QRect& area) const {
    const QFontMetrics metrics(painter.font());
    const int line = metrics.height() + 4;
    const int missing = m_counts.last();
    struct Row {
        QColor colour;
        QString name, number;
    };
    QVector<Row> rows;
    int rest = 0;
    for (int i = 0; i < m_names.size(); ++i) {
        if (i < kMostNames)
            rows += Row{theme::series(i), m_names[i], QLocale().toString(m_counts[i])};
        else
            rest += m_counts[i];
    }
    if (m_names.size() > kMostNames) rows += Row{QColor(), tr("Others"), QLocale().toString(rest)};
    if (missing > 0) rows += Row{theme::line(), tr("No value"), QLocale().toString(missing)};
    int names = 0, numbers = 0;
    for (const Row& row : std::as_const(rows)) {
        names = std::max(names, std::min(metrics.horizontalAdvance(row.name), 200));
        numbers = std::max(numbers, metrics.horizontalAdvance(row.number));
    }
    const int width = std::max(names + numbers + 36, metrics.horizontalAdvance(m_legendTitle));
    const int lines = static_cast<int>(rows.size()) + (m_legendTitle.isEmpty() ? 0 : 1);
    QPoint at(area.left() + theme::kGrid * 2, area.bottom() - theme::kGrid * 2 - lines * line);
    QColor ground = palette().color(QPalette::Base);
    ground.setAlpha(215);
    painter.fillRect(QRect(at, QSize(width, lines * line)).adjusted(-8, -8, 8, 8), ground);
    if (!m_legendTitle.isEmpty()) {
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(at, QSize(width, line)), Qt::AlignLeft | Qt::AlignVCenter, m_legendTitle);
        at.ry() += line;
    }
    for (const Row& row : std::as_const(rows)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(row.colour);
        if (row.colour.isValid()) painter.drawEllipse(QPointF(at.x() + 5, at.y() + line / 2.0), 4, 4);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(at.x() + 16, at.y(), names + 2, line), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(row.name, Qt::ElideRight, names + 2));
        painter.setPen(theme::quietText());
        painter.drawText(QRect(at.x() + 16, at.y(), width - 16, line), Qt::AlignRight | Qt::AlignVCenter,
                         row.number);
        at.ry() += line;
    }
}

QByteArray ScatterView::exportAs(ExportFormat format) const {
    if (format == ExportFormat::Csv) return csv();
    const QSize size = this->size().expandedTo(QSize(800, 600));
    return drawPicture(format, m_legendTitle, size, 2.0,
                       [this, size, format](QPaintDevice& device) { paintOn(device, size, format); });
}

void ScatterView::paintOn(QPaintDevice& device, QSize size, ExportFormat format) const {
    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), size), palette().color(QPalette::Base));
    ScatterFrame frame = m_frame;
    frame.scale *=
        std::min(static_cast<double>(size.width()) / width(), static_cast<double>(size.height()) / height());
    frame.size = size;
    const ScatterIndex index(*m_positions);
    ScatterScene scene = m_scene;
    scene.index = std::make_shared<const ScatterIndex>(index);
    scene.style = style();
    std::size_t near = 0;
    index.visit(frame.area(), [&near](std::size_t first, std::size_t last) { near += last - first; });
    if (format == ExportFormat::Png || near > kMostVectors) {
        painter.drawImage(QPointF(), renderScatter(scene, frame, 2.0));
    } else {
        const double radius = scene.style.diameter / 2;
        painter.setClipRect(QRect(QPoint(), size));
        index.visit(frame.area(), [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                const quint32 id = index.id(i);
                const bool chosen = scene.selected && id < scene.selected->size() && (*scene.selected)[id];
                QColor colour = QColor::fromRgb(
                    scene.colours && id < scene.colours->size() ? (*scene.colours)[id] : scene.style.missing);
                colour.setAlphaF(static_cast<float>(chosen ? 1.0 : scene.style.opacity));
                painter.setPen(chosen ? QPen(QColor::fromRgb(scene.style.outline), 1.5) : QPen(Qt::NoPen));
                painter.setBrush(colour);
                painter.drawEllipse(frame.toPixel(QPointF(index.point(i).x, index.point(i).y)), radius,
                                    radius);
            }
        });
        painter.setClipping(false);
    }
    drawLegend(painter, QRect(QPoint(), size));
}

QByteArray ScatterView::csv() const {
    QByteArray text = "point,x,y,value,selected\r\n";
    for (int i = 0; i < count(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        QByteArray value;
        if (m_colouring == Colouring::Values && i < m_values.size())
            value = QByteArray::number(m_values[i], 'g', QLocale::FloatingPointShortest);
        else if (m_colouring == Colouring::Categories && i < m_categories.size())
            value = csvField(m_names.value(m_categories[i]));
        const bool chosen = m_scene.selected && (*m_scene.selected)[at];
        const auto number = [](float v) { return QByteArray::number(v, 'g', 8); };
        text += QByteArray::number(i) + ',' + number((*m_positions)[at].x) + ',' +
                number((*m_positions)[at].y) + ',' + value + (chosen ? ",1\r\n" : ",0\r\n");
    }
    return text;
}

}  // namespace attune
