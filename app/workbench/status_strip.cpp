#include "workbench/status_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "widgets/duration_text.h"
#include "widgets/elided_label.h"
#include "widgets/theme.h"
#include "workbench/device_choice.h"
#include "workbench/run_words.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

QToolButton* makeButton(QWidget* parent, const QString& icon, const QString& name, const QString& tip) {
    auto* button = new QToolButton(parent);
    button->setIcon(theme::icon(icon));
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

/// Of an engine that has said hello. @param device  where it computes
QString engineText(const std::optional<LiveRun>& run, const QString& device) {
    if (!run) return StatusStrip::tr("Engine: ready, device %1").arg(device);
    return run->state == LiveRun::State::Paused ? StatusStrip::tr("Engine: paused, device %1").arg(device)
                                                : StatusStrip::tr("Engine: running, device %1").arg(device);
}

/// Where the run at work computes; without one, where the next does unless a form says otherwise.
QString deviceName(const Workbench& workbench) {
    const auto run = workbench.runs.current();
    const QString wanted = run && !run->device.isEmpty() ? run->device : workbench.settings.device();
    const auto device = chosenDevice(workbench.engine.devices(), wanted);
    return device ? deviceText(*device) : deviceText(wanted);
}

}  // namespace

StatusStrip::StatusStrip(Workbench& workbench, QWidget* parent) : QWidget(parent), m_workbench(workbench) {
    m_engine = new QLabel(this);
    m_run = new QLabel(this);
    m_progress = new QProgressBar(this);
    m_progress->setFixedWidth(theme::kGrid * 20);
    m_progress->setFixedHeight(theme::kGrid * 2);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_left = new QLabel(this);
    m_queue = new QToolButton(this);
    m_queue->setAutoRaise(true);
    m_pause = makeButton(this, QStringLiteral("media-playback-pause"), tr("Pause the run"), tr("Pause the run"));
    m_stop = makeButton(this, QStringLiteral("media-playback-stop"), tr("Stop the run"),
                        tr("Stop the run; it can be resumed"));
    m_stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_stop->setText(tr("Stop"));
    // The strip has the height of its buttons from the start: no page moves when a run begins.
    QSizePolicy kept = m_stop->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_stop->setSizePolicy(kept);
    m_project = new ElidedLabel(this);
    for (QLabel* label : std::initializer_list<QLabel*>{m_engine, m_left, m_project}) theme::makeQuiet(label);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::kGrid, 2, theme::kGrid, 2);
    row->setSpacing(theme::kGrid);
    row->addWidget(m_engine);
    row->addSpacing(theme::kGrid);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_run, m_progress, m_left, m_queue, m_pause, m_stop})
        row->addWidget(widget);
    row->addStretch();
    row->addWidget(m_project);

    auto& runs = workbench.runs;
    connect(&runs, &RunQueue::runChanged, this, &StatusStrip::update);
    connect(&runs, &RunQueue::runAdded, this, &StatusStrip::update);
    connect(&workbench.engine, &EngineClient::stateChanged, this, &StatusStrip::update);
    connect(&workbench.settings, &Settings::deviceChanged, this, &StatusStrip::update);
    connect(&workbench.project, &ProjectService::opened, this, &StatusStrip::update);
    connect(&workbench.project, &ProjectService::closed, this, &StatusStrip::update);
    connect(m_queue, &QToolButton::clicked, this, &StatusStrip::showQueue);
    connect(m_pause, &QToolButton::clicked, this, [&runs] {
        const auto run = runs.current();
        run && run->state == LiveRun::State::Paused ? runs.unpause() : runs.pause();
    });
    connect(m_stop, &QToolButton::clicked, this, [this, &runs] {
        if (const auto run = shownRun()) runs.stop(run->id);
    });
    update();
}

std::optional<LiveRun> StatusStrip::shownRun() const {
    const auto& runs = m_workbench.runs;
    if (const auto current = runs.current()) return current;
    if (const auto elsewhere = runs.elsewhere()) return elsewhere;
    return runs.isIdle() ? std::nullopt : std::optional(runs.runs().front());
}

void StatusStrip::update() {
    const auto& engine = m_workbench.engine;
    switch (engine.state()) {
        case EngineClient::State::Stopped: m_engine->setText(tr("Engine: off until it is needed")); break;
        case EngineClient::State::Starting: m_engine->setText(tr("Engine: starting")); break;
        case EngineClient::State::Ready: m_engine->setText(engineText(m_workbench.runs.current(), deviceName(m_workbench)));
    }
    m_engine->setToolTip(engine.description());

    const auto& all = m_workbench.runs.runs();
    const auto run = shownRun();
    const bool any = run.has_value();
    const bool ours = any && run->isOurs();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_run, m_progress, m_left}) widget->setVisible(any);
    m_pause->setVisible(ours);
    m_stop->setVisible(any);
    // Those that the menu can take out.
    const auto waiting = std::count_if(all.begin(), all.end(), [&run](const LiveRun& other) {
        return other.state == LiveRun::State::Waiting && other.id != run->id;
    });
    m_queue->setVisible(waiting > 0);
    m_queue->setText(tr("%n more waiting", nullptr, static_cast<int>(waiting)));
    m_queue->setToolTip(any && run->isElsewhere() ? tr("The runs that wait for run %1 of an earlier window").arg(run->id)
                                                  : tr("The runs that wait"));
    if (any) {
        const bool atWork = run->state == LiveRun::State::Working || run->state == LiveRun::State::Elsewhere;
        const bool phase = atWork && !run->phase.isEmpty();
        const QString title = runTitle(run->id, run->kind), now = phase ? phaseText(run->phase) : liveStateText(run->state);
        // "Writing captions" is what such a run is called and what it does most of the time.
        m_run->setText(now == runKindText(run->kind) ? title : tr("%1, %2").arg(title, now));
        m_run->setToolTip(run->isElsewhere() ? liveStateText(run->state) : QString());
        m_progress->setRange(0, run->total > 0 ? 1000 : 0);
        if (run->total > 0) m_progress->setValue(static_cast<int>(1000 * run->done / run->total));
        m_left->setText(run->eta >= 0 && std::isfinite(run->eta) ? timeLeftText(run->eta) : QString());
        const bool paused = run->state == LiveRun::State::Paused;
        m_pause->setIcon(theme::icon(paused ? QStringLiteral("media-playback-start") : QStringLiteral("media-playback-pause")));
        const QString verb = paused ? tr("Go on with the run") : tr("Pause the run");
        m_pause->setAccessibleName(verb);
        m_pause->setToolTip(verb);
        m_pause->setEnabled(paused || run->state == LiveRun::State::Working);
        m_stop->setEnabled(run->state != LiveRun::State::Stopping);
    }
    const auto& project = m_workbench.project;
    m_project->setText(!project.isOpen()     ? QString()
                       : project.isReadOnly() ? tr("%1 (read-only)").arg(project.name())
                                              : project.name());
    m_project->setToolTip(project.folder());
}

void StatusStrip::showQueue() {
    QMenu menu(this);
    for (const auto& run : m_workbench.runs.runs()) {
        if (run.state != LiveRun::State::Waiting) continue;
        menu.addAction(tr("Take out %1").arg(runTitle(run.id, run.kind)), this,
                       [this, id = run.id] { m_workbench.runs.stop(id); });
    }
    menu.exec(m_queue->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

}  // namespace attune
