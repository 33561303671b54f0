#include "workbench/library/library_page.h"

#include <QAction>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <set>
#include <utility>

#include "session/model_folder.h"
#include "widgets/action_registry.h"
#include "widgets/empty_state.h"
#include "widgets/theme.h"
#include "widgets/thumbnail_grid.h"
#include "widgets/thumbnail_model.h"
#include "workbench/action_button.h"
#include "workbench/leave_project.h"
#include "workbench/library/find_panel.h"
#include "workbench/library/find_pictures.h"
#include "workbench/library/image_inspector.h"
#include "workbench/library/import_dialog.h"
#include "workbench/library/import_panel.h"
#include "workbench/library/import_task.h"
#include "workbench/library/library_actions.h"
#include "workbench/library/library_filters.h"
#include "workbench/library/library_guide.h"
#include "workbench/library/thumbnail_source.h"
#include "workbench/picture_commands.h"
#include "workbench/project_dialog.h"

namespace attune {

namespace {

constexpr int kMargin = theme::kGrid * 2;
/// An import or a run changes the project many times a second; the grid follows at this pace.
constexpr int kPaceMs = 1000;
constexpr int kSoonMs = 50;

/// Whether the images that a query finds, or their order, can be others after these changes.
bool concerns(const ImageQuery& query, Changes changes) {
    // A decision may be somebody's own words.
    const bool words = changes & (Changes(Change::Captions) | Change::Decisions);
    return changes.testFlag(Change::Images) || (words && !query.text.empty()) ||
           (changes.testFlag(Change::Tags) && !query.tag.empty()) ||
           (changes.testFlag(Change::Decisions) && (query.rated != RatedFilter::Any || query.order == ImageOrder::Rating)) ||
           ((changes & (Changes(Change::Scores) | Change::Models | Change::Captions)) &&
            (query.order == ImageOrder::Reward || query.rewardMin || query.rewardMax));
}

}  // namespace

struct LibraryPage::Found {
    ImageQuery query;
    std::optional<std::vector<Id>> ids;  ///< none: the list was not asked for
    LibraryFacts facts;
};

LibraryPage::LibraryPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : Page(PageId::Library, workbench, parent), m_import(ImportTask::of(workbench)), m_find(FindPictures::of(workbench)) {
    setAcceptDrops(true);
    m_filters = new LibraryFilters(workbench.settings, this);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeCentre(actions));
    m_inspector = new ImageInspector(workbench, this);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 3);
    if (!m_splitter->restoreState(workbench.settings.value(QStringLiteral("library/splitter")).toByteArray()))
        m_splitter->setSizes({5000, 3000});
    m_panel = new ImportPanel(m_import, this);
    m_source = new ThumbnailSource(project(), *m_grid, this);
    m_finding = new FindPanel(m_find, this);
    addPictureCommands(actions, QStringLiteral("library"), m_inspector->picture(), Panning::ByOwnArrows);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_filters);
    rows->addWidget(m_splitter, 1);
    rows->addWidget(m_panel);
    rows->addWidget(m_finding);

    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &LibraryPage::refresh);
    connectGrid();
    connectProject();
    connectImport();
    guide();
}

