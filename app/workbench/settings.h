// What a user has chosen, kept between starts in one INI file.
#pragma once

#include <QByteArray>
#include <QKeySequence>
#include <QMap>
#include <QObject>
#include <QSettings>
#include <QStringList>

#include "widgets/theme.h"

namespace attune {

class Settings : public QObject {
    Q_OBJECT

  public:
    /// The user's own file; tests point XDG_CONFIG_HOME elsewhere.
    Settings();

    theme::Scheme scheme() const;
    void setScheme(theme::Scheme scheme);
    /// "en", "zh_CN", or empty: the system's.
    QString language() const;
    void setLanguage(const QString& language);
    /// "auto", "cpu", "cuda:0", ..
    QString device() const;
    void setDevice(const QString& device);
    /// Where new projects are made.
    QString projectsFolder() const;
    void setProjectsFolder(const QString& folder);
    /// The name under which decisions are stored.
    QString rater() const;
    void setRater(const QString& rater);
    /// Whether a reward model that has been trained scores the captions that are to be rated at once, for "uncertain first".
    bool scoresAfterTraining() const;
    void setScoresAfterTraining(bool scores);

    /// Folders of projects, newest first.
    QStringList recentProjects() const;
    void addRecentProject(const QString& folder);
    void removeRecentProject(const QString& folder);
    /// The key of the page that was shown last of a recent project ("rate"); empty where none is known.
    QString lastPage(const QString& folder) const;
    /// Forgets those of projects that are recent no more.
    void setLastPage(const QString& folder, const QString& page);

    QMap<QString, QList<QKeySequence>> shortcuts() const;
    void setShortcuts(const QMap<QString, QList<QKeySequence>>& shortcuts);

    /// Anything of one page: "rate/strategy".
    QVariant value(const QString& key, const QVariant& fallback = {}) const { return m_settings.value(key, fallback); }
    void setValue(const QString& key, const QVariant& value) { m_settings.setValue(key, value); }

  Q_SIGNALS:
    /// Forms that are on the screen follow it, unless a device was chosen in them.
    void deviceChanged();

  private:
    QSettings m_settings;
};

}  // namespace attune
