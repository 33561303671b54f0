#include "workbench/start/recent_project.h"

#include <QDir>
#include <QFileInfo>

#include "project/project.h"
#include "workbench/problem.h"

namespace attune {

QString RecentProject::name() const { return QFileInfo(folder).completeBaseName(); }

RecentProject readRecentProject(const QString& folder) {
    RecentProject project;
    project.folder = folder;
    const QDir dir(folder);
    const QFileInfo database(dir.filePath(QStringLiteral("project.sqlite")));
    if (!database.exists()) {
        project.state = RecentProject::State::Missing;
        return project;
    }
    project.changed = database.lastModified();
    // What was written last lies in the log beside it until the two are joined.
    const QFileInfo log(dir.filePath(QStringLiteral("project.sqlite-wal")));
    if (log.exists() && log.size() > 0) project.changed = std::max(project.changed, log.lastModified());
    try {
        const auto opened = Project::open(std::filesystem::path(folder.toStdU16String()), OpenMode::ReadOnly);
        project.images = opened->images().count();
        const ActiveCounts counts = opened->decisions().counts();
        project.decisions = counts.ratings + counts.comparisons;
        project.state = RecentProject::State::There;
    } catch (const std::exception& failure) {
        project.state = RecentProject::State::Unreadable;
        project.problem = problemOf(failure).what;
    }
    return project;
}

}  // namespace attune
