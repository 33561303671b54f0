#include "workbench/history/details_panel.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFontMetrics>
#include <QGridLayout>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/elided_label.h"
#include "widgets/flow_layout.h"
#include "widgets/section.h"
#include "widgets/tab_order.h"
#include "widgets/theme.h"
#include "workbench/action_button.h"
#include "workbench/history/fact_text.h"

namespace attune {

namespace {

constexpr int kNoteDelay = 800;  ///< milliseconds from the last key to the disk
constexpr int kMargin = theme::kGrid * 2;
constexpr int kLine = theme::kGrid * 31;  ///< pixels that the text of the narrowest panel has, beside a scroll bar
constexpr int kAlwaysBeside = theme::kGrid * 9;  ///< a number stands beside its name, however long that is

QLabel* makeText(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

DetailsPanel::DetailsPanel(QWidget* parent) : QWidget(parent) {
    m_nothing = new QLabel(tr("Choose a model or a run to see where it comes from and what came of it."), this);
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    theme::makeQuiet(m_nothing, theme::Text::Body);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget(m_scroll);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    rows->setSpacing(kMargin);
    rows->addWidget(makeHead());
    //: of a model or run: what the researcher wants to remember
    auto* note = new Section(tr("Note"), page);
    m_note = new QPlainTextEdit(note);
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("What did you want to know, and what came of it?"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 4 + theme::kGrid);
    m_note->installEventFilter(this);
    note->body()->addWidget(m_note);
    m_notSaved = makeText(note);
    m_notSaved->setText(tr("This note is not saved yet. It will be tried again when you change it or leave it."));
    m_notSaved->hide();
    note->body()->addWidget(m_notSaved);
    rows->addWidget(note);
    m_facts = new Section(tr("Where it comes from"), page);
    m_figures = new Section(tr("Results"), page);
    m_options = new Section(tr("Options that differ from the defaults"), page);
    for (Section* section : {m_figures, m_facts, m_options}) rows->addWidget(section);
    rows->addWidget(makeFolderRow());
    rows->addStretch(1);
    m_scroll->setWidget(page);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_scroll);
    all->addWidget(m_nothing);
    m_noteTimer.setSingleShot(true);
    m_noteTimer.setInterval(kNoteDelay);
    connect(&m_noteTimer, &QTimer::timeout, this, &DetailsPanel::flush);
    connect(m_note, &QPlainTextEdit::textChanged, &m_noteTimer, qOverload<>(&QTimer::start));
    connect(m_name, &QLineEdit::editingFinished, this, &DetailsPanel::flush);
    m_scroll->hide();
}

QWidget* DetailsPanel::makeHead() {
    auto* head = new QWidget(this);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::kGrid / 2);
    m_title = makeText(head);
    theme::makeTitle(m_title);
    m_name = new QLineEdit(head);
    m_name->setAccessibleName(tr("Name of the model"));
    m_name->setToolTip(tr("The name can be changed; it is saved when you leave the field."));
    m_name->setMaxLength(200);
    m_name->setFont(theme::font(theme::Text::Large, true));
    m_name->installEventFilter(this);
    m_kind = makeText(head);
    theme::makeQuiet(m_kind, theme::Text::Body);
    m_problem = makeText(head);
    m_problem->setFont(theme::font(theme::Text::Body, true));
    m_problemMore = makeText(head);
    m_buttons = new QWidget(head);
    m_buttonRow = new FlowLayout(m_buttons, theme::kGrid);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_name, m_kind, m_problem, m_problemMore}) rows->addWidget(widget);
    rows->addSpacing(theme::kGrid / 2);
    rows->addWidget(m_buttons);
    return head;
}

QWidget* DetailsPanel::makeFolderRow() {
    auto* folder = new Section(tr("Folder"), this);
    m_folder = new ElidedLabel(folder);
    m_folder->setElideMode(Qt::ElideMiddle);
    m_folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto button = [&](const QString& icon, const QString& words, auto run) {
        auto* tool = new QToolButton(folder);
        tool->setIcon(theme::icon(icon));
        tool->setAutoRaise(true);
        tool->setAccessibleName(words);
        tool->setToolTip(words);
        connect(tool, &QToolButton::clicked, this, run);
        folder->addToHeader(tool);
    };
    button(QStringLiteral("edit-copy"), tr("Copy the path"), [this] { QGuiApplication::clipboard()->setText(m_shown.folder); });
    button(QStringLiteral("folder-open"), tr("Open in the file manager"),
           [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_shown.folder)); });
    folder->body()->addWidget(m_folder);
    return folder;
}

void DetailsPanel::show(const Details& details, const QList<QAction*>& actions) {
    const bool same = details.isModel == m_shown.isModel && details.id == m_shown.id;
    if (!same) flush();
    const bool typing = same && (m_note->toPlainText() != m_shown.note || (m_name->isModified() && m_name->hasFocus()));
    const Details before = std::exchange(m_shown, details);
    if (const auto unsaved = m_unsaved.find({details.isModel, details.id}); unsaved != m_unsaved.end())
        m_shown.note = unsaved->second.note;
    showUnsaved();
    m_scroll->setVisible(details.id > 0);
    m_nothing->setVisible(details.id <= 0);
    if (details.id <= 0) return;
    m_title->setText(details.title);
    m_title->setVisible(!details.isModel);
    m_name->setVisible(details.isModel);
    m_kind->setText(details.kind);
    if (typing) {
        m_shown.note = before.note;
    } else {
        m_name->setText(details.title);
        if (m_note->toPlainText() != m_shown.note) m_note->setPlainText(m_shown.note);
        m_noteTimer.stop();
    }
    showProblem(details.problem);
    showActions(actions);
    fillPairs(m_facts, details.facts);
    fillPairs(m_figures, details.figures);
    fillPairs(m_options, details.options);
    m_options->setVisible(!details.options.isEmpty() || !details.optionsNone.isEmpty());
    m_options->setDescription(details.options.isEmpty() ? details.optionsNone : QString());
    m_folder->setText(details.folder);
    if (!same) m_scroll->ensureVisible(0, 0);
}

