// The kinds of report plots: predictions, calibration, bars.
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "widgets/curve_legend.h"
#include "widgets/fit_plot.h"
#include "widgets/number_text.h"
#include "widgets/plot_zoom.h"
#include "widgets/qcp.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr double kJitter = 0.15;
constexpr double kReach = 8;  // pixels
constexpr double kBeyond = 0.04;  ///< room of a calibration plot beyond its scale, as a part of that

void addDiagonal(QCustomPlot& plot, double low, double high) {
    QCPGraph* diagonal = plot.addGraph();
    diagonal->setData({low, high}, {low, high}, true);
    diagonal->setPen(QPen(theme::quietText(), 1, Qt::DashLine));
}

/// A spread over [-1, 1] that looks random and is the same for the same point (golden ratio sequence).
double spread(int point) {
    return 2 * std::fmod((point + 1) * 0.6180339887498949, 1.0) - 1;
}

void begin(QCustomPlot& plot) {
    plot.clearPlottables();
    plot.clearItems();
}

}  // namespace

PredictionPlot::PredictionPlot(QWidget* parent) : ReportPlot(parent) {
    setAxisLabels(tr("Predicted rating"), tr("Given rating"));
}

void PredictionPlot::setPoints(const QVector<QPointF>& points) {
    m_points = points;
    m_drawn.clear();
    m_hovered = -1;
    bool any = false;
    for (int i = 0; i < points.size(); ++i) {
        m_drawn += points[i] + QPointF(0, kJitter * spread(i));
        any = any || (std::isfinite(points[i].x()) && std::isfinite(points[i].y()));
    }
    setEmpty(!any);
    redraw();
}

void PredictionPlot::restyle() {
    begin(plot());
    double low = std::numeric_limits<double>::infinity(), high = -low;
    QVector<double> x, y;
    for (const QPointF& p : std::as_const(m_drawn)) {
        if (!std::isfinite(p.x()) || !std::isfinite(p.y())) continue;
        x += p.x();
        y += p.y();
        low = std::min({low, p.x(), p.y()});
        high = std::max({high, p.x(), p.y()});
    }
    if (x.isEmpty()) return;
    const double margin = std::max((high - low) * 0.04, 0.1);
    addDiagonal(plot(), low - margin, high + margin);
    QCPGraph* points = plot().addGraph();
    QColor colour = theme::series(0);
    colour.setAlphaF(x.size() > 500 ? 0.45F : 0.7F);
    points->setLineStyle(QCPGraph::lsNone);
    points->setPen(Qt::NoPen);
    points->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(Qt::NoPen), colour, x.size() > 500 ? 4 : 6));
    points->setData(x, y);
    plot().xAxis->setRange(low - margin, high + margin);
    plot().yAxis->setRange(low - margin, high + margin);
    // Ratings are whole: as many ticks as there are of them in the range, unless that is far wider.
    const int ticks = std::clamp(static_cast<int>(std::lround(std::min(high - low, 100.0))), 4, 8);
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) axis->ticker()->setTickCount(ticks);
    QCPGraph* mark = plot().addGraph();  // the last graph: ring around the point under the mouse
    mark->setLineStyle(QCPGraph::lsNone);
    mark->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(palette().color(QPalette::Text), 2),
                                          Qt::NoBrush, 11));
}

QPointF PredictionPlot::positionOf(int point) const {
    const QPointF p = m_drawn.value(point);
    return {plot().xAxis->coordToPixel(p.x()), plot().yAxis->coordToPixel(p.y())};
}

int PredictionPlot::pointAt(QPointF position) const {
    int found = -1;
    double best = kReach * kReach;
    for (int i = 0; i < m_drawn.size(); ++i) {
        const QPointF d = positionOf(i) - position;
        const double distance = QPointF::dotProduct(d, d);
        if (!(distance <= best)) continue;  // nor NaN
        best = distance;
        found = i;
    }
    return found;
}

