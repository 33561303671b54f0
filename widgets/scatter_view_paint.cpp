// What the scatter looks like: the picture, rings, the selection being drawn, the legend; and what an export
// takes of it.
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/curve_legend.h"
#include "widgets/number_text.h"
#include "widgets/scatter_view.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kRampWidth = 160;

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
    return numberText(value, digits);
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
    drawLegend(legend(), painter, rect());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme::accent(), 1));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

ScatterLegend ScatterView::legend() const {
    ScatterLegend legend;
    legend.title = m_legendTitle;
    legend.font = theme::font(theme::Text::Small);
    legend.ground = palette().color(QPalette::Base);
    legend.ground.setAlpha(215);
    legend.text = palette().color(QPalette::Text);
    legend.quiet = theme::quietText();
    legend.missing = theme::line();
    if (m_colouring == Colouring::Values && m_low <= m_high) {
        legend.kind = ScatterLegend::Kind::Ramp;
        for (int x = 0; x < kRampWidth; ++x) legend.ramp += theme::plotRamp(x / (kRampWidth - 1.0));
        legend.low = endText(m_low, m_low, m_high);
        legend.high = endText(m_high, m_low, m_high);
        if (m_someMissing) legend.noValue = tr("No value");
    } else if (m_colouring == Colouring::Categories) {
        legend.kind = ScatterLegend::Kind::Categories;
        legend.rows = legendRows();
    }
    return legend;
}

QVector<ScatterLegend::Row> ScatterView::legendRows() const {
    QVector<ScatterLegend::Row> rows;
    const int last = theme::kSeriesColours - 1;
    const bool isShared = m_names.size() > theme::kSeriesColours;
    int rest = 0;
    for (int i = 0; i < m_names.size(); ++i) {
        if (!isShared || m_shades[i] < last)
            rows += ScatterLegend::Row{theme::series(m_shades[i]), m_names[i], QLocale().toString(m_counts[i])};
        else
            rest += m_counts[i];
    }
    const int missing = m_counts.last();
    if (isShared) rows += ScatterLegend::Row{theme::series(last), tr("Others"), QLocale().toString(rest)};
    if (missing > 0) rows += ScatterLegend::Row{theme::line(), tr("No value"), QLocale().toString(missing)};
    return rows;
}

ScatterExport ScatterView::shown() const {
    ScatterExport shown;
    shown.positions = m_positions;
    shown.scene = m_scene;
    shown.scene.style = style();
    if (m_picture.positions != m_positions) shown.scene.index.reset();  // it is of the points before these
    shown.frame = m_frame;
    shown.frame.size = size().expandedTo(QSize(800, 600));
    shown.frame.scale *= std::min(static_cast<double>(shown.frame.size.width()) / width(),
                                  static_cast<double>(shown.frame.size.height()) / height());
    shown.ground = palette().color(QPalette::Base);
    shown.legend = legend();
    shown.fields = m_fields;
    if (m_colouring == Colouring::Values) shown.values = m_values;
    if (m_colouring == Colouring::Categories) {
        shown.categories = m_categories;
        shown.names = m_names;
    }
    return shown;
}

ExportBytes ScatterView::exportAs(ExportFormat format) const {
    return [shown = shown(), format] { return exportScatter(shown, format); };
}

}  // namespace attune