LibraryPage::~LibraryPage() {
    auto& settings = workbench().settings;
    settings.setValue(QStringLiteral("library/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("library/thumbnail_size"), m_grid->thumbnailSize());
}

QWidget* LibraryPage::makeCentre(ActionRegistry& actions) {
    auto* centre = new QWidget(this);
    m_grid = new ThumbnailGrid(centre);
    m_grid->setFrameShape(QFrame::NoFrame);
    m_grid->setAccessibleName(tr("Images"));
    m_grid->setThumbnailSize(workbench().settings.value(QStringLiteral("library/thumbnail_size"), 160).toInt());
    m_guide = new LibraryGuide(actions, centre);
    m_grid->setEmptyWidget(m_guide->emptyState());
    m_filters->setThumbnailSize(m_grid->thumbnailSize());
    m_verbs = new LibraryActions(workbench(), actions, *m_grid, this);
    auto* next = new QHBoxLayout;
    next->setSpacing(theme::kGrid);
    next->addWidget(makeActionButton(actions.action(QStringLiteral("library.import_files")), centre));
    next->addStretch();
    for (const char* id : {"library.generate", "library.rate", "library.tag"})
        next->addWidget(makeActionButton(actions.action(QLatin1String(id)), centre));
    auto* rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_guide);
    rows->addWidget(m_grid, 1);
    rows->addLayout(next);
    return centre;
}

void LibraryPage::connectGrid() {
    connect(m_grid, &ThumbnailGrid::currentChanged, m_inspector, &ImageInspector::showImage);
    connect(m_grid, &ThumbnailGrid::selectionChanged, this, &LibraryPage::updateResult);
    connect(m_grid, &ThumbnailGrid::filesDropped, this, &LibraryPage::filesDropped);
    connect(m_grid, &ThumbnailGrid::activated, this, [this](qint64 image) {
        if (!project().isReadOnly()) Q_EMIT workbench().ratingWanted({image});
    });
    connect(m_grid, &ThumbnailGrid::contextMenuRequested, this, [this](const QPoint& at) {
        QMenu menu(this);
        m_verbs->fillMenu(menu);
        menu.exec(at);
    });
    connect(m_grid, &ThumbnailGrid::thumbnailSizeChanged, m_filters, &LibraryFilters::setThumbnailSize);
    connect(m_filters, &LibraryFilters::thumbnailSizeChanged, m_grid, &ThumbnailGrid::setThumbnailSize);
    connect(m_filters, &LibraryFilters::changed, this, [this] {
        askForIds();
        refresh();
    });
    connect(m_filters, &LibraryFilters::listLeft, this, &LibraryPage::leaveList);
    connect(m_verbs, &LibraryActions::resetWanted, this, &LibraryPage::showAll);
    connect(m_verbs, &LibraryActions::findWanted, this, [this] {
        m_filters->searchField()->setFocus(Qt::ShortcutFocusReason);
        m_filters->searchField()->selectAll();
    });
    connect(m_guide, &LibraryGuide::importWanted, this, &LibraryPage::chooseFiles);
    connect(m_guide, &LibraryGuide::resetWanted, this, &LibraryPage::showAll);
}

void LibraryPage::connectProject() {
    const auto begin = [this] {
        m_source->clear();
        m_grid->model()->setIds({});
        m_inspector->showImage(0);
        m_listed.clear();
        m_kept.clear();
        m_filters->setListed({});
        m_filters->clear();
        m_facts = {};
        m_loading = project().isOpen();
        ++*m_request;
        m_verbs->setFacts(m_facts);
        guide();
    };
    connect(&project(), &ProjectService::closed, this, begin);
    connect(&project(), &ProjectService::opened, this, [this, begin] {
        begin();
        refreshSoon(true);
    });
    connect(&project(), &ProjectService::changed, this, [this](Changes changes) {
        if (changes & ~Changes(Change::Runs)) refreshSoon(concerns(m_filters->query(), changes));
    });
    connect(&workbench(), &Workbench::imageWanted, this, [this](qint64 image) {
        m_wanted = image;
        refreshSoon(true);
    });
    connect(&workbench(), &Workbench::filesDropped, this, &LibraryPage::filesDropped);
    connect(&workbench(), &Workbench::imagesWanted, this, [this](const QVector<qint64>& images, const QString& what) {
        m_listed = images;
        m_filters->setListed(images.isEmpty() ? QString() : what);
        m_filters->clear();
        refreshSoon(true);
    });
    connect(&workbench().runs, &RunQueue::runChanged, this, &LibraryPage::guide);
    m_loading = project().isOpen();
}

void LibraryPage::connectImport() {
    connect(m_verbs, &LibraryActions::importFilesWanted, this, [this] { chooseFiles(false); });
    connect(m_verbs, &LibraryActions::importFolderWanted, this, [this] { chooseFiles(true); });
    connect(&m_import, &ImportTask::progressed, this, [this] {
        if (m_import.done() > 0) refreshSoon(true);
    });
    connect(&m_import, &ImportTask::ended, this, [this](const ImportReport&, const Problem& problem) {
        refreshSoon(true);
        if (!problem.what.isEmpty()) workbench().report(problem);
    });
    connect(&m_find, &FindPictures::ended, this, [this](const FindReport& report, const Problem& problem) {
        if (!problem.what.isEmpty()) workbench().report(problem);
        m_source->retry(QVector<qint64>(report.found.begin(), report.found.end()));
        m_inspector->refresh();
    });
}

void LibraryPage::activated() {
    if (m_stale) refresh();
    m_grid->setFocus();
}

QVariantMap LibraryPage::state() const {
    return {{QStringLiteral("filters"), m_filters->state()},
            {QStringLiteral("listed"), QVariant::fromValue(m_listed)},
            {QStringLiteral("listed_what"), m_filters->listed()},
            {QStringLiteral("selected"), QVariant::fromValue(m_grid->selectedIds())},
            {QStringLiteral("current"), m_grid->currentId()}};
}

void LibraryPage::restore(const QVariantMap& state) {
    m_listed = state.value(QStringLiteral("listed")).value<QVector<qint64>>();
    m_filters->setListed(m_listed.isEmpty() ? QString() : state.value(QStringLiteral("listed_what")).toString());
    m_filters->restore(state.value(QStringLiteral("filters")).toMap());
    m_kept = state;
    refreshSoon(true);
}

void LibraryPage::refreshSoon(bool ids) {
    if (ids) askForIds();
    m_stale = true;
    if (!isVisible() || m_soon.isActive()) return;
    m_soon.start(m_import.isRunning() || !workbench().runs.isIdle() ? kPaceMs : kSoonMs);
}

void LibraryPage::refresh() {
    m_soon.stop();
    if (!project().isOpen()) return;
    m_stale = false;
    const int number = ++*m_request;
    project().read(
        this,
        [number, newest = m_request, query = m_filters->query(), withIds = m_idsShown < m_idsFrom,
         listed = std::set<Id>(m_listed.begin(), m_listed.end())](Project& project) -> std::optional<Found> {
            // Somebody types: only the last of many requests is worth the search.
            if (*newest != number) return {};
            Found found;
            found.query = query;
            if (withIds) {
                found.ids = project.search().ids(query);
                if (!listed.empty()) std::erase_if(*found.ids, [&](Id id) { return !listed.contains(id); });
            }
            found.facts = libraryFacts(project);
            return found;
        },
        [this, number](const std::optional<Found>& found) {
            if (found && number == *m_request) show(*found, number);
        });
}

void LibraryPage::show(const Found& found, int number) {
    m_facts = found.facts;
    m_filters->setFacts(m_facts);
    m_verbs->setFacts(m_facts);
    // The tag is gone, another reward model scores, or an order or bounds that were kept are possible only now.
    if (m_filters->query() != found.query) {
        askForIds();
        return refresh();
    }
    m_loading = false;
    if (found.ids) {
        m_idsShown = number;
        QVector<qint64> ids(found.ids->begin(), found.ids->end());
        bool same = ids.size() == m_grid->model()->size();
        for (int row = 0; same && row < ids.size(); ++row) same = ids[row] == m_grid->model()->idAt(row);
        if (!same) m_grid->model()->setIds(ids);
    }
    m_grid->model()->refreshDetails();
    m_inspector->refresh();
    selectKept(found);
    showWanted(found);
    guide();
    updateResult();
    m_verbs->updateAvailable();
}

void LibraryPage::selectKept(const Found& found) {
    if (!found.ids || m_kept.isEmpty()) return;
    const QVariantMap kept = std::exchange(m_kept, {});
    m_grid->setCurrentId(kept.value(QStringLiteral("current")).toLongLong());
    m_grid->setSelectedIds(kept.value(QStringLiteral("selected")).value<QVector<qint64>>());
}

void LibraryPage::showWanted(const Found& found) {
    if (m_wanted > 0 && found.ids) {
        const qint64 image = m_wanted;
        if (m_grid->model()->rowOf(image) >= 0) {
            m_wanted = 0;
            m_grid->setCurrentId(image);
        } else if (m_filters->isFiltered() || !m_listed.isEmpty()) {
            showAll();
        } else {
            m_wanted = 0;
        }
    }
    if (m_grid->currentId() <= 0 && m_grid->model()->size() > 0) m_grid->setCurrentId(m_grid->model()->idAt(0));
}

void LibraryPage::leaveList() {
    if (m_listed.isEmpty()) return;
    m_listed.clear();
    m_filters->setListed({});
    askForIds();
    refresh();
}

void LibraryPage::showAll() {
    m_listed.clear();
    m_filters->setListed({});
    m_filters->reset();  // tells of it: the list is asked for
}

void LibraryPage::updateResult() {
    m_filters->setResult(m_grid->model()->size(), m_facts.counts.images, m_grid->selectedCount());
}

void LibraryPage::guide() {
    const auto run = workbench().runs.current();
    m_guide->setState(m_facts, {.loading = m_loading,
                                .readOnly = project().isReadOnly(),
                                .writing = run && run->kind == QLatin1String("generate")});
}

void LibraryPage::chooseFiles(bool folder) {
    auto* dialog = new QFileDialog(window(), folder ? tr("Import a folder") : tr("Import images"));
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    const QString last = workbench().settings.value(QStringLiteral("library/folder")).toString();
    if (!last.isEmpty()) dialog->setDirectory(last);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList& paths) {
        workbench().settings.setValue(QStringLiteral("library/folder"), dialog->directory().absolutePath());
        importPaths(paths);
    });
    openInProject(project(), dialog);
}

