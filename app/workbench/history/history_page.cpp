#include "workbench/history/history_page.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QStatusTipEvent>
#include <utility>

#include "widgets/action_registry.h"
#include "widgets/empty_state.h"
#include "widgets/section.h"
#include "widgets/theme.h"
#include "workbench/action_button.h"
#include "workbench/history/compare_view.h"
#include "workbench/history/details_panel.h"
#include "workbench/history/history_details.h"
#include "workbench/history/lineage_view.h"
#include "workbench/history/runs_table.h"
#include "workbench/run_words.h"
#include "workbench/save_export.h"

namespace attune {

namespace {

constexpr int kMargin = theme::kGrid * 2;
constexpr int kRefreshDelay = 250;  ///< milliseconds; a run at work tells of itself many times a second
constexpr int kReasonTime = 8000;   ///< milliseconds to read why a run is not shown
constexpr QLatin1String kMainSizes("history/columns");
constexpr QLatin1String kLeftSizes("history/rows");
constexpr QLatin1String kCompareSizes("history/compare");

}  // namespace

HistoryPage::HistoryPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : Page(PageId::History, workbench, parent),
      m_reader(std::make_shared<HistoryReader>()),
      m_actions(new HistoryActions(workbench, actions, this)) {
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(makeMain());
    m_compare = new CompareView(m_actions->action("history.back"), this);
    m_compare->splitter()->restoreState(workbench.settings.value(kCompareSizes).toByteArray());
    m_stack->addWidget(m_compare);
    m_empty = new EmptyState(this);
    m_empty->setContent(QStringLiteral("view-list-tree"), tr("Nothing was made yet"),
                        tr("Every model and every run of the project will stand here, with what it was made from. Begin by "
                           "adding a captioner in the Library."));
    m_empty->setPrimary(tr("Go to the Library"));
    m_stack->addWidget(m_empty);
    connect(m_empty, &EmptyState::primaryClicked, this, [this] { Q_EMIT this->workbench().pageWanted(PageId::Library); });

    // Elsewhere its key is that of the fields.
    connect(m_stack, &QStackedLayout::currentChanged, this, [this] { m_actions->setComparing(isComparing()); });
    connect(m_lineage, &LineageView::chosen, this, &HistoryPage::chooseModel);
    connect(m_runs, &ValueTable::selectionChangedByIds, this, &HistoryPage::chooseRuns);
    connect(m_runs, &QTableView::clicked, this, &HistoryPage::chooseRuns);
    connect(m_runs, &ValueTable::activated, this, &HistoryPage::showRun);
    connect(m_details, &DetailsPanel::noted, this, &HistoryPage::saveNote);
    connect(m_details, &DetailsPanel::renamed, this, &HistoryPage::rename);
    connect(m_actions, &HistoryActions::compareWanted, this, &HistoryPage::compare);
    connect(m_actions, &HistoryActions::backWanted, this, &HistoryPage::endComparison);
    connect(m_actions, &HistoryActions::exportWanted, this, &HistoryPage::exportWanted);
    connect(m_actions, &HistoryActions::renameWanted, this, [this] {
        auto* name = m_details->findChild<QLineEdit*>();
        name->setFocus();
        name->selectAll();
    });
    connect(m_compare, &CompareView::exportRequested, this, [this](const QString& name, const ExportPaint& paint) {
        savePainted(this, this->workbench(), name, paint);
    });
    m_timer.setSingleShot(true);
    m_timer.setInterval(kRefreshDelay);
    connect(&m_timer, &QTimer::timeout, this, &HistoryPage::refresh);
    connectProject();
}

HistoryPage::~HistoryPage() {
    m_details->flush();
    workbench().settings.setValue(kMainSizes, m_main->saveState());
    workbench().settings.setValue(kLeftSizes, m_left->saveState());
    workbench().settings.setValue(kCompareSizes, m_compare->splitter()->saveState());
}

QWidget* HistoryPage::makeMain() {
    m_main = new QSplitter(Qt::Horizontal, this);
    m_main->setChildrenCollapsible(false);
    m_left = new QSplitter(Qt::Vertical, m_main);
    m_left->setChildrenCollapsible(false);
    auto* models = new Section(tr("Models"), m_left);
    m_lineage = new LineageView(models);
    models->body()->addWidget(m_lineage, 1);
    auto* runs = new Section(tr("Runs"), m_left);
    m_runs = new RunsTable(runs);
    runs->body()->addWidget(m_runs, 1);
    runs->addToHeader(makeActionButton(m_actions->action("history.compare"), runs));
    // At the right, too: the grip of the splitter stands beside them.
    models->setContentsMargins(kMargin, kMargin, theme::kGrid, theme::kGrid);
    runs->setContentsMargins(kMargin, theme::kGrid, theme::kGrid, kMargin);
    m_details = new DetailsPanel(m_main);
    m_details->setMinimumWidth(theme::kGrid * 40);
    m_left->addWidget(models);
    m_left->addWidget(runs);
    m_main->addWidget(m_left);
    m_main->addWidget(m_details);
    m_main->setStretchFactor(0, 4);
    m_main->setStretchFactor(1, 1);
    m_main->setSizes({4000, 1000});
    const auto& settings = workbench().settings;
    m_main->restoreState(settings.value(kMainSizes).toByteArray());
    m_left->restoreState(settings.value(kLeftSizes).toByteArray());
    return m_main;
}

void HistoryPage::connectProject() {
    connect(&project(), &ProjectService::opened, this, [this] {
        m_reader = std::make_shared<HistoryReader>();
        m_choice = m_kept = {};
        m_data = {};
        m_actions->choose(m_choice, m_data);
        m_saving = 0;
        ++m_request;
        m_details->forgetNotes();
        // Until this one is read nothing is shown: notes would be taken for its own.
        m_details->show({}, {});
        m_lineage->setModels({});
        m_runs->setRuns({}, workbench().runs);
        m_stale = true;
        m_details->setEditable(!project().isReadOnly());
        endComparison();
        if (isVisible()) refresh();
    });
    connect(&project(), &ProjectService::closing, m_details, &DetailsPanel::flush);
    connect(&project(), &ProjectService::changed, this, [this](Changes changes) {
        if (changes & (Changes(Change::Models) | Change::Runs | Change::Captions)) refreshSoon();
    });
    auto& runs = workbench().runs;
    connect(&runs, &RunQueue::runAdded, this, &HistoryPage::refreshSoon);
    connect(&runs, &RunQueue::runChanged, this, &HistoryPage::refreshSoon);
    connect(&runs, &RunQueue::runEnded, this, &HistoryPage::refreshSoon);
    // Then it is known on which devices a run can go on.
    connect(&workbench().engine, &EngineClient::stateChanged, m_actions, [this] { m_actions->choose(m_choice, m_data); });
    connect(m_actions, &HistoryActions::launched, this, [this](qint64 run) {
        refresh();
        connect(this, &HistoryPage::refreshed, m_runs, [this, run] { m_runs->selectId(run); }, Qt::SingleShotConnection);
    });
    m_details->setEditable(!project().isReadOnly());
}

void HistoryPage::activated() {
    if (m_stale) refresh();
    if (isComparing()) return m_compare->setFocus();
    m_lineage->setFocus();
}

void HistoryPage::deactivated() { m_details->flush(); }

QVariantMap HistoryPage::state() const {
    return {{QStringLiteral("model"), m_choice.model}, {QStringLiteral("run"), m_choice.runs.value(0)}};
}

void HistoryPage::restore(const QVariantMap& state) {
    m_kept.model = state.value(QStringLiteral("model")).toLongLong();
    if (const qint64 run = state.value(QStringLiteral("run")).toLongLong(); run > 0) m_kept.runs = {run};
}

void HistoryPage::selectKept() {
    const HistoryChoice kept = std::exchange(m_kept, {});
    if (kept.model > 0) m_lineage->select(kept.model);
    if (!kept.runs.isEmpty()) m_runs->selectId(kept.runs.front());
}

void HistoryPage::refreshSoon() {
    m_stale = true;
    if (isVisible() && !m_timer.isActive()) m_timer.start();
}

void HistoryPage::refresh() {
    m_timer.stop();
    m_stale = false;
    if (!project().isOpen()) return;
    project().read(
        this, [reader = m_reader](Project& p) { return reader->read(p); },
        [this, request = ++m_request](HistoryData data) {
            if (request != m_request || m_saving > 0) return;
            m_data = std::move(data);
            const bool empty = m_data.models.empty() && m_data.runs.empty();
            if (!isComparing()) m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_main);
            m_lineage->setModels(m_data.models);
            m_runs->setRuns(m_data.runs, workbench().runs);
            selectKept();
            if (m_choice.model == 0 && m_choice.runs.isEmpty())
                for (const auto& model : m_data.models)
                    if (model.current && model.record.kind == "captioner") m_lineage->select(model.record.id);
            showChoice();
            Q_EMIT refreshed();
        });
}

