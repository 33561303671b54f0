#include "widgets/thumbnail_grid.h"

#include <QEvent>
#include <QHelpEvent>
#include <QLabel>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>
#include <algorithm>

#include "widgets/theme.h"
#include "widgets/thumbnail_accessible.h"
#include "widgets/thumbnail_model.h"

namespace attune {

namespace {

constexpr int kMargin = theme::kGrid / 2;

}  // namespace

ThumbnailGrid::ThumbnailGrid(QWidget* parent)
    : QAbstractScrollArea(parent),
      m_model(new ThumbnailModel(this)),
      m_requestTimer(new QTimer(this)),
      m_emptyLabel(new QLabel(viewport())) {
    installThumbnailAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Images"));
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setTextFormat(Qt::PlainText);
    m_emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    theme::makeQuiet(m_emptyLabel, theme::Text::Body);
    m_requestTimer->setSingleShot(true);
    m_requestTimer->setInterval(0);
    connect(m_requestTimer, &QTimer::timeout, this, &ThumbnailGrid::requestVisible);
    connect(m_model, &ThumbnailModel::modelAboutToBeReset, this, &ThumbnailGrid::savePlace);
    connect(m_model, &ThumbnailModel::modelReset, this, &ThumbnailGrid::restorePlace);
    connect(m_model, &ThumbnailModel::rowsInserted, this, &ThumbnailGrid::rowsAdded);
    connect(m_model, &ThumbnailModel::detailsStale, this, &ThumbnailGrid::requestLater);
    connect(m_model, &ThumbnailModel::dataChanged, viewport(), qOverload<>(&QWidget::update));
    updateLayout();
}

ThumbnailGrid::~ThumbnailGrid() = default;

// Geometry

int ThumbnailGrid::contentHeight() const {
    return (m_model->size() + m_columns - 1) / m_columns * m_cell.height() + 2 * kMargin;
}

void ThumbnailGrid::updateLayout() {
    m_cell = m_delegate.cellSize();
    m_cache.setSize(thumbnailSize(), devicePixelRatioF());
    const int width = viewport()->width() - 2 * kMargin;
    m_columns = std::max(1, width / m_cell.width());
    m_cell.setWidth(std::max(m_cell.width(), width / m_columns));  // what is left over is shared out
    verticalScrollBar()->setRange(0, std::max(0, contentHeight() - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(std::max(16, m_cell.height() / 3));
    layoutEmptyState();
    requestLater();
    viewport()->update();
}

QRect ThumbnailGrid::cellRect(int row) const {
    return {kMargin + row % m_columns * m_cell.width(),
            kMargin + row / m_columns * m_cell.height() - verticalScrollBar()->value(), m_cell.width(),
            m_cell.height()};
}

int ThumbnailGrid::rowAt(const QPoint& position) const {
    const int x = position.x() - kMargin, y = position.y() + verticalScrollBar()->value() - kMargin;
    if (x < 0 || y < 0 || x / m_cell.width() >= m_columns) return -1;
    const int row = y / m_cell.height() * m_columns + x / m_cell.width();
    if (row >= m_model->size()) return -1;
    return cellRect(row).adjusted(3, 3, -3, -3).contains(position) ? row : -1;
}

std::pair<int, int> ThumbnailGrid::rowsBetween(int top, int bottom) const {
    if (m_model->size() == 0) return {0, -1};
    const int first = std::max(0, (top - kMargin) / m_cell.height()) * m_columns;
    const int last = (std::max(0, bottom - kMargin) / m_cell.height() + 1) * m_columns - 1;
    return {first, std::min(last, m_model->size() - 1)};
}

void ThumbnailGrid::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    savePlace();
    updateLayout();
    restorePlace();
}

void ThumbnailGrid::setThumbnailSize(int side) {
    side = std::clamp(side, kSmallest, kLargest);
    if (side == thumbnailSize()) return;
    savePlace();
    m_delegate.setThumbnailSize(side);
    updateLayout();
    restorePlace();
    Q_EMIT thumbnailSizeChanged(side);
}

void ThumbnailGrid::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::ApplicationFontChange &&
        event->type() != QEvent::StyleChange && event->type() != QEvent::PaletteChange)
        return;
    m_delegate.updateFonts();
    updateLayout();
}

// Pictures

void ThumbnailGrid::setThumbnail(qint64 id, const QImage& image) {
    m_asked.remove(id);
    const int row = m_model->rowOf(id);
    if (row < 0) return;
    if (image.isNull()) {
        setBroken(id, tr("the image is empty"));
        return;
    }
    m_cache.insert(id, image);
    viewport()->update(cellRect(row));
}

void ThumbnailGrid::setBroken(qint64 id, const QString& reason) {
    m_asked.remove(id);
    m_model->setBroken(id, reason);
}

void ThumbnailGrid::forgetThumbnail(qint64 id) {
    m_asked.remove(id);
    m_cache.remove(id);
    m_model->setBroken(id, {});
    requestLater();
}

void ThumbnailGrid::forgetThumbnails() {
    m_asked.clear();
    m_cache.clear();
    viewport()->update();
    requestLater();
}

void ThumbnailGrid::setCacheLimit(qint64 bytes) {
    m_cache.setLimit(bytes);
    requestLater();
}

