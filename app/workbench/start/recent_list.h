// Recent projects as rows: name, folder, when changed, what they hold; Enter or a click opens, Delete takes off the list.
#pragma once

#include <QListView>

#include "workbench/start/recent_project.h"

class QStandardItemModel;

namespace attune {

class RecentList : public QListView {
    Q_OBJECT

  public:
    explicit RecentList(QWidget* parent = nullptr);

    /// The rows, in this order; what is known of a folder already is kept.
    void setFolders(const QStringList& folders);
    /// What was read of one of them.
    void setProject(const RecentProject& project);
    int count() const;
    /// What stands in a row, as a screen reader says it.
    QString textOf(int row) const;
    QString folderOf(int row) const;

  Q_SIGNALS:
    void opened(const QString& folder);
    void removed(const QString& folder);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    QStandardItemModel* m_rows;
};

}  // namespace attune
