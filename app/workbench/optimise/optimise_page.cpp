#include "workbench/optimise/optimise_page.h"

#include <QCoreApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <cmath>
#include <utility>

#include "data/policy_presets.h"
#include "protocol/run_folder.h"
#include "widgets/duration_text.h"
#include "widgets/empty_state.h"
#include "widgets/option_form.h"
#include "widgets/section.h"
#include "widgets/theme.h"
#include "workbench/core_messages.h"
#include "workbench/option_fields.h"
#include "workbench/optimise/sample_list.h"
#include "workbench/reward/reward_doubts.h"
#include "workbench/sentences.h"
#include "workbench/training/launch_panel.h"
#include "workbench/training/metric_titles.h"
#include "workbench/training/model_box.h"
#include "workbench/training/run_board.h"

namespace attune {

namespace {

constexpr QLatin1String kRowSizes("optimise/rows");

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::OptimisePage)

  public:
    /// "Careful" is measured against what the algorithm does by default.
    static QList<OptionPreset> presets(const std::string& algorithm) {
        const auto defaults = policyDefaults(algorithm);
        QVariantMap careful{{QStringLiteral("learning_rate"), defaults.learningRate / 2}, {QStringLiteral("rounds"), 2 * defaults.rounds}};
        if (policyOptionMatters(algorithm, "kl_coefficient"))
            careful[QStringLiteral("kl_coefficient")] = 2 * defaults.klCoefficient;
        return {{tr("Default"), {}, tr("What suits the algorithm.")},
                {tr("A quick look"), {{QStringLiteral("rounds"), 2}, {QStringLiteral("images"), 64}}, tr("Seconds, to see that it works.")},
                {tr("Careful"), careful, tr("Smaller steps, closer to the reference.")}};
    }
};

/// Fields that show what the algorithm reads, with its own defaults.
QList<OptionField> policyFields() {
    auto fields = optionFields(describeOptions<PolicyOptions>(),
                               {QStringLiteral("algorithm"), QStringLiteral("rounds"), QStringLiteral("images"),
                                QStringLiteral("captions_per_image"), QStringLiteral("learning_rate"), QStringLiteral("kl_coefficient"),
                                QStringLiteral("baseline"), QStringLiteral("preference_loss"), QStringLiteral("demonstrations"), QStringLiteral("temperature"),
                                QStringLiteral("guard")});
    for (const auto& algorithm : policyAlgorithms()) {
        const QString name = QString::fromStdString(algorithm);
        const QVariantMap own = fromJobOptions(optionsToJson(policyDefaults(algorithm)));
        for (auto& field : fields) {
            if (policyOptionMatters(algorithm, field.name.toStdString())) field.onlyFor.append(name);
            if (own[field.name] != field.defaultValue && field.name != QLatin1String("algorithm"))
                field.defaultsFor[name] = own[field.name];
        }
    }
    return fields;
}

/// What the events of a run leave to be shown.
struct Told {
    std::vector<Json> samples;  ///< of the last round that has some
    Json stopped;               ///< what the guard said of a finished run; null if nothing
    std::string warned;         ///< what it said last before the end; empty if nothing
};

bool saysTheGuard(const Event& event) {
    return event.type == "warning" && optional<std::string>(event.data, "about", {}) == "guard";
}

Told readEvents(const std::filesystem::path& folder) {
    Told told;
    int round = 0;
    RunFolder::open(folder).readEvents(0, [&](const Event& event) {
        if (saysTheGuard(event)) told.warned = optional<std::string>(event.data, "text", {});
        if (event.type == "finished")
            told.stopped = optional<Json>(event.data, "guard", Json());
        if (event.type != "sample") return;
        const int now = optional<int>(event.data, "round", 0);
        if (now != round) told.samples.clear();
        round = now;
        told.samples.push_back(event.data);
    });
    return told;
}

/// Of the guard's verdict. Null is none.
bool hasStopped(const Json& verdict) { return verdict.is_object() && optional(verdict, "stops", true); }

/// The captioner that a round of the run left; round 0 is the one that it began with. 0 if the project does not have it.
Id captionerOf(Project& project, Id run, int round) {
    if (round == 0) return optional<Id>(optional(project.runs().get(run).job, "model_ids", Json::object()), "captioner", 0);
    for (const auto& model : project.models().ofRun(run))
        if (optional<int>(model.info, "round", 0) == round) return model.id;
    return 0;
}

}  // namespace

