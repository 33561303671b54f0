#include "workbench/training/run_board.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/theme.h"
#include "widgets/value_table.h"
#include "workbench/core_messages.h"
#include "workbench/device_choice.h"
#include "workbench/history/history_words.h"
#include "workbench/run_words.h"
#include "workbench/save_export.h"

namespace attune {

namespace {

enum Column { kRun, kState, kResult, kTime, kLaunched };

QVariant idOf(Id run) { return QVariant::fromValue<qlonglong>(run); }

QString nameOf(Id run) { return RunBoard::tr("Run %1").arg(run); }

QVariantList toList(const QSet<Id>& runs) {
    QVariantList list;
    for (const Id run : runs) list.append(idOf(run));
    return list;
}

QSet<Id> toSet(const QVariant& list) {
    QSet<Id> runs;
    for (const QVariant& run : list.toList()) runs.insert(run.toLongLong());
    return runs;
}

}  // namespace

RunBoard::RunBoard(Workbench& workbench, const QString& kind, const QString& resultTitle, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_kind(kind) {
    m_board = new PlotBoard(this);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_board, 1);
    rows->addWidget(makeList(resultTitle));
    connect(m_list, &ValueTable::checkChanged, this, [this](const QVariant& id, bool checked) {
        const Id run = id.toLongLong();
        (checked ? m_checked : m_unwanted).insert(run);
        (checked ? m_unwanted : m_checked).remove(run);
        overlay();
    });
    connect(m_list, &ValueTable::currentIdChanged, this, [this] {
        if (!m_filling) tellSelection();
    });
    connect(m_resume, &QPushButton::clicked, this, &RunBoard::resume);
    connect(m_board, &PlotBoard::exportRequested, this,
            [this](const QString& file, const ExportPaint& paint) { savePainted(this, m_workbench, file, paint); });
    connectRuns();
}

/// The runs, and beside them what one does with the one that is current.
QWidget* RunBoard::makeList(const QString& resultTitle) {
    auto* foot = new QWidget(this);
    m_list = new ValueTable(foot);
    const auto run = [](const QVariant& id) { return nameOf(id.toLongLong()); };
    const auto when = [](const QVariant& iso) { return timeText(iso.toString().toStdString()); };
    m_list->setColumns({{tr("Run"), TableColumn::Kind::Text, 0, {}, run},
                        {tr("State")},
                        {resultTitle, TableColumn::Kind::Real, 3},
                        {tr("Time"), TableColumn::Kind::Duration},
                        {tr("Launched"), TableColumn::Kind::Text, 0, {}, when}});
    m_list->setCheckable(true);
    m_list->setFillingColumn(kLaunched);
    m_list->setAccessibleName(tr("Runs: those that are checked are drawn"));
    m_list->setToolTip(tr("Check the runs whose curves you want to see over each other."));
    m_resume = new QPushButton(theme::icon(QStringLiteral("media-playback-start")), tr("Resume"), foot);
    m_next = new QPushButton(foot);
    m_next->setObjectName(QStringLiteral("next"));
    m_next->hide();
    auto* columns = new QHBoxLayout(foot);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(theme::kGrid);
    columns->addWidget(m_list, 1);
    columns->addWidget(m_resume, 0, Qt::AlignTop);
    columns->addWidget(m_next, 0, Qt::AlignTop);
    return foot;
}

void RunBoard::connectRuns() {
    connect(&m_workbench.runs, &RunQueue::metrics, this,
            [this](qint64 run, qint64 step, const std::map<std::string, double>& values) {
                followResult(run, values);
                if (!m_shown.contains(run)) return;
                std::vector<MetricRecord> metrics;
                for (const auto& [metric, value] : values) metrics.push_back({run, step, metric, value});
                if (m_drawn.contains(run)) return draw(run, metrics);
                auto& waiting = m_waiting[run];
                waiting.insert(waiting.end(), metrics.begin(), metrics.end());
            });
    connect(&m_workbench.project, &ProjectService::closed, this, &RunBoard::forget);
    // Then it is known on which devices a run can go on.
    connect(&m_workbench.engine, &EngineClient::stateChanged, this, &RunBoard::tellSelection);
    connect(&m_workbench.runs, &RunQueue::runAdded, this, [this](qint64 run) {
        if (m_drawn.contains(run)) m_resumed.insert(run);
        refresh();
    });
    connect(&m_workbench.runs, &RunQueue::runEnded, this, [this](qint64 run) {
        m_resumed.remove(run) ? redraw(run) : catchUp(run);
        refresh();
    });
    connect(&m_workbench.runs, &RunQueue::takenIn, this, &RunBoard::catchUp);
}

void RunBoard::setNextStep(const QString& text, const QString& help, std::function<void(Id)> go) {
    m_next->setText(text);
    m_next->setToolTip(help);
    connect(m_next, &QPushButton::clicked, this, [this, go = std::move(go)] { go(selected()); });
}

Id RunBoard::selected() const { return m_list->currentId().toLongLong(); }

const RunSummary* RunBoard::find(Id run) const {
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [run](const RunSummary& one) { return one.id == run; });
    return found == m_runs.end() ? nullptr : &*found;
}

