// Feeds the grid: details from the project, pictures from the thumbnails' folder or, where one is missing or too small for
// the screen, from the original.
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QSet>

#include "widgets/thumbnail_loader.h"

namespace attune {

class ProjectService;
class ThumbnailGrid;
struct ThumbnailItem;

class ThumbnailSource : public QObject {
    Q_OBJECT

  public:
    ThumbnailSource(ProjectService& project, ThumbnailGrid& grid, QObject* parent = nullptr);

    /// Another project: what was known is of no use.
    void clear();
    /// Reads these again: their files were found elsewhere.
    void retry(const QVector<qint64>& images);

  private:
    struct Place {
        QString thumbnail;
        QString original;
    };
    struct Detail;
    void readDetails(int firstRow, int count);
    void take(const Detail& detail);
    void load(qint64 image);
    /// Reads the original as well where the thumbnail has fewer pixels than the screen shows of it.
    void sharpen(qint64 image, const QImage& thumbnail);

    ProjectService& m_project;
    ThumbnailGrid& m_grid;
    ThumbnailLoader m_loader;
    ThumbnailLoader m_sharpener{1};   ///< of originals, each behind its thumbnail
    QList<qint64> m_sharpening;       ///< asked of it, the oldest first
    QHash<qint64, Place> m_places;
    QHash<qint64, QString> m_broken;  ///< why a picture cannot be shown, over a refresh of its details
    QSet<qint64> m_wanted;            ///< before it was known where they lie
};

/// The thumbnail at `thumbnail`; where it is missing or damaged, one is made from `original` and kept there.
/// @throws std::exception with the reason, if there is neither
QImage readThumbnail(const QString& thumbnail, const QString& original);

}  // namespace attune
