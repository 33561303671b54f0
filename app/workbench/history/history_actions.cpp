#include "workbench/history/history_actions.h"

#include <QAction>
#include <QCursor>
#include <QMenu>
#include <QPointer>
#include <QWidget>
#include <algorithm>
#include <optional>

#include "workbench/device_choice.h"
#include "workbench/history/compare_view.h"
#include "workbench/model_words.h"

namespace attune {

namespace {

QString deviceOf(const HistoryRun& run) {
    const auto device = run.record.job.find("device");
    return device != run.record.job.end() && device->is_string() ? QString::fromStdString(device->get<std::string>()) : QString();
}

/// The page that shows what runs of this kind made; nothing where none shows a single run of them.
std::optional<PageId> pageOfKind(const std::string& kind) {
    if (kind == "train_reward") return PageId::Reward;
    if (kind == "optimize") return PageId::Optimise;
    if (kind == "embed") return PageId::Embeddings;
    return {};
}

bool isEncoder(const HistoryModel& model) { return model.record.kind == "encoder"; }

}  // namespace

HistoryActions::HistoryActions(Workbench& workbench, ActionRegistry& actions, QWidget* page)
    : QObject(page), m_workbench(workbench), m_actions(actions), m_page(page) {
    registerAll();
    choose({}, {});
    setComparing(false);
}

void HistoryActions::add(const char* id, Words text, Words help, const char* icon, const QString& key,
                         std::function<void()> run) {
    const QString page = QStringLiteral("history");
    ActionSpec spec{QLatin1String(id), page, std::move(text), std::move(help), QLatin1String(icon), {}, {page}};
    if (!key.isEmpty()) spec.keys = {QKeySequence(key)};
    connect(m_actions.add(spec), &QAction::triggered, this, std::move(run));
}

void HistoryActions::registerAll() {
    add("history.current", [] { return tr("&Make current"); },
        [] { return tr("New captions, training and optimisation start from this model. Nothing is lost: you can go forth again."); },
        "edit-undo", QStringLiteral("M"), [this] { makeCurrent(); });
    add("history.evaluate", [] { return tr("&Evaluate"); },
        [] { return tr("Captions of the held-out images, against references and with the current reward model."); },
        "office-chart-bar", QStringLiteral("V"), [this] { evaluate(); });
    add("history.judge", [] { return tr("&Judge against..."); }, [] { return tr("Blind, against another captioner."); },
        "view-split-left-right", QStringLiteral("J"), [this] { judge(); });
    add("history.export", [] { return tr("E&xport checkpoint..."); },
        [] { return tr("A copy of the model's folder, as transformers reads it."); }, "document-export", QStringLiteral("X"),
        [this] { Q_EMIT exportWanted(m_choice.model); });
    add("history.rename", [] { return tr("Re&name"); }, {}, "edit-rename", QStringLiteral("F2"), [this] { Q_EMIT renameWanted(); });
    add("history.compare", [] { return tr("&Compare the selected runs"); },
        [] { return tr("The curves of two to four runs in the same plots, and the options in which they differ."); },
        "office-chart-line", QStringLiteral("C"), [this] { Q_EMIT compareWanted(); });
    add("history.reproduce", [] { return tr("&Reproduce"); },
        [] { return tr("A new run with the same job, seed and inputs; on the same machine it gives the same results."); },
        "edit-copy", QStringLiteral("R"), [this] { reproduce(); });
    add("history.resume", [] { return tr("Res&ume"); },
        [] { return tr("Goes on from the last checkpoint of the run, or starts it again where it has none."); },
        "media-playback-start", QStringLiteral("U"), [this] { m_workbench.runs.resume(m_choice.run()); });
    add("history.show", [] { return tr("&Show on its page"); }, [] { return tr("The run with its plots, on the page of its kind."); },
        "go-next", QStringLiteral("S"), [this] { showRun(); });
    add("history.back", [] { return tr("&Back to the history"); }, {}, "go-previous", QStringLiteral("Esc"),
        [this] { Q_EMIT backWanted(); });
}

void HistoryActions::choose(const HistoryChoice& choice, const HistoryData& data) {
    m_choice = choice;
    m_data = data;
    const HistoryModel* model = data.model(choice.model);
    const HistoryRun* run = data.run(choice.run());
    const bool captioner = model && model->record.kind == "captioner";
    const bool mayWrite = m_workbench.project.isOpen() && !m_workbench.project.isReadOnly();
    const QString readOnly = tr("The project is open for reading only.");
    const auto set = [&](const char* id, bool possible, const QString& why, bool writes) {
        const bool blocked = writes && possible && !mayWrite;
        m_actions.setAvailable(QLatin1String(id), possible && !blocked, blocked ? readOnly : why);
    };
    const bool encoder = model && isEncoder(*model);
    set("history.current", model && !encoder && !model->current,
        !model    ? tr("Choose a model first.")
        : encoder ? tr("An encoder is chosen where it is used: on the Reward page, or when an embedding is computed.")
                  : tr("It is current already."),
        true);
    set("history.evaluate", captioner, tr("Choose a captioner first."), true);
    const auto captioners = std::count_if(data.models.begin(), data.models.end(),
                                          [](const auto& m) { return m.record.kind == "captioner"; });
    set("history.judge", captioner && captioners > 1,
        captioner ? tr("There is no other captioner yet.") : tr("Choose a captioner first."), true);
    set("history.export", model, tr("Choose a model first."), false);
    set("history.rename", model, tr("Choose a model first."), true);
    set("history.compare", choice.runs.size() >= 2 && choice.runs.size() <= CompareView::kMostRuns,
        tr("Select two to four runs first."), false);
    const QString device = run ? deviceOf(*run) : QString();
    const bool mayCompute = mayHaveDevice(m_workbench.engine.devices(), device);
    set("history.reproduce", run && mayCompute, run ? missingDeviceText(device) : tr("Choose a run first."), true);
    set("history.resume", run && canResume(*run) && mayCompute,
        !run             ? tr("Choose a run first.")
        : canResume(*run) ? missingDeviceText(device)
                          : tr("Only a run that was interrupted or stopped, or that failed, can be resumed."),
        true);
    set("history.show", run && pageOfKind(run->record.kind),
        run ? tr("No page shows runs of this kind one by one: what came of it stands in its details.") : tr("Choose a run first."), false);
}

void HistoryActions::setComparing(bool comparing) {
    m_actions.setAvailable(QStringLiteral("history.back"), comparing, tr("No runs are being compared."));
}

bool HistoryActions::canResume(const HistoryRun& run) const {
    return run.record.status != "finished" && !m_workbench.runs.find(run.record.id);
}

QList<QAction*> HistoryActions::forModel() const {
    QList<QAction*> all;
    const HistoryModel* model = m_data.model(m_choice.model);
    if (model && !isEncoder(*model)) all.append(action("history.current"));
    if (model && model->record.kind == "captioner") all.append({action("history.judge"), action("history.evaluate")});
    all.append(action("history.export"));
    return all;
}

QList<QAction*> HistoryActions::forRun(const HistoryRun& run) const {
    QList<QAction*> all;
    if (canResume(run)) all.append(action("history.resume"));
    if (pageOfKind(run.record.kind)) all.append(action("history.show"));
    all.append(action("history.reproduce"));
    return all;
}

void HistoryActions::makeCurrent() {
    m_workbench.project.write(
        this, Change::Models, [model = m_choice.model](Session& session) { session.setCurrentModel(model); }, [] {}, {},
        TaskThread::Priority::Urgent);  // as launches are: the next one starts from it
}

void HistoryActions::reproduce() {
    m_workbench.project.write(
        this, Change::Runs, [run = m_choice.run()](Session& session) { return session.reproduce(run).id; },
        [this](Id run) {
            m_workbench.runs.resume(run);
            Q_EMIT launched(run);
        },
        {}, TaskThread::Priority::Urgent);
}

void HistoryActions::evaluate() {
    m_workbench.runs.launch(
        [model = m_choice.model, device = m_workbench.device()](Project& project) {
            JobSettings settings;
            settings.device = device;
            const auto reward = currentModel(project, "reward");
            return draftEvaluate(project, settings, model, reward ? reward->id : 0);
        },
        // The window may be made anew meanwhile, and these with it.
        [self = QPointer<HistoryActions>(this)](Id run) {
            if (self) Q_EMIT self->launched(run);
        });
}

void HistoryActions::judge() {
    auto* menu = new QMenu(m_page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // The ids that it carries are those of other models in the next project.
    connect(&m_workbench.project, &ProjectService::closed, menu, &QMenu::close);
    for (const auto& model : m_data.models) {
        if (model.record.kind != "captioner" || model.record.id == m_choice.model) continue;
        const QString name = nameInMenu(modelName(model.record));
        // The older one is A, so that what B loses got worse. A parent is older than its children.
        const qint64 a = std::min<qint64>(m_choice.model, model.record.id), b = std::max<qint64>(m_choice.model, model.record.id);
        menu->addAction(model.current ? tr("%1 (current)").arg(name) : name, this,
                        [this, a, b] { Q_EMIT m_workbench.judgingWanted(a, b); });
    }
    if (!menu->actions().isEmpty()) menu->setActiveAction(menu->actions().front());
    menu->popup(QCursor::pos());
}

void HistoryActions::showRun() {
    const HistoryRun* run = m_data.run(m_choice.run());
    if (!run) return;
    const auto page = pageOfKind(run->record.kind);
    if (!page) return;
    Q_EMIT m_workbench.runWanted(run->record.id);
    Q_EMIT m_workbench.pageWanted(*page);
}

}  // namespace attune
