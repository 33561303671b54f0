#include "workbench/embeddings/embeddings_page.h"

#include <QAction>
#include <QComboBox>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <limits>
#include <utility>

#include "widgets/action_registry.h"
#include "widgets/empty_state.h"
#include "widgets/progress_row.h"
#include "widgets/theme.h"
#include "workbench/embeddings/point_fields.h"
#include "workbench/embeddings/point_hint.h"
#include "workbench/embeddings/replay_bar.h"
#include "workbench/embeddings/selected_images.h"
#include "workbench/embeddings/selection_bar.h"
#include "workbench/embeddings/space_bar.h"
#include "workbench/embeddings/space_desk.h"
#include "workbench/library/find_panel.h"
#include "workbench/library/find_pictures.h"
#include "workbench/library/image_inspector.h"
#include "workbench/run_words.h"
#include "workbench/save_export.h"

namespace attune {

namespace {

constexpr int kMargin = theme::kGrid * 2;
constexpr int kInspectorWidth = theme::kGrid * 44;

QString stepWord(const std::string& space) {
    if (space == "policy") return EmbeddingsPage::tr("Round %1");
    if (space == "reward") return EmbeddingsPage::tr("Epoch %1");
    return {};
}

}  // namespace

EmbeddingsPage::EmbeddingsPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : Page(PageId::Embeddings, workbench, parent), m_actions(actions), m_desk(new SpaceDesk(workbench, this)) {
    addActions();
    m_empty = new EmptyState(this);
    m_empty->setObjectName(QStringLiteral("empty"));
    m_emptyProgress = new ProgressRow(this);
    auto* waiting = new QWidget(this);
    auto* rows = new QVBoxLayout(waiting);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->addWidget(m_empty, 1);
    rows->addWidget(m_emptyProgress);
    m_work = makeWork();
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(waiting);
    m_stack->addWidget(m_work);

    connectDesk();
    connectScatter();
    connect(m_empty, &EmptyState::primaryClicked, this, [this] {
        if (m_facts.counts.images == 0 || m_facts.captioner == 0) return Q_EMIT this->workbench().pageWanted(PageId::Library);
        compute();
    });
    for (ProgressRow* row : {m_progress, m_emptyProgress})
        connect(row, &ProgressRow::cancelRequested, this, [this] {
            for (const auto& run : this->workbench().runs.runs())
                if (run.kind == QLatin1String("embed")) return this->workbench().runs.stop(run.id);
        });
    connect(&project(), &ProjectService::opened, this, [this] {
        m_facts = {};
        updateAvailable();
        m_stale = true;
        if (isVisible()) refresh();
    });
    connect(&project(), &ProjectService::changed, this, &EmbeddingsPage::projectChanged);
    connect(&workbench, &Workbench::runWanted, m_desk, &SpaceDesk::want);
    auto& runs = workbench.runs;
    connect(&runs, &RunQueue::runChanged, this, &EmbeddingsPage::showProgress);
    connect(&runs, &RunQueue::event, this, [this](qint64, const Event& event) {
        if (event.type != "projection") return;
        isVisible() ? m_desk->refresh() : void(m_stale = true);
    });
    showSelection();
    showProgress();
    showEmpty();
    updateAvailable();
}

QWidget* EmbeddingsPage::makeWork() {
    auto* work = new QWidget(this);
    m_bar = new SpaceBar(workbench().settings, m_actions, work);
    m_progress = new ProgressRow(work);
    auto* left = new QWidget(work);
    m_scatter = new ScatterView(left);
    m_scatter->setEmptyText(tr("The layout is being read"));
    m_hint = new PointHint(m_scatter);
    m_replay = new ReplayBar(left);
    m_selection = new SelectionBar(m_actions, left);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, kMargin, 0);
    column->setSpacing(theme::kGrid);
    column->addWidget(m_scatter, 1);
    column->addWidget(m_replay);
    column->addWidget(m_selection);
    m_inspector = new ImageInspector(workbench(), work);
    m_splitter = new QSplitter(Qt::Horizontal, work);
    m_splitter->addWidget(left);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    const auto key = QStringLiteral("embeddings/splitter");
    if (!m_splitter->restoreState(workbench().settings.value(key).toByteArray()))
        m_splitter->setSizes({theme::kGrid * 120, kInspectorWidth});
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this, key] { workbench().settings.setValue(key, m_splitter->saveState()); });
    auto* rows = new QVBoxLayout(work);
    rows->setContentsMargins(kMargin, kMargin, 0, kMargin);
    rows->setSpacing(theme::kGrid);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(0, 0, kMargin, 0);
    top->addWidget(m_bar);
    rows->addLayout(top);
    rows->addWidget(m_progress);
    rows->addWidget(m_splitter, 1);
    m_finding = new FindPanel(FindPictures::of(workbench()), work);
    rows->addWidget(m_finding);
    return work;
}

