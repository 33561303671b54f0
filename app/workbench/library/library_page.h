// The page of all images: found, filtered, selected, looked at, imported.
#pragma once

#include <QTimer>
#include <atomic>
#include <memory>
#include <optional>

#include "workbench/library/library_facts.h"
#include "workbench/page.h"

class QSplitter;

namespace attune {

class FindPanel;
class FindPictures;
class ImageInspector;
class ImportPanel;
class ImportTask;
class LibraryActions;
class LibraryFilters;
class LibraryGuide;
class ThumbnailGrid;
class ThumbnailSource;

class LibraryPage : public Page {
    Q_OBJECT

  public:
    LibraryPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);
    ~LibraryPage() override;

    void activated() override;
    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

    ThumbnailGrid& grid() const { return *m_grid; }
    LibraryFilters& filters() const { return *m_filters; }
    ImageInspector& inspector() const { return *m_inspector; }
    ImportPanel& importPanel() const { return *m_panel; }
    FindPanel& findPanel() const { return *m_finding; }
    LibraryActions& verbs() const { return *m_verbs; }
    /// Asks how these files and folders are to be imported.
    void importPaths(const QStringList& paths);

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    struct Found;
    QWidget* makeCentre(ActionRegistry& actions);
    void connectGrid();
    void connectProject();
    void connectImport();
    /// @param ids  whether the list itself may be another, or only what is known of the images
    void refreshSoon(bool ids);
    void refresh();
    /// The list may be another from now on: what was asked before this does not settle it.
    void askForIds() { m_idsFrom = *m_request + 1; }
    void show(const Found& found, int number);
    void showWanted(const Found& found);
    void selectKept(const Found& found);
    void guide();
    void updateResult();
    void filesDropped(const QList<QUrl>& urls);
    void chooseFiles(bool folder);
    void leaveList();
    /// Neither another page's list nor filters.
    void showAll();

    ThumbnailGrid* m_grid;
    LibraryFilters* m_filters;
    ImageInspector* m_inspector;
    QSplitter* m_splitter;
    LibraryGuide* m_guide;
    ImportTask& m_import;
    FindPictures& m_find;
    ImportPanel* m_panel;
    FindPanel* m_finding;
    ThumbnailSource* m_source;
    LibraryActions* m_verbs;

    LibraryFacts m_facts;
    QTimer m_soon;
    int m_idsFrom = 1;           ///< the list is to come from a request of this number or a later one
    int m_idsShown = 0;          ///< number of the request that it came from
    bool m_stale = true;         ///< hidden when something changed
    bool m_loading = false;      ///< the first list is on its way
    QVector<qint64> m_listed;    ///< another page's choice of images; empty: all
    qint64 m_wanted = 0;         ///< image to select once the list is there
    QVariantMap m_kept;          ///< what the page of the window before had selected, to select it once the list is there
    /// Number of the newest request, shared with the reader's thread, where older ones are passed over.
    std::shared_ptr<std::atomic<int>> m_request = std::make_shared<std::atomic<int>>(0);
};

}  // namespace attune
