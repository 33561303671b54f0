#include "widgets/scatter_render.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/scatter_threads.h"

namespace attune {

namespace {

constexpr std::size_t kMostOutlined = 20000;

quint32 scaled(quint32 pixel, quint32 share) {
    const quint32 low = ((pixel & 0x00ff00ffU) * share >> 8) & 0x00ff00ffU;
    const quint32 high = ((pixel >> 8) & 0x00ff00ffU) * share & 0xff00ff00U;
    return low | high;
}

/// Coverage of a disc on a square of pixels, times an opacity; 0 to 256.
struct Stamp {
    int side = 1;
    bool even = true;  // all pixels alike, as in discs of one or two pixels
    std::vector<quint32> coverage;

    Stamp(double diameter, double opacity) : side(std::max(1, static_cast<int>(std::ceil(diameter - 0.2)))) {
        constexpr int kSub = 4;
        const double centre = side / 2.0, radius = diameter / 2;
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                int inside = 0;
                for (int s = 0; s < kSub * kSub; ++s) {
                    const double dx = x + (s % kSub + 0.5) / kSub - centre,
                                 dy = y + (s / kSub + 0.5) / kSub - centre;
                    inside += dx * dx + dy * dy <= radius * radius;
                }
                coverage.push_back(static_cast<quint32>(inside * 256 * opacity / (kSub * kSub)));
            }
        }
        even = std::all_of(coverage.begin(), coverage.end(), [this](quint32 c) { return c == coverage[0]; });
    }
};

/// Rows of the picture that one thread draws.
struct Band {
    int first = 0, end = 0;
    std::vector<quint32> chosen = {};  ///< places of selected points that may reach into it
};

/// Draws into a band of an image.
class Canvas {
  public:
    Canvas(quint32* pixels, const QImage& image, const ScatterFrame& frame, double ratio, const Band& band)
        : m_pixels(pixels),
          m_stride(image.bytesPerLine() / 4),
          m_width(image.width()),
          m_first(band.first),
          m_end(band.end),
          m_scale(static_cast<float>(frame.scale * ratio)),
          m_left(static_cast<float>(image.width() / 2.0 - frame.centre.x() * frame.scale * ratio)),
          m_top(static_cast<float>(image.height() / 2.0 + frame.centre.y() * frame.scale * ratio)) {}

    void put(const ScatterPoint& p, const Stamp& stamp, QRgb colour) {
        const auto side = static_cast<float>(stamp.side);
        const float fx = m_left + p.x * m_scale + side / 2 + 0.5F,
                    fy = m_top - p.y * m_scale + side / 2 + 0.5F;
        // Shifted by one side: above zero, cutting off is rounding down, and needs no call of floor().
        if (!(fx > 0 && fy > static_cast<float>(m_first) && fx < static_cast<float>(m_width) + side &&
              fy < static_cast<float>(m_end) + side))
            return;
        const int left = static_cast<int>(fx) - stamp.side, top = static_cast<int>(fy) - stamp.side;
        const quint32 source = colour | 0xff000000U;
        const bool inside =
            left >= 0 && top >= m_first && left + stamp.side <= m_width && top + stamp.side <= m_end;
        if (inside && stamp.even) return putEven(left, top, stamp.side, scaled(source, stamp.coverage[0]));
        const int firstX = std::max(0, -left), lastX = std::min(stamp.side, m_width - left);
        const int firstY = std::max(0, m_first - top), lastY = std::min(stamp.side, m_end - top);
        for (int y = firstY; y < lastY; ++y) {
            quint32* row = m_pixels + static_cast<std::ptrdiff_t>(top + y) * m_stride + left;
            const quint32* cover = stamp.coverage.data() + y * stamp.side;
            for (int x = firstX; x < lastX; ++x) {
                if (cover[x] == 0) continue;
                const quint32 s = scaled(source, cover[x]);
                row[x] = s + scaled(row[x], 256 - (s >> 24));
            }
        }
    }

  private:
    void putEven(int left, int top, int side, quint32 source) {
        const quint32 rest = 256 - (source >> 24);
        quint32* row = m_pixels + static_cast<std::ptrdiff_t>(top) * m_stride + left;
        for (int y = 0; y < side; ++y, row += m_stride)
            for (int x = 0; x < side; ++x) row[x] = source + scaled(row[x], rest);
    }

    quint32* m_pixels;
    std::ptrdiff_t m_stride;
    int m_width, m_first, m_end;
    float m_scale, m_left, m_top;
};

}  // namespace

QPointF ScatterFrame::toPixel(QPointF plane) const {
    return {size.width() / 2.0 + (plane.x() - centre.x()) * scale,
            size.height() / 2.0 - (plane.y() - centre.y()) * scale};
}

QPointF ScatterFrame::toPlane(QPointF pixel) const {
    return {centre.x() + (pixel.x() - size.width() / 2.0) / scale,
            centre.y() - (pixel.y() - size.height() / 2.0) / scale};
}

QRectF ScatterFrame::area() const {
    const QSizeF extent = QSizeF(size) / scale;
    return {centre.x() - extent.width() / 2, centre.y() - extent.height() / 2, extent.width(),
            extent.height()};
}