void EmbeddingsPage::addActions() {
    const QString page = QStringLiteral("embeddings");
    const auto add = [&](const char* id, Words words, Words help, const char* icon, QKeySequence key,
                         std::function<void()> run) {
        ActionSpec spec{QLatin1String(id), page, std::move(words), std::move(help), QLatin1String(icon), {}, {page}};
        if (!key.isEmpty()) spec.keys = {key};
        connect(m_actions.add(spec), &QAction::triggered, this, std::move(run));
    };
    add("embeddings.compute", [] { return tr("&Compute embedding..."); },
        [] { return tr("Places images and captions in the space that the captioner sees them in."); }, "office-chart-scatter",
        {}, [this] { compute(); });
    add("embeddings.rate", [] { return tr("&Rate these"); }, [] { return tr("The Rate page shows just these images."); },
        "rating", {}, [this] { Q_EMIT workbench().ratingWanted(selectedImages()); });
    add("embeddings.tag", [] { return tr("&Tag..."); }, [] { return tr("Gives the images of the selection a tag."); }, "tag",
        QKeySequence(Qt::Key_T), [this] { tagSelected(); });
    add("embeddings.generate", [] { return tr("&Generate captions..."); },
        [] { return tr("The captioner writes captions of the images of the selection."); }, "document-edit",
        QKeySequence(Qt::Key_G), [this] { generateSelected(); });
    add("embeddings.library", [] { return tr("Show in the &Library"); }, {}, "view-list-icons", {}, [this] {
        const auto images = selectedImages();
        Q_EMIT workbench().imagesWanted(images,
                                        tr("%n image(s) of the selection", nullptr, static_cast<int>(images.size())));
    });
    add("embeddings.play", [] { return tr("&Play or pause the replay"); }, {}, "media-playback-start", QKeySequence(Qt::Key_P),
        [this] { m_replay->togglePlaying(); });
    add("embeddings.previous", [] { return tr("Pre&vious step"); }, {}, "go-previous", QKeySequence(Qt::Key_Comma),
        [this] { m_replay->stepBy(-1); });
    add("embeddings.next", [] { return tr("&Next step"); }, {}, "go-next", QKeySequence(Qt::Key_Period),
        [this] { m_replay->stepBy(1); });
    addViewActions();
    addModeActions();
}

void EmbeddingsPage::connectDesk() {
    connect(m_desk, &SpaceDesk::seriesChanged, this, &EmbeddingsPage::showSeries);
    connect(m_desk, &SpaceDesk::layoutChanged, this, &EmbeddingsPage::showLayout);
    connect(m_desk, &SpaceDesk::factsChanged, this, &EmbeddingsPage::colourPoints);
    connect(m_desk, &SpaceDesk::failed, this, [this](const Problem& problem) { workbench().report(problem); });
    connect(m_bar, &SpaceBar::seriesWanted, m_desk, &SpaceDesk::choose);
    connect(m_bar, &SpaceBar::projectionChanged, this, &EmbeddingsPage::showLayout);
    connect(m_bar, &SpaceBar::colourChanged, this, &EmbeddingsPage::colourPoints);
    connect(m_replay, &ReplayBar::stepWanted, m_desk, &SpaceDesk::showStep);
}

void EmbeddingsPage::connectScatter() {
    connect(m_scatter, &ScatterView::selectionChanged, this, &EmbeddingsPage::showSelection);
    connect(m_scatter, &ScatterView::hovered, this, [this](int point) { showHint(point); });
    connect(m_scatter, &ScatterView::hoverLeft, this, [this] {
        m_hovered = -1;
        m_hint->hide();
    });
    connect(m_scatter, &ScatterView::clicked, this, [this](int point) {
        const auto* layout = m_desk->layout();
        if (!layout || point >= static_cast<int>(layout->images.size())) return;
        m_scatter->setCurrent(point);
        m_inspector->showImage(layout->images[static_cast<std::size_t>(point)]);
    });
    connect(m_scatter, &ScatterView::exportRequested, this,
            [this](const QString& name, const ExportBytes& bytes) { saveExport(this, workbench(), name, bytes); });
}