void RunBoard::refresh() {
    m_workbench.project.read(
        this, [kind = m_kind.toStdString(), ends = m_ends](Project& project) { return runSummaries(project, kind, *ends); },
        [this](const std::vector<RunSummary>& runs) { showRuns(runs); });
}

void RunBoard::showRuns(const std::vector<RunSummary>& runs) {
    // A run that was launched a moment ago is what one wants to see.
    for (const auto& run : runs)
        if (!m_known.isEmpty() && !m_known.contains(run.id)) m_wanted = run.id;
    const Id keptRow = std::exchange(m_keptRow, 0), before = m_wanted != 0 ? m_wanted : keptRow != 0 ? keptRow : selected();
    m_runs = runs;
    m_checked.clear();
    for (const auto& run : runs) {
        // The newest run is drawn; of the others those that were asked for.
        const bool asked = run.id == runs.front().id || m_shown.contains(run.id) || m_kept.contains(run.id) || run.id == m_wanted;
        if (asked && !m_unwanted.contains(run.id)) m_checked.insert(run.id);
        m_known.insert(run.id);
    }
    m_kept.clear();
    m_filling = true;
    fillList();
    const Id now = find(before) ? before : runs.empty() ? 0 : runs.front().id;
    if (now != 0 && now != selected()) m_list->selectId(idOf(now));
    m_filling = false;
    if (find(m_wanted)) m_wanted = 0;
    m_list->setVisible(!runs.empty());
    overlay();
    tellSelection();
}

bool RunBoard::hasNoValues(Id run) const {
    const auto drawn = m_drawn.constFind(run);
    return drawn != m_drawn.cend() && drawn->isEmpty() && !m_workbench.runs.find(run);
}

void RunBoard::fillList() {
    constexpr int kLeast = 1, kMost = 5;
    QList<TableRow> rows;
    for (const auto& run : m_runs) {
        const QString state = runStatusText(m_workbench.runs, run.id, QString::fromStdString(run.status));
        const bool none = !std::isfinite(run.result) && hasNoValues(run.id);
        TableRow row{idOf(run.id), {idOf(run.id), state, none ? QVariant(tr("no values")) : run.result,
                                    run.seconds < 0 ? QVariant() : run.seconds, QString::fromStdString(run.createdAt)}};
        row.tips = {m_list->toolTip(), coreText(run.message)};
        row.checked = m_checked.contains(run.id);
        rows.append(row);
    }
    m_list->setRows(rows);
    m_list->fitColumns();
    const int lines = std::clamp(static_cast<int>(rows.size()), kLeast, kMost);
    m_list->setFixedHeight(m_list->horizontalHeader()->sizeHint().height() +
                           lines * m_list->verticalHeader()->defaultSectionSize() + theme::kGrid);
}

void RunBoard::tellSelection() {
    const Id run = selected();
    const RunSummary* summary = find(run);
    m_resume->setVisible(summary && summary->canBeResumed() && !m_workbench.runs.find(run));
    const QString device = summary ? QString::fromStdString(summary->device) : QString();
    const bool hasDevice = mayHaveDevice(m_workbench.engine.devices(), device), mayWrite = !m_workbench.project.isReadOnly();
    m_resume->setEnabled(hasDevice && mayWrite);
    m_resume->setToolTip(!mayWrite    ? tr("The project is open for reading only.")
                         : !hasDevice ? missingDeviceText(device)
                                      : tr("Goes on with the selected run from its last checkpoint."));
    const QPair<Id, QString> now{run, summary ? QString::fromStdString(summary->status) : QString()};
    m_next->setVisible(!m_next->text().isEmpty() && summary && summary->status == "finished");
    if (now == m_told) return;
    m_told = now;
    Q_EMIT selectionChanged(run);
}

void RunBoard::forget() {
    m_shown.clear();
    m_unwanted.clear();
    m_known.clear();
    m_drawn.clear();
    m_waiting.clear();
    m_resumed.clear();
    m_kept.clear();
    m_wanted = m_keptRow = 0;
    m_ends = std::make_shared<RunEndsReader>();
    m_board->clear();
    m_runs.clear();
    m_checked.clear();
    m_filling = true;
    m_list->setRows({});
    m_filling = false;
    // What the page shows of the run that was selected goes, too.
    tellSelection();
}

