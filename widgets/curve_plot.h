// A plot of values as they arrive: curves that grow, with smoothing, log axis, zoom, a cursor and export. What is across is
// counted (steps, rounds, epochs): its ticks are whole numbers.
#pragma once

#include <QElapsedTimer>
#include <QPointF>
#include <QTimer>
#include <QVector>
#include <QWidget>

#include "widgets/curve_series.h"
#include "widgets/picture_export.h"

class QLabel;
class QMenu;
class QToolButton;

namespace attune {

class CurveLegend;
class CurveLegendModel;
class CurveView;

class CurvePlot : public QWidget {
    Q_OBJECT

  public:
    explicit CurvePlot(QWidget* parent = nullptr);
    ~CurvePlot() override;

    void setTitle(const QString& title);
    QString title() const;
    /// What the values mean, in the title's tooltip below the title.
    void setHelp(const QString& help);
    /// @param x  quantity of the horizontal axis ("Step")
    /// @param y  unit of the values; empty where the title says it all
    void setAxisLabels(const QString& x, const QString& y);
    /// What stands in an empty plot; "No values yet" unless set.
    void setEmptyText(const QString& text);

    /// Adds a curve or changes how it is named and drawn. A key that values come for without this is drawn
    /// under its key.
    void setSeries(const QString& key, const CurveStyle& style);
    /// Appends; the picture follows within 16 ms, whatever the number of calls. NaN as y makes a gap.
    void append(const QString& key, double x, double y);
    void append(const QString& key, const QVector<QPointF>& points);
    void removeSeries(const QString& key);
    /// Removes all curves.
    void clear();
    void setSeriesVisible(const QString& key, bool visible);
    const CurveSet& curves() const { return m_curves; }

    double smoothing() const { return m_curves.smoothing(); }
    bool isLogScale() const;
    bool isFollowing() const;
    /// For values whose size counts and not their noise: the linear axis begins at zero.
    void setFromZero(bool on);
    /// Pixels that the curves begin from the left edge, at least: plots below each other line up.
    void setLeastLeft(int left);
    /// Rows that the legend has room for, at least: the horizontal axes of plots beside each other line up.
    void setLeastLegendRows(int rows);
    /// Wheel zooms only with Ctrl, so that a page of plots can be scrolled.
    void setWheelNeedsControl(bool on);

    /// The plot as shown, with title and legend; as CSV all values of all visible curves.
    QByteArray exportAs(ExportFormat format) const;
    /// Visible curves within the zoom, tab-separated, for a spreadsheet.
    QString valuesAsText() const;

  public Q_SLOTS:
    /// @param weight  0 (off) to 0.99, see DebiasedEma
    void setSmoothing(double weight);
    void setLogScale(bool on);
    /// Shows all values and follows new ones again.
    void resetZoom();
    /// Cursor line and values at x, as told by another plot; emits nothing.
    void showCursor(double x);
    void clearCursor();
    void copyValues() const;
    /// Draws what has come without waiting for the next frame.
    void repaintNow();

  Q_SIGNALS:
    void cursorMoved(double x);
    void cursorLeft();
    void smoothingChanged(double weight);
    /// The curves begin so many pixels from the left edge now: their numbers need the room.
    void leftMarginChanged(int left);
    /// The window asks where to, has it painted, and writes off its thread.
    void exportRequested(const QString& suggestedName, const attune::ExportPaint& paint);

  protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    void build();
    void fillMenu(QMenu* menu);
    void schedule();
    void showHidden();
    void applyTheme();
    void paintOn(QPaintDevice& device, QSize size) const;
    QByteArray csv() const;

    CurveSet m_curves;
    QString m_xLabel;
    QLabel* m_title = nullptr;
    QLabel* m_unit = nullptr;
    QLabel* m_hidden = nullptr;
    QToolButton* m_button = nullptr;
    CurveView* m_view = nullptr;
    CurveLegendModel* m_legendModel = nullptr;
    CurveLegend* m_legend = nullptr;
    QTimer m_timer;
    QElapsedTimer m_sincePaint;
    double m_paintTime = 0;  // milliseconds that the last drawing took
};

}  // namespace attune
