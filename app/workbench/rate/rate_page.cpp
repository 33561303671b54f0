#include "workbench/rate/rate_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/action_registry.h"
#include "widgets/caption_card.h"
#include "widgets/caption_editor.h"
#include "widgets/caption_words.h"
#include "widgets/empty_state.h"
#include "widgets/image_view.h"
#include "widgets/tab_order.h"
#include "widgets/theme.h"
#include "workbench/export/decision_import.h"
#include "workbench/key_hints.h"
#include "workbench/model_words.h"
#include "workbench/rate/note_dialog.h"
#include "workbench/rate/rate_bar.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/word_difference.h"
#include "workbench/shown_picture.h"

namespace attune {

namespace {

constexpr int kMaxCandidates = 4;
constexpr int kMargin = theme::kGrid * 2;
constexpr int kWidestCard = theme::kGrid * 84;  ///< more is hard to read, and two fill a window of 1440 pixels
constexpr const char* kHints[] = {"rate.left", "rate.tie", "rate.bad", "rate.right", "rate.words", "rate.edit", "rate.note", "rate.skip"};

QStringList toList(const std::set<std::string>& flags) {
    QStringList list;
    for (const auto& flag : flags) list.append(QString::fromStdString(flag));
    return list;
}

}  // namespace

RatePage::RatePage(Workbench& workbench, ActionRegistry& actions, QWidget* parent)
    : Page(PageId::Rate, workbench, parent), m_actions(actions), m_desk(&RateDesk::of(workbench)) {
    m_work = new QWidget(this);
    m_empty = new EmptyState(this);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_work);
    m_stack->addWidget(m_empty);
    m_picture = new ImageView(m_work);
    m_name = new QLabel(m_work);
    m_name->setAlignment(Qt::AlignHCenter);
    theme::makeQuiet(m_name);
    m_row = new QHBoxLayout;
    m_row->setSpacing(theme::kGrid * 2);
    m_row->addStretch();  // on both sides: gets what the cards at their widest leave
    for (int i = 0; i < kMaxCandidates; ++i) {
        m_cards.append(new CaptionCard(QString(QChar(u'A' + i)), m_work));
        m_cards.back()->setMaximumWidth(kWidestCard);
        m_row->addWidget(m_cards.back(), 1);
        connectCard(i);
    }
    m_row->addStretch();
    auto* rows = new QVBoxLayout(m_work);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->setSpacing(theme::kGrid);
    rows->addWidget(makeTop());
    rows->addWidget(m_picture, 1);
    rows->addWidget(m_name);
    rows->addLayout(m_row);
    addActions(actions);
    QWidget* hints = makeKeyHints(actions, kHints, m_work, tr("1–5  Rate"));
    rows->addWidget(hints);
    QList<QWidget*> order{m_bar, m_picture};
    for (CaptionCard* card : m_cards) order.append(card);
    tabInOrder(order << hints);

    connect(m_desk, &RateDesk::taskChanged, this, &RatePage::showTask);
    connect(m_desk, &RateDesk::decided, this, &RatePage::showState);
    connect(m_desk, &RateDesk::progressChanged, this, [this] {
        // Not all of a selection may be such as can be rated.
        if (!m_listed.isEmpty()) m_bar->showSelection(static_cast<int>(m_desk->progress().total));
        showProgress();
        if (!m_desk->task()) showEmpty();
    });
    connect(m_desk, &RateDesk::notSaved, this, [this](const Problem& problem) {
        this->workbench().report({tr("The decision was not saved: %1").arg(problem.what), problem.why, problem.remedy});
    });
    connect(m_desk, &RateDesk::pictureMoved, this, [this] { showPicture(*m_desk->task()); });
    connect(m_desk, &RateDesk::heldOut, this, [this](qint64 image) {
        decide([this, image] {
            if (isShown(image)) m_desk->skip();
        });
    });
    connect(m_desk, &RateDesk::editNotSaved, this, &RatePage::editAgain);
    connect(m_desk, &RateDesk::noteNotSaved, this, &RatePage::askNote);
    const auto keep = [this] { decide([] {}); };
    connect(&project(), &ProjectService::closing, this, keep);
    connect(&workbench, &Workbench::raterChanging, this, keep);
    connect(&project(), &ProjectService::opened, this, [this] {
        m_stale = true;
        m_listed.clear();
        if (isVisible()) restart();
    });
    connect(&workbench, &Workbench::ratingWanted, this, [this](const QVector<qint64>& images) {
        m_listed = images;
        m_stale = true;
        if (isVisible()) restart();
    });
    connect(&workbench, &Workbench::decisionTurned, this, [this](qint64 image, bool, int decisions) {
        if (decisions == 0) return;
        if (image > 0) return decide([this, image] { m_desk->showTurned(image); });
        m_desk->lookAgainForDecisions();  // of many images, as an import brought them
    });
    connect(&DecisionImport::of(workbench), &DecisionImport::ended, this, [this] { m_desk->lookAgainForDecisions(); });
    connect(&workbench.runs, &RunQueue::runChanged, this, [this] {
        showProgress();
        if (!m_desk->task()) showEmpty();
    });
    connect(m_empty, &EmptyState::primaryClicked, this, &RatePage::helpOn);
    connect(m_empty, &EmptyState::secondaryClicked, this, [this] { Q_EMIT this->workbench().pageWanted(PageId::Library); });
    if (m_desk->isStarted()) takeOver();
}

