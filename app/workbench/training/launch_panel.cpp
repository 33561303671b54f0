#include "workbench/training/launch_panel.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QVBoxLayout>
#include <limits>
#include <utility>

#include "session/job_builder.h"
#include "widgets/action_registry.h"
#include "widgets/option_form.h"
#include "widgets/progress_row.h"
#include "widgets/theme.h"
#include "widgets/whole_rows_area.h"
#include "workbench/action_button.h"
#include "workbench/device_choice.h"
#include "workbench/option_fields.h"
#include "workbench/run_words.h"

namespace attune {

namespace {

constexpr int kWidth = theme::kGrid * 48;
constexpr int kDefaultSeed = 0;
constexpr double kGiB = 1024.0 * 1024 * 1024;

QLabel* makeLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

LaunchPanel::LaunchPanel(Workbench& workbench, ActionRegistry& actions, LaunchSpec spec, QWidget* parent)
    : QWidget(parent), m_workbench(workbench), m_spec(std::move(spec)), m_actions(actions) {
    setFixedWidth(kWidth);  // the plots beside it must not move with the words of its progress
    m_facts = makeLabel(this);
    m_warning = makeLabel(this);
    QPalette warning = m_warning->palette();
    warning.setColor(QPalette::WindowText, theme::tone(theme::Tone::Warning));
    m_warning->setPalette(warning);
    QFormLayout* choices = makeChoices();
    QScrollArea* options = makeOptions();
    m_form->lineUpAbove(*choices, options->verticalScrollBar()->sizeHint().width());
    addActions(actions);

    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_facts);
    rows->addWidget(m_warning);
    rows->addLayout(choices);
    rows->addWidget(options, 1);
    rows->addWidget(makeFoot(actions));

    connectChoices();
    connect(&workbench.engine, &EngineClient::ready, this, &LaunchPanel::fillDevices);
    connect(&workbench.settings, &Settings::deviceChanged, this, &LaunchPanel::fillDevices);
    connect(&workbench.runs, &RunQueue::runChanged, this, &LaunchPanel::showRun);
    connect(&workbench.runs, &RunQueue::runAdded, this, &LaunchPanel::showRun);
    connect(&workbench.project, &ProjectService::opened, this, &LaunchPanel::showRun);
    connect(&workbench.project, &ProjectService::closed, this, &LaunchPanel::showRun);
    fillDevices();
    setFacts({}, {});
    showMemory();
    showRun();
}

/// The models, where it runs, and its seed.
QFormLayout* LaunchPanel::makeChoices() {
    auto* choices = new QFormLayout;
    choices->setVerticalSpacing(theme::kGrid / 2);  // as the options below
    for (const QString& label : m_spec.models) {
        m_models.append(new QComboBox(this));
        choices->addRow(label, m_models.back());
    }
    m_device = new QComboBox(this);
    m_device->setToolTip(tr("Where the engine computes. Automatic takes a GPU where there is one.") + QLatin1Char('\n') +
                         tr("Default: the device of the preferences"));
    choices->addRow(tr("&Device"), m_device);
    m_seed = new QSpinBox(this);
    m_seed->setAlignment(Qt::AlignRight);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setToolTip(tr("Decides everything random: the same seed gives the same run.") + QLatin1Char('\n') +
                       tr("Default: %1").arg(kDefaultSeed));
    m_seed->setValue(m_workbench.settings.value(m_spec.page + QStringLiteral("/seed"), kDefaultSeed).toInt());
    choices->addRow(tr("&Seed"), m_seed);
    return choices;
}

QScrollArea* LaunchPanel::makeOptions() {
    m_form = new OptionForm(this);
    m_form->setLead(m_spec.lead);
    m_form->setFields(m_spec.fields);
    m_form->setPresets(m_spec.presets);
    auto* scroll = new WholeRowsArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_form);
    // Its place is kept, so that nothing moves when more settings are shown; with nothing to scroll it is not seen.
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    return scroll;
}