void ThumbnailGrid::requestLater() {
    if (!m_requestTimer->isActive()) m_requestTimer->start();
}

void ThumbnailGrid::requestVisible() {
    if (!isVisible()) return;
    const int top = verticalScrollBar()->value(), height = viewport()->height();
    const auto [firstSeen, lastSeen] = rowsBetween(top, top + height - 1);
    // A screen more on both sides, but never so much that pictures push each other out of the cache.
    const double ratio = devicePixelRatioF(), side = thumbnailSize() * ratio;
    const int fitting = static_cast<int>(0.8 * static_cast<double>(m_cache.limit()) / (side * side * 4));
    const int seen = lastSeen - firstSeen + 1, margin = std::clamp((fitting - seen) / 2, 0, seen);
    const int first = std::max(0, firstSeen - margin),
              last = std::min(m_model->size() - 1, lastSeen + margin);
    m_model->wantDetails(first, last);

    QSet<qint64> missing;
    QVector<qint64> order;  // the last one is needed first
    const auto want = [&](int row) {
        const ThumbnailItem& item = m_model->item(row);
        if (!item.broken.isEmpty() || m_cache.isGood(item.id)) return;
        missing.insert(item.id);
        order += item.id;
    };
    for (int row = first; row < firstSeen; ++row) want(row);
    for (int row = last; row > lastSeen; --row) want(row);
    for (int row = lastSeen; row >= firstSeen; --row) want(row);

    QVector<qint64> given;
    for (const qint64 id : std::as_const(m_asked))
        if (!missing.contains(id)) given += id;
    for (const qint64 id : given) {
        m_asked.remove(id);
        Q_EMIT thumbnailUnwanted(id);
    }
    for (const qint64 id : order) {
        if (m_asked.contains(id)) continue;
        m_asked.insert(id);
        Q_EMIT thumbnailWanted(id);
    }
}

// Painting

void ThumbnailGrid::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const int top = verticalScrollBar()->value();
    const auto [first, last] = rowsBetween(event->rect().top() + top, event->rect().bottom() + top);
    for (int row = first; row <= last; ++row) {
        const QRect cell = cellRect(row);
        if (!event->region().intersects(cell)) continue;
        const ThumbnailItem& item = m_model->item(row);
        m_delegate.paint(painter, cell,
                         {&item, m_cache.find(item.id), isSelected(row), row == m_current && hasFocus(),
                          row == m_hovered});
    }
    if (m_banding) {
        QColor tint = theme::accent();
        const QRect band = rubberBand().translated(0, -top);
        painter.setPen(tint);
        tint.setAlphaF(0.15f);
        painter.setBrush(tint);
        painter.drawRect(band.adjusted(0, 0, -1, -1));
    }
    if (m_dropping) {
        painter.setPen(QPen(theme::accent(), 4));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(2, 2, -2, -2));
    }
}

void ThumbnailGrid::scrollContentsBy(int dx, int dy) {
    if (m_banding || m_dropping) {
        viewport()->update();
    } else {
        viewport()->scroll(dx, dy);  // what stays in sight is moved, not painted again
    }
    setHovered(-1);
    requestLater();
}

void ThumbnailGrid::setHovered(int row) {
    if (row == m_hovered) return;
    for (const int changed : {std::exchange(m_hovered, row), row})
        if (changed >= 0) viewport()->update(cellRect(changed));
}

bool ThumbnailGrid::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) setHovered(-1);
    if (event->type() == QEvent::Show) requestLater();
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos());
        if (row < 0) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(help->globalPos(), ThumbnailDelegate::describe(m_model->item(row)), viewport(),
                               cellRect(row));
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ThumbnailGrid::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    updateAccessibleText();
    viewport()->update();
}

void ThumbnailGrid::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void ThumbnailGrid::updateAccessibleText() {
    if (m_current >= 0) announceThumbnail(this, m_current);
}

// The empty state

void ThumbnailGrid::setEmptyText(const QString& title, const QString& hint) {
    m_emptyLabel->setText(hint.isEmpty() ? title : title + QStringLiteral("\n\n") + hint);
    layoutEmptyState();
}

void ThumbnailGrid::setEmptyWidget(QWidget* widget) {
    delete m_emptyWidget;
    m_emptyWidget = widget;
    if (widget) widget->setParent(viewport());
    layoutEmptyState();
}

void ThumbnailGrid::layoutEmptyState() {
    const bool empty = m_model->size() == 0;
    m_emptyLabel->setVisible(empty && !m_emptyWidget);
    const int wide = std::min(viewport()->width() - 4 * theme::kGrid, 480);
    const auto centre = [this](QWidget* widget, QSize size) {
        QRect place(QPoint(), size.boundedTo(viewport()->size()));
        place.moveCenter(viewport()->rect().center());
        widget->setGeometry(place);
    };
    if (m_emptyLabel->isVisibleTo(viewport()))
        centre(m_emptyLabel, {wide, m_emptyLabel->heightForWidth(wide)});
    if (!m_emptyWidget) return;
    m_emptyWidget->setVisible(empty);
    // All of the room: it centres its words itself, also those that it is given later.
    if (empty) m_emptyWidget->setGeometry(viewport()->rect());
}

}  // namespace attune
