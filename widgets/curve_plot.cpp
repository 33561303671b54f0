#include "widgets/curve_plot.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "widgets/curve_legend.h"
#include "widgets/curve_view.h"
#include "widgets/elided_label.h"
#include "widgets/plot_theme.h"
#include "widgets/theme.h"
#include "widgets/tool_tip.h"

namespace attune {

namespace {

constexpr int kFrame = 16;  // milliseconds
/// A plot that takes long to draw waits this many times as long before it draws again: the window stays
/// quick.
constexpr double kRest = 4;
constexpr double kLongestRest = 250;  // milliseconds

}  // namespace

CurvePlot::CurvePlot(QWidget* parent) : QWidget(parent) {
    build();
    setEmptyText(tr("No values yet"));
    applyTheme();
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::build() {
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title = new ElidedLabel(this);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_unit = new QLabel(this);
    m_unit->setTextFormat(Qt::PlainText);
    m_hidden = new QLabel(this);
    m_hidden->setWordWrap(true);
    for (QLabel* label : {m_unit, m_hidden})
        label->setForegroundRole(QPalette::PlaceholderText);  // our quiet text
    m_hidden->hide();
    m_button = new QToolButton(this);
    m_button->setAutoRaise(true);
    m_button->setToolTip(tr("Smoothing, log axis, zoom, copy and export"));
    auto* menu = new QMenu(m_button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(menu); });
    // Not setMenu(): that draws an arrow over the icon.
    connect(m_button, &QToolButton::clicked, this,
            [this, menu] { menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height()))); });
    m_view = new CurveView(m_curves, this);
    m_view->setToolTip(tr("Wheel or drag to zoom, middle button to move, double click to see all again."));
    m_legendModel = new CurveLegendModel(m_curves, this);
    m_legend = new CurveLegend(m_legendModel, this);
    m_legend->setColumnHidden(CurveLegendModel::Smoothed, m_curves.smoothing() == 0);
    m_legend->hide();

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_unit);
    head->addWidget(m_button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kGrid, theme::kGrid, theme::kGrid, theme::kGrid);
    column->setSpacing(theme::kGrid / 2);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_hidden);
    column->addWidget(m_legend);
    setTitle({});

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CurvePlot::repaintNow);
    connect(m_view, &CurveView::hovered, this, [this](double x) {
        showCursor(x);
        Q_EMIT cursorMoved(x);
    });
    connect(m_view, &CurveView::left, this, [this] {
        clearCursor();
        Q_EMIT cursorLeft();
    });
    connect(m_view, &CurveView::leftMarginChanged, this, &CurvePlot::leftMarginChanged);
    connect(m_legend, &CurveLegend::toggled, this,
            [this](int row) { setSeriesVisible(m_curves[row].key, !m_curves[row].visible); });
}

void CurvePlot::setTitle(const QString& title) {
    m_title->setText(title);
    m_title->setToolTip(title);
    const QString name = title.isEmpty() ? tr("Plot") : title;
    setAccessibleName(name);
    m_view->setAccessibleName(name);
    m_button->setAccessibleName(tr("Options of the plot %1").arg(name));
    m_legend->setAccessibleName(tr("Curves of the plot %1").arg(name));
}

void CurvePlot::setHelp(const QString& help) {
    m_title->setToolTip(help.isEmpty() ? title() : wrappedToolTip(title() + QLatin1Char('\n') + help));
    setAccessibleDescription(help);
}

QString CurvePlot::title() const {
    return m_title->text();
}

void CurvePlot::setAxisLabels(const QString& x, const QString& y) {
    m_xLabel = x;
    m_view->xAxis->setLabel(x);
    m_view->keepRoom();
    m_unit->setText(y);
    m_legendModel->setXLabel(x);
    schedule();
}

void CurvePlot::setEmptyText(const QString& text) {
    m_view->canvas().setEmptyText(text);
    schedule();
}

void CurvePlot::setSeries(const QString& key, const CurveStyle& style) {
    m_curves.at(key).style = style;
    schedule();
}