/// What is chosen is kept.
void LaunchPanel::connectChoices() {
    m_form->setValues(m_workbench.settings.value(m_spec.page + QStringLiteral("/options")).toMap());
    connect(m_form, &OptionForm::changed, this, [this] {
        m_workbench.settings.setValue(m_spec.page + QStringLiteral("/options"), m_form->values());
        showMemory();
        showRun();
    });
    connect(m_seed, &QSpinBox::valueChanged, this,
            [this](int seed) { m_workbench.settings.setValue(m_spec.page + QStringLiteral("/seed"), seed); });
    connect(m_device, &QComboBox::activated, this, [this] {
        m_workbench.settings.setValue(m_spec.page + QStringLiteral("/device"), m_device->currentData());
        showMemory();
    });
}

void LaunchPanel::addActions(ActionRegistry& actions) {
    const auto add = [&](const QString& verb, Words words, Words help, const char* icon, QList<QKeySequence> keys, auto slot) {
        QAction* action = actions.add({m_spec.page + QLatin1Char('.') + verb, m_spec.page, std::move(words), std::move(help),
                                       QLatin1String(icon), std::move(keys), {m_spec.page}});
        connect(action, &QAction::triggered, this, slot);
    };
    add(QStringLiteral("launch"), [text = m_spec.launchText] { return text; }, [help = m_spec.launchHelp] { return help; },
        "media-playback-start", {QKeySequence(Qt::CTRL | Qt::Key_Return)}, &LaunchPanel::launchWanted);
    const auto isPaused = [&runs = m_workbench.runs, kind = m_spec.kind] {
        const auto now = runs.current();
        return now && now->kind == kind && now->state == LiveRun::State::Paused;
    };
    add(QStringLiteral("pause"), [isPaused] { return isPaused() ? tr("Go on") : tr("Pause"); }, [] { return tr("The run waits where it is; once more, and it goes on."); },
        "media-playback-pause", {QKeySequence(Qt::CTRL | Qt::Key_P)}, [this] {
            const auto live = run();
            live && live->state == LiveRun::State::Paused ? m_workbench.runs.unpause() : m_workbench.runs.pause();
        });
    add(QStringLiteral("stop"), [] { return tr("Stop"); },
        [] { return tr("The run stops, and can be resumed."); }, "media-playback-stop",
        {QKeySequence(Qt::CTRL | Qt::Key_Period)}, [this] {
            if (const auto live = run()) m_workbench.runs.stop(live->id);
        });
}

QWidget* LaunchPanel::makeFoot(ActionRegistry& actions) {
    auto* foot = new QWidget(this);
    m_memory = makeLabel(foot);
    theme::makeQuiet(m_memory);
    m_progress = new ProgressRow(foot);
    m_progress->setStacked(true);
    m_progress->setCancellable(false);
    auto* buttons = new QHBoxLayout;
    QPushButton* launch = makeActionButton(actions.action(m_spec.page + QStringLiteral(".launch")), foot);
    launch->setDefault(true);
    launch->setMinimumHeight(theme::kGrid * 5);
    buttons->addWidget(launch, 1);
    for (const char* verb : {".pause", ".stop"})
        buttons->addWidget(makeActionButton(actions.action(m_spec.page + QLatin1String(verb)), foot));
    auto* rows = new QVBoxLayout(foot);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(m_memory);
    rows->addWidget(m_progress);
    rows->addLayout(buttons);
    return foot;
}

void LaunchPanel::setFacts(const QString& sentence, const QString& warning) {
    m_facts->setText(sentence);
    m_facts->setVisible(!sentence.isEmpty());
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
}

void LaunchPanel::setObstacle(const QString& sentence) {
    m_obstacle = sentence;
    showRun();
}

void LaunchPanel::setWorkload(std::optional<ModelFolderInfo> model, const MemoryWorkload& workload) {
    m_model = std::move(model);
    m_workload = workload;
    showMemory();
}

Json LaunchPanel::options() const { return toJobOptions(m_form->values()); }
JobSettings LaunchPanel::settings() const {
    JobSettings settings;
    settings.seed = static_cast<std::uint64_t>(m_seed->value());
    settings.device = m_device->currentData().toString().toStdString();
    settings.options = options();
    return settings;
}
QString LaunchPanel::memoryText() const { return m_memory->text(); }

