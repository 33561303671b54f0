#include "workbench/training/run_board.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/duration_text.h"
#include "widgets/theme.h"
#include "workbench/core_messages.h"
#include "workbench/history/history_words.h"
#include "workbench/run_words.h"
#include "workbench/save_export.h"

namespace attune {

namespace {

enum Column { kRun, kState, kResult, kTime, kStarted };

}  // namespace

RunBoard::RunBoard(Workbench& workbench, const QString& kind, const QString& resultTitle, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_kind(kind) {
    m_board = new PlotBoard(this);
    m_list = new QTreeWidget(this);
    m_list->setRootIsDecorated(false);
    m_list->setHeaderLabels({tr("Run"), tr("State"), resultTitle, tr("Time"), tr("Launched")});
    m_list->setAccessibleName(tr("Runs: those that are checked are drawn"));
    m_list->setToolTip(tr("Check the runs whose curves you want to see over each other."));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->installEventFilter(this);
    m_resume = new QPushButton(theme::icon(QStringLiteral("media-playback-start")), tr("Resume"), this);
    m_resume->setToolTip(tr("Goes on with the selected run from its last checkpoint."));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_board, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_list, 1);
    m_next = new QPushButton(this);
    m_next->setObjectName(QStringLiteral("next"));
    m_next->hide();
    foot->addWidget(m_resume, 0, Qt::AlignTop);
    foot->addWidget(m_next, 0, Qt::AlignTop);
    rows->addLayout(foot);

    connect(m_list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* row, int column) {
        if (m_filling || column != kRun) return;
        const Id run = row->data(kRun, Qt::UserRole).toLongLong();
        if (row->checkState(kRun) == Qt::Checked)
            m_unwanted.remove(run);
        else
            m_unwanted.insert(run);
        overlay();
    });
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] {
        if (!m_filling) tellSelection();
    });
    connect(m_resume, &QPushButton::clicked, this, &RunBoard::resume);
    connect(m_board, &PlotBoard::exportRequested, this,
            [this](const QString& file, const QByteArray& bytes) { saveExport(this, m_workbench, file, bytes); });
    connect(&workbench.runs, &RunQueue::metrics, this,
            [this](qint64 run, qint64 step, const std::map<std::string, double>& values) {
                if (!m_shown.contains(run)) return;
                std::vector<MetricRecord> metrics;
                for (const auto& [metric, value] : values) metrics.push_back({run, step, metric, value});
                if (m_drawn.contains(run)) return draw(run, metrics);
                auto& waiting = m_waiting[run];
                waiting.insert(waiting.end(), metrics.begin(), metrics.end());
            });
    connect(&workbench.project, &ProjectService::closed, this, &RunBoard::forget);
    connect(&workbench.runs, &RunQueue::runAdded, this, [this](qint64 run) {
        if (m_drawn.contains(run)) m_resumed.insert(run);
        refresh();
    });
    connect(&workbench.runs, &RunQueue::runEnded, this, [this](qint64 run) {
        m_resumed.remove(run) ? redraw(run) : catchUp(run);
        refresh();
    });
    connect(&workbench.runs, &RunQueue::takenIn, this, &RunBoard::catchUp);
}

