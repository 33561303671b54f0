#include "widgets/scatter_view.h"

#include <QPainter>
#include <QtConcurrent>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "widgets/theme.h"

namespace attune {

namespace {

/// See m_shades. @param counts  of points by category
QVector<int> shadesOf(const QVector<int>& counts, int categories) {
    QVector<int> order(categories), shades(categories, theme::kSeriesColours - 1);
    std::iota(order.begin(), order.end(), 0);
    const int own = categories <= theme::kSeriesColours ? categories : theme::kSeriesColours - 1;
    std::stable_sort(order.begin(), order.end(), [&counts](int a, int b) { return counts[a] > counts[b]; });
    std::sort(order.begin(), order.begin() + own);
    for (int i = 0; i < own; ++i) shades[order[i]] = i;
    return shades;
}

}  // namespace

ScatterView::ScatterView(QWidget* parent)
    : QWidget(parent),
      m_positions(std::make_shared<std::vector<ScatterPoint>>()),
      m_emptyText(tr("No points yet")) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(theme::kGrid * 30, theme::kGrid * 25);
    setAccessibleName(tr("Scatter of the shared space"));
    m_frame.size = size();
    connect(&m_worker, &QFutureWatcher<Picture>::finished, this, &ScatterView::pictureReady);
}

ScatterView::~ScatterView() {
    m_worker.waitForFinished();
}

void ScatterView::setEmptyText(const QString& text) {
    m_emptyText = text;
    update();
}

int ScatterView::count() const {
    return static_cast<int>(m_positions->size());
}

void ScatterView::setPositions(std::vector<ScatterPoint> positions, bool fitAnew) {
    m_fitPending = m_fitPending || fitAnew;
    if (positions.size() != m_positions->size()) {
        m_fitPending = true;
        m_hovered = m_current = -1;
        const bool had = m_scene.selected != nullptr;
        m_scene.selected.reset();
        m_selectedCount = 0;
        if (had) Q_EMIT selectionChanged();
    }
    m_positions = std::make_shared<const std::vector<ScatterPoint>>(std::move(positions));
    m_indexStale = true;
    setAccessibleDescription(describe());
    refresh();
}

void ScatterView::setFields(ScatterFields fields) { m_fields = std::move(fields); }

ScatterStyle ScatterView::style() const {
    // Many points are drawn small and thin, so that one sees where they are dense; zooming in makes them
    // grow.
    const double n = std::max<double>(static_cast<double>(m_positions->size()), 1);
    const double base = std::clamp(14.0 - 2.0 * std::log10(n), 2.0, 9.0);
    const double zoom = std::pow(std::clamp(m_frame.scale / m_fitScale, 0.1, 1e6), 0.35);
    ScatterStyle style;
    style.diameter = std::clamp(base * zoom, 1.5, 11.0);
    style.opacity =
        n < 2000 ? 0.92 : std::clamp(1.3 - 0.13 * std::log10(n) + 0.1 * std::log2(zoom), 0.5, 0.9);
    style.outline = palette().color(QPalette::Text).rgb();
    style.missing = m_colouring == Colouring::None ? theme::series(0).rgb() : theme::line().rgb();
    return style;
}

void ScatterView::refresh() {
    ++m_version;
    if (!m_drawing) startDrawing();
    update();
}

void ScatterView::startDrawing() {
    if (size().isEmpty() || m_drawn == m_version) return;
    ScatterScene scene = m_scene;
    scene.style = style();
    if (m_indexStale) scene.index.reset();
    m_indexStale = false;
    const bool fitFirst = m_fitPending;
    m_fitPending = false;
    m_drawing = true;
    m_worker.setFuture(
        QtConcurrent::run(&m_threads, [scene, positions = m_positions, frame = m_frame, version = m_version,
                                       ratio = devicePixelRatioF(), fitFirst]() mutable {
            if (!scene.index) scene.index = std::make_shared<const ScatterIndex>(*positions);
            if (fitFirst) frame = fitFrame(scene.index->bounds(), frame.size);
            scene = withDots(std::move(scene));
            return Picture{positions, scene.index, scene.dots, renderScatter(scene, frame, ratio), frame,
                           fitFirst ? 0 : version};
        }));
}

void ScatterView::pictureReady() {
    m_drawing = false;
    m_picture = m_worker.result();
    m_scene.index = m_picture.index;
    m_scene.dots = m_picture.dots;
    if (m_picture.version == 0) {  // the first sight of new points
        if (m_picture.frame.size == m_frame.size)
            m_frame = m_picture.frame;
        else
            m_frame = fitFrame(m_scene.index->bounds(), m_frame.size);
        m_fitScale = m_frame.scale;
    } else {
        m_drawn = m_picture.version;
    }
    if (m_drawn != m_version) startDrawing();
    update();
}

void ScatterView::fit() {
    if (!m_scene.index || m_indexStale) m_fitPending = true;
    if (m_scene.index) {
        m_frame = fitFrame(m_scene.index->bounds(), size());
        m_fitScale = m_frame.scale;
    }
    refresh();
}

void ScatterView::zoomBy(double factor, QPointF at) {
    if (m_positions->empty() || !(factor > 0)) return;
    const double scale = std::clamp(m_frame.scale * factor, m_fitScale * 0.1, m_fitScale * 1e5);
    const QPointF fixed = m_frame.toPlane(at);
    m_frame.scale = scale;
    m_frame.centre += fixed - m_frame.toPlane(at);
    refresh();
}

void ScatterView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // What was all in view stays all in view.
    const bool fitted = m_scene.index && m_frame.scale == m_fitScale;
    m_frame.size = size();
    if (fitted)
        fit();
    else
        refresh();
}

