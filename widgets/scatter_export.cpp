#include "widgets/scatter_export.h"

#include <QLocale>
#include <QPainter>

namespace attune {

namespace {

constexpr int kMostVectors = 20000;
constexpr int kBytesOfARow = 48;

void drawVectors(const ScatterScene& scene, const ScatterFrame& frame, QPainter& painter) {
    const double radius = scene.style.diameter / 2;
    painter.setClipRect(QRect(QPoint(), frame.size));
    scene.index->visit(frame.area(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const quint32 id = scene.index->id(i);
            const bool chosen = scene.selected && id < scene.selected->size() && (*scene.selected)[id];
            QColor colour = QColor::fromRgb(
                scene.colours && id < scene.colours->size() ? (*scene.colours)[id] : scene.style.missing);
            colour.setAlphaF(static_cast<float>(chosen ? 1.0 : scene.style.opacity));
            painter.setPen(chosen ? QPen(QColor::fromRgb(scene.style.outline), 1.5) : QPen(Qt::NoPen));
            painter.setBrush(colour);
            const ScatterPoint& point = scene.index->point(i);
            painter.drawEllipse(frame.toPixel(QPointF(point.x, point.y)), radius, radius);
        }
    });
    painter.setClipping(false);
}

void paintOn(QPaintDevice& device, const ScatterExport& shown, ExportFormat format) {
    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect area(QPoint(), shown.frame.size);
    painter.fillRect(area, shown.ground);
    ScatterScene scene = shown.scene;
    if (!scene.index) scene.index = std::make_shared<const ScatterIndex>(*shown.positions);
    std::size_t near = 0;
    scene.index->visit(shown.frame.area(),
                       [&near](std::size_t first, std::size_t last) { near += last - first; });
    if (format == ExportFormat::Png || near > kMostVectors)
        painter.drawImage(QPointF(), renderScatter(scene, shown.frame, 2.0));
    else
        drawVectors(scene, shown.frame, painter);
    drawLegend(shown.legend, painter, area);
}

QByteArray csv(const ScatterExport& shown) {
    QByteArray text = "point,x,y,value,selected";
    if (shown.fields.of) text += ',' + shown.fields.titles;
    text += "\r\n";
    const auto count = static_cast<int>(shown.positions->size());
    text.reserve(static_cast<qsizetype>(count) * kBytesOfARow);
    const auto number = [](float v) { return QByteArray::number(v, 'g', 8); };
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        QByteArray value;
        if (i < shown.values.size())
            value = QByteArray::number(shown.values[i], 'g', QLocale::FloatingPointShortest);
        else if (i < shown.categories.size())
            value = csvField(shown.names.value(shown.categories[i]));
        const bool chosen = shown.scene.selected && (*shown.scene.selected)[at];
        const ScatterPoint& point = (*shown.positions)[at];
        text += QByteArray::number(i) + ',' + number(point.x) + ',' + number(point.y) + ',' + value +
                (chosen ? ",1" : ",0");
        if (shown.fields.of) text += ',' + shown.fields.of(i);
        text += "\r\n";
    }
    return text;
}

}  // namespace

QByteArray exportScatter(const ScatterExport& shown, ExportFormat format) {
    if (format == ExportFormat::Csv) return csv(shown);
    return drawPicture(format, shown.legend.title, shown.frame.size, 2.0, shown.ground,
                       [&](QPaintDevice& device) { paintOn(device, shown, format); });
}

}  // namespace attune
