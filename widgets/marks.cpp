#include "widgets/marks.h"

#include <QApplication>
#include <QPainter>
#include <QPalette>
#include <algorithm>
#include <cmath>

#include "widgets/theme.h"

namespace attune::marks {

namespace {

/// Smooth edges for the time of one mark.
class Smooth {
  public:
    explicit Smooth(QPainter& painter) : m_painter(painter) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Smooth() { m_painter.restore(); }
    Smooth(const Smooth&) = delete;
    Smooth& operator=(const Smooth&) = delete;

  private:
    QPainter& m_painter;
};

QPointF at(const QRectF& r, double x, double y) {
    return {r.left() + x * r.width(), r.top() + y * r.height()};
}

}  // namespace

QPainterPath star(const QRectF& square) {
    constexpr double pi = 3.14159265358979323846;
    QPolygonF points;
    for (int i = 0; i < 10; ++i) {
        const double radius = i % 2 == 0 ? 0.52 : 0.22, angle = pi * (i / 5.0 - 0.5);
        points += at(square, 0.5 + radius * std::cos(angle), 0.54 + radius * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

void paintStar(QPainter& painter, const QRectF& square, const QColor& colour) {
    const Smooth smooth(painter);
    painter.fillPath(star(square), colour);
}

void paintSpeech(QPainter& painter, const QRectF& square, const QColor& colour) {
    const Smooth smooth(painter);
    QPainterPath bubble, tail;
    bubble.addRoundedRect(QRectF(at(square, 0.04, 0.1), at(square, 0.96, 0.75)), 2, 2);
    tail.addPolygon(QPolygonF{at(square, 0.2, 0.7), at(square, 0.2, 0.98), at(square, 0.5, 0.7)});
    tail.closeSubpath();
    painter.setPen(QPen(colour, 1.2));
    painter.drawPath(bubble.united(tail));
}

void paintPair(QPainter& painter, const QRectF& square, const QColor& colour) {
    const Smooth smooth(painter);
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(colour);
    painter.drawRect(QRectF(at(square, 0.04, 0.14), at(square, 0.4, 0.9)));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(at(square, 0.6, 0.14), at(square, 0.96, 0.9)));
}

void paintTag(QPainter& painter, const QRectF& square, const QColor& colour) {
    const Smooth smooth(painter);
    painter.setPen(QPen(colour, 1.2));
    painter.drawPolygon(QPolygonF{at(square, 0.02, 0.15), at(square, 0.6, 0.15), at(square, 0.98, 0.5),
                                  at(square, 0.6, 0.85), at(square, 0.02, 0.85)});
    painter.setBrush(colour);
    painter.drawEllipse(at(square, 0.62, 0.5), 0.6, 0.6);
}

void paintCross(QPainter& painter, const QRectF& square, const QColor& colour) {
    const Smooth smooth(painter);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(at(square, 0.2, 0.2), at(square, 0.8, 0.8));
    painter.drawLine(at(square, 0.8, 0.2), at(square, 0.2, 0.8));
}

void paintTick(QPainter& painter, const QRectF& square) {
    const Smooth smooth(painter);
    const QColor ink = QApplication::palette().color(QPalette::HighlightedText);
    painter.setPen(QPen(ink, 1.5));
    painter.setBrush(theme::accent());
    painter.drawEllipse(square);
    painter.setPen(QPen(ink, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{at(square, 0.28, 0.53), at(square, 0.44, 0.69), at(square, 0.73, 0.34)});
}

void paintLasso(QPainter& painter, const QRectF& square, const QColor& colour) {
    const Smooth smooth(painter);
    painter.setPen(QPen(colour, std::max(1.5, square.width() / 14), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(at(square, 0.1, 0.12), at(square, 0.9, 0.62)));
    QPainterPath end(at(square, 0.3, 0.59));
    end.cubicTo(at(square, 0.16, 0.7), at(square, 0.4, 0.76), at(square, 0.3, 0.92));
    painter.drawPath(end);
}

void paintWarning(QPainter& painter, const QRectF& square) {
    const Smooth smooth(painter);
    const QColor colour = theme::tone(theme::Tone::Warning);
    painter.setPen(
        QPen(colour, std::max(1.5, square.width() / 16), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolygon(QPolygonF{at(square, 0.5, 0.08), at(square, 0.96, 0.9), at(square, 0.04, 0.9)});
    painter.drawLine(at(square, 0.5, 0.36), at(square, 0.5, 0.6));
    painter.drawPoint(at(square, 0.5, 0.75));
}

}  // namespace attune::marks
