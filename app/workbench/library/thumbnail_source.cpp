#include "workbench/library/thumbnail_source.h"

#include <QFileInfo>
#include <algorithm>
#include <cmath>

#include "data/atomic_file.h"
#include "media/thumbnail.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "workbench/library/library_facts.h"
#include "workbench/project_service.h"
#include "workbench/to_qimage.h"

namespace attune {

namespace {

/// Between the two paths that a loader's one path holds: no file name has it.
constexpr QChar kSeparator(u'\0');
/// Originals that wait to be read. Those asked for before were mostly scrolled past by now.
constexpr qsizetype kMostSharpened = 120;

/// Device pixels of the longer side of a thumbnail.
int sideOnScreen(const ThumbnailGrid& grid) { return static_cast<int>(std::ceil(grid.thumbnailSize() * grid.devicePixelRatioF())); }

}  // namespace

struct ThumbnailSource::Detail {
    ThumbnailItem item;
    Place place;
};

QImage readThumbnail(const QString& thumbnail, const QString& original) {
    if (QFileInfo::exists(thumbnail)) {
        try {
            return ThumbnailLoader::readFile(thumbnail);
        } catch (const std::exception&) {
            // Cut short by a full disk, say: it is made again.
        }
    }
    if (!QFileInfo::exists(original))
        throw std::runtime_error(ThumbnailSource::tr("The image's file is missing.").toStdString());
    const ThumbnailOptions options;
    const auto made = makeThumbnail(decodeImageFile(original.toStdString(), {.reduceTo = options.longestSide}), options);
    try {
        AtomicFile file(thumbnail.toStdString());
        file.write(made.bytes);
        file.commit();
    } catch (const std::exception&) {
        // Only a cache: without it the picture is made again the next time.
    }
    return QImage::fromData(reinterpret_cast<const uchar*>(made.bytes.data()), static_cast<int>(made.bytes.size()));
}

ThumbnailSource::ThumbnailSource(ProjectService& project, ThumbnailGrid& grid, QObject* parent)
    : QObject(parent), m_project(project), m_grid(grid) {
    m_loader.setDecoder([](const QString& paths) {
        const auto at = paths.indexOf(kSeparator);
        return readThumbnail(paths.left(at), paths.mid(at + 1));
    });
    m_sharpener.setDecoder([](const QString& wanted) {
        const auto at = wanted.indexOf(kSeparator);
        const int side = wanted.left(at).toInt();
        return toQImage(shrink(decodeImageFile(wanted.mid(at + 1).toStdString(), {.reduceTo = side}), side));
    });
    connect(grid.model(), &ThumbnailModel::detailsWanted, this, &ThumbnailSource::readDetails);
    connect(&grid, &ThumbnailGrid::thumbnailWanted, this, &ThumbnailSource::load);
    connect(&grid, &ThumbnailGrid::thumbnailUnwanted, this, [this](qint64 image) {
        m_wanted.remove(image);
        m_loader.cancel(image);
        m_sharpener.cancel(image);
    });
    connect(&m_loader, &ThumbnailLoader::loaded, this, [this](qint64 image, const QImage& picture) {
        if (m_broken.remove(image) > 0) m_grid.model()->setBroken(image, {});
        m_grid.setThumbnail(image, picture);
        sharpen(image, picture);
    });
    // Where the original is gone, its thumbnail stays.
    connect(&m_sharpener, &ThumbnailLoader::loaded, &grid, &ThumbnailGrid::setThumbnail);
    connect(&m_loader, &ThumbnailLoader::failed, this, [this](qint64 image, const QString& reason) {
        m_broken.insert(image, reason);
        m_grid.setBroken(image, reason);
    });
}

void ThumbnailSource::clear() {
    m_loader.cancelAll();
    m_sharpener.cancelAll();
    m_sharpening.clear();
    m_places.clear();
    m_broken.clear();
    m_wanted.clear();
    m_grid.forgetThumbnails();
}

void ThumbnailSource::retry(const QVector<qint64>& images) {
    for (const qint64 image : images) {
        m_places.remove(image);
        m_broken.remove(image);
        m_grid.model()->setBroken(image, {});
        m_grid.forgetThumbnail(image);
    }
    m_grid.model()->refreshDetails();
}

void ThumbnailSource::readDetails(int firstRow, int count) {
    std::vector<Id> ids;
    for (int row = firstRow; row < std::min(firstRow + count, m_grid.model()->size()); ++row)
        ids.push_back(m_grid.model()->idAt(row));
    m_project.read(
        this,
        [ids](Project& project) {
            std::vector<Detail> details;
            for (const ImageSummary& summary : project.search().summaries(ids)) {
                Detail detail;
                detail.item.id = summary.id;
                detail.item.name = QString::fromStdString(summary.name);
                if (summary.ratings > 0) detail.item.rating = summary.meanRating;
                detail.item.comparisons = static_cast<int>(summary.comparisons);
                detail.item.captions = static_cast<int>(summary.captions);
                detail.item.tags = static_cast<int>(summary.tags);
                detail.item.split = splitText(QString::fromStdString(summary.split));
                const auto thumbnail = project.thumbnailsFolder() / (summary.sha256 + ".jpg");
                detail.place = {QString::fromStdString(thumbnail.string()),
                                QString::fromStdString(project.resolve(summary.path).string())};
                details.push_back(std::move(detail));
            }
            return details;
        },
        [this](std::vector<Detail> details) {
            QVector<ThumbnailItem> items;
            for (Detail& detail : details) {
                detail.item.broken = m_broken.value(detail.item.id);
                items.append(detail.item);
            }
            m_grid.model()->setDetails(items);
            for (const Detail& detail : details) take(detail);
        });
}

void ThumbnailSource::take(const Detail& detail) {
    m_places.insert(detail.item.id, detail.place);
    if (m_wanted.remove(detail.item.id)) load(detail.item.id);
}

void ThumbnailSource::load(qint64 image) {
    const auto place = m_places.constFind(image);
    if (place == m_places.constEnd())
        m_wanted.insert(image);
    else
        m_loader.load(image, place->thumbnail + kSeparator + place->original);
}

void ThumbnailSource::sharpen(qint64 image, const QImage& thumbnail) {
    const int side = sideOnScreen(m_grid), stored = std::max(thumbnail.width(), thumbnail.height());
    // A picture that is smaller than a thumbnail may be is all there.
    if (side <= stored || stored < ThumbnailOptions().longestSide) return;
    const auto place = m_places.constFind(image);
    if (place == m_places.constEnd()) return;
    m_sharpening.removeOne(image);
    m_sharpening.append(image);
    if (m_sharpening.size() > kMostSharpened) m_sharpener.cancel(m_sharpening.takeFirst());
    m_sharpener.load(image, QString::number(side) + kSeparator + place->original);
}

}  // namespace attune
