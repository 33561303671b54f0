#include "workbench/judge/judge_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "widgets/action_registry.h"
#include "widgets/caption_card.h"
#include "widgets/chip.h"
#include "widgets/empty_state.h"
#include "widgets/image_view.h"
#include "widgets/progress_row.h"
#include "widgets/rating_scale.h"
#include "widgets/theme.h"
#include "workbench/action_button.h"
#include "workbench/export/decision_import.h"
#include "workbench/judge/judge_desk.h"
#include "workbench/judge/judge_result.h"
#include "workbench/judge/judge_setup.h"
#include "workbench/key_hints.h"
#include "workbench/picture_commands.h"
#include "workbench/rate/word_difference.h"
#include "workbench/run_words.h"
#include "workbench/sentences.h"
#include "workbench/shown_picture.h"

namespace attune {

namespace {

constexpr int kMargin = theme::kGrid * 2;
constexpr const char* kDecisions[] = {"judge.left", "judge.tie", "judge.bad", "judge.right", "judge.skip"};

}  // namespace

JudgePage::JudgePage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : Page(PageId::Judge, workbench, parent), m_actions(actions), m_desk(&JudgeDesk::of(workbench)) {
    addActions();
    m_setup = new JudgeSetup(workbench, this);
    m_preparing = makePreparing();
    m_work = makeWork();
    m_pictureCommands = addPictureCommands(actions, QStringLiteral("judge"), m_picture, Panning::ByShiftArrows);
    m_result = new JudgeResult(workbench, actions, this);
    m_stack = new QStackedLayout(this);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_setup, m_preparing, m_work, m_result}) m_stack->addWidget(widget);

    connect(m_setup, &JudgeSetup::startWanted, this, [this] {
        m_resultWanted = false;
        m_desk->start(m_setup->wish(), m_setup->wantsMetrics());
    });
    connect(m_desk, &JudgeDesk::stateChanged, this, &JudgePage::showState);
    connect(m_desk, &JudgeDesk::pairChanged, this, &JudgePage::showPair);
    connect(m_desk, &JudgeDesk::notSaved, this, [this](const Problem& problem) {
        this->workbench().report({tr("The decision was not saved: %1").arg(problem.what), problem.why, problem.remedy});
    });
    connect(&project(), &ProjectService::opened, this, [this] {
        m_stale = m_metricsStale = true;
        m_resultWanted = false;
        if (isVisible()) activated();
    });
    connect(&project(), &ProjectService::changed, this, [this](Changes changes) {
        if (changes.testFlag(Change::Models) || changes.testFlag(Change::Images)) isVisible() ? m_setup->refresh() : void(m_stale = true);
        if (changes & (Changes(Change::Runs) | Change::Scores)) m_metricsStale = true;
        if (m_metricsStale && isVisible() && m_stack->currentWidget() == m_result) readMetrics();
    });
    connect(&workbench, &Workbench::decisionTurned, this, [this](qint64 image, bool, int decisions) {
        if (decisions > 0) m_desk->showTurned(image);
    });
    connect(&DecisionImport::of(workbench), &DecisionImport::ended, this, [this] { m_desk->showTurned(0); });
    connect(&workbench, &Workbench::judgingWanted, this, [this](qint64 a, qint64 b) {
        m_resultWanted = false;
        m_setup->choose(a, b);
        const auto& wish = m_desk->match().wish;
        if (wish.a != a || wish.b != b) m_desk->leave();
    });
    connect(&workbench.runs, &RunQueue::runChanged, this, &JudgePage::showProgress);
    if (project().isOpen()) m_stale = true;
    showState();
    showPair();  // there is one where the window is made anew
}