void LibraryPage::importPaths(const QStringList& paths) {
    if (paths.isEmpty() || !project().isOpen() || project().isReadOnly()) return;
    auto* dialog = new ImportDialog(paths, workbench().settings, window());
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_import.start(dialog->paths(), dialog->options()); });
    openInProject(project(), dialog);
}

void LibraryPage::filesDropped(const QList<QUrl>& urls) {
    QStringList paths;
    for (const QUrl& url : urls)
        if (url.isLocalFile()) paths.append(QDir::cleanPath(url.toLocalFile()));
    // Later: what may be asked does not hold up the one that it was dragged from.
    if (paths.size() == 1 && paths.front().endsWith(QLatin1String(".attune")))
        return QTimer::singleShot(0, this, [this, folder = paths.front()] { openAnother(workbench(), window(), folder); });
    if (project().isOpen() && project().isReadOnly())
        return workbench().report({tr("Nothing was imported: the project is open for reading only."), {}, {}});
    if (paths.size() != 1 || !project().isOpen()) return importPaths(paths);
    project().read(
        this, [path = paths.front().toStdString()](Project&) { return holdsModel(path); },
        [this, paths](bool model) { model ? m_verbs->lookAtCaptioner(paths.front()) : importPaths(paths); });
}

void LibraryPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && project().isOpen()) event->acceptProposedAction();
}

void LibraryPage::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    filesDropped(event->mimeData()->urls());
}

}  // namespace attune
