#include "widgets/action_registry.h"

#include <QAction>
#include <QRegularExpression>
#include <QWidget>
#include <algorithm>

#include "widgets/theme.h"

namespace attune {

namespace {

bool isEverywhere(const ActionSpec& spec) {
    return spec.pages.isEmpty() || spec.leads;
}

bool liveTogether(const ActionSpec& a, const ActionSpec& b) {
    return isEverywhere(a) || isEverywhere(b) ||
           std::any_of(a.pages.begin(), a.pages.end(),
                       [&b](const QString& page) { return b.pages.contains(page); });
}

/// A key that begins another one ("Ctrl+K" and "Ctrl+K, S") would make that one wait or never come.
bool collide(const QKeySequence& a, const QKeySequence& b) {
    return !a.isEmpty() && !b.isEmpty() &&
           (a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch);
}

QList<QKeySequence> tidied(const QList<QKeySequence>& keys) {
    QList<QKeySequence> result;
    for (const QKeySequence& key : keys)
        if (!key.isEmpty() && !result.contains(key)) result.append(key);
    return result;
}

}  // namespace

QString withoutMnemonic(const QString& text) {
    static const QRegularExpression chinese(QStringLiteral("\\s*\\(&[^&)]\\)"));
    QString plain = text;
    plain.remove(chinese);
    QString result;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        if (plain[i] == QLatin1Char('&') && i + 1 < plain.size()) ++i;
        result.append(plain[i]);
    }
    return result;
}

QString nameInMenu(QString name) { return name.replace(QLatin1Char('&'), QLatin1String("&&")); }

QString textWithKey(const QString& text, const QKeySequence& key) {
    if (key.isEmpty()) return text;
    return QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText));
}

ActionRegistry::ActionRegistry(QObject* parent) : QObject(parent) {}
ActionRegistry::~ActionRegistry() = default;

const ActionRegistry::Entry* ActionRegistry::find(const QString& id) const {
    const auto at = m_index.constFind(id);
    return at == m_index.constEnd() ? nullptr : &m_entries[*at];
}

ActionRegistry::Entry* ActionRegistry::find(const QString& id) {
    const auto at = m_index.constFind(id);
    return at == m_index.constEnd() ? nullptr : &m_entries[*at];
}

QAction* ActionRegistry::add(ActionSpec spec) {
    if (const Entry* known = find(spec.id)) {
        qWarning("The command %s exists already.", qPrintable(spec.id));
        return known->action;
    }
    Entry entry;
    entry.spec = std::move(spec);
    entry.action = new QAction(this);
    entry.action->setObjectName(entry.spec.id);
    // A menu role guessed from the words would differ from language to language.
    entry.action->setMenuRole(QAction::NoRole);
    entry.action->setAutoRepeat(entry.spec.repeats);
    if (!entry.spec.icon.isEmpty()) entry.action->setIcon(theme::icon(entry.spec.icon));
    // Before the slots of whoever has the command.
    connect(entry.action, &QAction::triggered, this, [this, id = entry.spec.id] {
        if (!isLive(id)) Q_EMIT pageWanted(pages(id).value(0));
        Q_EMIT triggered(id);
    });
    m_index.insert(entry.spec.id, m_entries.size());
    m_entries.append(entry);
    Entry& added = m_entries.last();
    assignKeys(added, tidied(added.spec.keys));
    update(added);
    for (QWidget* window : std::as_const(m_windows)) window->addAction(added.action);
    Q_EMIT actionAdded(added.spec.id);
    return added.action;
}

void ActionRegistry::setGroupTitle(const QString& group, Words words) {
    m_groupTitles[group] = std::move(words);
}

QAction* ActionRegistry::action(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? entry->action : nullptr;
}

QStringList ActionRegistry::ids() const {
    QStringList result;
    for (const Entry& entry : m_entries) result.append(entry.spec.id);
    return result;
}

QList<QAction*> ActionRegistry::actions() const {
    QList<QAction*> result;
    for (const Entry& entry : m_entries) result.append(entry.action);
    return result;
}

