#include "workbench/rate/rate_page.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/action_registry.h"
#include "widgets/caption_card.h"
#include "widgets/caption_words.h"
#include "widgets/empty_state.h"
#include "widgets/image_view.h"
#include "widgets/tab_order.h"
#include "widgets/theme.h"
#include "workbench/key_hints.h"
#include "workbench/model_words.h"
#include "workbench/rate/rate_bar.h"
#include "workbench/rate/rate_desk.h"
#include "workbench/rate/word_difference.h"
#include "workbench/shown_picture.h"

namespace attune {

namespace {

constexpr int kMaxCandidates = 4;
constexpr int kMargin = theme::kGrid * 2;
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
    for (int i = 0; i < kMaxCandidates; ++i) {
        m_cards.append(new CaptionCard(QString(QChar(u'A' + i)), m_work));
        m_row->addWidget(m_cards.back(), 1);
        connectCard(i);
    }
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
        showProgress();
        if (!m_desk->task()) showEmpty();
    });
    connect(m_desk, &RateDesk::notSaved, this, [this](const Problem& problem) {
        this->workbench().report({tr("The decision was not saved: %1").arg(problem.what), problem.why, problem.remedy});
    });
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
        if (image > 0 && decisions > 0) m_desk->showTurned(image);
    });
    connect(&workbench.runs, &RunQueue::runChanged, this, [this] {
        showProgress();
        if (!m_desk->task()) showEmpty();
    });
    connect(m_empty, &EmptyState::primaryClicked, this, &RatePage::helpOn);
    if (m_desk->isStarted()) takeOver();
}

void RatePage::takeOver() {
    const QueueOptions& options = m_desk->options();
    if (options.strategy == QueueStrategy::Listed) m_listed = QVector<qint64>(options.images.begin(), options.images.end());
    m_stale = false;
    m_bar->showSelection(static_cast<int>(m_listed.size()));
    showProgress();
    showTask();
}

QWidget* RatePage::makeTop() {
    m_bar = new RateBar(workbench().settings, m_work);
    connect(m_bar, &RateBar::changed, this, &RatePage::restart);
    connect(m_bar, &RateBar::learningWanted, this, [this] { Q_EMIT this->workbench().pageWanted(PageId::Reward); });
    connect(m_bar, &RateBar::done, this, [this] { setFocus(); });
    connect(m_bar, &RateBar::blindChanged, this, &RatePage::showState);
    connect(m_bar, &RateBar::selectionDropped, this, [this] {
        m_listed.clear();
        restart();
    });
    return m_bar;
}