OptimisePage::OptimisePage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : TrainingPage(PageId::Optimise, workbench, Change::Models | Change::Images | Change::Runs | Change::Decisions, parent) {
    LaunchSpec spec;
    spec.page = QStringLiteral("optimise");
    spec.kind = QStringLiteral("optimize");
    spec.job = JobKind::Optimize;
    spec.fields = policyFields();
    spec.lead = QStringLiteral("algorithm");
    spec.models = {tr("&Captioner"), tr("&Reward model")};
    spec.launchText = tr("Optimise the captioner");
    spec.launchHelp = tr("Rounds of sampled captions, rewards and updates; each round leaves a captioner.");
    m_panel = new LaunchPanel(workbench, actions, spec, m_work);
    m_policy = m_panel->model(0);
    m_reward = m_panel->model(1);
    m_policy->setToolTip(tr("The captioner that the first round begins with.") + QLatin1Char('\n') + tr("Default: the current captioner"));
    m_reward->setToolTip(tr("What the captions of each round are scored with.") + QLatin1Char('\n') +
                         tr("Default: the current reward model"));
    followAlgorithm();

    makeColumns()->addWidget(makeRight(), 1);

    connect(m_panel, &LaunchPanel::launchWanted, this, &OptimisePage::launch);
    connect(m_policy, &QComboBox::activated, this, &OptimisePage::refresh);
    connect(m_reward, &QComboBox::activated, this, &OptimisePage::showFactsOfReward);
    connect(&workbench, &Workbench::optimisingWanted, this, [this](qint64 reward) {
        m_wantedReward = reward;
        refresh();
    });
    connect(&project(), &ProjectService::closed, this, [this] { m_wantedReward = 0; });
    connect(m_panel->form(), &OptionForm::changed, this, &OptimisePage::followAlgorithm);
    connect(m_empty, &EmptyState::secondaryClicked, this, &OptimisePage::learnFromPairs);
    connect(m_board, &RunBoard::selectionChanged, this, &OptimisePage::loadSamples);
    connect(m_samples, &SampleList::imageActivated, &workbench, &Workbench::imageWanted);
    connect(&workbench.runs, &RunQueue::event, this, &OptimisePage::takeEvent);
}

OptimisePage::~OptimisePage() { workbench().settings.setValue(kRowSizes, m_rows->saveState()); }

QWidget* OptimisePage::makeRight() {
    auto* right = m_rows = new QSplitter(Qt::Vertical, m_work);
    right->setObjectName(QStringLiteral("rows"));
    right->setChildrenCollapsible(false);
    auto* curves = new QWidget(right);
    m_board = new RunBoard(workbench(), QStringLiteral("optimize"), tr("Reward"), curves);
    m_board->setNextStep(tr("Judge it"), tr("Compares, blind, the captioner that the run made with the one that it started from."),
                         [this](Id run) { judge(run); });
    m_board->board()->setMetricTitles(metricTitles());
    m_board->board()->setXLabel(tr("round"));
    m_board->board()->setEmptyText(tr("The curves of a run appear here while it works."));
    auto* samples = new Section(tr("Captions of the reference and now, with their reward"), right);
    samples->setToolTip(tr("The reference is the captioner that this line of captioners began with, whichever round the run started from. The KL "
                           "is measured from it, too."));
    samples->setContentsMargins(0, theme::kGrid, 0, 0);  // from what is above
    m_samples = new SampleList(samples);
    samples->body()->addWidget(m_samples, 1);
    auto* watched = new QVBoxLayout(curves);
    watched->setContentsMargins(0, 0, 0, 0);
    watched->setSpacing(theme::kGrid);
    watched->addWidget(m_board, 1);
    watched->addWidget(makeGuard(curves));
    right->addWidget(curves);
    right->addWidget(samples);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);
    right->setSizes({theme::kGrid * 85, theme::kGrid * 31});
    right->restoreState(workbench().settings.value(kRowSizes).toByteArray());
    return right;
}

/// What it says stands with the curves that it watches, of the run that is selected.
QWidget* OptimisePage::makeGuard(QWidget* parent) {
    auto* guard = new QWidget(parent);
    guard->setObjectName(QStringLiteral("guardWords"));
    guard->setAccessibleName(tr("Guard"));
    auto* title = new QLabel(tr("Guard"), guard);
    theme::makeTitle(title, theme::Text::Body);
    m_guard = new QLabel(guard);
    m_guard->setTextFormat(Qt::PlainText);
    m_guard->setWordWrap(true);
    m_makeCurrent = new QPushButton(guard);
    m_makeCurrent->hide();
    connect(m_makeCurrent, &QPushButton::clicked, this, &OptimisePage::makePointedCurrent);
    auto* row = new QHBoxLayout(guard);
    row->setContentsMargins(0, 0, 0, theme::kGrid);  // away from the handle below, whose dots would look like a line under words
    row->setSpacing(theme::kGrid * 2);
    row->addWidget(title, 0, Qt::AlignTop);
    row->addWidget(m_guard, 1, Qt::AlignTop);
    row->addWidget(m_makeCurrent, 0, Qt::AlignTop);
    return guard;
}

