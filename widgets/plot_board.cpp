#include "widgets/plot_board.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/curve_plot.h"
#include "widgets/tab_order.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kNarrowest = 290;  // pixels of a plot that is still read with ease
constexpr int kMostColumns = 4;
constexpr int kLowestPlot = theme::kGrid * 27;  // of one with few rows in its legend: it does not grow as they come
constexpr int kTallestPlot = theme::kGrid * 100;  // of one beside another: there is room for two below each other

}  // namespace

PlotBoard::PlotBoard(QWidget* parent)
    : QWidget(parent),
      m_xLabel(tr("Step")),
      m_smoothing(kDefaultSmoothing),
      m_scroll(new QScrollArea(this)),
      m_page(new QWidget),
      m_grid(new QGridLayout(m_page)),
      m_empty(new QLabel(this)) {
    m_bar = makeBar();
    m_bar->hide();
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(theme::kGrid);
    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->installEventFilter(this);
    m_page->installEventFilter(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setText(tr("No values yet"));
    theme::makeQuiet(m_empty, theme::Text::Body);
    m_scroll->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kGrid);
    column->addWidget(m_bar);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_empty, 1);
}

PlotBoard::~PlotBoard() = default;

QWidget* PlotBoard::makeBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid);
    auto* label = new QLabel(tr("&Smoothing"), bar);
    m_slider = new QSlider(Qt::Horizontal, bar);
    m_slider->setRange(0, 99);
    m_slider->setPageStep(10);
    m_slider->setFixedWidth(theme::kGrid * 20);
    m_slider->setToolTip(
        tr("Weight of the moving average, 0 to 0.99. The values themselves stay visible behind it."));
    label->setBuddy(m_slider);
    m_weight = new QLabel(bar);
    m_weight->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_weight->setMinimumWidth(theme::kGrid * 4);
    auto* reset = new QPushButton(theme::icon(QStringLiteral("zoom-fit-best")), tr("Show all values"), bar);
    reset->setFlat(true);
    reset->setToolTip(tr("Ends the zoom of every plot and follows new values again."));
    row->addWidget(label);
    row->addWidget(m_slider);
    row->addWidget(m_weight);
    row->addStretch(1);
    row->addWidget(reset);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { setSmoothing(value / 100.0); });
    connect(reset, &QPushButton::clicked, this, [this] {
        for (CurvePlot* plot : std::as_const(m_plots)) plot->resetZoom();
    });
    m_slider->setValue(static_cast<int>(std::lround(m_smoothing * 100)));
    m_weight->setText(QLocale().toString(m_smoothing, 'f', 2));
    return bar;
}

void PlotBoard::setSmoothing(double weight) {
    weight = DebiasedEma::clampWeight(weight);
    if (weight == m_smoothing) return;
    m_smoothing = weight;
    m_slider->setValue(static_cast<int>(std::lround(weight * 100)));
    m_weight->setText(QLocale().toString(weight, 'f', 2));
    for (CurvePlot* plot : std::as_const(m_plots)) plot->setSmoothing(weight);
    Q_EMIT smoothingChanged(weight);
}

void PlotBoard::setEmptyText(const QString& text) {
    m_empty->setText(text);
}

void PlotBoard::setXLabel(const QString& label) {
    m_xLabel = label;
    for (auto it = m_plots.cbegin(); it != m_plots.cend(); ++it) title(*it.value(), it.key());
}

void PlotBoard::setMetricTitles(const QVector<MetricTitle>& titles) {
    m_titles = titles;
    for (auto it = m_plots.cbegin(); it != m_plots.cend(); ++it) title(*it.value(), it.key());
    sortMetrics();
    arrange();
}

int PlotBoard::rank(const QString& metric) const {
    for (int i = 0; i < m_titles.size(); ++i)
        if (m_titles[i].metric == metric) return i;
    return static_cast<int>(m_titles.size());
}

void PlotBoard::sortMetrics() {
    std::sort(m_metrics.begin(), m_metrics.end(), [this](const QString& a, const QString& b) {
        const int left = rank(a), right = rank(b);
        return left != right ? left < right : a < b;
    });
}