void RatePage::addActions(ActionRegistry& actions) {
    const auto add = [&](const char* id, Words words, Words help, QList<QKeySequence> keys, std::function<void()> run) {
        ActionSpec spec{QLatin1String(id), QStringLiteral("rate"), std::move(words), std::move(help), {}, std::move(keys),
                        {QStringLiteral("rate")}};
        connect(actions.add(spec), &QAction::triggered, this, std::move(run));
    };
    for (int value = 1; value <= 5; ++value) {
        const auto key = static_cast<Qt::Key>(Qt::Key_0 + value);
        add(qPrintable(QStringLiteral("rate.%1").arg(value)), [value] { return tr("Rate the selected caption %1").arg(value); },
            [] { return tr("1 is bad, 5 is good."); }, {QKeySequence(key)}, [this, value] { rate(value); });
    }
    add("rate.left", [this] { return isPair() ? tr("Left is better") : tr("Select the one to the left"); },
        [] { return tr("With more than two captions: select the one to the left."); }, {QKeySequence(Qt::Key_Left)},
        [this] { prefer(true); });
    add("rate.right", [this] { return isPair() ? tr("Right is better") : tr("Select the one to the right"); },
        [] { return tr("With more than two captions: select the one to the right."); }, {QKeySequence(Qt::Key_Right)},
        [this] { prefer(false); });
    add("rate.tie", [] { return tr("Equally good"); }, {}, {QKeySequence(Qt::Key_Up)}, [this] { m_desk->compare(Preference::Tie); });
    add("rate.bad", [] { return tr("Both bad"); }, {}, {QKeySequence(Qt::Key_Down)}, [this] { m_desk->compare(Preference::BothBad); });
    add("rate.best", [] { return tr("The selected caption is the best"); }, {}, {QKeySequence(Qt::Key_Return)}, [this] { m_desk->preferBest(m_current); });
    add("rate.next", [] { return tr("Select the next caption"); }, {}, {QKeySequence(Qt::Key_Tab)}, [this] { step(1); });
    add("rate.previous", [] { return tr("Select the previous caption"); }, {}, {QKeySequence(Qt::SHIFT | Qt::Key_Tab)},
        [this] { step(-1); });
    add("rate.words", [] { return tr("Words"); },
        [] { return tr("The arrows then go from word to word and show where the captioner looked; Escape leaves the words."); },
        {QKeySequence(Qt::Key_W)}, [this] { readWords(); });
    add("rate.edit", [] { return tr("Edit"); }, [] { return tr("Your own words count as right, and as better than the caption: what SFT and DPO learn from."); },
        {QKeySequence(Qt::Key_E)}, [this] { edit(); });
    add("rate.hallucinates", [] { return tr("Flag: says what is not there"); }, {}, {QKeySequence(Qt::Key_H)},
        [this] { m_desk->toggleFlag(m_current, "hallucinates"); });
    add("rate.incomplete", [] { return tr("Flag: leaves something out"); }, {}, {QKeySequence(Qt::Key_I)},
        [this] { m_desk->toggleFlag(m_current, "incomplete"); });
    add("rate.repeats", [] { return tr("Flag: repeats itself"); }, {}, {QKeySequence(Qt::Key_R)},
        [this] { m_desk->toggleFlag(m_current, "repeats"); });
    add("rate.note", [] { return tr("Note"); }, {}, {QKeySequence(Qt::Key_N)}, [this] { editNote(); });
    add("rate.skip", [] { return tr("Skip"); }, [] { return tr("Nothing is decided; the image comes again later."); },
        {QKeySequence(Qt::Key_S)}, [this] { m_desk->skip(); });
    add("rate.back", [] { return tr("Back"); }, [] { return tr("To the image before; a new decision takes the old one's place."); },
        {QKeySequence(Qt::Key_Backspace)}, [this] { m_desk->back(); });
}

void RatePage::connectCard(int i) {
    CaptionCard* card = m_cards[i];
    connect(card, &CaptionCard::clicked, this, [this, i] { setCurrent(i); });
    connect(card, &CaptionCard::rated, this, [this, i](int value) {
        setCurrent(i);
        m_desk->rate(i, value);
    });
    connect(card, &CaptionCard::flagToggled, this,
            [this, i](const QString& flag) { m_desk->toggleFlag(i, flag.toStdString()); });
    connect(card, &CaptionCard::editFinished, this, [this, i](const QString& text) { m_desk->edit(i, text); });
    connect(card, &CaptionCard::preferred, this, [this, i] { m_desk->preferBest(i); });
    connect(card, &CaptionCard::noteRequested, this, [this, i] {
        setCurrent(i);
        editNote();
    });
    connect(card, &CaptionCard::wordHovered, this, [this, i](int word) { showAttention(i, word); });
    connect(card->words(), &CaptionWords::left, this, [this] { setFocus(); });
}

void RatePage::activated() {
    if (m_stale) restart();
    setFocus();
}

void RatePage::deactivated() { m_picture->setOverlay({}, 0, 0); }

void RatePage::restart() {
    m_stale = false;
    QueueOptions options;
    options.strategy = m_listed.isEmpty() ? m_bar->strategy() : QueueStrategy::Listed;
    options.candidates = m_bar->candidates();
    options.images.assign(m_listed.begin(), m_listed.end());
    m_bar->showSelection(static_cast<int>(m_listed.size()));
    m_desk->start(options);
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
    m_stack->setCurrentWidget(m_work);
    showCandidates(*task);
    showPicture(*task);
    setCurrent(0);
    showState();
    Q_EMIT taskShown();
}

void RatePage::showCandidates(const RateTask& task) {
    QStringList texts;
    for (const auto& candidate : task.candidates) texts.append(QString::fromStdString(candidate.caption.text));
    for (int i = 0; i < kMaxCandidates; ++i) {
        m_cards[i]->setVisible(i < texts.size());
        if (i >= texts.size()) continue;
        m_cards[i]->setCaption(texts[i]);
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
    }
    selectUnrated();
}

/// The keys go to the next caption that still wants a rating, before the last one is on the disk.
void RatePage::selectUnrated() {
    const RateTask* task = m_desk->wanted();
    if (!task || !task->candidates[static_cast<std::size_t>(m_current)].value) return;
    for (int i = 0; i < static_cast<int>(task->candidates.size()); ++i)
        if (!task->candidates[static_cast<std::size_t>(i)].value) return setCurrent(i);
}