void OptimisePage::showFacts(const TrainingFacts& facts) {
    fillModelBox(*m_policy, facts.captioners, facts.currentCaptioner);
    fillModelBox(*m_reward, facts.rewards, facts.currentReward);
    if (const int wanted = m_reward->findData(std::exchange(m_wantedReward, 0)); wanted >= 0) m_reward->setCurrentIndex(wanted);
    m_trainImages = facts.trainImages;
    m_rewards = facts.rewards;
    showFactsOfReward();
    m_panel->setWorkload(facts.captioner, {.images = facts.trainImages, .captions = 0});
    showObstacle();
    const bool judged = facts.decisions() > 0;
    const bool ready = !facts.captioners.empty() && (!m_rewards.empty() || (judged && !policyNeedsReward(m_algorithm)));
    showWork(ready);
    if (ready) return;
    if (facts.captioners.empty()) {
        m_next = PageId::Library;
        m_empty->setContent(QStringLiteral("run-build"), tr("There is no captioner to optimise"),
                            tr("Add the checkpoint folder of a captioner in the Library first."));
        m_empty->setPrimary(tr("Go to the Library"));
        m_empty->setSecondary({});
    } else {
        m_next = PageId::Reward;
        m_empty->setContent(QStringLiteral("run-build"), tr("There is no reward model yet"),
                            tr("The captioner is optimised towards what a reward model has learnt from the ratings. Train one first."));
        m_empty->setPrimary(tr("Train a reward model"));
        m_empty->setSecondary(judged ? tr("Learn from pairs, without a reward model") : QString());
    }
}

void OptimisePage::showFactsOfReward() {
    QStringList doubts;
    if (policyNeedsReward(m_algorithm))
        for (const auto& reward : m_rewards)
            if (reward.id == m_reward->currentData().toLongLong()) doubts = rewardDoubts(optional<Json>(reward.info, "report", Json()));
    m_panel->setFacts(tr("%Ln training image(s) to write captions of.", nullptr, static_cast<int>(m_trainImages)),
                      doubts.join(QLatin1Char('\n')));
}

void OptimisePage::showObstacle() {
    m_panel->setObstacle(!m_rewards.empty() || !policyNeedsReward(m_algorithm) ? QString() : tr("There is no reward model yet."));
}

void OptimisePage::followAlgorithm() {
    const std::string now = m_panel->form()->allValues().value(QStringLiteral("algorithm")).toString().toStdString();
    if (now == m_algorithm) return;
    m_algorithm = now;
    m_panel->form()->setPresets(Words::presets(now));
    showFactsOfReward();
    showObstacle();
}

void OptimisePage::learnFromPairs() {
    m_panel->form()->setValues({{QStringLiteral("algorithm"), QStringLiteral("dpo")}});
    followAlgorithm();
    refresh();
}

void OptimisePage::launch() {
    workbench().runs.launch([settings = m_panel->settings(), policy = m_policy->currentData().toLongLong(),
                             reward = m_reward->currentData().toLongLong()](Project& project) {
        return draftOptimize(project, settings, policy, reward);
    });
}

void OptimisePage::judge(Id run) {
    struct Pair {
        Id before = 0, made = 0;
    };
    project().read(
        this,
        [run](Project& p) {
            const auto made = p.models().ofRun(run);
            // What the guard stopped is judged by its best round, if it has one.
            const Json stopped = readEvents(p.runsFolder() / p.runs().get(run).folder).stopped;
            const int best = hasStopped(stopped) ? optional<int>(stopped, "best_round", 0) : 0;
            Id shown = best > 0 ? captionerOf(p, run, best) : 0;
            if (shown == 0 && !made.empty()) shown = made.back().id;
            return Pair{captionerOf(p, run, 0), shown};
        },
        [this](const Pair& pair) {
            if (pair.before > 0 && pair.made > 0) Q_EMIT workbench().judgingWanted(pair.before, pair.made);
        });
}