void EmbeddingsPage::activated() {
    if (m_stale) refresh();
    if (std::exchange(m_factsStale, false)) m_desk->refreshFacts();
    m_inspector->refresh();
    m_scatter->setFocus();
}

void EmbeddingsPage::deactivated() {
    m_replay->pause();
    m_hint->hide();
}

void EmbeddingsPage::refresh() {
    m_stale = false;
    m_desk->refresh();
    project().read(this, [](Project& project) { return libraryFacts(project); },
                   [this](LibraryFacts facts) {
                       m_facts = std::move(facts);
                       updateAvailable();
                       showEmpty();
                   });
}

void EmbeddingsPage::projectChanged(Changes changes) {
    // And the tags that are offered.
    const bool series = changes & (Changes(Change::Runs) | Change::Images | Change::Models | Change::Tags);
    const bool facts = changes & (Changes(Change::Decisions) | Change::Scores | Change::Tags | Change::Images | Change::Models);
    if (!isVisible()) {
        m_stale = m_stale || series;
        m_factsStale = m_factsStale || facts;
        return;
    }
    if (series) refresh();
    if (facts) m_desk->refreshFacts();
    if (facts || changes.testFlag(Change::Captions)) m_inspector->refresh();
}

void EmbeddingsPage::showSeries() {
    const int current = m_desk->current();
    m_bar->setSeries(m_desk->series(), current);
    m_stack->setCurrentIndex(current < 0 ? 0 : 1);
    if (current < 0) {
        m_replay->setSteps({}, 0, {});
        return showEmpty();
    }
    const auto& series = m_desk->series()[static_cast<std::size_t>(current)];
    QVector<qint64> steps;
    for (const auto& step : series.steps) steps.append(step.step);
    m_replay->setSteps(steps, m_desk->step(), stepWord(series.space));
    updateAvailable();
}

void EmbeddingsPage::showLayout() {
    const auto* layout = m_desk->layout();
    m_hint->hide();
    m_hovered = -1;
    if (!layout) {
        m_scatter->setPositions({});
        m_scatter->setFields({});
        m_inspector->showImage(0);
        return showSelection();
    }
    m_bar->setHasUmap(!layout->umap.empty());
    // Other points are selected anew, even where there happen to be as many.
    if (!m_desk->facts()) {
        m_scatter->setSelection({});
        m_scatter->setCurrent(-1);
    }
    // The steps of a series share their axes; another series or projection has its own, and may lie out of view.
    const bool umap = !layout->umap.empty() && m_bar->wantsUmap();
    const Axes axes{m_desk->layoutOf(), umap};
    m_scatter->setPositions(umap ? layout->umap : layout->pca, std::exchange(m_axes, axes) != axes);
    m_scatter->setFields(pointFields(m_desk->sharedLayout()));
    selectKept();
    colourPoints();
    showSelection();
}

void EmbeddingsPage::colourPoints() {
    const auto* layout = m_desk->layout();
    const auto* facts = m_desk->facts();
    if (!layout) return;
    const auto groups = [this](const PointGroups& of, const QString& title) {
        m_scatter->setCategories(of.group, of.names, title);
    };
    const PointColour colour = m_bar->colour();
    if (colour == PointColour::Reward && !layout->scores.empty())
        return m_scatter->setValues({layout->scores.begin(), layout->scores.end()}, tr("Reward at this step"));
    if (!facts) return m_scatter->setColours({});
    switch (colour) {
        case PointColour::Reward: return m_scatter->setValues(facts->reward, tr("Reward"));
        case PointColour::OwnRating: return m_scatter->setValues(facts->ownRating, tr("My rating"));
        case PointColour::Rating: return m_scatter->setValues(facts->rating, tr("Mean rating"));
        case PointColour::Origin: return groups(facts->origin, tr("Model or round"));
        case PointColour::Tag: return groups(facts->tag, tr("Tag"));
        case PointColour::Split: return groups(facts->split, tr("Split"));
    }
}

QVector<qint64> EmbeddingsPage::selectedImages() const {
    const auto* layout = m_desk->layout();
    return layout ? attune::selectedImages(*layout, m_scatter->selectedFlags().get()) : QVector<qint64>();
}

