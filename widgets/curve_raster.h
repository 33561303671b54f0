// Draws very many curves at once. QPainter's antialiased strokes cost microseconds per segment; here a curve
// is reduced to the stretch that it covers in every column of pixels, so the cost depends on the width of the
// picture alone.
#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>
#include <vector>

namespace attune {

class CurveRaster {
  public:
    /// @param size  in device pixels
    explicit CurveRaster(QSize size);
    /// A connected line; points in device pixels with ascending x, of which any may lie outside.
    void draw(const std::vector<QPointF>& line, const QColor& colour, double width);
    QImage image() const;

  private:
    void cover(int column, double low, double high);
    void blend(const QColor& colour, double halfWidth);
    int m_width, m_height;
    int m_firstUsed, m_lastUsed;
    std::vector<quint32>
        m_pixels;  // premultiplied ARGB, column after column: a curve is drawn down the columns
    std::vector<float> m_low, m_high;
};

}  // namespace attune
