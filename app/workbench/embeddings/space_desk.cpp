#include "workbench/embeddings/space_desk.h"

#include <algorithm>
#include <utility>

namespace attune {

namespace {

constexpr std::size_t kMostKeptPoints = 8'000'000;  ///< over all layouts in memory: some 300 MB

}  // namespace

SpaceDesk::SpaceDesk(Workbench& workbench, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_catalogue(std::make_shared<LayoutCatalogue>()) {
    connect(&workbench.project, &ProjectService::closed, this, &SpaceDesk::clear);
    connect(&workbench, &Workbench::raterChanged, this, &SpaceDesk::refreshFacts);
}

void SpaceDesk::clear() {
    ++m_request;
    ++m_factsRequest;
    m_catalogue = std::make_shared<LayoutCatalogue>();
    m_series.clear();
    m_current = m_step = -1;
    m_kept.reset();
    m_wanted = 0;
    m_known = m_refreshing = m_refreshAgain = false;
    m_layout.reset();
    m_facts.reset();
    m_read.clear();
    m_keptPoints = 0;
    Q_EMIT seriesChanged();
    Q_EMIT layoutChanged();
}

void SpaceDesk::refresh() {
    if (m_refreshing) {
        m_refreshAgain = true;
        return;
    }
    m_refreshing = true;
    m_workbench.project.read(
        this, [catalogue = m_catalogue](Project& project) { return catalogue->read(project); },
        [this, catalogue = m_catalogue](std::vector<LayoutSeries> series) {
            if (catalogue != m_catalogue) return;
            m_refreshing = false;
            take(std::move(series));
            if (std::exchange(m_refreshAgain, false)) refresh();
        },
        [this](const Problem& problem) {
            m_refreshing = false;
            Q_EMIT failed(problem);
        });
}

void SpaceDesk::take(std::vector<LayoutSeries> series) {
    m_known = true;
    const bool wasNewest = m_current <= 0;
    const bool atEnd = m_current < 0 || m_step + 1 >= static_cast<int>(m_series[static_cast<std::size_t>(m_current)].steps.size());
    const auto shown = m_current < 0 ? LayoutSeries{} : m_series[static_cast<std::size_t>(m_current)];
    m_series = std::move(series);
    m_current = -1;
    for (std::size_t i = 0; i < m_series.size(); ++i)
        if (m_series[i].isSame(shown)) m_current = static_cast<int>(i);
    const auto kept = std::exchange(m_kept, {});
    const Id wanted = std::exchange(m_wanted, 0);
    for (std::size_t i = 0; i < m_series.size(); ++i)
        if (m_series[i].run == wanted && m_series[i].kind == "embed") return choose(static_cast<int>(i));
    if (kept && showKept(*kept)) return;
    if (m_series.empty()) return Q_EMIT seriesChanged();
    // A new run is looked at as it comes, unless the user looks at an older one, or back in time.
    if (m_current < 0 || (m_current > 0 && wasNewest && atEnd)) return choose(0);
    const int last = static_cast<int>(m_series[static_cast<std::size_t>(m_current)].steps.size()) - 1;
    if (atEnd && m_step < last) m_step = last;
    Q_EMIT seriesChanged();
    showStep(m_step);
}

void SpaceDesk::keep(Id run, const std::string& space, std::int64_t step) { m_kept = Kept{run, space, step}; }

void SpaceDesk::want(Id run) {
    if (!m_workbench.project.isOpen()) return;
    m_wanted = run;
    refresh();
}

bool SpaceDesk::showKept(const Kept& kept) {
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        if (m_series[i].run != kept.run || m_series[i].space != kept.space) continue;
        const auto& steps = m_series[i].steps;
        const auto at = std::find_if(steps.begin(), steps.end(), [&kept](const LayoutStep& step) { return step.step == kept.step; });
        if (at == steps.end()) return false;
        m_current = static_cast<int>(i);
        m_step = static_cast<int>(at - steps.begin());
        Q_EMIT seriesChanged();
        showStep(m_step);
        return true;
    }
    return false;
}

void SpaceDesk::choose(int index) {
    if (index < 0 || index >= static_cast<int>(m_series.size())) return;
    m_current = index;
    m_step = static_cast<int>(m_series[static_cast<std::size_t>(index)].steps.size()) - 1;
    Q_EMIT seriesChanged();
    showStep(m_step);
}

void SpaceDesk::showStep(int index) {
    if (m_current < 0) return;
    const auto& series = m_series[static_cast<std::size_t>(m_current)];
    const auto& steps = series.steps;
    if (index < 0 || index >= static_cast<int>(steps.size())) return;
    const std::pair of(series.run, series.space);
    m_step = index;
    const std::uint64_t request = ++m_request;
    const auto file = steps[static_cast<std::size_t>(index)].file;
    const QString key = QString::fromStdString(file.string());
    if (const auto known = m_read.value(key)) return show(known, of);
    m_workbench.project.read(
        this, [file](Project&) { return std::make_shared<const PointLayout>(readLayout(file)); },
        [this, request, key, of](const std::shared_ptr<const PointLayout>& layout) {
            if (m_keptPoints > kMostKeptPoints) {
                m_read.clear();
                m_keptPoints = 0;
            }
            m_read.insert(key, layout);
            m_keptPoints += layout->pca.size();
            if (request == m_request) show(layout, of);
        },
        [this, request](const Problem& problem) {
            if (request == m_request) Q_EMIT failed(problem);
        });
}

void SpaceDesk::show(std::shared_ptr<const PointLayout> layout, const std::pair<Id, std::string>& of) {
    if (layout == m_layout) return;
    const bool same = m_layout && layout->hasSamePoints(*m_layout);
    m_layout = std::move(layout);
    m_layoutOf = of;
    if (!same) m_facts.reset();
    Q_EMIT layoutChanged();
    if (!same) refreshFacts();
}

void SpaceDesk::refreshFacts() {
    if (!m_layout) return;
    const std::uint64_t request = ++m_factsRequest;
    m_workbench.project.read(
        this,
        [layout = m_layout, rater = m_workbench.settings.rater().toStdString()](Project& project) {
            return std::make_shared<const PointFacts>(loadPointFacts(project, *layout, rater));
        },
        [this, request](const std::shared_ptr<const PointFacts>& facts) {
            if (request != m_factsRequest) return;
            m_facts = facts;
            Q_EMIT factsChanged();
        });
}

}  // namespace attune
