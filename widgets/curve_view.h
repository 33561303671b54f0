// The drawing surface of a CurvePlot: axes, curves, zoom by mouse and keyboard, cursor line. Included by .cpp
// files only.
#pragma once

#include "widgets/curve_series.h"
#include "widgets/qcp.h"

class QRubberBand;

namespace attune {

/// Draws the curves within the axes.
class CurveCanvas : public QCPLayerable {
    Q_OBJECT

  public:
    CurveCanvas(QCustomPlot* plot, const CurveSet& curves);
    void setEmptyText(const QString& text) { m_emptyText = text; }

  protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

  private:
    struct Stroke;
    /// Line segments that a picture of all visible curves may have.
    std::size_t segments() const;
    /// @param pixels  where the axes' ranges lie
    std::vector<Stroke> strokes(const QRectF& pixels) const;
    void drawDense(QCPPainter* painter) const;
    void drawFine(QCPPainter* painter, const std::vector<Stroke>& strokes) const;
    const CurveSet& m_curves;
    QString m_emptyText;
};

class CurveView : public QCustomPlot {
    Q_OBJECT

  public:
    CurveView(const CurveSet& curves, QWidget* parent);
    CurveCanvas& canvas() { return *m_canvas; }
    /// Shows all of the curves, and new points as they come.
    void follow();
    bool isFollowing() const { return m_following; }
    void setLogScale(bool on);
    bool isLogScale() const { return m_logarithmic; }
    void setWheelNeedsControl(bool on) { m_wheelNeedsControl = on; }
    /// Fits the axes (if following) and draws all anew.
    void refresh();
    /// Draws only the cursor; NaN takes it away.
    void showCursor(double x);
    double cursor() const { return m_cursor; }

  Q_SIGNALS:
    void hovered(double x);
    void left();
    void zoomed();

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void fitAxes();
    void zoom(double factor, QPointF at);
    void stepCursor(int points);
    void startManual();

    const CurveSet& m_curves;
    CurveCanvas* m_canvas;
    QCPItemStraightLine* m_cursorLine;
    QRubberBand* m_band;
    QPoint m_pressedAt;
    QPointF m_pannedFrom;
    double m_cursor;
    bool m_following = true, m_logarithmic = false, m_wheelNeedsControl = false;
    bool m_banding = false, m_panning = false;
};

}  // namespace attune
