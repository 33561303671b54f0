#include "widgets/thumbnail_model.h"

#include <algorithm>

namespace attune {

ThumbnailModel::ThumbnailModel(QObject* parent) : QAbstractListModel(parent) {}

int ThumbnailModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : size();
}

QVariant ThumbnailModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= size()) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return row.item.name;
        case IdRole:
            return row.item.id;
        case DetailedRole:
            return row.detailed;
        default:
            return {};
    }
}

void ThumbnailModel::setIds(const QVector<qint64>& ids) {
    if (size() > 0 && startsWithOurs(ids)) {
        append(ids);
    } else {
        replace(ids);
    }
}

bool ThumbnailModel::startsWithOurs(const QVector<qint64>& ids) const {
    return ids.size() >= size() && std::equal(m_rows.begin(), m_rows.end(), ids.begin(),
                                              [](const Row& row, qint64 id) { return row.item.id == id; });
}

void ThumbnailModel::append(const QVector<qint64>& ids) {
    const int old = size(), now = static_cast<int>(ids.size());
    if (now == old) return;
    beginInsertRows({}, old, now - 1);
    m_rows.resize(static_cast<std::size_t>(now));
    for (int i = old; i < now; ++i) {
        m_rows[static_cast<std::size_t>(i)].item.id = ids[i];
        m_index.insert(ids[i], i);
    }
    m_asked.resize(static_cast<std::size_t>((now + kPage - 1) / kPage), false);
    m_asked[static_cast<std::size_t>(old / kPage)] =
        false;  // it may have been asked for while it was shorter
    endInsertRows();
}

void ThumbnailModel::replace(const QVector<qint64>& ids) {
    beginResetModel();
    std::vector<Row> rows(static_cast<std::size_t>(ids.size()));
    QHash<qint64, int> index;
    index.reserve(ids.size());
    for (int i = 0; i < ids.size(); ++i) {
        Row& row = rows[static_cast<std::size_t>(i)];
        if (const int old = rowOf(ids[i]); old >= 0) row = std::move(m_rows[static_cast<std::size_t>(old)]);
        row.item.id = ids[i];
        index.insert(ids[i], i);
    }
    m_rows = std::move(rows);
    m_index = std::move(index);
    m_asked.assign(static_cast<std::size_t>((ids.size() + kPage - 1) / kPage), false);
    endResetModel();
}

void ThumbnailModel::setDetails(const QVector<ThumbnailItem>& items) {
    int first = size(), last = -1;
    for (const ThumbnailItem& item : items) {
        const int at = rowOf(item.id);
        if (at < 0) continue;
        m_rows[static_cast<std::size_t>(at)] = Row{item, true};
        first = std::min(first, at);
        last = std::max(last, at);
    }
    if (last >= 0) Q_EMIT dataChanged(index(first), index(last));
}

void ThumbnailModel::setBroken(qint64 id, const QString& reason) {
    const int at = rowOf(id);
    if (at < 0) return;
    m_rows[static_cast<std::size_t>(at)].item.broken = reason;
    Q_EMIT dataChanged(index(at), index(at));
}

void ThumbnailModel::refreshDetails() {
    for (Row& row : m_rows) row.detailed = false;
    m_asked.assign(m_asked.size(), false);
    Q_EMIT detailsStale();
}

void ThumbnailModel::wantDetails(int first, int last) {
    first = std::max(first, 0);
    last = std::min(last, size() - 1);
    for (int page = first / kPage; page * kPage <= last; ++page) {
        if (m_asked[static_cast<std::size_t>(page)]) continue;
        m_asked[static_cast<std::size_t>(page)] = true;
        const auto begin = m_rows.begin() + page * kPage;
        const int count = std::min(kPage, size() - page * kPage);
        if (std::all_of(begin, begin + count, [](const Row& row) { return row.detailed; })) continue;
        Q_EMIT detailsWanted(page * kPage, count);
    }
}

}  // namespace attune
