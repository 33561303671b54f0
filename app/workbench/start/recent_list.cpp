#include "workbench/start/recent_list.h"

#include <QContextMenuEvent>
#include <QHash>
#include <QKeyEvent>
#include <QMenu>
#include <QStandardItemModel>

#include "widgets/theme.h"
#include "workbench/start/recent_row.h"
#include "workbench/start/recent_words.h"

namespace attune {

namespace {

RecentProject projectAt(const QModelIndex& index) { return index.data(RecentRow::Project).value<RecentProject>(); }

}  // namespace

RecentList::RecentList(QWidget* parent) : QListView(parent), m_rows(new QStandardItemModel(this)) {
    setModel(m_rows);
    setItemDelegate(new RecentRow(this));
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Recent projects"));
    QPalette clear = palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
}

void RecentList::setFolders(const QStringList& folders) {
    QHash<QString, RecentProject> known;
    for (int row = 0; row < count(); ++row) known[folderOf(row)] = projectAt(m_rows->index(row, 0));
    const int current = currentIndex().row();
    m_rows->clear();
    for (const QString& folder : folders) {
        m_rows->appendRow(new QStandardItem);
        RecentProject project = known.value(folder);
        project.folder = folder;
        m_rows->item(m_rows->rowCount() - 1)->setData(QVariant::fromValue(project), RecentRow::Project);
        setProject(project);
    }
    if (current >= 0 && count() > 0) setCurrentIndex(m_rows->index(std::min(current, count() - 1), 0));
}

void RecentList::setProject(const RecentProject& project) {
    for (int row = 0; row < count(); ++row) {
        if (folderOf(row) != project.folder) continue;
        QStandardItem* item = m_rows->item(row);
        item->setData(QVariant::fromValue(project), RecentRow::Project);
        QStringList parts;
        for (const QString& part : {project.name(), recentPlace(project), recentContents(project), recentTime(project)})
            if (!part.isEmpty()) parts.append(part);
        item->setData(parts.join(QStringLiteral(", ")), Qt::AccessibleTextRole);
        item->setToolTip(project.state == RecentProject::State::There ? project.folder
                                                                     : QStringLiteral("%1\n%2").arg(project.folder, recentPlace(project)));
    }
}

int RecentList::count() const { return m_rows->rowCount(); }
QString RecentList::textOf(int row) const { return m_rows->index(row, 0).data(Qt::AccessibleTextRole).toString(); }
QString RecentList::folderOf(int row) const { return projectAt(m_rows->index(row, 0)).folder; }

void RecentList::keyPressEvent(QKeyEvent* event) {
    const QString folder = projectAt(currentIndex()).folder;
    if (!folder.isEmpty() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) return Q_EMIT opened(folder);
    if (!folder.isEmpty() && event->key() == Qt::Key_Delete) return Q_EMIT removed(folder);
    QListView::keyPressEvent(event);
}

void RecentList::mouseReleaseEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    const QString folder = projectAt(index).folder;
    const bool isClick = event->button() == Qt::LeftButton && index == currentIndex() && !folder.isEmpty();
    const bool onCross = RecentRow::crossRect(visualRect(index)).contains(event->position().toPoint());
    QListView::mouseReleaseEvent(event);
    if (isClick) onCross ? Q_EMIT removed(folder) : Q_EMIT opened(folder);
}

void RecentList::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    const QString folder = projectAt(index).folder;
    if (folder.isEmpty()) return;
    QMenu menu(this);
    menu.addAction(tr("Open"), this, [this, folder] { Q_EMIT opened(folder); });
    menu.addAction(tr("Take off this list (the project itself stays)"), this, [this, folder] { Q_EMIT removed(folder); });
    menu.exec(event->reason() == QContextMenuEvent::Keyboard ? viewport()->mapToGlobal(visualRect(index).center())
                                                             : event->globalPos());
}

}  // namespace attune
