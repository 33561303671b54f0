#include "widgets/image_view.h"

#include <QFutureWatcher>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextOption>
#include <QtConcurrent>
#include <algorithm>
#include <cmath>

#include "widgets/attention_overlay.h"
#include "widgets/marks.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kSharpEnough = 1024;  // pixels of the longer side that need no smaller versions
constexpr int kTiny = 128;          // pixels of the longer side
constexpr double kLargest = 64;     // zoom
constexpr double kStep = 1.25;      // of one notch of the wheel
constexpr int kOverlaySide =
    256;  // pixels that a map is upsampled to; the rest is the painter's smooth scaling

/// Each half the size of the one before, down to the size of a small window.
QVector<QImage> makeHalves(QImage image) {
    QVector<QImage> halves;
    while (std::max(image.width(), image.height()) > kSharpEnough) {
        image = image.scaled((image.size() / 2).expandedTo(QSize(1, 1)), Qt::IgnoreAspectRatio,
                             Qt::SmoothTransformation);
        halves += image;
    }
    return halves;
}

}  // namespace

ImageView::ImageView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Image"));
    updateDescription();
}

ImageView::~ImageView() = default;

void ImageView::setImage(const QImage& image) {
    if (image.isNull()) {
        clear();
        return;
    }
    m_image = image;
    m_halves.clear();
    m_overlay = {};
    setState(State::Picture, {});
    if (std::max(image.width(), image.height()) > kSharpEnough) startHalving();
    zoomToFit();
}

void ImageView::startHalving() {
    auto* watcher = new QFutureWatcher<QVector<QImage>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, generation = m_generation] {
        if (generation == m_generation) m_halves = watcher->result();
        watcher->deleteLater();
        update();
    });
    watcher->setFuture(QtConcurrent::run(&m_threads, makeHalves, m_image));
}

void ImageView::clear() {
    setState(State::Empty, {});
}
void ImageView::setBusy(const QString& sentence) {
    setState(State::Busy, sentence);
}
void ImageView::setError(const QString& sentences) {
    setState(State::Error, sentences);
}

void ImageView::setState(State state, const QString& words) {
    m_state = state;
    m_words = words;
    m_dragging = false;
    ++m_generation;
    if (state != State::Picture) {
        m_image = m_overlay = {};
        m_halves.clear();
    }
    updateDescription();
    updateCursor();
    update();
}

void ImageView::setOverlay(const QVector<float>& weights, int rows, int columns) {
    m_weights = weights;
    m_rows = rows;
    m_columns = columns;
    const QSize size =
        m_image.size().scaled(kOverlaySide, kOverlaySide, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    m_overlay = m_image.isNull() ? QImage() : attentionOverlay(weights, rows, columns, size);
    updateDescription();
    update();
}

void ImageView::setDescription(const QString& words) {
    m_description = words;
    updateDescription();
}

void ImageView::updateDescription() {
    QString what;
    switch (m_state) {
        case State::Empty:
            what = tr("No image");
            break;
        case State::Busy:
        case State::Error:
            what = m_words;
            break;
        case State::Picture:
            what = m_description;
            break;
    }
    if (hasOverlay())
        what = tr("%1 The parts that the model attended to are highlighted.").arg(what).trimmed();
    setAccessibleDescription(what);
}

// Zoom: screen pixels per pixel of the picture. The widget's own coordinates are larger by the device pixel
// ratio.

bool ImageView::isTiny() const {
    return std::max(m_image.width(), m_image.height()) <= kTiny;
}

double ImageView::fittingZoom() const {
    if (m_image.isNull()) return 1;
    const double ratio = devicePixelRatioF();
    const double fit = std::min(width() * ratio / m_image.width(), height() * ratio / m_image.height());
    if (isTiny()) return fit >= 2 ? std::floor(fit) : fit;  // all pixels of one size
    return std::min(fit, 2.0);
}

double ImageView::smallestZoom() const {
    return std::min(fittingZoom(), 1.0) / 2;
}

double ImageView::zoom() const {
    return m_fitted ? fittingZoom() : m_zoom;
}

QRectF ImageView::imageRect() const {
    const double scale = zoom() / devicePixelRatioF();
    const QSizeF size = QSizeF(m_image.size()) * scale;
    const QPointF middle(width() / 2.0, height() / 2.0);
    QPointF corner =
        m_fitted ? middle - QPointF(size.width() / 2, size.height() / 2) : middle - m_centre * scale;
    // On whole screen pixels, so that a picture at 100 % is not smeared over two.
    const double ratio = devicePixelRatioF();
    corner = QPointF(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio);
    return {corner, size};
}

void ImageView::setZoom(double zoom, const QPointF& at) {
    if (m_image.isNull()) return;
    const double before = this->zoom();
    zoom = std::clamp(zoom, smallestZoom(), kLargest);
    const QRectF place = imageRect();
    const double scale = before / devicePixelRatioF(), after = zoom / devicePixelRatioF();
    const QPointF fixed = (at - place.topLeft()) / scale;  // in the picture
    m_fitted = false;
    m_zoom = zoom;
    m_centre = fixed + (QPointF(width() / 2.0, height() / 2.0) - at) / after;
    clampCentre();
    updateCursor();
    update();
    if (!qFuzzyCompare(before, zoom)) Q_EMIT zoomChanged(zoom);
}

void ImageView::clampCentre() {
    const double scale = zoom() / devicePixelRatioF();
    const auto clamped = [scale](double centre, int picture, int widget) {
        const double half = widget / 2.0 / scale;  // of what is seen, in the picture's pixels
        return picture <= 2 * half ? picture / 2.0 : std::clamp(centre, half, picture - half);
    };
    m_centre = {clamped(m_centre.x(), m_image.width(), width()),
                clamped(m_centre.y(), m_image.height(), height())};
}

void ImageView::zoomToFit() {
    m_fitted = true;
    updateCursor();
    update();
    if (!m_image.isNull()) Q_EMIT zoomChanged(zoom());
}

void ImageView::zoomToActual() {
    setZoom(1, rect().center());
}
void ImageView::zoomIn() {
    setZoom(zoom() * kStep, rect().center());
}
void ImageView::zoomOut() {
    setZoom(zoom() / kStep, rect().center());
}

void ImageView::pan(const QPointF& by) {
    if (m_fitted || m_image.isNull()) return;
    m_centre -= by * devicePixelRatioF() / zoom();
    clampCentre();
    update();
}

void ImageView::panSteps(int right, int down) {
    constexpr double step = 8 * theme::kGrid;
    pan({-right * step, -down * step});
}

void ImageView::resizeEvent(QResizeEvent*) {
    if (m_image.isNull()) return;
    if (m_fitted) {
        Q_EMIT zoomChanged(zoom());
    } else {
        clampCentre();
    }
    updateCursor();
}

void ImageView::updateCursor() {
    const bool larger = !m_fitted && !m_image.isNull() &&
                        (imageRect().width() > width() + 0.5 || imageRect().height() > height() + 0.5);
    if (larger) {
        setCursor(m_dragging ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    } else {
        unsetCursor();
    }
}

// Painting

const QImage& ImageView::sourceFor(double zoom) const {
    const QImage* best = &m_image;
    for (const QImage& half : m_halves)
        if (half.width() >= m_image.width() * zoom) best = &half;
    return *best;
}

void ImageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme::surface());
    if (m_state != State::Picture) {
        paintWords(painter);
        return;
    }
    const double at = zoom();
    const QRectF place = imageRect();
    const QImage& source = sourceFor(at);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, at <= 2 && !(isTiny() && at >= 1));
    // Only what is seen, in whole pixels of the source: at 64 times the rest would be millions of them.
    const double x = source.width() / place.width(), y = source.height() / place.height();
    const QRectF seen = place.intersected(QRectF(rect()));
    const QRect part = QRectF((seen.left() - place.left()) * x, (seen.top() - place.top()) * y,
                              seen.width() * x, seen.height() * y)
                           .toAlignedRect()
                           .adjusted(-1, -1, 1, 1)
                           .intersected(source.rect());
    painter.drawImage(QRectF(place.left() + part.left() / x, place.top() + part.top() / y, part.width() / x,
                             part.height() / y),
                      source, part);
    if (m_overlay.isNull()) return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, m_overlay);
}