void PlotBoard::title(CurvePlot& plot, const QString& metric) const {
    const int at = rank(metric);
    const bool named = at < m_titles.size();
    plot.setTitle(named && !m_titles[at].title.isEmpty() ? m_titles[at].title : metric);
    plot.setHelp(named ? m_titles[at].help : QString());
    plot.setFromZero(named && m_titles[at].fromZero);
    plot.setAxisLabels(m_xLabel, named ? m_titles[at].unit : QString());
}

CurvePlot& PlotBoard::need(const QString& metric) {
    if (CurvePlot* known = m_plots.value(metric)) return *known;
    auto* plot = new CurvePlot(m_page);
    plot->setWheelNeedsControl(true);
    plot->setSmoothing(m_smoothing);
    title(*plot, metric);
    const int at = rank(metric);
    plot->setLogScale(at < m_titles.size() && m_titles[at].logScale);
    connect(plot, &CurvePlot::exportRequested, this, &PlotBoard::exportRequested);
    connect(plot, &CurvePlot::smoothingChanged, this, &PlotBoard::setSmoothing);
    plot->setLeastLeft(m_left);
    connect(plot, &CurvePlot::leftMarginChanged, this, &PlotBoard::lineUp);
    connect(plot, &CurvePlot::cursorMoved, this, [this, plot](double x) {
        for (CurvePlot* other : std::as_const(m_plots))
            if (other != plot) other->showCursor(x);
    });
    connect(plot, &CurvePlot::cursorLeft, this, [this, plot] {
        for (CurvePlot* other : std::as_const(m_plots))
            if (other != plot) other->clearCursor();
    });
    m_plots.insert(metric, plot);
    m_metrics += metric;
    sortMetrics();
    m_bar->show();
    m_scroll->show();
    m_empty->hide();
    arrange();
    return *plot;
}

int PlotBoard::runColour(const QString& key, const QString& name) {
    const auto known = m_runs.find(key);
    if (known != m_runs.end()) {
        if (!name.isEmpty()) known->name = name;
        return known->colour;
    }
    // The lowest colour that no run has: one that leaves does not change the others.
    int colour = 0;
    while (std::any_of(m_runs.cbegin(), m_runs.cend(),
                       [colour](const Run& run) { return run.colour == colour; }))
        ++colour;
    m_runs.insert(key, {name.isEmpty() ? key : name, colour});
    return colour;
}

void PlotBoard::setRuns(const QVector<BoardRun>& runs) {
    const auto kept = [&runs](const QString& key) {
        return std::any_of(runs.begin(), runs.end(), [&key](const BoardRun& run) { return run.key == key; });
    };
    for (const QString& key : m_runs.keys()) {
        if (kept(key)) continue;
        m_runs.remove(key);
        for (CurvePlot* plot : std::as_const(m_plots)) plot->removeSeries(key);
    }
    for (const BoardRun& run : runs) {
        runColour(run.key, run.name);
        for (auto it = m_plots.cbegin(); it != m_plots.cend(); ++it)
            if (const Curve* curve = it.value()->curves().find(run.key)) {
                CurveStyle style = curve->style;
                style.group = m_runs[run.key].name;
                it.value()->setSeries(run.key, style);
            }
    }
}

void PlotBoard::append(const QString& runKey, const QString& runName, const QString& metric, double step,
                       double value) {
    append(runKey, runName, metric, {QPointF(step, value)});
}

void PlotBoard::append(const QString& runKey, const QString& runName, const QString& metric,
                       const QVector<QPointF>& points) {
    CurvePlot& plot = need(metric);
    const int colour = runColour(runKey, runName);
    if (!plot.curves().find(runKey))
        plot.setSeries(runKey, {plot.title(), m_runs[runKey].name, colour});
    plot.append(runKey, points);
}

void PlotBoard::clear() {
    qDeleteAll(m_plots);
    m_plots.clear();
    m_metrics.clear();
    m_runs.clear();
    m_left = 0;
    m_bar->hide();
    m_scroll->hide();
    m_empty->show();
}