void EmbeddingsPage::showSelection() {
    const auto* layout = m_desk->layout();
    m_selection->setCounts(m_scatter->selectedCount(),
                           layout ? countSelectedImages(*layout, m_scatter->selectedFlags().get()) : 0, m_scatter->count());
    updateAvailable();
}

void EmbeddingsPage::updateAvailable() {
    const bool open = project().isOpen(), writable = open && !project().isReadOnly();
    const bool any = m_scatter && m_scatter->selectedCount() > 0;
    const QString closed = open ? tr("The project is open for reading only.") : tr("Open a project first.");
    const QString select = tr("Select points first.");
    m_actions.setAvailable(QStringLiteral("embeddings.compute"), writable && m_facts.counts.images > 0 && m_facts.captioner > 0,
                           !writable                     ? closed
                           : m_facts.counts.images == 0 ? tr("There are no images.")
                                                        : tr("Add a captioner first."));
    for (const char* id : {"embeddings.rate", "embeddings.tag"})
        m_actions.setAvailable(QLatin1String(id), writable && any, writable ? select : closed);
    m_actions.setAvailable(QStringLiteral("embeddings.generate"), writable && any && m_facts.captioner > 0,
                           !writable ? closed : any ? tr("Add a captioner first.") : select);
    m_actions.setAvailable(QStringLiteral("embeddings.library"), any, select);
    updateViewActions();
    const bool replay = m_replay && m_replay->isVisibleTo(this);
    for (const char* id : {"embeddings.play", "embeddings.previous", "embeddings.next"})
        m_actions.setAvailable(QLatin1String(id), replay, tr("This layout has one step only."));
}

void EmbeddingsPage::showProgress() {
    const LiveRun* run = nullptr;
    for (const auto& live : workbench().runs.runs())
        if (!run && live.kind == QLatin1String("embed")) run = &live;
    for (ProgressRow* row : {m_progress, m_emptyProgress}) {
        row->setVisible(run);
        if (!run) continue;
        row->setTask(run->phase.isEmpty() ? runTitle(run->id, run->kind) : phaseText(run->phase));
        row->setCancellable(true);
        run->total > 0 ? row->setProgress(run->done, run->total, run->rate, run->eta) : row->setIndeterminate();
        if (run->state != LiveRun::State::Working) row->setNote(liveStateText(run->state));
    }
    showEmpty();
}

void EmbeddingsPage::showEmpty() {
    m_empty->setPrimary({});
    const auto icon = QStringLiteral("office-chart-scatter");
    if (m_emptyProgress->isVisibleTo(this)) {
        m_empty->setContent(icon, tr("The embedding is being computed"), tr("Its points appear here when it is done."));
    } else if (project().isOpen() && !m_desk->isKnown()) {
        m_empty->setContent({}, tr("Looking for layouts"), {});
    } else if (m_facts.counts.images == 0 || m_facts.captioner == 0) {
        m_empty->setContent(icon, tr("There is nothing to lay out yet"),
                            tr("Bring in images and a captioner; here they become points of one space, near to what is like them."));
        m_empty->setPrimary(tr("Go to the Library"));
    } else {
        m_empty->setContent(icon, tr("See your images and captions as one space"),
                            tr("Images and captions that are alike lie near each other: colour them by reward or rating, select a "
                               "region to rate or tag it. Reward training and optimisation add layouts that show how points move."));
        if (!project().isReadOnly()) m_empty->setPrimary(tr("Compute embedding"));
    }
}

void EmbeddingsPage::showHint(int point) {
    const auto* layout = m_desk->layout();
    if (!layout || point < 0 || point >= static_cast<int>(layout->images.size())) return;
    m_hovered = point;
    const auto at = static_cast<std::size_t>(point);
    const double score = layout->scores.empty() ? std::numeric_limits<double>::quiet_NaN() : layout->scores[at];
    project().read(
        this,
        [image = layout->images[at], caption = layout->captions[at],
         rater = workbench().settings.rater().toStdString()](Project& project) {
            return loadPointCard(project, image, caption, rater);
        },
        [this, point, score, own = layout->texts.empty() ? QString() : QString::fromStdString(layout->texts[at])](PointCard card) {
            // The pointer may be elsewhere by now.
            if (point != m_hovered || card.image == 0) return;
            if (card.caption.isEmpty()) card.caption = own;
            m_hint->showCard(card, m_scatter->positionOf(point).toPoint(), score);
        });
}

}  // namespace attune
