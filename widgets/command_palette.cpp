#include "widgets/command_palette.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/action_registry.h"
#include "widgets/command_row.h"
#include "widgets/fuzzy.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr qsizetype kRecentKept = 20;
constexpr int kRowsShown = 10;
constexpr double kUsed = 8;  ///< of the command that was used last; of one before it less
constexpr double kHere = 6;  ///< of one of the page that is shown: behind the few that were used last

struct Found {
    QString id;
    double score = 0;
    QList<qsizetype> positions;
};

/// The best of a command's names: its words, then its group and words together, then its id (English in any
/// language).
Found match(const ActionRegistry& registry, const QString& id, const QString& query) {
    const QString text = registry.text(id);
    const FuzzyMatch own = fuzzyMatch(query, text);
    if (own.score > 0) return {id, own.score, own.positions};
    const QString group = registry.groupTitle(registry.group(id));
    const FuzzyMatch wide = fuzzyMatch(query, text + QLatin1Char(' ') + group);
    if (wide.score > 0) {
        QList<qsizetype> inText;
        for (const qsizetype at : wide.positions)
            if (at < text.size()) inText.append(at);
        return {id, wide.score * 0.7, inText};
    }
    return {id, fuzzyMatch(query, id).score * 0.4, {}};
}

}  // namespace

CommandPalette::CommandPalette(ActionRegistry& registry, QWidget* window)
    : QFrame(window),
      m_registry(registry),
      m_query(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_nothing(new QLabel(this)),
      m_model(new QStandardItemModel(this)) {
    setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::kGrid, theme::kGrid, theme::kGrid, theme::kGrid);
    layout->setSpacing(theme::kGrid);
    layout->addWidget(m_query);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    m_query->setClearButtonEnabled(true);
    m_query->addAction(theme::icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_query->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandRow(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_nothing->setMargin(theme::kGrid);
    theme::makeQuiet(m_nothing, theme::Text::Body);
    window->installEventFilter(this);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
    connect(&registry, &ActionRegistry::triggered, this, &CommandPalette::note);
    retranslate();
    hide();
}

void CommandPalette::retranslate() {
    m_query->setPlaceholderText(tr("Type a command"));
    m_query->setAccessibleName(tr("Search commands"));
    m_list->setAccessibleName(tr("Commands"));
    m_nothing->setText(tr("No command has this name."));
    setAccessibleName(tr("Command palette"));
}

void CommandPalette::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (isVisible()) fill();
    }
    QFrame::changeEvent(event);
}