void PredictionPlot::mark(int point) {
    if (point == m_hovered || plot().graphCount() == 0) return;
    m_hovered = point;
    QCPGraph* ring = plot().graph(plot().graphCount() - 1);
    if (point < 0)
        ring->data()->clear();
    else
        ring->setData({m_drawn[point].x()}, {m_drawn[point].y()});
    plot().replot(QCustomPlot::rpQueuedReplot);
}

QString PredictionPlot::valuesAt(QPointF position) const {
    const int point = pointAt(position);
    if (point < 0) return {};
    //: values under the mouse, each behind the name of its axis
    return tr("%1: %2\n%3: %4")
        .arg(plot().xAxis->label(), readableNumber(m_points[point].x()), plot().yAxis->label(), readableNumber(m_points[point].y()));
}

bool PredictionPlot::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const bool dragging = mouse->buttons() != Qt::NoButton;
        const int point = dragging ? -1 : pointAt(mouse->position()), before = m_hovered;
        mark(point);
        if (!dragging) plot().setCursor(point >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (point >= 0 && point != before)
            Q_EMIT hovered(point, mouse->globalPosition().toPoint());
        else if (point < 0 && before >= 0)
            Q_EMIT hoverLeft();
    } else if (event->type() == QEvent::Leave) {
        if (m_hovered >= 0) Q_EMIT hoverLeft();
        mark(-1);
    } else if (event->type() == QEvent::MouseButtonPress) {
        m_pressedAt = static_cast<QMouseEvent*>(event)->position();
    } else if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const int point = mouse->button() == Qt::LeftButton ? pointAt(mouse->position()) : -1;
        if (point >= 0 && point == pointAt(m_pressedAt)) Q_EMIT clicked(point);
    }
    return ReportPlot::eventFilter(object, event);
}

QByteArray PredictionPlot::csv() const {
    QByteArray text = "point,given,predicted\r\n";
    for (int i = 0; i < m_points.size(); ++i)
        text += QByteArray::number(i) + ',' + csvNumber(m_points[i].y()) + ',' + csvNumber(m_points[i].x()) +
                "\r\n";
    return text;
}

CalibrationPlot::CalibrationPlot(QWidget* parent) : ReportPlot(parent) {
    setAxisLabels(tr("Predicted probability"), tr("Observed share"));
    // The numbers of cases stand above the bins, along an axis that has ticks there alone.
    QCPAxis* counts = plot().xAxis2;
    counts->setVisible(true);
    counts->setTickLabels(true);
    connect(plot().xAxis, QOverload<const QCPRange&>::of(&QCPAxis::rangeChanged), this,
            [counts](const QCPRange& range) { counts->setRange(range); });
    setCountLabel(tr("cases in each bin"));
}

void CalibrationPlot::setCountLabel(const QString& label) {
    plot().xAxis2->setLabel(label);
    redraw();
}

void CalibrationPlot::setBins(const QVector<CalibrationBin>& bins) {
    m_bins = bins;
    setEmpty(std::none_of(bins.begin(), bins.end(), [](const CalibrationBin& bin) { return bin.count > 0; }));
    redraw();
}

void CalibrationPlot::setScale(double low, double high) {
    m_low = low;
    m_high = std::max(high, low + 1e-9);
    redraw();
}

void CalibrationPlot::restyle() {
    begin(plot());
    const double beyond = kBeyond * (m_high - m_low);
    plot().xAxis->setRange(m_low, m_high);
    plot().yAxis->setRange(m_low - beyond, m_high + beyond);
    addDiagonal(plot(), m_low, m_high);
    QVector<double> x, y;
    const auto counts = QSharedPointer<QCPAxisTickerText>::create();
    for (const CalibrationBin& bin : std::as_const(m_bins)) {
        if (bin.count <= 0 || !std::isfinite(bin.predicted) || !std::isfinite(bin.observed)) continue;
        x += bin.predicted;
        y += bin.observed;
        counts->addTick(bin.predicted, QLocale().toString(bin.count));
    }
    plot().xAxis2->setTicker(counts);
    plot().xAxis2->setBasePen(Qt::NoPen);
    QCPGraph* line = plot().addGraph();
    line->setPen(QPen(theme::series(0), 2));
    line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, theme::series(0), theme::series(0), 7));
    line->setData(x, y);
}