QList<QAction*> ActionRegistry::actions(const QString& group) const {
    QList<QAction*> result;
    for (const Entry& entry : m_entries)
        if (entry.spec.group == group) result.append(entry.action);
    return result;
}

QString ActionRegistry::id(const QAction* action) {
    return action ? action->objectName() : QString();
}

QString ActionRegistry::group(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? entry->spec.group : QString();
}

QString ActionRegistry::groupTitle(const QString& group) const {
    const auto words = m_groupTitles.constFind(group);
    return words != m_groupTitles.constEnd() && *words ? (*words)() : group;
}

QStringList ActionRegistry::pages(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? entry->spec.pages : QStringList();
}

QString ActionRegistry::text(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? withoutMnemonic(entry->action->text()) : QString();
}

void ActionRegistry::attachTo(QWidget* window) {
    m_windows.append(window);
    connect(window, &QObject::destroyed, this, [this, window] { m_windows.removeAll(window); });
    window->addActions(actions());
}

void ActionRegistry::setAvailable(const QString& id, bool available, const QString& reason) {
    Entry* entry = find(id);
    if (!entry) return;
    entry->available = available;
    entry->reason = available ? QString() : reason;
    update(*entry);
}

void ActionRegistry::setPagesAvailable(bool available, const QString& reason) {
    m_pagesAvailable = available;
    m_pagesReason = available ? QString() : reason;
    for (Entry& entry : m_entries) update(entry);
}

bool ActionRegistry::isAvailable(const QString& id) const {
    const Entry* entry = find(id);
    return entry && entry->available && (m_pagesAvailable || entry->spec.pages.isEmpty());
}

QString ActionRegistry::reason(const QString& id) const {
    const Entry* entry = find(id);
    if (!entry) return {};
    return m_pagesAvailable || entry->spec.pages.isEmpty() ? entry->reason : m_pagesReason;
}

QString ActionRegistry::toolTip(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? tip(*entry, reason(id)) : QString();
}

void ActionRegistry::run(const QString& id) {
    const Entry* entry = find(id);
    if (!entry || !isAvailable(id)) return;
    QAction* action = entry->action;
    if (!isWithinReach(*entry)) Q_EMIT pageWanted(pages(id).value(0));
    action->trigger();
}

void ActionRegistry::setPage(const QString& page) {
    if (m_page == page) return;
    m_page = page;
    // First those that are out of reach now: at no moment do two commands answer to one key.
    for (Entry& entry : m_entries)
        if (!isWithinReach(entry)) update(entry);
    for (Entry& entry : m_entries)
        if (isWithinReach(entry)) update(entry);
}

bool ActionRegistry::isLive(const QString& id) const {
    const Entry* entry = find(id);
    return entry && (entry->spec.pages.isEmpty() || entry->spec.pages.contains(m_page));
}

bool ActionRegistry::isWithinReach(const Entry& entry) const {
    return isEverywhere(entry.spec) || entry.spec.pages.contains(m_page);
}

void ActionRegistry::update(Entry& entry) {
    // The keys of what is disabled are shown by menus, and do nothing.
    entry.action->setEnabled(isAvailable(entry.spec.id) && isWithinReach(entry));
    reword(entry);
}

void ActionRegistry::reword(Entry& entry) {
    const QString text = entry.spec.text ? entry.spec.text() : entry.spec.id;
    entry.action->setText(text);
    QString obstacle = reason(entry.spec.id);
    if (m_pagesAvailable && !isWithinReach(entry))
        //: %1 is the name of a page, as in "Rate"
        obstacle = tr("Go to the page “%1” first.").arg(groupTitle(entry.spec.pages.front()));
    entry.action->setToolTip(tip(entry, obstacle));
    entry.action->setStatusTip(!obstacle.isEmpty() ? obstacle
                               : entry.spec.help   ? entry.spec.help()
                                                   : QString());
}