RatePage::~RatePage() {
    // The cards go with the window: they are asked, and not changed any more.
    for (int i = 0; i < kMaxCandidates; ++i)
        if (m_cards[i]->isEditing() && !m_cards[i]->editor()->text().isEmpty()) m_desk->edit(i, m_cards[i]->editor()->text());
    // So do the dialogs, behind their page.
    if (m_noteDialog) m_keepNote();
}

void RatePage::takeOver() {
    const QueueOptions& options = m_desk->options();
    if (options.strategy == QueueStrategy::Listed) m_listed = QVector<qint64>(options.images.begin(), options.images.end());
    m_stale = false;
    const auto come = m_desk->isLoading() ? m_listed.size() : static_cast<qsizetype>(m_desk->progress().total);
    m_bar->showSelection(m_listed.isEmpty() ? 0 : static_cast<int>(come));
    showProgress();
    showTask();
}

QWidget* RatePage::makeTop() {
    m_bar = new RateBar(workbench().settings, m_work);
    connect(m_bar, &RateBar::changed, this, &RatePage::restart);
    connect(m_bar, &RateBar::learningWanted, this, [this] { Q_EMIT this->workbench().pageWanted(PageId::Reward); });
    connect(m_bar, &RateBar::done, this, [this] { setFocus(); });
    connect(m_bar, &RateBar::blindChanged, this, &RatePage::showState);
    connect(m_bar, &RateBar::selectionDropped, this, &RatePage::goOnWithAll);
    return m_bar;
}

void RatePage::connectCard(int i) {
    CaptionCard* card = m_cards[i];
    connect(card, &CaptionCard::clicked, this, [this, i] { setCurrent(i); });
    connect(card, &CaptionCard::rated, this, [this, i](int value) {
        setCurrent(i);
        decide([this, i, value] { m_desk->rate(i, value); });
    });
    connect(card, &CaptionCard::flagToggled, this,
            [this, i](const QString& flag) { m_desk->toggleFlag(i, flag.toStdString()); });
    connect(card, &CaptionCard::editFinished, this, [this, i](const QString& text) { m_desk->edit(i, text); });
    connect(card, &CaptionCard::preferred, this, [this, i] { preferBest(i); });
    connect(card, &CaptionCard::noteRequested, this, [this, i] {
        setCurrent(i);
        editNote();
    });
    connect(card, &CaptionCard::wordHovered, this, [this, i](int word) { showAttention(i, word); });
    connect(card->words(), &CaptionWords::left, this, [this] { setFocus(); });
}

void RatePage::activated() {
    // Not started: what there is to rate could not be read.
    if (m_stale || (project().isOpen() && !m_desk->isStarted())) restart();
    takeFocus();
}

void RatePage::deactivated() { m_picture->setOverlay({}, 0, 0); }

void RatePage::restart() {
    m_stale = false;
    QueueOptions options;
    options.strategy = m_listed.isEmpty() ? m_bar->strategy() : QueueStrategy::Listed;
    options.candidates = m_bar->candidates();
    options.images.assign(m_listed.begin(), m_listed.end());
    m_bar->showSelection(static_cast<int>(m_listed.size()));
    decide([this, options] { m_desk->start(options); });
}