QString CalibrationPlot::valuesAt(QPointF position) const {
    for (const CalibrationBin& bin : m_bins) {
        const QPointF at(plot().xAxis->coordToPixel(bin.predicted), plot().yAxis->coordToPixel(bin.observed));
        const QPointF d = at - position;
        if (bin.count <= 0 || !(QPointF::dotProduct(d, d) <= kReach * kReach)) continue;  // nor NaN
        //: values under the mouse, each behind the name of its axis, and how many cases they are of
        return tr("%1: %2\n%3: %4\n%n case(s)", nullptr, bin.count)
            .arg(plot().xAxis->label(), readableNumber(bin.predicted), plot().yAxis->label(), readableNumber(bin.observed));
    }
    return {};
}

QByteArray CalibrationPlot::csv() const {
    QByteArray text = "predicted,observed,count\r\n";
    for (const CalibrationBin& bin : m_bins)
        text += csvNumber(bin.predicted) + ',' + csvNumber(bin.observed) + ',' +
                QByteArray::number(bin.count) + "\r\n";
    return text;
}

BarPlot::BarPlot(QWidget* parent) : ReportPlot(parent) { zoom().setVertical(false); }

void BarPlot::setBars(const QVector<NamedBar>& bars) {
    setGroups({QString()}, {bars});
}

void BarPlot::setGroups(const QStringList& groups, const QVector<QVector<NamedBar>>& bars) {
    m_groups = groups;
    m_bars = bars;
    setEmpty(bars.isEmpty() || bars.first().isEmpty());
    updateGeometry();
    redraw();
}

QSize BarPlot::sizeHint() const {
    const int names = m_bars.isEmpty() ? 3 : static_cast<int>(m_bars.first().size());
    const int each = theme::kGrid * (2 + 2 * std::max(1, static_cast<int>(m_bars.size())));
    return {theme::kGrid * 45, theme::kGrid * 8 + names * each};
}

QVector<ReportPlot::Entry> BarPlot::entries() const {
    QVector<Entry> all;
    for (int g = 0; g < m_groups.size(); ++g)
        if (!m_groups[g].isEmpty()) all += Entry{theme::series(g), m_groups[g]};
    return all;
}

double BarPlot::thickness() const { return std::min(0.7 / static_cast<double>(m_bars.size()), 0.5); }

double BarPlot::place(int group, int bar) const {
    return bar + (group - (static_cast<int>(m_bars.size()) - 1) / 2.0) * thickness();
}

QString BarPlot::valuesAt(QPointF position) const {
    if (!plot().axisRect()->rect().contains(position.toPoint())) return {};
    const double at = plot().yAxis->pixelToCoord(position.y());
    for (int group = 0; group < m_bars.size(); ++group)
        for (int i = 0; i < m_bars[group].size(); ++i) {
            const NamedBar& bar = m_bars[group][i];
            if (std::abs(at - place(group, i)) > thickness() / 2 || !std::isfinite(bar.value)) continue;
            //: a bar of a model: "B, CIDEr"
            const QString name = m_groups.value(group).isEmpty() ? bar.name : tr("%1, %2").arg(m_groups[group], bar.name);
            if (!(bar.high > bar.low)) return tr("%1: %2").arg(name, readableNumber(bar.value));
            //: a bar, its value, and the ends of its interval
            return tr("%1: %2 (%3 to %4)")
                .arg(name, readableNumber(bar.value), readableNumber(bar.low), readableNumber(bar.high));
        }
    return {};
}

