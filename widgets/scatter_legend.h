// What the colours of a scatter mean: a ramp between two values, or categories with their numbers of points.
#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <QVector>

class QPainter;
class QRect;

namespace attune {

/// Words and colours as they are now, so that it is drawn on any thread.
struct ScatterLegend {
    enum class Kind { None, Ramp, Categories };
    struct Row {
        QColor colour;  ///< invalid: of several
        QString name, number;
    };

    Kind kind = Kind::None;
    QString title;
    QFont font;  ///< of nobody else: two threads must not look for the glyphs of one
    QColor ground, text, quiet, missing;
    QVector<QColor> ramp;  ///< from left to right, a pixel wide each
    QString low, high;     ///< ends of the ramp
    QString noValue;       ///< empty: all points have one
    QVector<Row> rows;     ///< of categories
};

/// In the lower left corner of the area.
void drawLegend(const ScatterLegend& legend, QPainter& painter, const QRect& area);

}  // namespace attune
