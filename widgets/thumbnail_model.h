// What a grid of thumbnails shows of each image: ids in order, and details that arrive page by page.
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QVector>
#include <optional>
#include <vector>

namespace attune {

struct ThumbnailItem {
    qint64 id = 0;
    QString name;
    std::optional<double> rating;  ///< mean of the ratings of its captions; none: unrated
    int captions = 0;
    int tags = 0;
    QString split;
    QString broken;  ///< why the picture cannot be shown; empty: it can
    int comparisons = 0;  ///< of two of its captions
};

/// Holds the items of a grid. It is fed: `setIds` first, then `setDetails` in answer to `detailsWanted`.
class ThumbnailModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { IdRole = Qt::UserRole, DetailedRole };
    /// Rows that are asked for at once.
    static constexpr int kPage = 256;

    explicit ThumbnailModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// The images to show, in order. Details of images that stay are kept. Ids added after the ones that are
    /// there come as inserted rows, every other change as a reset. Ids must be unique.
    void setIds(const QVector<qint64>& ids);
    /// Details of any of the images, in any order; those of images that are not shown are dropped.
    void setDetails(const QVector<ThumbnailItem>& items);
    void setBroken(qint64 id, const QString& reason);
    /// Asks again for the details of everything; what is known stays on screen until the answer comes.
    void refreshDetails();

    const ThumbnailItem& item(int row) const { return m_rows[static_cast<std::size_t>(row)].item; }
    qint64 idAt(int row) const { return item(row).id; }
    /// @return -1 if the image is not shown
    int rowOf(qint64 id) const { return m_index.value(id, -1); }
    int size() const { return static_cast<int>(m_rows.size()); }

    /// Emits detailsWanted for the pages of these rows (both inclusive) that are not known and not asked for
    /// yet.
    void wantDetails(int first, int last);

  Q_SIGNALS:
    void detailsWanted(int firstRow, int count);
    /// Details must be asked for again where they are seen.
    void detailsStale();

  private:
    struct Row {
        ThumbnailItem item;
        bool detailed = false;
    };
    bool startsWithOurs(const QVector<qint64>& ids) const;
    void append(const QVector<qint64>& ids);
    void replace(const QVector<qint64>& ids);

    std::vector<Row> m_rows;
    QHash<qint64, int> m_index;
    std::vector<bool> m_asked;  // by page
};

}  // namespace attune
