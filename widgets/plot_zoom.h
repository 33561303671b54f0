// Zoom of a plot by mouse and keys, the same in every plot.
#pragma once

#include <QObject>
#include <QPoint>
#include <QPointF>

class QCustomPlot;
class QKeyEvent;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;

namespace attune {

/// The wheel and a rectangle that is drawn zoom, the middle button moves, plus and minus zoom at the middle; a double click and
/// Home ask to see all again. Over an axis the wheel zooms that axis alone. Sets the ranges of the plot's axes; drawing them is
/// left to who hears of it.
class PlotZoom : public QObject {
    Q_OBJECT

  public:
    /// @param plot  what the mouse is on; it owns this
    explicit PlotZoom(QCustomPlot* plot);
    /// Off while there is nothing to see.
    void setEnabled(bool on) { m_enabled = on; }
    /// Both axes unless set: of bars under each other only the values are zoomed.
    void setVertical(bool on) { m_vertical = on; }
    /// The wheel zooms only with Ctrl, so that a page of plots can be scrolled.
    void setWheelNeedsControl(bool on) { m_wheelNeedsControl = on; }

  Q_SIGNALS:
    void zoomed();
    void resetWanted();

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    bool wheel(const QWheelEvent& event);
    bool key(const QKeyEvent& event);
    void zoomAt(double factor, QPointF at);
    void pan(QPointF to);

    QCustomPlot* m_plot;
    QRubberBand* m_band;
    QPoint m_pressedAt;
    QPointF m_pannedFrom;
    bool m_enabled = false, m_vertical = true, m_wheelNeedsControl = false;
    bool m_banding = false, m_panning = false;
};

}  // namespace attune