QVariantMap RunBoard::state() const {
    // One that was never shown still has what it was told to keep.
    return {{QStringLiteral("row"), idOf(m_keptRow != 0 ? m_keptRow : selected())},
            {QStringLiteral("drawn"), toList(m_kept.isEmpty() ? m_checked : m_kept)},
            {QStringLiteral("unwanted"), toList(m_unwanted)}};
}

void RunBoard::restore(const QVariantMap& state) {
    m_keptRow = state.value(QStringLiteral("row")).toLongLong();
    m_kept = toSet(state.value(QStringLiteral("drawn")));
    m_unwanted = toSet(state.value(QStringLiteral("unwanted")));
}

void RunBoard::select(Id run) {
    // Every board hears of every run that is wanted. One that it never lists would stay wanted, and each refresh would put the
    // newest run in the place of the one that is looked at.
    m_workbench.project.read(
        this,
        [run](Project& project) {
            const auto record = project.runs().find(run);
            return record ? QString::fromStdString(record->kind) : QString();
        },
        [this, run](const QString& kind) {
            if (kind != m_kind) return;
            m_wanted = run;
            m_unwanted.remove(run);
            refresh();
        });
}

void RunBoard::overlay() {
    QSet<Id> wanted;
    QVector<BoardRun> runs;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run) {
        if (!m_checked.contains(run->id)) continue;
        wanted.insert(run->id);
        runs.append({QString::number(run->id), nameOf(run->id)});
    }
    m_board->setRuns(runs);
    const QSet<Id> before = std::exchange(m_shown, wanted);
    for (const Id run : before)
        if (!wanted.contains(run)) m_drawn.remove(run);
    for (const Id run : wanted)
        if (!before.contains(run)) load(run);
}

void RunBoard::load(Id run) {
    m_workbench.project.read(
        this, [run](Project& project) { return project.metrics().list(run); },
        [this, run](const std::vector<MetricRecord>& metrics) {
            if (!m_shown.contains(run)) return;
            m_drawn[run];
            draw(run, metrics);
            draw(run, m_waiting.take(run));
            if (!hasNoValues(run)) return;
            m_filling = true;
            fillList();
            m_filling = false;
        });
}

void RunBoard::followResult(Id run, const std::map<std::string, double>& values) {
    const auto value = values.find(resultMetric(m_kind.toStdString()));
    const auto one = std::find_if(m_runs.begin(), m_runs.end(), [run](const RunSummary& other) { return other.id == run; });
    if (value == values.end() || one == m_runs.end()) return;
    one->result = value->second;
    m_filling = true;
    fillList();
    m_filling = false;
}

void RunBoard::catchUp(Id run) {
    if (!m_shown.contains(run)) return;
    // One that is being loaded may have been read before the newest came.
    if (!m_drawn.contains(run)) return load(run);
    // Metrics of one step may come in several events: the last step that all have is asked for once more.
    const auto& last = m_drawn[run];
    const auto least = std::min_element(last.cbegin(), last.cend());
    const auto after = least == last.cend() ? std::int64_t{-1} : static_cast<std::int64_t>(*least) - 1;
    m_workbench.project.read(
        this, [run, after](Project& project) { return project.metrics().list(run, after); },
        [this, run](const std::vector<MetricRecord>& metrics) {
            if (m_shown.contains(run) && m_drawn.contains(run)) draw(run, metrics);
        });
}

void RunBoard::redraw(Id run) {
    if (!m_checked.remove(run)) return;
    overlay();
    m_checked.insert(run);
    overlay();
}

void RunBoard::draw(Id run, const std::vector<MetricRecord>& metrics) {
    QMap<QString, QVector<QPointF>> curves;
    auto& last = m_drawn[run];
    for (const auto& metric : metrics) {
        const QString metricName = QString::fromStdString(metric.name);
        const auto step = static_cast<double>(metric.step);
        // A run that was resumed says its last round again.
        if (const auto at = last.constFind(metricName); at != last.cend() && step <= *at) continue;
        last[metricName] = step;
        curves[metricName].append({step, metric.value});
    }
    for (auto at = curves.begin(); at != curves.end(); ++at)
        m_board->append(QString::number(run), nameOf(run), at.key(), at.value());
}

void RunBoard::resume() {
    if (const Id run = selected()) m_workbench.runs.resume(run);
}

}  // namespace attune
