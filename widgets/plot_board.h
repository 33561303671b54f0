// One plot for each metric of a run, in a grid that fits the width, under one cursor and one smoothing.
#pragma once

#include <QHash>
#include <QStringList>
#include <QVector>
#include <QWidget>

#include "widgets/picture_export.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QScrollArea;
class QSlider;

namespace attune {

class CurvePlot;

/// How a metric is shown. Metrics without one are shown under their own name, after those with one.
struct MetricTitle {
    QString metric;  ///< as the engine names it ("objective/kl")
    QString title;   ///< as people read it; empty: the metric's name
    QString unit;    ///< "nats", "captions/s"; may be empty
    bool logScale = false;
    QString help = {};  ///< what the values mean, where the title does not say it: a tooltip
    bool fromZero = false;  ///< the axis begins at zero: their size counts, not their noise
};

struct BoardRun {
    QString key;
    QString name;
};

class PlotBoard : public QWidget {
    Q_OBJECT

  public:
    explicit PlotBoard(QWidget* parent = nullptr);
    ~PlotBoard() override;

    /// The headlines, in the order in which their plots stand, however the values come.
    void setMetricTitles(const QVector<MetricTitle>& titles);
    void setXLabel(const QString& label);
    /// What stands in the board until the first value comes.
    void setEmptyText(const QString& text);

    /// The runs that are overlaid, in the order of their colours; others, and their curves, go. A run keeps
    /// its colour in every plot for as long as it is shown.
    void setRuns(const QVector<BoardRun>& runs);
    /// Makes run and plot as needed. NaN makes a gap.
    void append(const QString& runKey, const QString& runName, const QString& metric, double step,
                double value);
    void append(const QString& runKey, const QString& runName, const QString& metric,
                const QVector<QPointF>& points);
    /// Takes away all plots and runs.
    void clear();

    /// Null if there is none.
    CurvePlot* plot(const QString& metric) const;
    /// Metrics that have a plot, in their order on the screen.
    QStringList metrics() const;
    int columns() const { return m_columns; }
    double smoothing() const { return m_smoothing; }

  public Q_SLOTS:
    void setSmoothing(double weight);

  Q_SIGNALS:
    void exportRequested(const QString& suggestedName, const attune::ExportPaint& paint);
    void smoothingChanged(double weight);

  protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

  private:
    QWidget* makeBar();
    CurvePlot& need(const QString& metric);
    int runColour(const QString& key, const QString& name);
    int rank(const QString& metric) const;
    void sortMetrics();
    void arrange();
    /// Gives the rows heights of which whole ones fit into what is seen.
    void fitRows();
    void lineUpLegends();
    int rows(int columns) const;
    int seenHeight() const;
    void lineUp(int left);
    void title(CurvePlot& plot, const QString& metric) const;

    QVector<MetricTitle> m_titles;
    QStringList m_metrics;  // in the order on the screen
    QHash<QString, CurvePlot*> m_plots;
    struct Run {
        QString name;
        int colour;
    };
    QHash<QString, Run> m_runs;
    QString m_xLabel;
    double m_smoothing;
    int m_columns = 1;
    int m_left = 0;  ///< pixels between the left edge of each plot and its curves
    QScrollArea* m_scroll;
    QWidget* m_page;
    QGridLayout* m_grid;
    QLabel* m_empty;
    QSlider* m_slider = nullptr;
    QLabel* m_weight = nullptr;
    QWidget* m_bar = nullptr;
};

}  // namespace attune