void CurvePlot::append(const QString& key, double x, double y) {
    m_curves.at(key).data.append(x, y);
    schedule();
}

void CurvePlot::append(const QString& key, const QVector<QPointF>& points) {
    CurveSeries& data = m_curves.at(key).data;
    for (const QPointF& point : points) data.append(point.x(), point.y());
    schedule();
}

void CurvePlot::removeSeries(const QString& key) {
    m_curves.remove(key);
    m_legendModel->syncRows();
    schedule();
}

void CurvePlot::clear() {
    m_curves.clear();
    m_legendModel->syncRows();
    m_view->follow();
    schedule();
}

void CurvePlot::setSeriesVisible(const QString& key, bool visible) {
    if (!m_curves.find(key)) return;
    m_curves.at(key).visible = visible;
    schedule();
}

void CurvePlot::setSmoothing(double weight) {
    weight = DebiasedEma::clampWeight(weight);
    if (weight == m_curves.smoothing()) return;
    m_curves.setSmoothing(weight);
    m_legend->setColumnHidden(CurveLegendModel::Smoothed, weight == 0);
    schedule();
    Q_EMIT smoothingChanged(weight);
}

bool CurvePlot::isLogScale() const {
    return m_view->isLogScale();
}
bool CurvePlot::isFollowing() const {
    return m_view->isFollowing();
}
void CurvePlot::setFromZero(bool on) {
    m_view->setFromZero(on);
}
void CurvePlot::setLeastLeft(int left) {
    m_view->setLeastLeft(left);
    schedule();
}
void CurvePlot::setLeastLegendRows(int rows) {
    m_legend->setLeastRows(rows);
}
void CurvePlot::setWheelNeedsControl(bool on) {
    m_view->setWheelNeedsControl(on);
}

void CurvePlot::setLogScale(bool on) {
    if (on == isLogScale()) return;
    m_view->setLogScale(on);
    showHidden();
}

void CurvePlot::resetZoom() {
    m_view->follow();
}

void CurvePlot::showCursor(double x) {
    m_view->showCursor(x);
    m_legendModel->setCursor(x);
}

void CurvePlot::clearCursor() {
    showCursor(std::nan(""));
}

void CurvePlot::showHidden() {
    const int hidden = isLogScale() ? m_curves.notPositive() : 0;
    m_hidden->setVisible(hidden > 0);
    if (hidden > 0)
        m_hidden->setText(tr("%n value(s) of zero or less cannot be shown on a log axis.", nullptr, hidden));
}

void CurvePlot::schedule() {
    if (m_timer.isActive() || !isVisible()) return;
    const double pause = std::clamp(m_paintTime * kRest, double{kFrame}, kLongestRest);
    const double passed = m_sincePaint.isValid() ? static_cast<double>(m_sincePaint.elapsed()) : pause;
    m_timer.start(static_cast<int>(std::max(0.0, pause - passed)));
}

void CurvePlot::repaintNow() {
    if (!isVisible()) return;
    QElapsedTimer timer;
    timer.start();
    m_legendModel->syncRows();
    m_legendModel->refresh();
    m_legend->setVisible(m_curves.count() > 0);
    showHidden();
    m_view->refresh();
    m_paintTime = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    m_sincePaint.start();
}

void CurvePlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    schedule();
}

void CurvePlot::applyTheme() {
    m_title->setFont(theme::font(theme::Text::Body, true));
    for (QLabel* label : {m_unit, m_hidden}) label->setFont(theme::font(theme::Text::Small));
    m_button->setIcon(theme::icon(QStringLiteral("application-menu")));
    themePlot(*m_view);
    m_view->keepRoom();
    schedule();
}

void CurvePlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_legend) applyTheme();  // not before build() is done
    QWidget::changeEvent(event);
}

void CurvePlot::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    fillMenu(&menu);
    menu.exec(event->globalPos());
}

void CurvePlot::copyValues() const {
    QGuiApplication::clipboard()->setText(valuesAsText());
}

}  // namespace attune
