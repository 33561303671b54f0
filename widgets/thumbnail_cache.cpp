#include "widgets/thumbnail_cache.h"

#include <algorithm>

namespace attune {

void ThumbnailCache::setSize(int side, double ratio) {
    m_side = side;
    m_ratio = ratio;
}

void ThumbnailCache::insert(qint64 id, const QImage& image) {
    if (image.isNull()) return;
    const int target = deviceSide(), source = std::max(image.width(), image.height());
    const auto mode = target >= 2 * source ? Qt::FastTransformation : Qt::SmoothTransformation;
    const QSize fitting = image.size().scaled(target, target, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    QPixmap picture = QPixmap::fromImage(
        fitting == image.size() ? image : image.scaled(fitting, Qt::IgnoreAspectRatio, mode));
    picture.setDevicePixelRatio(m_ratio);
    const auto cost = qsizetype(picture.width()) * picture.height() * 4;
    m_entries.insert(id, new Entry{std::move(picture), target}, cost);
}

const QPixmap* ThumbnailCache::find(qint64 id) const {
    const Entry* entry = m_entries.object(id);
    return entry ? &entry->picture : nullptr;
}

bool ThumbnailCache::isGood(qint64 id) const {
    const Entry* entry = m_entries.object(id);
    if (!entry) return false;
    return entry->drawnSide >= deviceSide() && entry->drawnSide <= 2 * deviceSide();
}

}  // namespace attune