void RatePage::rate(int value) {
    m_desk->rate(m_current, value);
    selectUnrated();
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
    const RateTask* task = m_desk->wanted();
    if (!task || m_current >= static_cast<int>(task->candidates.size())) return;
    m_cards[m_current]->startEdit(task->candidates[static_cast<std::size_t>(m_current)].edit);
}

void RatePage::prefer(bool left) {
    const RateTask* task = m_desk->task();
    if (!task) return;
    if (task->candidates.size() == 2)
        m_desk->compare(left ? Preference::Left : Preference::Right);
    else
        step(left ? -1 : 1);
}

void RatePage::editNote() {
    const RateTask* task = m_desk->task();
    if (!task || m_current >= static_cast<int>(task->candidates.size())) return;
    const RateCandidate& candidate = task->candidates[static_cast<std::size_t>(m_current)];
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Note"));
    dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
    dialog->setLabelText(QString::fromStdString(candidate.caption.text));
    auto* field = dialog->findChild<QPlainTextEdit*>();
    if (field) {
        field->setAccessibleName(tr("Note"));
        // The dialog's own setter fills the line that this field stands in for.
        field->setPlainText(candidate.note);
        // Qt makes its buttons first.
        tabInOrder({field, dialog->findChild<QDialogButtonBox*>()});
        field->setFocus();
    }
    // By the caption's id: a decision that was on its way may bring the next image while one writes.
    connect(dialog, &QDialog::accepted, this, [this, dialog, caption = candidate.caption.id, before = candidate.note] {
        if (const QString note = dialog->textValue().trimmed(); note != before) m_desk->setNote(caption, note);
    });
    dialog->open();
    if (field) field->moveCursor(QTextCursor::End);  // shown, the dialog has selected what was noted before: a key would erase it
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

void RatePage::showEmpty() {
    m_stack->setCurrentWidget(m_empty);
    const auto run = workbench().runs.current();
    const auto& progress = m_desk->progress();
    m_empty->setPrimary({});
    if (m_desk->isLoading()) {
        m_empty->setContent({}, tr("Looking for captions to rate"), {});
    } else if (run && run->kind == QLatin1String("generate")) {
        m_empty->setContent(QStringLiteral("document-edit"), tr("Captions are being written"),
                            tr("The first ones appear here in a moment."));
    } else if (progress.total > 0) {
        m_empty->setContent(QStringLiteral("checkmark"), tr("Everything here is decided"),
                            tr("Train the reward model on your decisions, or have new captions written."));
        m_empty->setPrimary(tr("Train the reward model"));
    } else {
        if (progress.captions > 0)
            m_empty->setContent(QStringLiteral("rating"), tr("There is nothing to compare"),
                                tr("It takes two captions of a picture. Have more of them written in the Library."));
        else if (progress.canWrite)
            m_empty->setContent(QStringLiteral("rating"), tr("No captions were written yet"),
                                tr("Have the captioner write two or more of each picture in the Library; they are rated here."));
        else
            m_empty->setContent(QStringLiteral("rating"), tr("There is nothing to rate yet"),
                                tr("Bring in pictures and a captioner, then have captions written; they are rated here."));
        m_empty->setPrimary(tr("Go to the Library"));
    }
}

void RatePage::showProgress() {
    m_bar->showProgress(m_desk->progress());
    m_bar->showOrder(orderSentence());
}

QString RatePage::orderSentence() const {
    const RateProgress& progress = m_desk->progress();
    if (progress.scores.scored == progress.scores.open) return {};
    if (!progress.hasReward) return tr("There is no reward model yet: until you train one, the order is random.");
    const auto runs = workbench().runs.runs();
    if (std::any_of(runs.begin(), runs.end(), [](const LiveRun& run) { return run.kind == QLatin1String("score"); }))
        return tr("The reward model is scoring captions; the order follows once it has.");
    if (progress.scores.scored == 0)
        return tr("The reward model has scored none of these captions: the order is random. Score them in the Library.");
    return tr("Captions that the reward model has not scored yet come last. Score them in the Library.");
}

void RatePage::helpOn() {
    Q_EMIT workbench().pageWanted(m_desk->progress().total > 0 ? PageId::Reward : PageId::Library);
}

}  // namespace attune