CurvePlot* PlotBoard::plot(const QString& metric) const {
    return m_plots.value(metric);
}
QStringList PlotBoard::metrics() const {
    return m_metrics;
}

int PlotBoard::rows(int columns) const {
    return (static_cast<int>(m_metrics.size()) + columns - 1) / columns;
}

int PlotBoard::seenHeight() const {
    return m_scroll->isVisible() ? m_scroll->viewport()->height() : height();
}

void PlotBoard::arrange() {
    const int width = m_scroll->isVisible() ? m_scroll->viewport()->width() : this->width();
    const int fitting = (width + theme::kGrid) / (kNarrowest + theme::kGrid);
    m_columns = std::clamp(std::min(fitting, static_cast<int>(m_metrics.size())), 1, kMostColumns);
    // Few plots on a tall screen stand below each other, in a shape that is read with ease.
    if (m_columns > 1 && seenHeight() / rows(m_columns) > kTallestPlot) {
        while (m_columns > 1 && seenHeight() / rows(m_columns) > kTallestPlot) --m_columns;
        m_columns = rows(rows(m_columns));  // as many in each row
    }
    for (int i = 0; i < kMostColumns; ++i) m_grid->setColumnStretch(i, i < m_columns ? 1 : 0);
    for (int i = 0; i < m_metrics.size(); ++i) {
        CurvePlot* plot = m_plots.value(m_metrics[i]);
        m_grid->removeWidget(plot);
        // The odd one of two columns has its row for itself.
        const bool isAlone = m_columns == 2 && i % 2 == 0 && i + 1 == m_metrics.size();
        m_grid->addWidget(plot, i / m_columns, i % m_columns, 1, isAlone ? 2 : 1);
        plot->show();
    }
    fitRows();
    QList<QWidget*> order{m_bar};
    for (const QString& metric : std::as_const(m_metrics)) order.append(m_plots.value(metric));
    tabInOrder(order);
}

void PlotBoard::fitRows() {
    lineUpLegends();
    const int lines = rows(m_columns), gap = m_grid->verticalSpacing();
    int each = kLowestPlot;
    for (const CurvePlot* plot : std::as_const(m_plots)) each = std::max(each, plot->minimumSizeHint().height());
    const int seen = std::max(1, (seenHeight() + gap) / (each + gap));
    if (lines > seen) {
        // None is cut at the lower edge, and the wheel goes by one of them.
        const int notch = std::max(1, QApplication::wheelScrollLines());
        const int pitch = std::max((seenHeight() + gap) / seen / notch * notch, each + gap);
        each = pitch - gap;
        m_scroll->verticalScrollBar()->setSingleStep(pitch / notch);
    }
    for (int i = 0; i < m_grid->rowCount(); ++i) {
        const int least = i < lines ? each : 0, stretch = i < lines ? 1 : 0;
        // Setting what is set would ask for a new layout, and that for this.
        if (m_grid->rowMinimumHeight(i) != least) m_grid->setRowMinimumHeight(i, least);
        if (m_grid->rowStretch(i) != stretch) m_grid->setRowStretch(i, stretch);
    }
}

void PlotBoard::lineUpLegends() {
    for (int from = 0; from < m_metrics.size(); from += m_columns) {
        const QStringList beside = m_metrics.mid(from, m_columns);
        int most = 0;
        for (const QString& metric : beside) most = std::max(most, m_plots.value(metric)->curves().count());
        for (const QString& metric : beside) m_plots.value(metric)->setLeastLegendRows(most);
    }
}

void PlotBoard::lineUp(int left) {
    if (left <= m_left) return;
    m_left = left;
    for (CurvePlot* plot : std::as_const(m_plots)) plot->setLeastLeft(left);
}

void PlotBoard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

bool PlotBoard::eventFilter(QObject* object, QEvent* event) {
    if (object == m_scroll->viewport() && event->type() == QEvent::Resize) arrange();
    if (object == m_page && event->type() == QEvent::LayoutRequest) fitRows();  // a legend has got a row more
    return QWidget::eventFilter(object, event);
}

}  // namespace attune
