#include "workbench/settings.h"

#include <QDir>
#include <QStandardPaths>

namespace attune {

namespace {

constexpr int kRecent = 12;

}  // namespace

Settings::Settings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Attune"), QStringLiteral("attune")) {}

theme::Scheme Settings::scheme() const {
    const QString name = m_settings.value(QStringLiteral("theme")).toString();
    return name == QLatin1String("light") ? theme::Scheme::Light
           : name == QLatin1String("dark") ? theme::Scheme::Dark
                                           : theme::Scheme::System;
}

void Settings::setScheme(theme::Scheme scheme) {
    m_settings.setValue(QStringLiteral("theme"), scheme == theme::Scheme::Light  ? QStringLiteral("light")
                                                 : scheme == theme::Scheme::Dark ? QStringLiteral("dark")
                                                                                 : QStringLiteral("system"));
}

QString Settings::language() const { return m_settings.value(QStringLiteral("language")).toString(); }
void Settings::setLanguage(const QString& language) { m_settings.setValue(QStringLiteral("language"), language); }

QString Settings::device() const { return m_settings.value(QStringLiteral("device"), QStringLiteral("auto")).toString(); }
void Settings::setDevice(const QString& device) {
    if (device == this->device()) return;
    m_settings.setValue(QStringLiteral("device"), device);
    Q_EMIT deviceChanged();
}

QString Settings::projectsFolder() const {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return m_settings.value(QStringLiteral("projects_folder"), QDir(documents).filePath(QStringLiteral("Attune"))).toString();
}
void Settings::setProjectsFolder(const QString& folder) { m_settings.setValue(QStringLiteral("projects_folder"), folder); }

QString Settings::rater() const {
    const QString user = qEnvironmentVariable("USER", QStringLiteral("me"));
    return m_settings.value(QStringLiteral("rater"), user).toString();
}
void Settings::setRater(const QString& rater) { m_settings.setValue(QStringLiteral("rater"), rater); }

bool Settings::scoresAfterTraining() const { return m_settings.value(QStringLiteral("score_after_training"), true).toBool(); }
void Settings::setScoresAfterTraining(bool scores) { m_settings.setValue(QStringLiteral("score_after_training"), scores); }

QStringList Settings::recentProjects() const { return m_settings.value(QStringLiteral("recent")).toStringList(); }

void Settings::addRecentProject(const QString& folder) {
    QStringList all = recentProjects();
    all.removeAll(folder);
    all.prepend(folder);
    m_settings.setValue(QStringLiteral("recent"), all.mid(0, kRecent));
}

void Settings::removeRecentProject(const QString& folder) {
    QStringList all = recentProjects();
    all.removeAll(folder);
    m_settings.setValue(QStringLiteral("recent"), all);
}

QString Settings::lastPage(const QString& folder) const {
    return m_settings.value(QStringLiteral("last_pages")).toMap().value(folder).toString();
}

void Settings::setLastPage(const QString& folder, const QString& page) {
    if (lastPage(folder) == page) return;
    const QVariantMap before = m_settings.value(QStringLiteral("last_pages")).toMap();
    QVariantMap pages;
    for (const QString& recent : recentProjects())
        if (before.contains(recent)) pages.insert(recent, before.value(recent));
    pages.insert(folder, page);
    m_settings.setValue(QStringLiteral("last_pages"), pages);
}

QMap<QString, QList<QKeySequence>> Settings::shortcuts() const {
    QMap<QString, QList<QKeySequence>> all;
    const QVariantMap stored = m_settings.value(QStringLiteral("shortcuts")).toMap();
    for (auto at = stored.begin(); at != stored.end(); ++at)
        for (const QString& keys : at.value().toStringList())
            all[at.key()].append(QKeySequence(keys, QKeySequence::PortableText));
    for (auto at = stored.begin(); at != stored.end(); ++at) all[at.key()];  // an action without any key
    return all;
}

void Settings::setShortcuts(const QMap<QString, QList<QKeySequence>>& shortcuts) {
    QVariantMap stored;
    for (auto at = shortcuts.begin(); at != shortcuts.end(); ++at) {
        QStringList keys;
        for (const auto& key : at.value()) keys.append(key.toString(QKeySequence::PortableText));
        stored[at.key()] = keys;
    }
    m_settings.setValue(QStringLiteral("shortcuts"), stored);
}

}  // namespace attune
