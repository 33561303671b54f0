#include "workbench/reward/pair_disagreements.h"

#include <QHash>
#include <QHeaderView>
#include <QPainter>
#include <QStandardItemModel>
#include <unordered_map>

#include "project/project.h"
#include "session/image_import.h"
#include "widgets/number_text.h"
#include "widgets/table_copy.h"
#include "widgets/theme.h"
#include "widgets/tree_table.h"
#include "workbench/library/thumbnail_source.h"

namespace attune {

namespace {

constexpr int kSide = theme::kGrid * 7;
constexpr int kImageRole = Qt::UserRole;

}  // namespace

QVector<PairDisagreement> readPairDisagreements(Project& project, const Json& report, const std::vector<Json>& captions) {
    const Json pairs = optional<Json>(report, "wrong_pairs", Json::array());
    std::unordered_map<Id, QString> texts;
    if (!pairs.empty())
        for (const Json& row : captions)
            texts[optional<std::int64_t>(row, "id", 0)] = QString::fromStdString(optional<std::string>(row, "text", {}));
    const auto textOf = [&](const Json& pair, const char* key) {
        const auto found = texts.find(optional<std::int64_t>(pair, key, 0));
        return found == texts.end() ? QString() : found->second;
    };
    QVector<PairDisagreement> result;
    for (const Json& pair : pairs) {
        PairDisagreement one;
        one.image = optional<std::int64_t>(pair, "image", 0);
        one.preferred = textOf(pair, "preferred");
        one.other = textOf(pair, "other");
        one.by = optional<double>(pair, "by", 0);
        if (const auto record = project.images().find(one.image)) {
            one.thumbnail = QString::fromStdString(thumbnailPath(project, *record).string());
            one.original = QString::fromStdString(project.resolve(record->path).string());
        }
        result.append(one);
    }
    return result;
}

PairDisagreements::PairDisagreements(QWidget* parent) : QTreeView(parent), m_rows(new QStandardItemModel(this)) {
    setModel(m_rows);
    makeTable(this);
    setFrameShape(NoFrame);
    setIconSize(QSize(kSide, kSide));
    setAccessibleName(tr("Pairs that it orders the other way round"));
    setToolTip(tr("A double click shows the image."));
    m_loader.setMaximumSide(static_cast<int>(kSide * devicePixelRatioF()));
    connect(&m_loader, &ThumbnailLoader::loaded, this, &PairDisagreements::showPicture);
    connect(this, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const auto image = index.siblingAtColumn(Picture).data(kImageRole).toLongLong();
        if (image > 0) Q_EMIT imageActivated(image);
    });
    setPairs({}, {});
}

void PairDisagreements::setPairs(const QVector<PairDisagreement>& pairs, const QString& preferred) {
    m_loader.cancelAll();
    m_rows->clear();
    m_rows->setColumnCount(ColumnCount);
    m_rows->setHorizontalHeaderLabels({tr("Image"), preferred, tr("It prefers"), tr("By points")});
    m_rows->horizontalHeaderItem(By)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    QHash<QString, QString> originals;
    for (const auto& pair : pairs) {
        auto* picture = new QStandardItem;
        picture->setData(QVariant::fromValue<qint64>(pair.image), kImageRole);
        picture->setSizeHint(QSize(kSide + theme::kGrid, kSide + theme::kGrid));
        auto* better = new QStandardItem(pair.preferred);
        better->setToolTip(pair.preferred);
        auto* other = new QStandardItem(pair.other);
        other->setToolTip(pair.other);
        auto* by = new QStandardItem(numberText(pair.by, 1));
        by->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        by->setData(pair.by, kCopyRole);
        m_rows->appendRow({picture, better, other, by});
        if (!pair.thumbnail.isEmpty()) originals.insert(pair.thumbnail, pair.original);
    }
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(Picture, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(Preferred, QHeaderView::Stretch);
    header()->setSectionResizeMode(Other, QHeaderView::Stretch);
    header()->setSectionResizeMode(By, QHeaderView::ResizeToContents);
    m_loader.setDecoder([originals](const QString& path) { return readThumbnail(path, originals.value(path)); });
    // The one asked for last comes first: the worst is asked for last.
    for (auto pair = pairs.crbegin(); pair != pairs.crend(); ++pair)
        if (!pair->thumbnail.isEmpty()) m_loader.load(pair->image, pair->thumbnail);
}

void PairDisagreements::showPicture(qint64 image, const QImage& picture) {
    QPixmap pixmap = QPixmap::fromImage(picture);
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    const QIcon icon(pixmap);
    for (int row = 0; row < m_rows->rowCount(); ++row)
        if (m_rows->item(row, Picture)->data(kImageRole).toLongLong() == image) m_rows->item(row, Picture)->setIcon(icon);
}

void PairDisagreements::paintEvent(QPaintEvent* event) {
    QTreeView::paintEvent(event);
    if (m_rows->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(theme::quietText());
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("It orders no held-out pair the other way round."));
}

}  // namespace attune