void ImageView::paintWords(QPainter& painter) {
    const bool error = m_state == State::Error;
    QRect place = rect().adjusted(2 * theme::kGrid, 2 * theme::kGrid, -2 * theme::kGrid, -2 * theme::kGrid);
    painter.setFont(theme::font(theme::Text::Body));
    const int wide = std::min(place.width(), 480);
    place = QRect(place.center().x() - wide / 2, place.top(), wide, place.height());
    QTextOption option(Qt::AlignCenter);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);  // a path may be longer than the line
    const QRectF words = painter.boundingRect(QRectF(place), m_words, option);
    painter.setPen(error ? palette().color(QPalette::Text) : theme::quietText());
    painter.drawText(QRectF(place), m_words, option);
    if (error)
        marks::paintWarning(painter,
                            QRectF(rect().center().x() - 16, words.top() - 32 - theme::kGrid, 32, 32));
}

void ImageView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && hasOverlay()) setOverlay(m_weights, m_rows, m_columns);
}

// Input

void ImageView::wheelEvent(QWheelEvent* event) {
    if (m_image.isNull()) {
        event->ignore();
        return;
    }
    if (event->angleDelta().y() != 0)
        setZoom(zoom() * std::pow(kStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void ImageView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    m_dragging = true;
    m_dragFrom = event->position();
    updateCursor();
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragging) return;
    pan(event->position() - m_dragFrom);
    m_dragFrom = event->position();
}

void ImageView::mouseReleaseEvent(QMouseEvent*) {
    m_dragging = false;
    updateCursor();
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_image.isNull()) return;
    if (m_fitted) {
        setZoom(1, event->position());
    } else {
        zoomToFit();
    }
}

void ImageView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool larger = !m_fitted && (imageRect().width() > width() || imageRect().height() > height());
    if (m_image.isNull()) {
        event->ignore();
    } else if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal) {
        zoomIn();
    } else if (event->key() == Qt::Key_Minus) {
        zoomOut();
    } else if (control && event->key() == Qt::Key_0) {
        zoomToFit();
    } else if (larger && event->key() == Qt::Key_Left) {
        panSteps(-1, 0);
    } else if (larger && event->key() == Qt::Key_Right) {
        panSteps(1, 0);
    } else if (larger && event->key() == Qt::Key_Up) {
        panSteps(0, -1);
    } else if (larger && event->key() == Qt::Key_Down) {
        panSteps(0, 1);
    } else {
        event->ignore();
    }
}

}  // namespace attune