void OptimisePage::takeEvent(qint64 run, const Event& event) {
    const auto live = workbench().runs.find(run);
    if (!live || live->kind != QLatin1String("optimize")) return;
    if (event.type == "sample") putSample(run, event.data);
    if (saysTheGuard(event) && run == m_board->selected()) showGuard(coreText(optional<std::string>(event.data, "text", {})));
}

void OptimisePage::showGuard(const QString& warning) {
    m_guard->setText(warning.isEmpty() ? tr("The guard watches KL, length, repetition, entropy, what captions tell of their "
                                            "images and whether better-rated captions gain, and stops a run that games its reward.")
                                       : warning);
    QPalette palette = m_guard->palette();
    palette.setColor(QPalette::WindowText, warning.isEmpty() ? theme::quietText() : theme::tone(theme::Tone::Warning));
    m_guard->setPalette(palette);
    m_guard->parentWidget()->setAccessibleDescription(m_guard->text());
}

void OptimisePage::showStop(Id run, const Json& stopped) {
    m_pointed = {};
    m_makeCurrent->hide();
    if (!stopped.is_object()) return showGuard({});
    const int best = optional<int>(stopped, "best_round", 0);
    const QString text = coreText(optional<std::string>(stopped, "text", {}));
    if (hasStopped(stopped)) {
        // The project went back by itself; its other rounds can be made current in the History.
        return showGuard(joinSentences(
            {tr("The guard stopped run %1: %2.").arg(run).arg(text),
             best > 0 ? tr("The captioner of round %1 is the best so far: new work starts from it.").arg(best)
                      : tr("No round was better than the captioner that the run began with: new work starts from that.")}));
    }
    showGuard(joinSentences({tr("The guard was off; it would have stopped run %1 after round %2: %3.")
                                 .arg(run).arg(optional<int>(stopped, "round", 0)).arg(text),
                             best > 0 ? tr("The captioner of round %1 is the best so far.").arg(best)
                                      : tr("No round was better than the captioner that the run began with.")}));
    m_pointed = {run, best};
    m_makeCurrent->setText(best > 0 ? tr("Make round %1 current").arg(best) : tr("Go back to where it began"));
    m_makeCurrent->setEnabled(!project().isReadOnly());
    m_makeCurrent->setToolTip(project().isReadOnly() ? tr("The project is open for reading only.")
                                                     : tr("What is done next starts from this captioner."));
    m_makeCurrent->show();
}

void OptimisePage::makePointedCurrent() {
    project().write(
        this, Change::Models,
        [pointed = m_pointed](Session& session) {
            const Id model = captionerOf(session.project(), pointed.first, pointed.second);
            if (model == 0) throw Error("the captioner of that round is not in the project");
            session.setCurrentModel(model);
        },
        [this] { m_makeCurrent->hide(); }, {}, TaskThread::Priority::Urgent);
}

void OptimisePage::loadSamples(Id run) {
    m_samples->samples().clear();
    showStop(run, Json());
    if (run == 0) return;
    project().read(
        this, [run](Project& p) { return readEvents(p.runsFolder() / p.runs().get(run).folder); },
        [this, run](const Told& told) {
            if (run != m_board->selected()) return;
            showStop(run, told.stopped);
            if (!told.stopped.is_object() && !told.warned.empty()) showGuard(coreText(told.warned));
            for (const auto& sample : told.samples) putSample(run, sample);
        });
}

void OptimisePage::putSample(Id run, const Json& data) {
    if (run != m_board->selected() && m_board->selected() != 0) return;
    PolicySample sample;
    sample.image = optional<std::int64_t>(data, "image", 0);
    sample.round = optional<int>(data, "round", 0);
    sample.before = QString::fromStdString(optional<std::string>(data, "before", {}));
    sample.now = QString::fromStdString(optional<std::string>(data, "now", {}));
    sample.rewardBefore = optional<double>(data, "reward_before", std::nan(""));
    sample.rewardNow = optional<double>(data, "reward_now", std::nan(""));
    m_samples->samples().put(sample);
    project().read(
        this,
        [image = sample.image](Project& p) {
            const auto record = p.images().find(image);
            return record ? QString::fromStdString(p.resolve(record->path).string()) : QString();
        },
        [this, image = sample.image](const QString& path) {
            if (path.isEmpty()) return;
            workbench().pictures.get(path, this, [this, image](const QImage& picture, const QString&) {
                m_samples->samples().setPicture(image, picture);
            });
        });
}

}  // namespace attune
