// What can be done with the images of the Library: one command each, in menu, palette, context menu and by key.
#pragma once

#include <QObject>
#include <QVector>
#include <functional>

#include "workbench/library/library_facts.h"

class QMenu;

namespace attune {

class ActionRegistry;
class ThumbnailGrid;
class Workbench;
struct ModelFolderInfo;
struct SeenAdapter;

/// Acts on what is selected in the grid. Captions and scores can also be had of all images that are shown.
class LibraryActions : public QObject {
    Q_OBJECT

  public:
    /// @param page  the widget that dialogs belong to
    LibraryActions(Workbench& workbench, ActionRegistry& actions, ThumbnailGrid& grid, QWidget* page);

    /// What the project holds now: decides which commands there is something to do for.
    void setFacts(const LibraryFacts& facts);
    /// To be called when selection or images changed.
    void updateAvailable();
    /// For the context menu of the grid.
    void fillMenu(QMenu& menu);

    void generate();
    void score(const QVector<qint64>& images);
    void tag();
    void untag();
    void setSplit(const QString& split);
    void rate();
    void copyPaths();
    void showInFileManager();
    /// Says what a checkpoint folder is and what it takes, and asks whether to add it; of an adapter it asks to which captioner.
    void lookAtCaptioner(const QString& folder);
    /// Takes a checkpoint folder into the project; a folder that cannot be used is said in words.
    void addCaptioner(const QString& folder);

  Q_SIGNALS:
    void importFilesWanted();
    void importFolderWanted();
    void findWanted();
    void resetWanted();

  private:
    void registerAll();
    void add(const char* id, std::function<QString()> text, std::function<QString()> help, const char* icon,
             const QString& key, std::function<void()> run, bool leads = false);
    QVector<qint64> selected() const;
    QVector<qint64> shown() const;
    void askForTag(const QString& title, bool adding);
    void chooseCaptioner();
    void askAboutModel(const QString& folder, const ModelFolderInfo& info);
    void askAboutAdapter(const QString& folder, const SeenAdapter& seen);
    void withPaths(std::function<void(const QStringList&)> use);

    Workbench& m_workbench;
    ActionRegistry& m_actions;
    ThumbnailGrid& m_grid;
    QWidget* m_page;
    LibraryFacts m_facts;
};

}  // namespace attune
