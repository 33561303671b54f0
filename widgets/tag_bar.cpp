#include "widgets/tag_bar.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStringListModel>

#include "widgets/chip.h"
#include "widgets/flow_layout.h"
#include "widgets/theme.h"

namespace attune {

TagBar::TagBar(QWidget* parent)
    : QWidget(parent),
      m_flow(new FlowLayout(this, theme::kGrid / 2)),
      m_line(new QLineEdit(this)),
      m_completions(new QStringListModel(this)) {
    m_line->setPlaceholderText(tr("Add a tag"));
    m_line->setAccessibleName(tr("Add a tag"));
    m_line->setToolTip(
        tr("Enter or a comma adds the tag. Backspace in the empty line goes to the last tag."));
    m_line->setMinimumWidth(14 * theme::kGrid);
    m_line->installEventFilter(this);
    m_flow->addWidget(m_line);
    auto* completer = new QCompleter(m_completions, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_line->setCompleter(completer);
    // Once the line holds what was chosen.
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &TagBar::addTyped,
            Qt::QueuedConnection);
    setFocusProxy(m_line);
    setAccessibleName(tr("Tags"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TagBar::setTags(const QStringList& tags) {
    if (tags == m_tags) return;
    // The chip that has the focus may be the one that goes: the one in its place gets it, or the line.
    int focused = -1;
    for (int i = 0; i < m_chips.size(); ++i)
        if (m_chips[i]->hasFocus()) focused = i;
    for (Chip* chip : std::as_const(m_chips)) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater();  // it may be the sender
    }
    m_chips.clear();
    m_tags = tags;
    for (const QString& tag : tags) addChip(tag);
    QWidget* before = nullptr;
    for (Chip* chip : std::as_const(m_chips)) {
        if (before) setTabOrder(before, chip);
        before = chip;
    }
    if (before) setTabOrder(before, m_line);
    if (focused >= 0)
        (focused < m_chips.size() ? static_cast<QWidget*>(m_chips[focused]) : m_line)->setFocus();
    updateSuggestions();
    updateGeometry();
}

void TagBar::addChip(const QString& tag) {
    auto* chip = new Chip(tag, Chip::Kind::Removable, this);
    chip->setEnabled(!m_readOnly);
    chip->setToolTip(tr("Remove the tag %1").arg(tag));
    chip->installEventFilter(this);
    connect(chip, &Chip::removeRequested, this, [this, tag] { Q_EMIT tagRemoved(tag); });
    m_flow->insertWidget(static_cast<int>(m_chips.size()), chip);
    m_chips += chip;
    if (isVisible()) chip->show();
}

void TagBar::setSuggestions(const QStringList& tags) {
    m_suggestions = tags;
    updateSuggestions();
}

void TagBar::updateSuggestions() {
    QStringList left;
    for (const QString& tag : std::as_const(m_suggestions))
        if (!m_tags.contains(tag)) left += tag;
    m_completions->setStringList(left);
}

void TagBar::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    m_line->setVisible(!readOnly);
    for (Chip* chip : std::as_const(m_chips)) chip->setEnabled(!readOnly);
}

void TagBar::addTyped() {
    const QString tag = m_line->text().simplified();
    m_line->clear();
    if (tag.isEmpty() || m_tags.contains(tag)) return;
    Q_EMIT tagAdded(tag);
}

bool TagBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* pressed = static_cast<QKeyEvent*>(event);
    const int key = pressed->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_line) {
        if (enter || pressed->text() == QStringLiteral(",") || pressed->text() == QStringLiteral("，")) {
            addTyped();
            return true;
        }
        if (key == Qt::Key_Backspace && m_line->text().isEmpty() && !m_chips.isEmpty()) {
            m_chips.last()->setFocus(Qt::BacktabFocusReason);
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    const auto at = m_chips.indexOf(static_cast<Chip*>(watched));
    if (at >= 0 && key == Qt::Key_Left && at > 0) {
        m_chips[at - 1]->setFocus(Qt::BacktabFocusReason);
        return true;
    }
    if (at >= 0 && key == Qt::Key_Right) {
        (at + 1 < m_chips.size() ? static_cast<QWidget*>(m_chips[at + 1]) : m_line)
            ->setFocus(Qt::TabFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace attune
