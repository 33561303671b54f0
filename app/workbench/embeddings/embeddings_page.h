// The page where pictures and captions are points of one space, and where one sees training move them.
#pragma once

#include "workbench/embeddings/point_facts.h"
#include "workbench/library/library_facts.h"
#include "workbench/page.h"

class QLabel;
class QSplitter;
class QStackedLayout;

namespace attune {

class EmptyState;
class FindPanel;
class ImageInspector;
class PointHint;
class ProgressRow;
class ReplayBar;
class ScatterView;
class SelectionBar;
class SpaceBar;
class SpaceDesk;

class EmbeddingsPage : public Page {
    Q_OBJECT

  public:
    EmbeddingsPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent);

    void activated() override;
    void deactivated() override;
    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

    SpaceDesk& desk() const { return *m_desk; }
    ScatterView* scatter() const { return m_scatter; }
    SpaceBar* bar() const { return m_bar; }
    ReplayBar* replay() const { return m_replay; }
    PointHint* hint() const { return m_hint; }
    ImageInspector* inspector() const { return m_inspector; }
    FindPanel& findPanel() const { return *m_finding; }

  private:
    /// What gives the coordinates of a layout their meaning.
    struct Axes {
        std::pair<Id, std::string> series;
        bool umap = false;
        bool operator==(const Axes&) const = default;
    };
    void addActions();
    void addViewActions();
    void addModeActions();
    QWidget* makeWork();
    void connectDesk();
    void connectScatter();
    void refresh();
    void projectChanged(Changes changes);
    void showSeries();
    void showLayout();
    void colourPoints();
    void showSelection();
    /// What was selected on the page of the window before.
    void selectKept();
    void showProgress();
    void showEmpty();
    void showHint(int point);
    void updateAvailable();
    void updateViewActions();
    /// Images of the selected points, each once, in the order of the points.
    QVector<qint64> selectedImages() const;
    void compute();
    void tagSelected();
    void generateSelected();

    ActionRegistry& m_actions;
    SpaceDesk* m_desk;
    LibraryFacts m_facts;
    QStackedLayout* m_stack;
    QWidget* m_work;
    EmptyState* m_empty;
    SpaceBar* m_bar = nullptr;
    ScatterView* m_scatter = nullptr;
    PointHint* m_hint = nullptr;
    QSplitter* m_splitter = nullptr;
    ImageInspector* m_inspector = nullptr;
    ReplayBar* m_replay = nullptr;
    SelectionBar* m_selection = nullptr;
    ProgressRow* m_progress = nullptr;
    FindPanel* m_finding = nullptr;
    ProgressRow* m_emptyProgress = nullptr;
    bool m_stale = true, m_factsStale = false;
    int m_hovered = -1;
    Axes m_axes;         ///< of the layout that is shown
    QVariantMap m_kept;  ///< see selectKept; empty: nothing
    QStringList m_viewCommands;  ///< that need points
};

}  // namespace attune
