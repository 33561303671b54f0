#include "workbench/history/lineage_view.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <algorithm>

#include "widgets/number_text.h"
#include "widgets/table_copy.h"
#include "widgets/theme.h"
#include "widgets/tree_table.h"
#include "workbench/history/history_words.h"
#include "workbench/history/lineage_delegate.h"
#include "workbench/model_words.h"

namespace attune {

namespace {

enum Column { Name, Kind, Reward, Kl, Gold, Spearman, Made, ColumnCount };

/// Of a figure: it was measured in training, not by an evaluation.
constexpr int kTrainingRole = Qt::UserRole + 100;

/// Figures of training are quiet beside those of evaluations, in a selected row, too: they are of other pictures.
class FigureDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!index.data(kTrainingRole).toBool()) return;
        for (const auto role : {QPalette::Text, QPalette::HighlightedText}) option->palette.setColor(role, theme::quietText());
    }
};

QStandardItem* figure(const std::optional<double>& value, int decimals, const QString& tip) {
    auto* item = new QStandardItem(value ? numberText(*value, decimals) : QStringLiteral("–"));
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setToolTip(value ? tip : QString());
    item->setData(value ? QVariant(*value) : QVariant(QString()), kCopyRole);
    return item;
}

}  // namespace

LineageView::LineageView(QWidget* parent) : QTreeView(parent), m_rows(new QStandardItemModel(this)) {
    setModel(m_rows);
    setItemDelegate(new FigureDelegate(this));
    setItemDelegateForColumn(Name, new LineageDelegate(this));
    makeTable(this);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Lineage of the models"));
    // Not what is current: Qt makes the first row so when the keys come to a view without one, and a run may be chosen.
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = selectionModel()->selectedRows(Name);
        if (!m_filling && !rows.isEmpty()) Q_EMIT chosen(rows.front().data(LineageDelegate::Id).toLongLong());
    });
    // A click on what is chosen already brings its details back, after a look at a run.
    connect(this, &QTreeView::clicked, this, [this] { Q_EMIT chosen(currentModel()); });
}

