// What the start page says about a project that is not open.
#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace attune {

struct RecentProject {
    enum class State { Unread, There, Missing, Unreadable };
    QString folder;
    State state = State::Unread;
    QString problem;     ///< of Unreadable: one clause
    QDateTime changed;   ///< when its database was last written to
    qint64 images = -1;  ///< -1: not known
    qint64 decisions = -1;

    QString name() const;
};

/// Looks at the disk: never on the window's thread. Changes nothing there.
RecentProject readRecentProject(const QString& folder);

}  // namespace attune

Q_DECLARE_METATYPE(attune::RecentProject)