void CommandPalette::open() {
    if (!isVisible()) m_focusBefore = QApplication::focusWidget();
    m_query->clear();
    fill();
    show();
    raise();
    m_query->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::dismiss() {
    if (!isVisible()) return;
    const QPointer<QWidget> before = m_focusBefore;
    m_focusBefore = nullptr;
    hide();
    if (before && before->isVisible()) before->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::setRecent(const QStringList& ids) {
    m_recent = ids.mid(0, kRecentKept);
    m_recent.removeDuplicates();
}

void CommandPalette::note(const QString& id) {
    if (id == m_own) return;
    m_recent.removeAll(id);
    m_recent.prepend(id);
    m_recent = m_recent.mid(0, kRecentKept);
}

void CommandPalette::place() {
    const QSize room = parentWidget()->size();
    const int width = std::clamp(room.width() / 2, 420, 720);
    const int row = m_list->sizeHintForRow(0);
    const int rows = std::min(m_model->rowCount(), kRowsShown);
    const int wanted = m_query->sizeHint().height() + 3 * theme::kGrid + 2 * frameWidth() +
                       (rows > 0 ? rows * row : m_nothing->sizeHint().height());
    const int top = std::max(theme::kGrid, room.height() / 10);
    const int across = std::min(width, room.width() - 2 * theme::kGrid);
    setGeometry((room.width() - across) / 2, top, across,
                std::min(wanted, room.height() - top - theme::kGrid));
}

void CommandPalette::fill() {
    const QString query = m_query->text().trimmed();
    QList<Found> found;
    for (const QString& id : m_registry.ids()) {
        if (id == m_own || !m_registry.action(id)->isVisible()) continue;
        Found one = match(m_registry, id, query);
        if (one.score <= 0) continue;
        const qsizetype used = m_recent.indexOf(id);
        if (used >= 0) one.score += kUsed * static_cast<double>(kRecentKept - used) / kRecentKept;
        if (query.isEmpty() && m_registry.pages(id).contains(m_registry.page())) one.score += kHere;
        if (!m_registry.isAvailable(id)) one.score -= 20;
        found.append(one);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.score > b.score; });
    m_model->clear();
    for (const Found& one : std::as_const(found)) {
        const QAction* action = m_registry.action(one.id);
        auto* item = new QStandardItem(action->icon(), m_registry.text(one.id));
        const QKeySequence key = m_registry.keys(one.id).value(0);
        const QString group = m_registry.groupTitle(m_registry.group(one.id));
        item->setData(one.id, CommandRow::Id);
        item->setData(group, CommandRow::Group);
        item->setData(key.toString(QKeySequence::NativeText), CommandRow::Key);
        item->setData(QVariant::fromValue(one.positions), CommandRow::Positions);
        item->setData(m_registry.reason(one.id), CommandRow::Reason);
        item->setData(textWithKey(item->text(), key) + QStringLiteral(", ") + group, Qt::AccessibleTextRole);
        item->setToolTip(m_registry.toolTip(one.id));
        item->setEnabled(m_registry.isAvailable(one.id));
        m_model->appendRow(item);
    }
    m_list->setVisible(m_model->rowCount() > 0);
    m_nothing->setVisible(m_model->rowCount() == 0);
    m_list->setCurrentIndex(m_model->index(0, 0));
    m_list->scrollToTop();
    place();
}

void CommandPalette::step(int rows) {
    const int count = m_model->rowCount();
    if (count == 0) return;
    const int now = m_list->currentIndex().row();
    // One step past an end comes round; a page stops at the end.
    const int row = std::abs(rows) == 1 ? (now + rows + count) % count : std::clamp(now + rows, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(row, 0));
    QAccessibleEvent event(m_list, QAccessible::Focus);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

void CommandPalette::run(const QModelIndex& index) {
    const QString id = index.data(CommandRow::Id).toString();
    if (!m_registry.isAvailable(id)) return;  // stays open, its reason in sight
    dismiss();
    m_registry.run(id);
}

void CommandPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(theme::quietText());
    painter.setBrush(theme::surface());
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool CommandPalette::handleKey(int key) {
    switch (key) {
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_PageUp:
            step(-kRowsShown + 1);
            return true;
        case Qt::Key_PageDown:
            step(kRowsShown - 1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            run(m_list->currentIndex());
            return true;
        case Qt::Key_Escape:
            dismiss();
            return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            return true;  // nowhere to go: the list is moved in by the arrows
        default:
            return false;
    }
}

bool CommandPalette::eventFilter(QObject* object, QEvent* event) {
    if (object == parent()) {
        if (event->type() == QEvent::Resize && isVisible()) place();
        if (event->type() == QEvent::MouseButtonPress && isVisible()) dismiss();
    } else if (event->type() == QEvent::ShortcutOverride) {
        event->accept();  // while it is open no key reaches the page below
        return true;
    } else if (event->type() == QEvent::KeyPress) {
        return handleKey(static_cast<QKeyEvent*>(event)->key());
    } else if (event->type() == QEvent::FocusOut && isVisible()) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        // A click elsewhere closes it; a change of window or the context menu of the field does not.
        if (reason == Qt::MouseFocusReason || reason == Qt::OtherFocusReason) {
            m_focusBefore = nullptr;
            hide();
        }
    }
    return QFrame::eventFilter(object, event);
}

}  // namespace attune