void HistoryPage::chooseModel(qint64 model) {
    m_choice = {model, {}};
    {
        const QSignalBlocker silent(m_runs);
        m_runs->clearSelection();
    }
    showChoice();
}

void HistoryPage::chooseRuns() {
    const auto runs = m_runs->selectedRuns();
    if (runs.isEmpty()) return;
    m_choice = {0, runs};
    m_lineage->clearSelection();
    showChoice();
}

void HistoryPage::showRun() {
    QAction* show = m_actions->action("history.show");
    if (show->isEnabled()) return show->trigger();
    m_details->showResults();
    // As the menu says it of an entry that is grey.
    QStatusTipEvent why(show->statusTip());
    QCoreApplication::sendEvent(this, &why);
    QTimer::singleShot(kReasonTime, this, [this] {
        QStatusTipEvent nothing{QString()};
        QCoreApplication::sendEvent(this, &nothing);
    });
}

void HistoryPage::showChoice() {
    m_actions->choose(m_choice, m_data);
    if (const HistoryModel* model = m_data.model(m_choice.model))
        return m_details->show(detailsOf(*model, m_data), m_actions->forModel());
    const HistoryRun* run = m_choice.runs.isEmpty() ? nullptr : m_data.run(m_choice.runs.back());
    if (!run) return m_details->show({}, {});
    m_details->show(detailsOf(*run, m_data, workbench().runs), m_actions->forRun(*run));
}