bool RunBoard::eventFilter(QObject* object, QEvent* event) {
    // The box of a row, whichever of its columns was clicked.
    QTreeWidgetItem* row = m_list->currentItem();
    if (object == m_list && event->type() == QEvent::KeyPress && row && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        row->setCheckState(kRun, row->checkState(kRun) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void RunBoard::setNextStep(const QString& text, const QString& help, std::function<void(Id)> go) {
    m_next->setText(text);
    m_next->setToolTip(help);
    connect(m_next, &QPushButton::clicked, this, [this, go = std::move(go)] { go(selected()); });
}

QString RunBoard::name(Id run) const { return tr("Run %1").arg(run); }

Id RunBoard::selected() const {
    const QTreeWidgetItem* row = m_list->currentItem();
    return row ? row->data(kRun, Qt::UserRole).toLongLong() : 0;
}

QTreeWidgetItem* RunBoard::item(Id run) const {
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        if (m_list->topLevelItem(i)->data(kRun, Qt::UserRole).toLongLong() == run) return m_list->topLevelItem(i);
    return nullptr;
}

void RunBoard::refresh() {
    m_workbench.project.read(
        this, [kind = m_kind.toStdString()](Project& project) { return runSummaries(project, kind); },
        [this](const std::vector<RunSummary>& runs) { showRuns(runs); });
}

void RunBoard::showRuns(const std::vector<RunSummary>& runs) {
    // A run that was launched a moment ago is what one wants to see.
    for (const auto& run : runs)
        if (!m_known.isEmpty() && !m_known.contains(run.id)) m_wanted = run.id;
    const Id before = m_wanted != 0 ? m_wanted : selected();
    m_filling = true;
    m_states.clear();
    m_list->clear();
    m_resumable.clear();
    m_finished.clear();
    bool first = true;
    for (const auto& run : runs) {
        auto* row = new QTreeWidgetItem(m_list);
        row->setText(kRun, name(run.id));
        // As high as the rows of the tables; said by the column that is stretched, which needs no width of its own.
        row->setSizeHint(kStarted, {0, fontMetrics().height() + theme::kGrid});
        row->setData(kRun, Qt::UserRole, QVariant::fromValue<qlonglong>(run.id));
        row->setText(kState, runStatusText(m_workbench.runs, run.id, QString::fromStdString(run.status)));
        row->setToolTip(kState, coreText(run.message));
        row->setText(kResult, std::isfinite(run.result) ? QLocale().toString(run.result, 'f', 3) : QString());
        row->setTextAlignment(kResult, Qt::AlignRight | Qt::AlignVCenter);
        row->setText(kTime, durationText(run.seconds));
        row->setTextAlignment(kTime, Qt::AlignRight | Qt::AlignVCenter);
        row->setText(kStarted, timeText(run.startedAt));
        // The newest run is drawn; of the others those that were asked for.
        const bool drawn = !m_unwanted.contains(run.id) && (first || m_shown.contains(run.id) || run.id == m_wanted);
        m_known.insert(run.id);
        m_states[run.id] = QString::fromStdString(run.status);
        row->setCheckState(kRun, drawn ? Qt::Checked : Qt::Unchecked);
        if (run.canBeResumed()) m_resumable.insert(run.id);
        if (run.status == "finished") m_finished.insert(run.id);
        first = false;
    }
    if (QTreeWidgetItem* row = item(before) ? item(before) : m_list->topLevelItem(0)) m_list->setCurrentItem(row);
    m_filling = false;
    if (item(m_wanted)) m_wanted = 0;
    m_list->setVisible(!runs.empty());
    fitList();
    overlay();
    tellSelection();
}

void RunBoard::fitList() {
    constexpr int kLeast = 1, kMost = 5;
    const int rows = std::clamp(m_list->topLevelItemCount(), kLeast, kMost);
    m_list->setFixedHeight(m_list->header()->sizeHint().height() + rows * m_list->sizeHintForRow(0) + theme::kGrid);
}

void RunBoard::tellSelection() {
    const Id run = selected();
    m_resume->setVisible(m_resumable.contains(run) && !m_workbench.runs.find(run));
    const QPair<Id, QString> now{run, m_states.value(run)};
    m_next->setVisible(!m_next->text().isEmpty() && m_finished.contains(run));
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
    m_told = {};
    m_resumed.clear();
    m_wanted = 0;
    m_board->clear();
    m_filling = true;
    m_list->clear();
    m_filling = false;
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
    for (int i = m_list->topLevelItemCount() - 1; i >= 0; --i) {
        const QTreeWidgetItem* row = m_list->topLevelItem(i);
        if (row->checkState(kRun) != Qt::Checked) continue;
        const Id run = row->data(kRun, Qt::UserRole).toLongLong();
        wanted.insert(run);
        runs.append({QString::number(run), name(run)});
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
        });
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
    QTreeWidgetItem* row = item(run);
    if (!row || row->checkState(kRun) != Qt::Checked) return;
    m_filling = true;
    for (const Qt::CheckState state : {Qt::Unchecked, Qt::Checked}) {
        row->setCheckState(kRun, state);
        overlay();
    }
    m_filling = false;
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
        m_board->append(QString::number(run), name(run), at.key(), at.value());
}

void RunBoard::resume() {
    if (const Id run = selected()) m_workbench.runs.resume(run);
}

}  // namespace attune
