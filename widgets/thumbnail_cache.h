// Thumbnails at the size they are drawn in, the least recently drawn thrown away first.
#pragma once

#include <QCache>
#include <QImage>
#include <QPixmap>

namespace attune {

class ThumbnailCache {
  public:
    explicit ThumbnailCache(qint64 bytes) : m_entries(bytes) {}

    void setLimit(qint64 bytes) { m_entries.setMaxCost(bytes); }
    qint64 limit() const { return m_entries.maxCost(); }
    qint64 bytes() const { return m_entries.totalCost(); }

    /// The longer side of a thumbnail on screen, and device pixels per pixel. Pictures held are kept until
    /// better ones come.
    void setSize(int side, double ratio);
    /// Scales the picture to the size of the grid: smoothly, but pixel by pixel where a tiny one grows.
    void insert(qint64 id, const QImage& image);
    void remove(qint64 id) { m_entries.remove(id); }
    void clear() { m_entries.clear(); }

    /// @return null if there is none; valid until the cache changes
    const QPixmap* find(qint64 id) const;
    /// False as well if the picture held was made for another size and should be asked for again.
    bool isGood(qint64 id) const;

  private:
    struct Entry {
        QPixmap picture;
        int drawnSide = 0;  // device pixels
    };
    int deviceSide() const { return static_cast<int>(m_side * m_ratio); }

    QCache<qint64, Entry> m_entries;
    int m_side = 160;
    double m_ratio = 1;
};

}  // namespace attune