ScatterFrame fitFrame(const QRectF& bounds, QSize size) {
    constexpr double kMargin = 24;  // pixels
    const double width = std::max(size.width() - 2 * kMargin, 16.0),
                 height = std::max(size.height() - 2 * kMargin, 16.0);
    const double perX = bounds.width() > 0 ? width / bounds.width() : 1e9;
    const double perY = bounds.height() > 0 ? height / bounds.height() : 1e9;
    const double scale = std::min(perX, perY);
    return {bounds.center(), scale >= 1e9 ? 100 : scale, size};
}

namespace {

std::vector<Band> bandsOf(int height, std::size_t points) {
    const int count = std::max(1, std::min(threadsFor(points), height));
    std::vector<Band> bands;
    for (int i = 0; i < count; ++i) bands.push_back({height * i / count, height * (i + 1) / count});
    return bands;
}

/// One picture, drawn in two turns by the threads that share it: what is not selected, then what is.
class ScatterPainter {
  public:
    ScatterPainter(const ScatterScene& scene, const ScatterFrame& frame, double ratio, QImage& image)
        : m_scene(scene), m_frame(frame), m_ratio(ratio), m_image(image), m_pixels(reinterpret_cast<quint32*>(image.bits())) {}

    void drawPlain(Band& band) const {
        Canvas canvas(m_pixels, m_image, m_frame, m_ratio, band);
        const bool any = m_scene.selected && !m_scene.selected->empty();
        // What is not selected steps back, what is comes last and so lies on top.
        const Stamp plain(m_scene.style.diameter * m_ratio, m_scene.style.opacity * (any ? 0.35 : 1.0));
        const auto& index = *m_scene.index;
        const auto& dots = *m_scene.dots;
        index.visit(areaOf(band), [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                if (dots.isSelected(i))
                    band.chosen.push_back(static_cast<quint32>(i));
                else
                    canvas.put(index.point(i), plain, dots.colour(i));
            }
        });
    }

    void drawChosen(const Band& band, bool outlined) const {
        Canvas canvas(m_pixels, m_image, m_frame, m_ratio, band);
        const Stamp ring((m_scene.style.diameter + 3) * m_ratio, 1),
            core((m_scene.style.diameter + (outlined ? 0.5 : 0)) * m_ratio, 1);
        const auto& index = *m_scene.index;
        for (const quint32 place : band.chosen) {
            if (outlined) canvas.put(index.point(place), ring, m_scene.style.outline);
            canvas.put(index.point(place), core, m_scene.dots->colour(place));
        }
    }

  private:
    /// The part of the plane whose points may reach into a band.
    QRectF areaOf(const Band& band) const {
        const double margin = (m_scene.style.diameter + 3) / m_frame.scale;
        const QRectF seen(m_frame.toPlane(QPointF(0, band.end / m_ratio)), m_frame.toPlane(QPointF(m_frame.size.width(), band.first / m_ratio)));
        return seen.normalized().adjusted(-margin, -margin, margin, margin);
    }

    const ScatterScene& m_scene;
    const ScatterFrame& m_frame;
    double m_ratio;
    const QImage& m_image;
    quint32* m_pixels;
};

}  // namespace

ScatterScene withDots(ScatterScene scene) {
    if (!scene.dots || !scene.dots->isOf(scene)) scene.dots = std::make_shared<const ScatterDots>(scene, scene.dots.get());
    return scene;
}

QImage renderScatter(const ScatterScene& scene, const ScatterFrame& frame, double ratio) {
    QImage image(frame.size * ratio, QImage::Format_ARGB32_Premultiplied);
    if (image.isNull()) return image;
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(ratio);
    if (!scene.index || scene.index->size() == 0) return image;

    auto bands = bandsOf(image.height(), scene.index->size());
    const ScatterScene drawn = withDots(scene);
    const ScatterPainter painter(drawn, frame, ratio, image);
    eachOnItsThread(bands, [&](Band& band) { painter.drawPlain(band); });
    std::size_t chosen = 0;
    for (const auto& band : bands) chosen += band.chosen.size();
    // Among so many, outlines would hide the colours, and each other.
    const bool outlined = chosen <= kMostOutlined;
    eachOnItsThread(bands, [&](Band& band) { painter.drawChosen(band, outlined); });
    return image;
}

void markInside(const ScatterIndex& index, const ScatterFrame& frame, const QPolygonF& polygon,
                std::vector<quint8>& flags, quint8 value) {
    // One look into a picture of the polygon costs the same for a lasso of ten corners and of ten thousand.
    const QRect box =
        polygon.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1) & QRect(QPoint(), frame.size);
    if (box.isEmpty()) return;
    QImage mask(box.size(), QImage::Format_Grayscale8);
    mask.fill(0);
    QPainter painter(&mask);
    painter.translate(-box.topLeft());
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawPolygon(polygon, Qt::OddEvenFill);
    painter.end();
    const QRectF area =
        QRectF(frame.toPlane(box.topLeft()), frame.toPlane(box.bottomRight() + QPoint(1, 1))).normalized();
    index.visit(area, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const QPointF pixel = frame.toPixel(QPointF(index.point(i).x, index.point(i).y)) - box.topLeft();
            if (!(pixel.x() >= 0 && pixel.y() >= 0 && pixel.x() < mask.width() && pixel.y() < mask.height()))
                continue;
            const quint32 id = index.id(i);
            if (id < flags.size() &&
                mask.constScanLine(static_cast<int>(pixel.y()))[static_cast<int>(pixel.x())])
                flags[id] = value;
        }
    });
}

}  // namespace attune