void JudgePage::addActions() {
    const QString page = QStringLiteral("judge");
    const auto add = [&](const char* id, Words words, Words help, const char* icon, QKeySequence key,
                         std::function<void()> run, bool leads = false) {
        ActionSpec spec{QLatin1String(id), page, std::move(words), std::move(help), QLatin1String(icon), {}, {page}, leads};
        if (!key.isEmpty()) spec.keys = {key};
        connect(m_actions.add(spec), &QAction::triggered, this, std::move(run));
    };
    const auto decide = [this](Preference outcome) { return [this, outcome] { m_desk->decide(outcome); }; };
    add("judge.left", [] { return tr("Left is better"); }, {}, "", QKeySequence(Qt::Key_Left), decide(Preference::Left));
    add("judge.right", [] { return tr("Right is better"); }, {}, "", QKeySequence(Qt::Key_Right), decide(Preference::Right));
    add("judge.tie", [] { return tr("Equally good"); }, {}, "", QKeySequence(Qt::Key_Up), decide(Preference::Tie));
    add("judge.bad", [] { return tr("Both bad"); }, {}, "", QKeySequence(Qt::Key_Down), decide(Preference::BothBad));
    add("judge.skip", [] { return tr("Skip"); }, [] { return tr("The pair comes again behind the others."); }, "",
        QKeySequence(Qt::Key_S), [this] { m_desk->skip(); });
    add("judge.result", [] { return tr("Show &result"); }, [] { return tr("Tells whose captions they are; better when all are judged."); },
        "office-chart-line", {}, [this] {
            m_resultWanted = true;
            showState();
        });
    add("judge.continue", [] { return tr("&Go on judging"); }, {}, "go-next", {}, [this] {
        m_resultWanted = false;
        showState();
    });
    add("judge.new", [] { return tr("&New judgement"); }, [] { return tr("Decisions that were made are kept."); }, "document-new", {},
        [this] {
            m_resultWanted = false;
            m_desk->leave();
        }, true);
    add("judge.rate_worse", [] { return tr("Rate &these"); },
        [] { return tr("The Rate page shows the selected images, or all that are listed."); }, "rating", {},
        [this] { Q_EMIT workbench().ratingWanted(m_result->worseImages()); });
}

QWidget* JudgePage::makePreparing() {
    auto* preparing = new QWidget(this);
    m_waiting = new EmptyState(preparing);
    m_progress = new ProgressRow(preparing);
    connect(m_progress, &ProgressRow::cancelRequested, m_desk, &JudgeDesk::cancelPreparing);
    auto* rows = new QVBoxLayout(preparing);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->addWidget(m_waiting, 1);
    rows->addWidget(m_progress);
    return preparing;
}

QWidget* JudgePage::makeWork() {
    auto* work = new QWidget(this);
    m_count = new QLabel(work);
    theme::makeQuiet(m_count, theme::Text::Body);
    auto* top = new QHBoxLayout;
    top->setSpacing(theme::kGrid);
    top->addWidget(m_count, 1);
    for (const char* id : {"judge.result", "judge.new"}) {
        QPushButton* button = makeActionButton(m_actions.action(QLatin1String(id)), work);
        button->setFocusPolicy(Qt::TabFocus);
        top->addWidget(button);
    }
    m_picture = new ImageView(work);
    m_name = new QLabel(work);
    m_name->setAlignment(Qt::AlignHCenter);
    theme::makeQuiet(m_name);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(theme::kGrid * 2);
    for (const QString& side : {tr("Left"), tr("Right")}) {
        auto* card = new CaptionCard(side, work);
        // They are compared and not rated.
        card->ratingScale()->hide();
        for (const char* flag : {"hallucinates", "incomplete", "repeats"}) card->flagChip(QLatin1String(flag))->hide();
        const Preference outcome = m_cards.isEmpty() ? Preference::Left : Preference::Right;
        connect(card, &CaptionCard::preferred, this, [this, outcome] { m_desk->decide(outcome); });
        cards->addWidget(card, 1);
        m_cards.append(card);
    }
    auto* rows = new QVBoxLayout(work);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->setSpacing(theme::kGrid);
    rows->addLayout(top);
    rows->addWidget(m_picture, 1);
    rows->addWidget(m_name);
    rows->addLayout(cards);
    rows->addWidget(makeKeyHints(m_actions, kDecisions, work));
    return work;
}

void JudgePage::activated() {
    if (m_stale && project().isOpen()) {
        m_stale = false;
        m_setup->refresh();
        if (m_desk->state() == JudgeDesk::State::Unknown) m_desk->reload();
    }
    if (m_metricsStale && m_stack->currentWidget() == m_result) readMetrics();
    m_stack->currentWidget() == m_setup ? m_setup->takeFocus() : setFocus();
}

QVariantMap JudgePage::state() const {
    return {{QStringLiteral("result"), m_resultWanted},
            {QStringLiteral("worse"), m_result->worseImage()},
            {QStringLiteral("setup"), m_setup->state()}};
}

void JudgePage::restore(const QVariantMap& state) {
    m_resultWanted = state.value(QStringLiteral("result")).toBool();
    m_result->keep(state.value(QStringLiteral("worse")).toLongLong());
    m_setup->restore(state.value(QStringLiteral("setup")).toMap());
    showState();
}