QString ActionRegistry::tip(const Entry& entry, const QString& obstacle) const {
    QString plain = withoutMnemonic(entry.action->text());
    if (plain.endsWith(QChar(0x2026))) plain.chop(1);
    QString result = textWithKey(plain, entry.keys.value(0));
    for (const QString& line : {entry.spec.help ? entry.spec.help() : QString(), obstacle})
        if (!line.isEmpty()) result += QLatin1Char('\n') + line;
    return result;
}

void ActionRegistry::retranslate() {
    for (Entry& entry : m_entries) reword(entry);
    Q_EMIT wordsChanged();
}

void ActionRegistry::assignKeys(Entry& entry, const QList<QKeySequence>& keys) {
    entry.keys = keys;
    entry.action->setShortcuts(keys);
    reword(entry);
}

QList<QKeySequence> ActionRegistry::keys(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? entry->keys : QList<QKeySequence>();
}

QList<QKeySequence> ActionRegistry::defaultKeys(const QString& id) const {
    const Entry* entry = find(id);
    return entry ? tidied(entry->spec.keys) : QList<QKeySequence>();
}

ActionRegistry::Shortcuts ActionRegistry::shortcuts() const {
    Shortcuts result;
    for (const Entry& entry : m_entries)
        if (entry.keys != tidied(entry.spec.keys)) result.insert(entry.spec.id, entry.keys);
    return result;
}

QList<KeyConflict> ActionRegistry::setShortcuts(const Shortcuts& changes) {
    QList<KeyConflict> refused;
    // All changed commands give up their keys first, so that two may swap theirs.
    for (Entry& entry : m_entries)
        assignKeys(entry, changes.contains(entry.spec.id) ? QList<QKeySequence>() : tidied(entry.spec.keys));
    QStringList rejected;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        Entry* entry = find(it.key());
        std::optional<KeyConflict> found;
        const QList<QKeySequence> keys = tidied(it.value());
        if (!entry) found = KeyConflict{it.key(), {}, keys.value(0)};
        for (const QKeySequence& key : keys)
            if (!found) found = conflict(it.key(), key);
        if (!found) {
            assignKeys(*entry, keys);
            continue;
        }
        refused.append(*found);
        if (entry) rejected.append(it.key());
    }
    for (const QString& id : std::as_const(rejected)) {
        // A default key that another command was given by the user stays with that one.
        QList<QKeySequence> free;
        for (const QKeySequence& key : defaultKeys(id))
            if (!conflict(id, key)) free.append(key);
        assignKeys(*find(id), free);
    }
    Q_EMIT shortcutsChanged();
    return refused;
}

std::optional<KeyConflict> ActionRegistry::setKeys(const QString& id, const QList<QKeySequence>& keys) {
    Entry* entry = find(id);
    const QList<QKeySequence> wanted = tidied(keys);
    if (!entry) return KeyConflict{id, {}, wanted.value(0)};
    for (const QKeySequence& key : wanted)
        if (auto found = conflict(id, key)) return found;
    if (entry->keys == wanted) return std::nullopt;
    assignKeys(*entry, wanted);
    Q_EMIT shortcutsChanged();
    return std::nullopt;
}

std::optional<KeyConflict> ActionRegistry::resetKeys(const QString& id) {
    return setKeys(id, defaultKeys(id));
}

void ActionRegistry::resetAllKeys() {
    setShortcuts({});
}

std::optional<KeyConflict> ActionRegistry::conflict(const QString& id, const QKeySequence& key) const {
    const Entry* asking = find(id);
    if (!asking) return std::nullopt;
    for (const Entry& entry : m_entries) {
        if (&entry == asking || !liveTogether(entry.spec, asking->spec)) continue;
        for (const QKeySequence& taken : entry.keys)
            if (collide(taken, key)) return KeyConflict{id, entry.spec.id, key};
    }
    return std::nullopt;
}

QList<KeyConflict> ActionRegistry::conflicts() const {
    QList<KeyConflict> result;
    for (const Entry& entry : m_entries)
        for (const QKeySequence& key : entry.keys)
            if (const auto found = conflict(entry.spec.id, key))
                if (m_index[found->id] < m_index[found->holder]) result.append(*found);
    return result;
}

}  // namespace attune
