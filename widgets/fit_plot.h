// Small plots for reports on a model: how well it fits what people said.
#pragma once

#include <QColor>
#include <QPointF>
#include <QString>
#include <QStringList>
#include <QVector>
#include <QWidget>

#include "widgets/picture_export.h"

class QCustomPlot;
class QPainter;

namespace attune {

class PlotZoom;

/// A QCustomPlot in our look with a title, a text for when there is nothing to show, zoom (see PlotZoom), the values under the
/// mouse, and export. There is no log axis: ratings and shares stand on scales with two ends, where equal steps mean the same,
/// and bars begin at zero. Losses and what else spans decades are drawn by CurvePlot, which has one.
class ReportPlot : public QWidget {
    Q_OBJECT

  public:
    explicit ReportPlot(QWidget* parent = nullptr);
    ~ReportPlot() override;
    void setTitle(const QString& title);
    QString title() const { return m_title; }
    void setAxisLabels(const QString& x, const QString& y);
    void setEmptyText(const QString& text);
    bool isEmpty() const { return m_empty; }
    bool isZoomed() const { return m_zoomed; }
    /// Shows all values again, as new values do by themselves.
    void resetZoom();
    /// What is said of the place under the mouse; empty where nothing is.
    QString cursorText() const { return m_cursorText; }
    /// The plot as shown; as CSV all of its values.
    QByteArray exportAs(ExportFormat format) const;

  Q_SIGNALS:
    void exportRequested(const QString& suggestedName, const attune::ExportPaint& paint);

  protected:
    QCustomPlot& plot() const { return *m_plot; }
    PlotZoom& zoom() const { return *m_zoom; }
    /// Gives everything drawn its colours and draws it, all values in sight; called after new data and after the palette changed.
    virtual void restyle() = 0;
    /// The values at this position of the plot's surface, in words; empty where there are none.
    virtual QString valuesAt(QPointF position) const = 0;
    struct Entry {
        QColor colour;
        QString name;
    };
    /// Names of the colours, for the head of the plot; none by default.
    virtual QVector<Entry> entries() const { return {}; }
    /// Rows of the CSV with its head.
    virtual QByteArray csv() const = 0;
    /// Of new data, which are shown whole.
    void setEmpty(bool empty);
    void redraw();
    /// Of the plot's surface.
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    void resizeEvent(QResizeEvent* event) override;
    void layOut();
    int headHeight() const;
    void drawHead(QPainter& painter, int width) const;
    void showValues(const QString& text, const QPoint& global);
    QCustomPlot* m_plot;
    PlotZoom* m_zoom;
    QString m_title, m_emptyText, m_cursorText;
    bool m_empty = true, m_zoomed = false;
};

/// Given against predicted ratings, one point for each caption, with the diagonal on which a perfect model's
/// points lie. What is predicted is across, as in CalibrationPlot.
class PredictionPlot : public ReportPlot {
    Q_OBJECT

  public:
    explicit PredictionPlot(QWidget* parent = nullptr);
    /// @param points  x: predicted, y: given, on the same scale; the index is the point's number here.
    /// Given ratings take few values, so points are drawn up to 0.15 above or below theirs.
    void setPoints(const QVector<QPointF>& points);
    /// Where a point is drawn, in pixels of the plot's own surface.
    QPointF positionOf(int point) const;
    /// Nearest point within a few pixels of a position on the plot's surface; -1 if there is none.
    int pointAt(QPointF position) const;

  Q_SIGNALS:
    void hovered(int point, const QPoint& global);
    void hoverLeft();
    void clicked(int point);

  protected:
    void restyle() override;
    QString valuesAt(QPointF position) const override;
    QByteArray csv() const override;
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    void mark(int point);
    QVector<QPointF> m_points, m_drawn;
    int m_hovered = -1;
    QPointF m_pressedAt;  ///< on the plot's surface: a point is clicked where it is pressed, a drag zooms
};

struct CalibrationBin {
    double predicted = 0;  ///< mean prediction of the bin, on the plot's scale
    double observed = 0;   ///< share that came true, or mean of what was given, on the same scale
    int count = 0;
};

/// Reliability diagram: how often what was predicted came true, with the number of cases in every bin.
class CalibrationPlot : public ReportPlot {
    Q_OBJECT

  public:
    explicit CalibrationPlot(QWidget* parent = nullptr);
    void setBins(const QVector<CalibrationBin>& bins);
    /// Both axes; [0, 1] unless set: 1 to 5 for ratings.
    void setScale(double low, double high);
    /// What the numbers above the plot are; "cases in each bin" unless set.
    void setCountLabel(const QString& label);

  protected:
    void restyle() override;
    QString valuesAt(QPointF position) const override;
    QByteArray csv() const override;

  private:
    QVector<CalibrationBin> m_bins;
    double m_low = 0, m_high = 1;
};

struct NamedBar {
    QString name;
    double value = 0;
    double low = 0, high = 0;  ///< ends of an interval around the value; equal: none is drawn
};

/// Horizontal bars under each other, from zero, one or more groups of them side by side (two models). Only values are zoomed:
/// the names stay.
class BarPlot : public ReportPlot {
    Q_OBJECT

  public:
    explicit BarPlot(QWidget* parent = nullptr);
    void setBars(const QVector<NamedBar>& bars);
    /// One bar of every group for each name, in the order of the first group.
    /// @param groups  names of the groups, in the order of theme::series
    void setGroups(const QStringList& groups, const QVector<QVector<NamedBar>>& bars);
    QSize sizeHint() const override;

  protected:
    void restyle() override;
    QString valuesAt(QPointF position) const override;
    QVector<Entry> entries() const override;
    QByteArray csv() const override;

  private:
    double thickness() const;
    /// Where the bar stands on the axis of names.
    double place(int group, int bar) const;
    void addGroup(int group, int decimals, double& low, double& high);
    QStringList m_groups;
    QVector<QVector<NamedBar>> m_bars;
};

}  // namespace attune