void LaunchPanel::fillDevices() {
    // What was chosen here goes before the preferences.
    const auto& settings = m_workbench.settings;
    const QString wanted = settings.value(m_spec.page + QStringLiteral("/device"), settings.device()).toString();
    m_device->clear();
    m_device->addItem(deviceText(QStringLiteral("auto")), QStringLiteral("auto"));
    auto devices = m_workbench.engine.devices();
    if (devices.isEmpty()) devices.append({QStringLiteral("cpu"), {}, 0});
    for (const auto& device : devices) m_device->addItem(deviceText(device), device.name);
    // Until the engine has said what there is, a device is taken at its word.
    if (m_workbench.engine.devices().isEmpty() && m_device->findData(wanted) < 0) m_device->addItem(deviceText(wanted), wanted);
    m_device->setCurrentIndex(std::max(0, m_device->findData(wanted)));
    showMemory();
}

void LaunchPanel::showMemory() {
    const auto chosen = chosenDevice(m_workbench.engine.devices(), m_device->currentData().toString());
    const qint64 there = chosen ? chosen->memory : 0;
    const std::string device = chosen ? chosen->name.toStdString() : std::string();
    QString text;
    bool tooMuch = false;
    if (m_model) {
        try {
            const auto bytes = memoryEstimate(m_spec.job, *m_model, options(), m_workload, device).total();
            const QString gib = QLocale().toString(static_cast<double>(bytes) / kGiB, 'f', 1);
            tooMuch = there > 0 && bytes > there;
            text = there > 0 ? tr("Memory: about %1 of %2 GiB").arg(gib, QLocale().toString(static_cast<double>(there) / kGiB, 'f', 1))
                             : tr("Memory: about %1 GiB").arg(gib);
            if (tooMuch) text = tr("%1. This will not fit: take smaller batches.").arg(text);
        } catch (const std::exception&) {
            // The form says itself what is wrong with an option.
        }
    }
    m_memory->setText(text);
    m_memory->setVisible(!text.isEmpty());
    QPalette palette = m_memory->palette();
    palette.setColor(QPalette::WindowText, tooMuch ? theme::tone(theme::Tone::Bad) : theme::quietText());
    m_memory->setPalette(palette);
}

std::optional<LiveRun> LaunchPanel::run() const {
    // The one at work, here or in an engine of an earlier window, is listed before those that wait.
    for (const auto& live : m_workbench.runs.runs())
        if (live.kind == m_spec.kind) return live;
    return {};
}

void LaunchPanel::showRun() {
    const auto live = run();
    const bool working = live && (live->state == LiveRun::State::Working || live->state == LiveRun::State::Paused);
    m_progress->setVisible(live.has_value());
    if (live) {
        // What was begun before the pause may be told after it.
        const bool says = live->state == LiveRun::State::Working && !live->phase.isEmpty();
        //: %2 is what it does: "Writing captions", "paused"
        m_progress->setTask(tr("Run %1: %2").arg(live->id).arg(says ? phaseText(live->phase) : liveStateText(live->state)));
        if (live->total > 0) {
            m_progress->setProgress(live->done, live->total, live->rate, live->eta);
            m_progress->setCount(progressText(*live));
        } else {
            m_progress->setIndeterminate();
        }
    }
    QString obstacle = m_obstacle;
    if (m_workbench.project.isReadOnly()) obstacle = tr("The project is open for reading only.");
    if (const QStringList wrong = m_form->problems(); !wrong.isEmpty()) obstacle = wrong.front();
    m_actions.setAvailable(m_spec.page + QStringLiteral(".launch"), obstacle.isEmpty(), obstacle);
    const bool paused = live && live->state == LiveRun::State::Paused;
    if (std::exchange(m_paused, paused) != paused)
        m_actions.action(m_spec.page + QStringLiteral(".pause"))
            ->setIcon(theme::icon(paused ? QStringLiteral("media-playback-start") : QStringLiteral("media-playback-pause")));
    m_actions.setAvailable(m_spec.page + QStringLiteral(".pause"), working, tr("No run is at work."));
    m_actions.setAvailable(m_spec.page + QStringLiteral(".stop"), live && live->state != LiveRun::State::Stopping,
                           live ? tr("The run is stopping.") : tr("No run is at work."));
}

}  // namespace attune
