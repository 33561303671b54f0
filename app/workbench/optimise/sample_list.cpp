#include "workbench/optimise/sample_list.h"

#include <QGuiApplication>
#include <QPainter>
#include <QStyle>
#include <QStyledItemDelegate>
#include <algorithm>
#include <cmath>

#include "widgets/number_text.h"
#include "widgets/table_copy.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kSide = theme::kGrid * 7;
constexpr int kHeight = kSide + theme::kGrid * 2;
constexpr int kLeastWidth = theme::kGrid * 80;  ///< of a sample that has others beside it: most captions fit

/// As large as it is drawn, on the sharpest of the screens.
QImage thumbnailOf(const QImage& picture) {
    const double ratio = qGuiApp->devicePixelRatio();
    const QSize most = (QSizeF(kSide, kSide) * ratio).toSize();
    // Smooth over all of a photograph would hold the window up.
    const bool large = picture.width() > most.width() * 8 || picture.height() > most.height() * 8;
    QImage small = large ? picture.scaled(most * 8, Qt::KeepAspectRatio, Qt::FastTransformation) : picture;
    small = small.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    small.setDevicePixelRatio(ratio);
    return small;
}

// Empty where no reward model was asked.
QString rewardText(double reward) { return std::isfinite(reward) ? numberText(reward, 2) : QString(); }

class SampleDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        const auto* list = qobject_cast<const QAbstractScrollArea*>(option.widget);
        if (!list) return {kLeastWidth, kHeight};
        // As the view does when it breaks lines: with room for a scroll bar, whether there is one or not.
        const int bar = list->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, list);
        const int room = list->maximumViewportSize().width() - bar - theme::kGrid;
        return {std::max(room, theme::kGrid) / std::max(room / kLeastWidth, 1), kHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected) painter->fillRect(option.rect, theme::surface());
        const QRect area = option.rect.adjusted(theme::kGrid, theme::kGrid, -theme::kGrid, -theme::kGrid);
        const QImage picture = index.data(SampleModel::Picture).value<QImage>();
        const QRect square(area.topLeft(), QSize(kSide, kSide));
        if (picture.isNull()) {
            painter->fillRect(square, theme::surface());
        } else {
            QRect target(QPoint(), picture.deviceIndependentSize().toSize());
            target.moveCenter(square.center());
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            painter->drawImage(target, picture);
        }
        paintLine(*painter, option, area, 0, tr("reference"), index.data(SampleModel::Before).toString(),
                  rewardText(index.data(SampleModel::RewardBefore).toDouble()), false);
        paintLine(*painter, option, area, 1, tr("now"), index.data(SampleModel::Now).toString(),
                  rewardText(index.data(SampleModel::RewardNow).toDouble()), true);
        painter->restore();
    }

  private:
    static void paintLine(QPainter& painter, const QStyleOptionViewItem& option, const QRect& area, int line, const QString& when,
                          const QString& text, const QString& reward, bool strong) {
        const int height = kSide / 2;
        const QRect row(area.left() + kSide + theme::kGrid * 2, area.top() + line * height, area.width() - kSide - theme::kGrid * 2, height);
        painter.setFont(theme::font(theme::Text::Small));
        painter.setPen(theme::quietText());
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, when);
        const int word = theme::kGrid * 9, number = theme::kGrid * 7;
        painter.setFont(theme::font(theme::Text::Body, strong));
        painter.setPen(option.palette.color(QPalette::Text));
        // The figure stands before the words: on a wide screen it would be far from them at the other end.
        painter.drawText(QRect(row.left() + word, row.top(), number, height), Qt::AlignRight | Qt::AlignVCenter, reward);
        const QRect words = row.adjusted(word + number + theme::kGrid * 2, 0, 0, 0);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
    }
};

}  // namespace

void SampleModel::put(const PolicySample& sample) {
    for (int i = 0; i < m_samples.size(); ++i) {
        if (m_samples[i].image != sample.image) continue;
        // What is read from the disk comes behind what was heard meanwhile.
        if (sample.round < m_samples[i].round) return;
        const QImage picture = m_samples[i].picture;
        m_samples[i] = sample;
        m_samples[i].picture = picture;
        return Q_EMIT dataChanged(index(i, 0), index(i, ColumnCount - 1));
    }
    beginInsertRows({}, static_cast<int>(m_samples.size()), static_cast<int>(m_samples.size()));
    m_samples.append(sample);
    endInsertRows();
}

void SampleModel::setPicture(Id image, const QImage& picture) {
    for (int i = 0; i < m_samples.size(); ++i) {
        if (m_samples[i].image != image || picture.isNull() || !m_samples[i].picture.isNull()) continue;
        m_samples[i].picture = thumbnailOf(picture);
        Q_EMIT dataChanged(index(i, 0), index(i, 0));
    }
}

void SampleModel::clear() {
    beginResetModel();
    m_samples.clear();
    endResetModel();
}

int SampleModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_samples.size()); }

int SampleModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant SampleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case RoundColumn: return tr("Round");
        case BeforeColumn: return tr("Caption of the reference");
        case BeforeReward: return tr("Reward of the reference");
        case NowColumn: return tr("Caption now");
        case NowReward: return tr("Reward now");
        default: return {};
    }
}

QVariant SampleModel::copied(const PolicySample& sample, int column) {
    switch (column) {
        case RoundColumn: return sample.round;
        case BeforeColumn: return sample.before;
        case BeforeReward: return sample.rewardBefore;
        case NowColumn: return sample.now;
        case NowReward: return sample.rewardNow;
        default: return {};
    }
}

QVariant SampleModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_samples.size()) return {};
    const PolicySample& sample = m_samples[index.row()];
    switch (role) {
        case Image: return QVariant::fromValue<qint64>(sample.image);
        case Before: return sample.before;
        case Now: return sample.now;
        case RewardBefore: return sample.rewardBefore;
        case RewardNow: return sample.rewardNow;
        case Round: return sample.round;
        case Picture: return sample.picture;
        case kCopyRole: return copied(sample, index.column());
        case Qt::AccessibleTextRole:
        case Qt::ToolTipRole:
            if (!std::isfinite(sample.rewardNow)) return tr("Reference: %1\nNow: %2").arg(sample.before, sample.now);
            return tr("Reference, reward %1: %2\nNow, reward %3: %4")
                .arg(rewardText(sample.rewardBefore), sample.before, rewardText(sample.rewardNow), sample.now);
        default: return {};
    }
}

SampleList::SampleList(QWidget* parent) : QListView(parent), m_model(new SampleModel(this)) {
    setModel(m_model);
    setItemDelegate(new SampleDelegate(this));
    setFrameShape(QFrame::NoFrame);
    // One after the other as far as the width goes: on a wide screen one sees more of them.
    setFlow(QListView::LeftToRight);
    setWrapping(true);
    setResizeMode(QListView::Adjust);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAccessibleName(tr("Captions of the reference and now"));
    new TableCopy(this);
    connect(this, &QListView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT imageActivated(index.data(SampleModel::Image).toLongLong()); });
}

void SampleList::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    if (m_model->rowCount() > 0) return;
    QPainter painter(viewport());
    painter.setPen(theme::quietText());
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Captions of the reference and now appear here after the first round."));
}

}  // namespace attune

#include "sample_list.moc"