void JudgePage::showState() {
    using State = JudgeDesk::State;
    const State state = m_desk->state();
    const bool result = state == State::Done || (state == State::Judging && m_resultWanted);
    QWidget* before = m_stack->currentWidget();
    m_stack->setCurrentWidget(state == State::Unknown || state == State::Choosing ? static_cast<QWidget*>(m_setup)
                              : state == State::Preparing                         ? m_preparing
                              : result                                            ? static_cast<QWidget*>(m_result)
                                                                                  : m_work);
    updateAvailable();
    showProgress();
    if (state == State::Choosing) m_setup->setMatch(m_desk->match(), m_desk->decided(), m_desk->toDecide());
    if (state == State::Choosing && before != m_setup) m_setup->refresh();
    if (result) showResult();
    if (m_stack->currentWidget() == m_work && before != m_work) setFocus();
}

void JudgePage::updateAvailable() {
    const bool judging = m_stack->currentWidget() == m_work;
    const bool result = m_stack->currentWidget() == m_result;
    // Asleep elsewhere, so that arrows go to tables and fields.
    for (const char* id : kDecisions) m_actions.setAvailable(QLatin1String(id), judging, tr("No pair is shown."));
    if (judging) m_actions.setAvailable(QStringLiteral("judge.skip"), m_desk->canSkip(), tr("No other pair is open."));
    for (const QString& id : m_pictureCommands) m_actions.setAvailable(id, judging, tr("No pair is shown."));
    m_actions.setAvailable(QStringLiteral("judge.result"), judging, tr("No pair is shown."));
    m_actions.setAvailable(QStringLiteral("judge.continue"), result && m_desk->state() == JudgeDesk::State::Judging,
                           tr("All pairs are judged."));
    m_actions.setAvailable(QStringLiteral("judge.new"), judging || result, tr("No judgement is open."));
    m_actions.setAvailable(QStringLiteral("judge.rate_worse"), result && !m_result->worseImages().isEmpty(),
                           tr("No image is listed."));
}

void JudgePage::showPair() {
    const JudgePair* pair = m_desk->pair();
    showCount();
    updateAvailable();  // the last one cannot be skipped
    if (!pair) return;
    const QStringList texts{QString::fromStdString(pair->left().text), QString::fromStdString(pair->right().text)};
    for (int i = 0; i < 2; ++i) {
        m_cards[i]->setCaption(texts[i]);
        m_cards[i]->setEmphasised(wordsOfItsOwn(texts, i));
    }
    m_name->setText(pair->name);
    showPicture(workbench(), m_picture, pair->path, [this, image = pair->image] {
        const JudgePair* shown = m_desk->pair();
        return shown && shown->image == image;
    });
}

void JudgePage::showCount() {
    const int identical = static_cast<int>(m_desk->match().pairs.size()) - m_desk->toDecide();
    const int missing = static_cast<int>(m_desk->match().images.size() - m_desk->match().pairs.size());
    QStringList words{tr("%1 of %2 judged.").arg(m_desk->decided()).arg(m_desk->toDecide())};
    if (identical > 0) words.append(tr("%n pair(s) of the same words count as equal and are not shown.", nullptr, identical));
    if (missing > 0) words.append(tr("%n image(s) without captions left out.", nullptr, missing));
    m_count->setText(joinSentences(words));
}

void JudgePage::showProgress() {
    if (m_stack->currentWidget() != m_preparing) return;
    m_waiting->setContent(QStringLiteral("document-edit"), tr("The captions are being written"),
                          tr("Those that both captioners have written before are used again."));
    std::optional<LiveRun> run;
    for (const auto& live : workbench().runs.runs())
        if (!run && m_desk->runs().contains(live.id)) run = live;
    m_progress->setVisible(run.has_value());
    if (!run) return;
    m_progress->setTask(run->phase.isEmpty() ? runTitle(run->id, run->kind) : phaseText(run->phase));
    m_progress->setCancellable(true);
    run->total > 0 ? m_progress->setProgress(run->done, run->total, run->rate, run->eta) : m_progress->setIndeterminate();
    if (run->state != LiveRun::State::Working) m_progress->setNote(liveStateText(run->state));
}

void JudgePage::showResult() {
    m_result->showTally(m_desk->match(), m_desk->tally(), m_desk->state() == JudgeDesk::State::Done);
    readMetrics();
}

void JudgePage::readMetrics() {
    m_metricsStale = false;
    const std::uint64_t request = ++m_metricsRequest;
    project().read(
        this, [match = m_desk->match()](Project& project) { return loadMetrics(project, match); },
        [this, request](const JudgeMetrics& metrics) {
            if (request != m_metricsRequest) return;
            bool measuring = false;
            for (const auto& run : workbench().runs.runs()) measuring = measuring || run.kind == QLatin1String("evaluate");
            m_result->showMetrics(metrics, measuring);
            updateAvailable();
        });
}

}  // namespace attune
