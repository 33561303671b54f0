#include "workbench/reward/reward_page.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include "data/reward_options.h"
#include "protocol/run_folder.h"
#include "session/model_name.h"
#include "widgets/duration_text.h"
#include "widgets/empty_state.h"
#include "widgets/theme.h"
#include "workbench/decision_counts.h"
#include "workbench/option_fields.h"
#include "workbench/reward/pair_disagreements.h"
#include "workbench/reward/reward_doubts.h"
#include "workbench/reward/reward_report_view.h"
#include "workbench/save_export.h"
#include "workbench/training/launch_panel.h"
#include "workbench/training/metric_titles.h"
#include "workbench/training/model_box.h"
#include "workbench/training/run_board.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::RewardPage)

  public:
    static QList<OptionPreset> presets() {
        return {{tr("Default"), {}, tr("Eight heads on all features.")},
                {tr("A quick look"), {{QStringLiteral("epochs"), 60}, {QStringLiteral("heads"), 4}}, tr("Half the heads, fewer epochs.")},
                {tr("Careful"), {{QStringLiteral("heads"), 16}, {QStringLiteral("patience"), 120}}, tr("More heads, more patience.")}};
    }
};

struct Report {
    QString model;  ///< what the user called it; empty where it has the name that the program gave
    ReportOrigin origin;
    Json report;
    QVector<JudgedCaption> captions;
    QVector<PairDisagreement> pairs;
};

/// What the run was given to learn from.
void countDecisions(const RunFolder& folder, ReportOrigin& origin) {
    for (const char* name : {"ratings", "comparisons"})
        for (const Json& row : folder.inputs(name)) {
            ++origin.decisions;
            origin.simulated += optional<bool>(row, "simulated", false) ? 1 : 0;
        }
}

/// The report of the run's last `finished` event, and the captions that it speaks of.
Report readReport(Project& project, Id run) {
    Report result;
    for (const auto& model : project.models().ofRun(run))
        if (model.kind == "reward" && model.name != generatedModelName(model)) result.model = QString::fromStdString(model.name);
    const RunFolder folder = RunFolder::open(project.runsFolder() / project.runs().get(run).folder);
    countDecisions(folder, result.origin);
    folder.readEvents(0, [&](const Event& event) {
        if (event.type == "finished") result.report = event.data;
    });
    if (!result.report.is_object()) return result;
    const auto captions = folder.inputs("captions");
    const Json rows = optional<Json>(result.report, "rows", Json::array());
    const Json given = optional<Json>(result.report, "given", Json::array());
    const Json predicted = optional<Json>(result.report, "predicted", Json::array());
    for (std::size_t i = 0; i < given.size() && i < predicted.size(); ++i) {
        JudgedCaption caption;
        caption.given = given[i].get<double>();
        caption.predicted = predicted[i].get<double>();
        if (i < rows.size() && rows[i].get<std::size_t>() < captions.size()) {
            const Json& row = captions[rows[i].get<std::size_t>()];
            caption.image = optional<std::int64_t>(row, "image", 0);
            caption.text = QString::fromStdString(optional<std::string>(row, "text", {}));
        }
        result.captions.append(caption);
    }
    result.pairs = readPairDisagreements(project, result.report, captions);
    return result;
}

}  // namespace

RewardPage::RewardPage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : TrainingPage(PageId::Reward, workbench, Change::Models | Change::Decisions | Change::Runs, parent) {
    LaunchSpec spec;
    spec.page = QStringLiteral("reward");
    spec.kind = QStringLiteral("train_reward");
    spec.job = JobKind::TrainReward;
    spec.fields = optionFields(describeOptions<RewardOptions>(),
                               {QStringLiteral("features"), QStringLiteral("heads"), QStringLiteral("hidden_size"), QStringLiteral("epochs"),
                                QStringLiteral("learning_rate"), QStringLiteral("weight_decay")});
    spec.presets = Words::presets();
    spec.models = {tr("&Reads through")};
    spec.launchText = tr("Train the reward model");
    spec.launchHelp = tr("Learns to rate captions as they were rated.");
    m_panel = new LaunchPanel(workbench, actions, spec, m_work);
    m_backbone = m_panel->model(0);
    m_backbone->setToolTip(tr("The captioner whose states it judges by, or an encoder of images and texts (CLIP, SigLIP)."));
    m_tabs = new QTabWidget(m_work);
    m_tabs->setDocumentMode(true);
    m_board = new RunBoard(workbench, QStringLiteral("train_reward"), tr("Rank correlation"), m_tabs);
    m_board->board()->setMetricTitles(metricTitles());
    m_board->board()->setXLabel(tr("epoch"));
    m_board->board()->setEmptyText(tr("The curves of a run appear here while it works."));
    m_board->setNextStep(tr("Optimise with it"), tr("The captioner learns what this reward model prefers."),
                         [this](Id run) { optimise(run); });
    m_report = new RewardReportView(m_tabs);
    m_tabs->addTab(m_board, tr("Curves"));
    m_tabs->addTab(m_report, tr("Report"));
    auto* columns = makeColumns();
    auto* right = new QVBoxLayout;
    right->setSpacing(theme::kGrid);
    right->addWidget(makeDoubts());
    right->addWidget(m_tabs, 1);
    columns->addLayout(right, 1);

    connect(m_panel, &LaunchPanel::launchWanted, this, &RewardPage::launch);
    connect(m_backbone, &QComboBox::activated, this, &RewardPage::refresh);
    connect(m_board, &RunBoard::selectionChanged, this, &RewardPage::loadReport);
    connect(m_report, &RewardReportView::imageActivated, &workbench, &Workbench::imageWanted);
    connect(m_report, &RewardReportView::exportRequested, this,
            [this](const QString& name, const ExportPaint& paint) { savePainted(this, this->workbench(), name, paint); });
}

