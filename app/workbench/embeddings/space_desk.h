// The data of the Embeddings page without its looks: which layouts there are, and the one that is shown.
#pragma once

#include <QHash>
#include <QObject>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "workbench/embeddings/point_facts.h"
#include "workbench/workbench.h"

namespace attune {

/// Files are read on the reader's thread. Steps that were read are kept, so that a replay reads each once.
class SpaceDesk : public QObject {
    Q_OBJECT

  public:
    explicit SpaceDesk(Workbench& workbench, QObject* parent = nullptr);

    /// Looks for layouts that are new. The newest series is shown where none was chosen; if its last step is shown, a
    /// step that comes is shown as well.
    void refresh();
    /// Reads ratings, rewards and tags of the points again.
    void refreshFacts();

    const std::vector<LayoutSeries>& series() const { return m_series; }
    /// Index of the one that is shown; -1: none.
    int current() const { return m_current; }
    /// Shows its last step.
    void choose(int series);
    int step() const { return m_step; }
    void showStep(int index);
    /// Shows this step, as the run counts it, of this series once the layouts are known; without effect where it is not among them.
    void keep(Id run, const std::string& space, std::int64_t step);
    /// Shows the last step of this run once its layouts are known, if it is one that computes an embedding.
    void want(Id run);
    /// Whether the catalogue was read at least once.
    bool isKnown() const { return m_known; }

    /// nullptr while nothing is read.
    const PointLayout* layout() const { return m_layout.get(); }
    /// As layout(), to be kept.
    const std::shared_ptr<const PointLayout>& sharedLayout() const { return m_layout; }
    /// Run and space of the layout, which may not be those of the current series while that is being read.
    const std::pair<Id, std::string>& layoutOf() const { return m_layoutOf; }
    /// nullptr while they are on their way.
    const PointFacts* facts() const { return m_facts.get(); }

  Q_SIGNALS:
    /// Series, or steps of the one that is shown, came or went.
    void seriesChanged();
    /// Other points, or the same ones elsewhere.
    void layoutChanged();
    void factsChanged();
    void failed(const attune::Problem& problem);

  private:
    struct Kept {
        Id run = 0;
        std::string space;
        std::int64_t step = 0;
    };
    void take(std::vector<LayoutSeries> series);
    /// @return whether there is such a step
    bool showKept(const Kept& kept);
    void show(std::shared_ptr<const PointLayout> layout, const std::pair<Id, std::string>& of);
    void clear();

    Workbench& m_workbench;
    std::shared_ptr<LayoutCatalogue> m_catalogue;  ///< touched on the reader's thread alone
    std::vector<LayoutSeries> m_series;
    int m_current = -1;
    int m_step = -1;
    std::optional<Kept> m_kept;
    Id m_wanted = 0;  ///< see want()
    bool m_known = false;
    bool m_refreshing = false, m_refreshAgain = false;
    std::shared_ptr<const PointLayout> m_layout;
    std::pair<Id, std::string> m_layoutOf;
    std::shared_ptr<const PointFacts> m_facts;
    QHash<QString, std::shared_ptr<const PointLayout>> m_read;  ///< by file
    std::size_t m_keptPoints = 0;
    std::uint64_t m_request = 0, m_factsRequest = 0;
};

}  // namespace attune
