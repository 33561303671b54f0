#include "workbench/start/recent_words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "workbench/history/history_words.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::RecentWords)

  public:
    static QString place(const RecentProject& project) {
        if (project.state == RecentProject::State::Missing)
            return tr("Not found at %1: it was moved, or its disk is not connected.").arg(folder(project));
        if (project.state == RecentProject::State::Unreadable) return tr("Cannot be read: %1").arg(project.problem);
        return folder(project);
    }

    static QString contents(const RecentProject& project) {
        if (project.images < 0) return {};
        const QString images = tr("%Ln image(s)", nullptr, static_cast<int>(project.images));
        const QString decisions = tr("%Ln decision(s)", nullptr, static_cast<int>(project.decisions));
        //: "640 images" and "200 decisions"
        return tr("%1, %2").arg(images, decisions);
    }

  private:
    static QString folder(const RecentProject& project) {
        QString where = QFileInfo(project.folder).path();
        const QString home = QDir::homePath();
        if (where == home || where.startsWith(home + QLatin1Char('/'))) where.replace(0, home.size(), QStringLiteral("~"));
        return QDir::toNativeSeparators(where);
    }
};

}  // namespace

QString recentPlace(const RecentProject& project) { return Words::place(project); }
QString recentContents(const RecentProject& project) { return Words::contents(project); }
QString recentTime(const RecentProject& project) {
    return project.changed.isValid() ? timeText(project.changed.toUTC().toString(Qt::ISODateWithMs).toStdString()) : QString();
}

}  // namespace attune