QWidget* RewardPage::makeDoubts() {
    m_doubts = new QWidget(m_work);
    m_doubtWords = new QLabel(m_doubts);
    m_doubtWords->setWordWrap(true);
    m_doubtWords->setTextFormat(Qt::PlainText);
    QPalette palette = m_doubtWords->palette();
    palette.setColor(QPalette::WindowText, theme::tone(theme::Tone::Warning));
    m_doubtWords->setPalette(palette);
    auto* rate = new QPushButton(theme::icon(QStringLiteral("rating")), tr("Rate captions"), m_doubts);
    connect(rate, &QPushButton::clicked, this, [this] { Q_EMIT workbench().pageWanted(PageId::Rate); });
    auto* row = new QHBoxLayout(m_doubts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid * 2);
    row->addWidget(m_doubtWords, 1);
    row->addWidget(rate, 0, Qt::AlignTop);
    m_doubts->hide();
    return m_doubts;
}

void RewardPage::showFacts(const TrainingFacts& facts) {
    const bool ready = facts.decisions() > 0 && !facts.captioners.empty();
    showWork(ready);
    m_panel->setObstacle(ready ? QString() : tr("There is nothing to learn from yet."));
    m_next = facts.captioners.empty() ? PageId::Library : PageId::Rate;
    if (!ready && facts.captioners.empty()) {
        m_empty->setContent(QStringLiteral("office-chart-line"), tr("There is no captioner yet"),
                            tr("A reward model reads captions through a captioner. Add the folder of one in the Library."));
        m_empty->setPrimary(tr("Go to the Library"));
        return;
    }
    if (!ready) {
        m_empty->setContent(QStringLiteral("office-chart-line"), tr("There is nothing to learn from yet"),
                            tr("Rate captions first: about 50 decisions make a first reward model."));
        m_empty->setPrimary(tr("Rate captions"));
        return;
    }
    m_panel->setFacts(tr("It learns from %1 and %2, on %3.")
                          .arg(ratingsText(facts.ratings), comparisonsText(facts.comparisons),
                               tr("%Ln image(s)", nullptr, static_cast<int>(facts.judgedImages))),
                      facts.simulated == 0                   ? QString()
                      : facts.simulated == facts.decisions() ? tr("All of them came from the simulated rater.")
                                                             : tr("%Ln of them came from the simulated rater.", nullptr,
                                                                  static_cast<int>(facts.simulated)));
    auto readers = facts.captioners;
    readers.insert(readers.end(), facts.encoders.begin(), facts.encoders.end());
    fillModelBox(*m_backbone, readers, facts.currentCaptioner);
    m_panel->setWorkload(facts.captioner, {.images = facts.judgedImages, .captions = facts.judgedCaptions});
}

void RewardPage::launch() {
    workbench().runs.launch([settings = m_panel->settings(), backbone = m_backbone->currentData().toLongLong()](
                                Project& project) { return draftTrainReward(project, settings, backbone); });
    m_tabs->setCurrentWidget(m_board);
}

void RewardPage::optimise(Id run) {
    project().read(
        this,
        [run](Project& p) {
            for (const auto& model : p.models().ofRun(run))
                if (model.kind == "reward") return model.id;
            return Id{0};
        },
        [this](Id reward) {
            // A run that left none can still be followed by a round with another.
            reward > 0 ? Q_EMIT workbench().optimisingWanted(reward) : Q_EMIT workbench().pageWanted(PageId::Optimise);
        });
}

QVariantMap RewardPage::state() const {
    QVariantMap state = TrainingPage::state();
    state.insert(QStringLiteral("tab"), m_tabs->currentIndex());
    return state;
}

void RewardPage::restore(const QVariantMap& state) {
    TrainingPage::restore(state);
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toInt());
}

void RewardPage::loadReport(Id run) {
    if (run == 0) return showReport({}, Json(), {}, {});
    project().read(
        this, [run](Project& p) { return readReport(p, run); },
        [this, run](const Report& report) {
            if (run != m_board->selected()) return;
            ReportOrigin origin = report.origin;
            origin.title = report.model.isEmpty() ? tr("Report of run %1").arg(run) : tr("Report of run %1: %2").arg(run).arg(report.model);
            showReport(origin, report.report, report.captions, report.pairs);
        });
}

void RewardPage::showReport(const ReportOrigin& origin, const Json& report, const QVector<JudgedCaption>& captions,
                            const QVector<PairDisagreement>& pairs) {
    m_report->show(origin, report, captions, pairs);
    const QStringList doubts = rewardDoubts(report);
    // Beside it stands what the next run would learn from.
    m_doubtWords->setText(tr("Run %1: %2").arg(m_board->selected()).arg(doubts.join(QLatin1Char('\n'))));
    m_doubts->setVisible(!doubts.isEmpty());
}

}  // namespace attune
