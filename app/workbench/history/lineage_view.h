// The lineage of all models as a drawn tree, one row a model, with the figures that tell the rounds apart. It copies as
// every table does (see TableCopy) and does not sort: the drawing is its order.
#pragma once

#include <QTreeView>

#include "workbench/history/history_data.h"

class QStandardItemModel;

namespace attune {

class LineageView : public QTreeView {
    Q_OBJECT

  public:
    explicit LineageView(QWidget* parent = nullptr);

    /// The chosen model stays chosen, and the model at the upper edge stays there.
    void setModels(const std::vector<HistoryModel>& models);
    qint64 currentModel() const;
    /// Scrolls to it.
    void select(qint64 model);

  Q_SIGNALS:
    /// By mouse, keyboard or select().
    void chosen(qint64 model);

  private:
    static qint64 modelAt(const QModelIndex& index);
    QModelIndex indexOf(qint64 model) const;
    void addRow(const HistoryModel& model, const QVariant& drawing, const QString& parentName);
    void sizeColumns(const std::vector<HistoryModel>& models);

    QStandardItemModel* m_rows;
    bool m_filling = false;
};

/// "captioner" and "reward" in the user's language.
QString modelKindText(const std::string& kind);

}  // namespace attune