QList<CaptionCard*> RatePage::cards() const {
    QList<CaptionCard*> shown;
    for (CaptionCard* card : m_cards)
        if (!card->isHidden()) shown.append(card);
    return shown;
}

void RatePage::showTask() {
    const RateTask* task = m_desk->task();
    if (!task) return showEmpty();
    // Before the button goes, which would give it to whatever comes next.
    if (m_empty->isAncestorOf(window()->focusWidget())) setFocus();
    m_stack->setCurrentWidget(m_work);
    showCandidates(*task);
    showPicture(*task);
    setCurrent(0);
    showState();
}

void RatePage::showCandidates(const RateTask& task) {
    QStringList texts;
    for (const auto& candidate : task.candidates) texts.append(QString::fromStdString(candidate.caption.text));
    for (int i = 0; i < kMaxCandidates; ++i) {
        m_cards[i]->setVisible(i < texts.size());
        if (i >= texts.size()) continue;
        m_cards[i]->setCaption(texts[i]);
        m_cards[i]->setAlone(texts.size() == 1);
        m_cards[i]->setEmphasised(wordsOfItsOwn(texts, i));
    }
    for (const char* id : {"rate.left", "rate.right"}) m_actions.setAvailable(QLatin1String(id), true, {});  // takes their words anew
    for (const char* id : {"rate.tie", "rate.bad"}) m_actions.setAvailable(QLatin1String(id), isPair(), tr("Of two captions."));
}

bool RatePage::isPair() const {
    const RateTask* task = m_desk->task();
    return !task || task->candidates.size() == 2;
}

void RatePage::showPicture(const RateTask& task) {
    m_name->setText(task.imageName);
    attune::showPicture(workbench(), m_picture, task.path, [this, image = task.image] { return isShown(image); });
}

bool RatePage::isShown(Id image) const {
    const RateTask* task = m_desk->task();
    return task && task->image == image;
}

void RatePage::showState() {
    const RateTask* task = m_desk->task();
    if (!task) return;
    QStringList texts;
    for (int i = 0; i < static_cast<int>(task->candidates.size()); ++i) {
        const RateCandidate& candidate = task->candidates[static_cast<std::size_t>(i)];
        CaptionCard* card = m_cards[i];
        card->setRating(candidate.value.value_or(0));
        card->setFlags(toList(candidate.flags));
        card->setNote(candidate.note);
        card->setEdited(!candidate.edit.isEmpty());
        const QString letter(QChar(u'A' + i)), model = modelName(candidate.model);
        card->setLabel(m_bar->isBlind() || model.isEmpty() ? letter : QStringLiteral("%1 · %2").arg(letter, model));
        card->setPreferred(task->best == i || (i == 0 && task->outcome == Preference::Left) ||
                           (i == 1 && task->outcome == Preference::Right));
        card->setAlike(task->outcome == Preference::Tie       ? CaptionCard::Alike::Good
                       : task->outcome == Preference::BothBad ? CaptionCard::Alike::Bad
                                                              : CaptionCard::Alike::No);
    }
    selectUnrated();
}

/// The keys go to the next caption that still wants a rating, before the last one is on the disk.
void RatePage::selectUnrated() {
    const RateTask* task = m_desk->wanted();
    if (!task || !task->candidates[static_cast<std::size_t>(m_current)].isRated()) return;
    for (int i = 0; i < static_cast<int>(task->candidates.size()); ++i)
        if (!task->candidates[static_cast<std::size_t>(i)].isRated()) return setCurrent(i);
}

void RatePage::decide(std::function<void()> decision) {
    for (int i = 0; i < kMaxCandidates; ++i) {
        if (!m_cards[i]->isEditing()) continue;
        const QString text = m_cards[i]->editor()->text();
        m_cards[i]->stopEdit();
        if (!text.isEmpty()) return m_desk->edit(i, text, std::move(decision));
    }
    decision();
}

void RatePage::rate(int value) {
    decide([this, i = m_current, value] {
        m_desk->rate(i, value);
        selectUnrated();
    });
}

void RatePage::compare(Preference outcome) {
    decide([this, outcome] { m_desk->compare(outcome); });
}

void RatePage::preferBest(int candidate) {
    // The key is that of a button, too, which has nothing else to press it by.
    if (!m_desk->task() && m_empty->primaryButton() == window()->focusWidget()) return helpOn();
    decide([this, candidate] { m_desk->preferBest(candidate); });
}

