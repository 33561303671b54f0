// The drawing surface of a CurvePlot: axes, curves, zoom (see PlotZoom), cursor line. Included by .cpp files only.
#pragma once

#include "widgets/curve_series.h"
#include "widgets/plot_zoom.h"
#include "widgets/qcp.h"

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
    /// Asks for the room that curves, numbers and label need; call again when fonts or the label change.
    void keepRoom();
    /// Pixels that the curves begin from the left edge, at least.
    void setLeastLeft(int left);
    /// Shows all of the curves, and new points as they come.
    void follow();
    bool isFollowing() const { return m_following; }
    void setLogScale(bool on);
    bool isLogScale() const { return m_logarithmic; }
    /// Whether the linear axis begins at zero, for values above it.
    void setFromZero(bool on);
    void setWheelNeedsControl(bool on) { m_zoom->setWheelNeedsControl(on); }
    /// Fits the axes (if following) and draws all anew.
    void refresh();
    /// Draws only the cursor; NaN takes it away.
    void showCursor(double x);
    double cursor() const { return m_cursor; }

  Q_SIGNALS:
    void hovered(double x);
    void left();
    /// The curves begin so many pixels from the left edge now.
    void leftMarginChanged(int left);

  protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void fitAxes();
    void stepCursor(int points);

    const CurveSet& m_curves;
    CurveCanvas* m_canvas;
    QCPItemStraightLine* m_cursorLine;
    PlotZoom* m_zoom;
    double m_cursor;
    int m_leastLeft = 0, m_left = 0;
    bool m_following = true, m_logarithmic = false, m_fromZero = false;
};

}  // namespace attune