void ScatterView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) recolour();
    QWidget::changeEvent(event);
}

void ScatterView::setColours(const QVector<QRgb>& colours) {
    m_colouring = Colouring::Given;
    m_given = colours;
    m_legendTitle.clear();
    recolour();
}

void ScatterView::setValues(const QVector<float>& values, const QString& title) {
    m_colouring = Colouring::Values;
    m_values = values;
    m_legendTitle = title;
    m_low = std::numeric_limits<float>::infinity();
    m_high = -m_low;
    m_someMissing = false;
    for (const float value : values) {
        if (!std::isfinite(value)) {
            m_someMissing = true;
            continue;
        }
        m_low = std::min(m_low, value);
        m_high = std::max(m_high, value);
    }
    recolour();
}

void ScatterView::setCategories(const QVector<int>& categories, const QStringList& names,
                                const QString& title) {
    m_colouring = Colouring::Categories;
    m_categories = categories;
    m_names = names;
    m_legendTitle = title;
    m_counts.fill(0, names.size() + 1);
    for (const int c : categories) ++m_counts[c >= 0 && c < names.size() ? c : names.size()];
    m_shades = shadesOf(m_counts, static_cast<int>(names.size()));
    recolour();
}

void ScatterView::recolour() {
    const QRgb missing = theme::line().rgb();  // fainter than any shade of the ramp, whose middle is grey
    auto colours = std::make_shared<std::vector<QRgb>>();
    if (m_colouring == Colouring::Given) {
        colours->assign(m_given.begin(), m_given.end());
    } else if (m_colouring == Colouring::Values) {
        // theme::plotRamp a million times would stall the window; 256 shades are more than the eye tells apart.
        std::array<QRgb, 256> ramp{};
        for (std::size_t i = 0; i < ramp.size(); ++i)
            ramp[i] = theme::plotRamp(static_cast<double>(i) / 255).rgb();
        const float range = m_high > m_low ? 255 / (m_high - m_low) : 0;
        colours->reserve(static_cast<std::size_t>(m_values.size()));
        for (const float value : std::as_const(m_values)) {
            const auto shade = std::isfinite(value) ? static_cast<std::size_t>((value - m_low) * range) : 0;
            colours->push_back(std::isfinite(value) ? ramp[std::min<std::size_t>(shade, 255)] : missing);
        }
    } else if (m_colouring == Colouring::Categories) {
        std::vector<QRgb> series;
        for (const int shade : std::as_const(m_shades)) series.push_back(theme::series(shade).rgb());
        colours->reserve(static_cast<std::size_t>(m_categories.size()));
        for (const int c : std::as_const(m_categories))
            colours->push_back(c >= 0 && c < m_names.size() ? series[static_cast<std::size_t>(c)] : missing);
    }
    m_scene.colours = std::move(colours);
    refresh();
}

QPointF ScatterView::positionOf(int point) const {
    if (point < 0 || point >= count()) return {};
    const ScatterPoint& p = (*m_positions)[static_cast<std::size_t>(point)];
    return m_frame.toPixel(QPointF(p.x, p.y));
}

int ScatterView::pointAt(QPointF position) const {
    if (!m_scene.index) return -1;
    const QPointF plane = m_frame.toPlane(position);
    const double reach = std::max(style().diameter / 2 + 2, 5.0);
    const int point = m_scene.index->nearest(plane.x(), plane.y(), reach / m_frame.scale);
    return point < count() ? point : -1;
}

QVector<int> ScatterView::selection() const {
    QVector<int> points;
    if (!m_scene.selected) return points;
    points.reserve(m_selectedCount);
    for (std::size_t i = 0; i < m_scene.selected->size(); ++i)
        if ((*m_scene.selected)[i]) points += static_cast<int>(i);
    return points;
}

void ScatterView::setSelection(const QVector<int>& points) {
    std::vector<quint8> flags(m_positions->size(), 0);
    for (const int point : points)
        if (point >= 0 && point < count()) flags[static_cast<std::size_t>(point)] = 1;
    storeSelection(std::move(flags));
}

void ScatterView::storeSelection(std::vector<quint8> flags) {
    m_selectedCount = static_cast<int>(std::count(flags.begin(), flags.end(), quint8{1}));
    m_scene.selected =
        m_selectedCount > 0 ? std::make_shared<const std::vector<quint8>>(std::move(flags)) : nullptr;
    setAccessibleDescription(describe());
    refresh();
}

void ScatterView::applySelection(std::vector<quint8> flags) {
    const bool any = std::find(flags.begin(), flags.end(), 1) != flags.end();
    const bool had = m_scene.selected != nullptr;
    if (!any && !had) return;
    if (any && had && flags == *m_scene.selected) return;
    storeSelection(std::move(flags));
    Q_EMIT selectionChanged();
}

void ScatterView::selectAll() {
    std::vector<quint8> flags(m_positions->size(), 0);
    for (std::size_t i = 0; i < flags.size(); ++i)
        flags[i] = std::isfinite((*m_positions)[i].x) && std::isfinite((*m_positions)[i].y);
    applySelection(std::move(flags));
}

void ScatterView::selectNone() {
    applySelection({});
}

void ScatterView::setCurrent(int point) {
    m_current = point < count() ? point : -1;
    update();
}

void ScatterView::setMode(Mode mode) {
    if (mode == m_mode) return;
    m_mode = mode;
    updateMouseShape();
}

QString ScatterView::describe() const {
    if (m_selectedCount == 0) return tr("%n point(s), none selected", nullptr, count());
    //: %1 is the sentence part "12 points"
    return tr("%1, %n selected", nullptr, m_selectedCount).arg(tr("%n point(s)", nullptr, count()));
}

}  // namespace attune