void RatePage::setCurrent(int candidate) {
    // The arrows decide again: of another caption, or of another image, nobody has asked for the words.
    if (m_cards[m_current]->words()->hasFocus()) setFocus();
    m_current = candidate;
    for (int i = 0; i < kMaxCandidates; ++i) m_cards[i]->setSelected(i == candidate);
}

void RatePage::step(int by) {
    const int count = static_cast<int>(cards().size());
    if (count == 0) return;
    const bool isReading = m_cards[m_current]->words()->hasFocus();
    setCurrent((m_current + by + count) % count);
    if (isReading) readWords();
}

void RatePage::readWords() {
    if (m_desk->task() && !m_cards[m_current]->isEditing()) m_cards[m_current]->words()->read();
}

void RatePage::edit() {
    // One at a time: what is being written of another caption is kept first.
    decide([this] {
        const RateTask* task = m_desk->wanted();
        if (!task || m_current >= static_cast<int>(task->candidates.size())) return;
        m_cards[m_current]->startEdit(task->candidates[static_cast<std::size_t>(m_current)].edit);
    });
}

void RatePage::editAgain(qint64 caption, const QString& text) {
    const RateTask* task = m_desk->task();
    for (int i = 0; task && i < static_cast<int>(task->candidates.size()); ++i) {
        if (task->candidates[static_cast<std::size_t>(i)].caption.id != caption) continue;
        setCurrent(i);
        m_cards[i]->startEdit(text);
    }
}

void RatePage::prefer(bool left) {
    const RateTask* task = m_desk->task();
    if (!task) return;
    if (task->candidates.size() == 2)
        compare(left ? Preference::Left : Preference::Right);
    else
        step(left ? -1 : 1);
}

void RatePage::editNote() {
    const RateTask* task = m_desk->task();
    if (!task || m_current >= static_cast<int>(task->candidates.size())) return;
    const RateCandidate& candidate = task->candidates[static_cast<std::size_t>(m_current)];
    askNote(candidate, candidate.note);
}

void RatePage::askNote(const RateCandidate& candidate, const QString& note) {
    auto* dialog = new NoteDialog(QString::fromStdString(candidate.caption.text), note, window());
    m_noteDialog = dialog;
    // By the caption's id: a decision that was on its way may bring the next image while one writes.
    m_keepNote = [this, dialog, caption = candidate.caption.id, before = candidate.note] {
        if (const QString now = dialog->textValue().trimmed(); now != before) m_desk->setNote(caption, now);
    };
    connect(dialog, &QDialog::accepted, this, m_keepNote);
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        if (m_noteDialog == dialog) m_noteDialog = nullptr;
    });
    connect(&project(), &ProjectService::closing, dialog, &QDialog::accept);
    dialog->open();
}

void RatePage::showAttention(int candidate, int word) {
    const RateTask* task = m_desk->task();
    if (!task || word < 0 || candidate >= static_cast<int>(task->candidates.size())) return m_picture->setOverlay({}, 0, 0);
    attune::showAttention(workbench(), m_picture, task->candidates[static_cast<std::size_t>(candidate)].caption, word,
                          [this, word, image = task->image, card = m_cards[candidate]] {
                              // The pointer may be elsewhere by now.
                              return isShown(image) && card->words()->hoveredWord() == word;
                          });
}

void RatePage::showProgress() {
    m_bar->showProgress(m_desk->progress());
    m_bar->showOrder(orderSentence());
}

QString RatePage::orderSentence() const {
    const RateProgress& progress = m_desk->progress();
    if (!m_listed.isEmpty() && progress.heldOut > 0) return heldOutSentence();
    if (progress.scores.scored == progress.scores.open) return {};
    if (!progress.hasReward) return tr("There is no reward model yet: until you train one, the order is random.");
    const auto runs = workbench().runs.runs();
    if (std::any_of(runs.begin(), runs.end(), [](const LiveRun& run) { return run.kind == QLatin1String("score"); }))
        return tr("The reward model is scoring captions; the order follows once it has.");
    if (progress.scores.scored == 0)
        return tr("The reward model has scored none of these captions: the order is random. Score them in the Library.");
    return tr("Captions that the reward model has not scored yet come last. Score them in the Library.");
}

}  // namespace attune