void BarPlot::addGroup(int group, int decimals, double& low, double& high) {
    QVector<double> keys, values, below, above;
    for (int i = 0; i < m_bars[group].size(); ++i) {
        const NamedBar& bar = m_bars[group][i];
        if (!std::isfinite(bar.value)) continue;
        const double from = std::min(bar.low, bar.value), to = std::max(bar.high, bar.value);
        const bool whisker = bar.high > bar.low;
        keys += place(group, i);
        values += bar.value;
        below += whisker ? bar.value - from : 0;
        above += whisker ? to - bar.value : 0;
        low = std::min({low, bar.value, whisker ? from : bar.value});
        high = std::max({high, bar.value, whisker ? to : bar.value});
        auto* number = new QCPItemText(&plot());
        number->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        number->position->setTypeY(QCPItemPosition::ptPlotCoords);
        number->position->setCoords(1.0, keys.last());
        number->setPositionAlignment(Qt::AlignRight | Qt::AlignVCenter);
        number->setText(numberText(bar.value, decimals));
        number->setFont(theme::font(theme::Text::Small));
        number->setColor(palette().color(QPalette::Text));
    }
    auto* bars = new QCPBars(plot().yAxis, plot().xAxis);
    bars->setWidth(thickness() * 0.86);
    bars->setPen(Qt::NoPen);
    bars->setBrush(theme::series(group));
    bars->setData(keys, values);
    auto* whiskers = new QCPErrorBars(plot().yAxis, plot().xAxis);
    whiskers->setDataPlottable(bars);
    whiskers->setErrorType(QCPErrorBars::etValueError);
    whiskers->setSymbolGap(0);
    whiskers->setWhiskerWidth(7);
    whiskers->setPen(QPen(palette().color(QPalette::Text), 1.2));
    for (int i = 0; i < keys.size(); ++i)
        whiskers->addData(above[i] > 0 || below[i] > 0 ? below[i] : std::nan(""),
                          above[i] > 0 || below[i] > 0 ? above[i] : std::nan(""));
}

void BarPlot::restyle() {
    begin(plot());
    if (isEmpty()) return;
    double low = 0, high = 0;
    // Three digits of the largest value, and as many decimals for all: the numbers stand under each other.
    double largest = 0;
    for (const auto& group : std::as_const(m_bars))
        for (const NamedBar& bar : group)
            if (std::isfinite(bar.value)) largest = std::max(largest, std::abs(bar.value));
    const int digits = largest > 0 ? static_cast<int>(std::floor(std::log10(largest))) : 2;
    const int decimals = std::clamp(2 - digits, 0, 6);
    for (int g = 0; g < m_bars.size(); ++g) addGroup(g, decimals, low, high);
    if (high <= low) high = low + 1;
    const auto names = QSharedPointer<QCPAxisTickerText>::create();
    for (int i = 0; i < m_bars.first().size(); ++i) names->addTick(i, m_bars.first()[i].name);
    plot().yAxis->setTicker(names);
    plot().yAxis->setTickLength(0);
    plot().yAxis->setTickLabelColor(palette().color(QPalette::Text));
    plot().yAxis->grid()->setVisible(false);
    plot().yAxis->setRangeReversed(true);
    plot().yAxis->setRange(-0.6, static_cast<double>(m_bars.first().size()) - 0.4);
    // The numbers stand in a column of their own at the right.
    const double share = std::clamp(70.0 / std::max(width() - 140, 100), 0.1, 0.4);
    plot().xAxis->setRange(low < 0 ? low * 1.05 : 0, high + (high - low) * share / (1 - share));
}

QByteArray BarPlot::csv() const {
    QByteArray text = "group,name,value,low,high\r\n";
    for (int g = 0; g < m_bars.size(); ++g)
        for (const NamedBar& bar : m_bars[g])
            text += csvField(m_groups.value(g)) + ',' + csvField(bar.name) + ',' + csvNumber(bar.value) +
                    ',' + csvNumber(bar.low) + ',' + csvNumber(bar.high) + "\r\n";
    return text;
}

}  // namespace attune