bool HistoryPage::isComparing() const { return m_stack->currentWidget() == m_compare; }

void HistoryPage::compare() {
    QList<const HistoryRun*> runs;
    for (const qint64 id : m_choice.runs)
        if (const HistoryRun* run = m_data.run(id)) runs.append(run);
    m_compare->show(runs, m_data);
    m_stack->setCurrentWidget(m_compare);
    m_compare->setFocus();
    project().read(
        this,
        [ids = m_choice.runs](Project& p) {
            QList<RunCurves> all;
            for (const qint64 id : ids) {
                RunCurves curves;
                curves.run = id;
                curves.name = QString::fromStdString(p.runs().get(id).kind);
                for (const auto& metric : p.metrics().list(id))
                    curves.metrics[QString::fromStdString(metric.name)].append(
                        QPointF(static_cast<double>(metric.step), metric.value));
                all.append(curves);
            }
            return all;
        },
        [this, shown = m_choice.runs](QList<RunCurves> curves) {
            if (!isComparing() || shown != m_choice.runs) return;
            for (auto& run : curves) run.name = runTitle(run.run, run.name);
            m_compare->setCurves(curves);
        });
}

void HistoryPage::endComparison() {
    if (!isComparing()) return;
    m_stack->setCurrentWidget(m_main);
    m_runs->setFocus();
}

void HistoryPage::saveNote(bool isModel, qint64 id, const QString& note) {
    ++m_saving;
    project().write(
        this, {},
        [isModel, id, text = note.toStdString()](Session& session) {
            isModel ? session.project().models().setNote(id, text) : session.project().runs().setNote(id, text);
        },
        [this, isModel, id, note] {
            --m_saving;
            m_details->noteSaved(isModel, id, note);
            refreshSoon();
        },
        [this, isModel, id, note](const Problem& problem) {
            --m_saving;
            m_details->noteNotSaved(isModel, id, note);
            workbench().report({tr("The note was not saved: %1").arg(problem.what), problem.why, problem.remedy});
            refreshSoon();
        },
        TaskThread::Priority::Urgent, note);
}

void HistoryPage::rename(qint64 model, const QString& name) {
    ++m_saving;
    project().write(
        this, Change::Models,
        [model, name = name.toStdString()](Session& session) { session.project().models().rename(model, name); },
        [this] {
            --m_saving;
            refresh();
        },
        [this](const Problem& problem) {
            --m_saving;
            workbench().report({tr("The name was not saved: %1").arg(problem.what), problem.why, problem.remedy});
            refresh();
        },
        TaskThread::Priority::Urgent, name);
}

}  // namespace attune
