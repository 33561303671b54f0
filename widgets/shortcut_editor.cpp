#include "widgets/shortcut_editor.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>

#include "widgets/action_registry.h"
#include "widgets/key_field.h"
#include "widgets/theme.h"
#include "widgets/tree_table.h"

namespace attune {

namespace {

constexpr int kIdRole = Qt::UserRole + 1;
enum Column { Command, Group, Key, Other, ColumnCount };

/// Every word of the search must stand somewhere in the row.
class RowFilter : public QSortFilterProxyModel {
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text) {
        m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        QString all;
        for (int column = 0; column < ColumnCount; ++column)
            all += sourceModel()->index(row, column, parent).data().toString() + QLatin1Char('\n');
        for (const QString& word : m_words)
            if (!all.contains(word, Qt::CaseInsensitive)) return false;
        return true;
    }

  private:
    QStringList m_words;
};

/// As wide as an icon, so that all names begin at one line.
QIcon noIcon() {
    QPixmap blank(16, 16);
    blank.fill(Qt::transparent);
    return QIcon(blank);
}

QString keyText(const QKeySequence& key) {
    return key.toString(QKeySequence::NativeText);
}

}  // namespace

ShortcutEditor::ShortcutEditor(ActionRegistry& registry, QWidget* parent)
    : QWidget(parent),
      m_registry(registry),
      m_model(new QStandardItemModel(this)),
      m_proxy(new RowFilter(this)),
      m_search(new QLineEdit),
      m_table(new QTreeView),
      m_keyLabel(new QLabel),
      m_otherLabel(new QLabel),
      m_key(new KeyField),
      m_other(new KeyField),
      m_reset(new QPushButton),
      m_resetAll(new QPushButton),
      m_message(new QLabel) {
    build();
    connect(m_search, &QLineEdit::textChanged, this,
            [this](const QString& text) { static_cast<RowFilter*>(m_proxy)->setWords(text); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_message->clear();
        showSelected();
    });
    connect(m_key, &KeyField::taken, this, [this](const QKeySequence& key) { take(0, key); });
    connect(m_other, &KeyField::taken, this, [this](const QKeySequence& key) { take(1, key); });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_message->clear();
        if (const auto conflict = m_registry.resetKeys(selected())) report(*conflict);
    });
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        m_message->clear();
        m_registry.resetAllKeys();
    });
    connect(&registry, &ActionRegistry::shortcutsChanged, this, &ShortcutEditor::fill);
    connect(&registry, &ActionRegistry::actionAdded, this, &ShortcutEditor::fill);
    connect(&registry, &ActionRegistry::wordsChanged, this, &ShortcutEditor::fill);
    retranslate();
    m_table->setCurrentIndex(m_proxy->index(0, 0));
}

void ShortcutEditor::build() {
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortLocaleAware(true);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_proxy);
    makeTable(m_table);
    m_table->setAlternatingRowColors(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(Group, Qt::AscendingOrder);
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme::icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_keyLabel->setBuddy(m_key);
    m_otherLabel->setBuddy(m_other);
    m_message->setWordWrap(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Room for two lines is kept, so that nothing jumps when a conflict is reported.
    m_message->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_resetAll->setAutoDefault(false);
    m_reset->setAutoDefault(false);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::kGrid);
    layout->addWidget(m_search, 0, 0, 1, 6);
    layout->addWidget(m_table, 1, 0, 1, 6);
    const QList<QWidget*> row{m_keyLabel, m_key, m_otherLabel, m_other, m_reset, m_resetAll};
    for (int i = 0; i < row.size(); ++i) layout->addWidget(row[i], 2, i);
    layout->addWidget(m_message, 3, 0, 1, 6);
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(3, 1);
}

void ShortcutEditor::retranslate() {
    m_search->setPlaceholderText(tr("Search commands and keys"));
    m_search->setAccessibleName(tr("Search commands and keys"));
    m_table->setAccessibleName(tr("Commands and their shortcuts"));
    m_keyLabel->setText(tr("&Shortcut"));
    m_otherLabel->setText(tr("Al&ternative"));
    m_key->setName(withoutMnemonic(m_keyLabel->text()));
    m_other->setName(withoutMnemonic(m_otherLabel->text()));
    m_key->setToolTip(tr("Press the new key combination here."));
    m_other->setToolTip(tr("Press a second key combination for the same command here."));
    m_reset->setText(tr("&Reset"));
    m_reset->setToolTip(tr("Give the selected command its default keys again"));
    m_resetAll->setText(tr("Reset &All"));
    m_resetAll->setToolTip(tr("Give every command its default keys again"));
    fill();
}

void ShortcutEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_message->clear();
        retranslate();
    }
    QWidget::changeEvent(event);
}

QString ShortcutEditor::selected() const {
    return m_table->currentIndex().siblingAtColumn(Command).data(kIdRole).toString();
}

void ShortcutEditor::select(const QString& id) {
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, Command);
        if (index.data(kIdRole).toString() != id) continue;
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
    }
}

void ShortcutEditor::fill() {
    const QStringList ids = m_registry.ids();
    const bool first = m_model->columnCount() == 0;
    m_model->setColumnCount(ColumnCount);
    m_model->setHorizontalHeaderLabels(
        {tr("Command"), tr("Page or Menu"), tr("Shortcut"), tr("Alternative")});
    // Rows are changed in place: the selection and the place scrolled to stay.
    m_model->setRowCount(static_cast<int>(ids.size()));
    const auto set = [this](int row, int column, const QString& text, bool bold) {
        QStandardItem* item = m_model->item(row, column);
        if (!item) m_model->setItem(row, column, item = new QStandardItem);
        item->setText(text);
        QFont font = theme::font(theme::Text::Body, bold);
        item->setFont(font);
    };
    for (int row = 0; row < ids.size(); ++row) {
        const QString& id = ids[row];
        const QList<QKeySequence> keys = m_registry.keys(id);
        const bool changed = keys != m_registry.defaultKeys(id);
        set(row, Command, m_registry.text(id), false);
        set(row, Group, m_registry.groupTitle(m_registry.group(id)), false);
        set(row, Key, keyText(keys.value(0)), changed);
        set(row, Other, keyText(keys.value(1)), changed);
        m_model->item(row, Command)->setData(id, kIdRole);
        const QIcon icon = m_registry.action(id)->icon();
        m_model->item(row, Command)->setIcon(icon.isNull() ? noIcon() : icon);
    }
    if (first) {
        m_table->header()->setSectionResizeMode(Command, QHeaderView::Stretch);
        for (const int column : {Group, Key, Other}) m_table->resizeColumnToContents(column);
        m_table->header()->setStretchLastSection(false);
    }
    m_resetAll->setEnabled(!m_registry.shortcuts().isEmpty());
    showSelected();
}

void ShortcutEditor::showSelected() {
    const QString id = selected();
    const QList<QKeySequence> keys = m_registry.keys(id);
    m_key->showKey(keys.value(0));
    m_other->showKey(keys.value(1));
    m_key->setEnabled(!id.isEmpty());
    m_other->setEnabled(!id.isEmpty() && !keys.isEmpty());
    m_reset->setEnabled(keys != m_registry.defaultKeys(id));
}

void ShortcutEditor::take(int slot, const QKeySequence& key) {
    QList<QKeySequence> keys = m_registry.keys(selected());
    while (keys.size() <= slot) keys.append(QKeySequence());
    keys[slot] = key;
    m_message->clear();
    // The row stays though what it was found by may be gone: the next key is meant for it, too.
    m_proxy->setDynamicSortFilter(false);
    const auto conflict = m_registry.setKeys(selected(), keys);
    m_proxy->setDynamicSortFilter(true);
    if (conflict) report(*conflict);
    showSelected();
}

void ShortcutEditor::report(const KeyConflict& conflict) {
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, theme::tone(theme::Tone::Bad));
    m_message->setPalette(palette);
    //: %1 is a key, %2 the command that has it, %3 the page or menu of that command
    m_message->setText(
        tr("%1 already belongs to “%2” (%3). Choose another key, or change that command first.")
            .arg(keyText(conflict.key), m_registry.text(conflict.holder),
                 m_registry.groupTitle(m_registry.group(conflict.holder))));
}

}  // namespace attune
