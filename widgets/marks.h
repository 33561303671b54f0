// Small pictures drawn as shapes, crisp at every size and in the colours of the theme.
#pragma once

#include <QColor>
#include <QPainterPath>
#include <QRectF>

class QPainter;

namespace attune::marks {

/// A star of five points that fills the square.
QPainterPath star(const QRectF& square);

void paintStar(QPainter& painter, const QRectF& square, const QColor& colour);
/// A speech bubble: captions.
void paintSpeech(QPainter& painter, const QRectF& square, const QColor& colour);
/// Two cards, the left one full: captions that were compared.
void paintPair(QPainter& painter, const QRectF& square, const QColor& colour);
void paintTag(QPainter& painter, const QRectF& square, const QColor& colour);
/// A cross, to remove something.
void paintCross(QPainter& painter, const QRectF& square, const QColor& colour);
/// A white tick on a disc of the accent: selected.
void paintTick(QPainter& painter, const QRectF& square);
/// A loop with its end hanging down: select by hand.
void paintLasso(QPainter& painter, const QRectF& square, const QColor& colour);
/// A triangle with an exclamation mark in the colour of warnings.
void paintWarning(QPainter& painter, const QRectF& square);

}  // namespace attune::marks