void LineageView::setModels(const std::vector<HistoryModel>& models) {
    const qint64 before = currentModel();
    const qint64 top = modelAt(indexAt({0, 0}));
    const int left = horizontalScrollBar()->value();
    const bool wasSelected = selectionModel()->hasSelection();
    m_filling = true;
    m_rows->clear();
    m_rows->setColumnCount(ColumnCount);
    m_rows->setHorizontalHeaderLabels({tr("Model"), tr("Kind"), tr("Reward"), tr("KL"), tr("Gold"), tr("Rank correlation"), tr("Made")});
    const QString tips[ColumnCount] = {
        {},
        tr("A captioner writes captions, a reward model scores them"),
        tr("Mean reward of its captions: of its newest evaluation, of sampled captions where it sampled, else of greedy ones. "
           "Quiet figures are of what it wrote for the next round to learn from: in training, not evaluated."),
        tr("Kullback-Leibler divergence from the reference, the root of its lineage, in nats per caption, of the same captions as the reward"),
        tr("Mean gold score of its captions, 0 to 1, of the same captions as the reward; only images of the demo world have one"),
        tr("Rank correlation of a reward model with held-out ratings, -1 to 1"),
        tr("When it was made or added"),
    };
    for (int column = 0; column < ColumnCount; ++column) {
        m_rows->horizontalHeaderItem(column)->setToolTip(tips[column]);
        if (column >= Reward && column <= Spearman)
            m_rows->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    QHash<qint64, const HistoryModel*> byId;
    std::vector<LineageNode> nodes;
    for (const auto& model : models) {
        byId[model.record.id] = &model;
        nodes.push_back({model.record.id, model.record.parentId, model.record.kind == "captioner"});
    }
    for (const auto& row : layoutLineage(nodes)) {
        const HistoryModel& model = *byId[row.id];
        const HistoryModel* parent = byId.value(model.record.parentId);
        addRow(model, QVariant::fromValue(row), parent ? modelName(parent->record) : QString());
    }
    sizeColumns(models);
    // Nobody has chosen anything, so Qt must not scroll to the current row, now or once the view is shown again.
    setAutoScroll(false);
    QItemSelectionModel::SelectionFlags how = QItemSelectionModel::NoUpdate;  // a run is chosen
    if (wasSelected) how = QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    selectionModel()->setCurrentIndex(indexOf(before), how);
    scrollTo(indexOf(top), PositionAtTop);
    horizontalScrollBar()->setValue(left);
    setAutoScroll(true);
    m_filling = false;
}

void LineageView::addRow(const HistoryModel& model, const QVariant& drawing, const QString& parentName) {
    const QString name = modelName(model.record);
    const QString kind = modelKindText(model.record.kind);
    auto* first = new QStandardItem(name);
    first->setData(QVariant::fromValue<qint64>(model.record.id), LineageDelegate::Id);
    first->setData(drawing, LineageDelegate::Drawing);
    first->setData(model.record.kind == "captioner", LineageDelegate::Captioner);
    first->setData(model.current, LineageDelegate::Current);
    QString words = parentName.isEmpty() ? tr("%1, %2").arg(name, kind) : tr("%1, %2, made from %3").arg(name, kind, parentName);
    if (model.current) words = tr("%1; new work starts from it").arg(words);
    first->setData(words, Qt::AccessibleTextRole);
    first->setToolTip(model.record.note.empty() ? words
                                                : QStringLiteral("%1\n%2").arg(words, QString::fromStdString(model.record.note)));
    const QString source = model.fromEvaluation
                               ? QStringLiteral("%1\n%2").arg(tr("Of its newest evaluation"), basisText(model.basis))
                               : tr("Of what it wrote for the next round to learn from: in training, not evaluated");
    const auto measured = [&](const std::optional<double>& value, int decimals) {
        auto* item = figure(value, decimals, source);
        item->setData(value && !model.fromEvaluation, kTrainingRole);
        return item;
    };
    auto* made = new QStandardItem(timeText(model.record.createdAt));
    made->setData(QString::fromStdString(model.record.createdAt), kCopyRole);  // "Today" is true today alone
    m_rows->appendRow({first, new QStandardItem(kind), measured(model.reward, 2), measured(model.kl, 2), measured(model.gold, 3),
                       figure(model.spearman, 2, tr("On held-out ratings")), made});
}

/// A column of dashes says nothing and is left out.
void LineageView::sizeColumns(const std::vector<HistoryModel>& models) {
    const auto any = [&](auto member) {
        return std::any_of(models.begin(), models.end(), [&](const auto& m) { return (m.*member).has_value(); });
    };
    setColumnHidden(Reward, !any(&HistoryModel::reward));
    setColumnHidden(Kl, !any(&HistoryModel::kl));
    setColumnHidden(Gold, !any(&HistoryModel::gold));
    setColumnHidden(Spearman, !any(&HistoryModel::spearman));
    // Not stretched: on a wide screen the figures would stand far from their model's name.
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(theme::kGrid * 9);
    header()->setMaximumSectionSize(theme::kGrid * 72);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

qint64 LineageView::modelAt(const QModelIndex& index) { return index.siblingAtColumn(Name).data(LineageDelegate::Id).toLongLong(); }

QModelIndex LineageView::indexOf(qint64 model) const {
    for (int row = 0; row < m_rows->rowCount(); ++row)
        if (const QModelIndex index = m_rows->index(row, Name); modelAt(index) == model) return index;
    return {};
}

qint64 LineageView::currentModel() const { return modelAt(currentIndex()); }

void LineageView::select(qint64 model) {
    const QModelIndex index = indexOf(model);
    if (!index.isValid()) return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

QString modelKindText(const std::string& kind) {
    if (kind == "encoder") return LineageView::tr("encoder");
    return kind == "reward" ? LineageView::tr("reward model") : LineageView::tr("captioner");
}

}  // namespace attune