void DetailsPanel::showResults() {
    m_scroll->verticalScrollBar()->setValue(m_figures->isHidden() ? 0 : m_figures->y());
}

void DetailsPanel::setEditable(bool editable) {
    m_name->setReadOnly(!editable);
    m_note->setReadOnly(!editable);
}

void DetailsPanel::flush() {
    m_noteTimer.stop();
    if (m_note->isReadOnly()) return;
    const QString note = m_note->toPlainText();
    if (m_shown.id > 0 && note != m_shown.note) {
        m_shown.note = note;
        m_unsaved[{m_shown.isModel, m_shown.id}] = {note, false};
    }
    std::map<std::pair<bool, qint64>, QString> wanted;
    for (auto& [what, unsaved] : m_unsaved)
        if (!std::exchange(unsaved.told, true)) wanted[what] = unsaved.note;
    showUnsaved();
    for (const auto& [what, text] : wanted) Q_EMIT noted(what.first, what.second, text);
    if (m_shown.id <= 0) return;
    const QString name = m_name->text().simplified();
    if (!m_shown.isModel || !m_name->isModified()) return;
    m_name->setModified(false);
    // A model without a name could not be told from another.
    if (name.isEmpty()) return m_name->setText(m_shown.title);
    if (name == m_shown.title) return;
    m_shown.title = name;
    Q_EMIT renamed(m_shown.id, name);
}

void DetailsPanel::noteSaved(bool isModel, qint64 id, const QString& note) {
    // A newer one may be on its way.
    if (const auto at = m_unsaved.find({isModel, id}); at != m_unsaved.end() && at->second.note == note) m_unsaved.erase(at);
    showUnsaved();
}

void DetailsPanel::noteNotSaved(bool isModel, qint64 id, const QString& note) {
    if (const auto at = m_unsaved.find({isModel, id}); at != m_unsaved.end() && at->second.note == note) at->second.told = false;
    showUnsaved();
}

void DetailsPanel::forgetNotes() {
    m_unsaved.clear();
    showUnsaved();
}

void DetailsPanel::showUnsaved() {
    const auto at = m_unsaved.find({m_shown.isModel, m_shown.id});
    m_notSaved->setVisible(at != m_unsaved.end() && !at->second.told);
}

bool DetailsPanel::eventFilter(QObject* object, QEvent* event) {
    if (object == m_note && event->type() == QEvent::FocusOut) flush();
    const bool isKey = event->type() == QEvent::KeyPress;
    if (object == m_name && isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        m_name->setText(m_shown.title);
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void DetailsPanel::showProblem(const Problem& problem) {
    QStringList more;
    for (const QString& part : {problem.why, problem.remedy})
        if (!part.isEmpty()) more.append(part);
    m_problem->setText(problem.what);
    m_problem->setVisible(!problem.what.isEmpty());
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, theme::tone(theme::Tone::Bad));
    m_problem->setPalette(palette);
    m_problemMore->setText(more.join(QLatin1Char('\n')));
    m_problemMore->setVisible(!more.isEmpty());
}

void DetailsPanel::showActions(const QList<QAction*>& actions) {
    // The same buttons stay, so that focus is not lost when figures are refreshed.
    if (m_actions == actions) return;
    m_actions = actions;
    qDeleteAll(m_buttons->findChildren<QPushButton*>(Qt::FindDirectChildrenOnly));
    for (QAction* action : actions) {
        QPushButton* button = makeActionButton(action, m_buttons);
        button->setMinimumHeight(theme::kGrid * 4);
        m_buttonRow->addWidget(button);
        button->show();
    }
    tabInOrder({m_name, m_buttons, m_note});
    m_buttons->updateGeometry();
}

void DetailsPanel::fillPairs(Section* section, const WordPairs& pairs) {
    qDeleteAll(section->findChildren<QWidget*>(QStringLiteral("pairs"), Qt::FindDirectChildrenOnly));
    section->setVisible(!pairs.isEmpty());
    if (pairs.isEmpty()) return;
    auto* page = new QWidget(section);
    page->setObjectName(QStringLiteral("pairs"));
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kMargin);
    grid->setVerticalSpacing(theme::kGrid / 2);
    grid->setColumnStretch(1, 1);
    const bool figures = section == m_figures;
    const QFontMetrics metrics(theme::font(theme::Text::Body));
    int names = 0;
    for (const auto& pair : pairs) names = std::max(names, metrics.horizontalAdvance(pair.first));
    for (const auto& [words, text] : pairs) {
        auto* name = new QLabel(words, page);
        theme::makeQuiet(name, theme::Text::Body);
        auto* value = makeText(page);
        value->setAccessibleName(words);
        const int width = metrics.horizontalAdvance(text), row = grid->rowCount();
        const bool isBeside = width <= kAlwaysBeside || names + kMargin + width <= kLine;
        value->setText(isBeside ? text : factText(text, metrics, kLine));
        if (figures && isBeside) value->setAlignment(Qt::AlignRight | Qt::AlignTop);
        grid->addWidget(name, row, 0, 1, isBeside ? 1 : 2, Qt::AlignTop | Qt::AlignLeft);
        isBeside ? grid->addWidget(value, row, 1) : grid->addWidget(value, row + 1, 0, 1, 2);
    }
    section->body()->addWidget(page);
}

}  // namespace attune
