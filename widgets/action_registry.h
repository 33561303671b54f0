// Every command of the program by its id: words, icon, keys, and the page on which it works.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QObject>
#include <QStringList>
#include <functional>
#include <optional>

class QAction;
class QWidget;

namespace attune {

/// Words that are asked for again whenever the language changes.
using Words = std::function<QString()>;

struct ActionSpec {
    QString id;         ///< stable and untranslated, as in "rate.skip"; the key of stored shortcuts
    QString group;      ///< key of the menu or page the command belongs to, as in "rate"
    Words text;         ///< as in a menu, with "&" before the mnemonic letter
    Words help = {};    ///< one more sentence for the tooltip; may be empty
    QString icon = {};  ///< name in the icon theme; may be empty
    QList<QKeySequence> keys = {};  ///< default shortcuts, the one to show first
    QStringList pages = {};         ///< pages on which it works; empty: on all
    bool leads = false;             ///< from elsewhere it works, too: it leads to the first of its pages
    bool repeats = false;           ///< a key that is held triggers it again and again, as a step or a zoom
};

/// A key that two commands would answer to at the same time.
struct KeyConflict {
    QString id;      ///< the command that asks for the key
    QString holder;  ///< the command that has it; empty if the id is unknown
    QKeySequence key;
};

class ActionRegistry : public QObject {
    Q_OBJECT

  public:
    using Shortcuts = QMap<QString, QList<QKeySequence>>;

    explicit ActionRegistry(QObject* parent = nullptr);
    ~ActionRegistry() override;

    /// @return the action, owned by the registry; the existing one if the id is taken (a fault of the
    /// program)
    QAction* add(ActionSpec spec);
    /// Words for a group key, shown by the palette and the shortcut editor.
    void setGroupTitle(const QString& group, Words words);

    /// @return nullptr if unknown
    QAction* action(const QString& id) const;
    QStringList ids() const;  ///< in the order of adding
    QList<QAction*> actions() const;
    QList<QAction*> actions(const QString& group) const;
    static QString id(const QAction* action);
    QString group(const QString& id) const;
    QString groupTitle(const QString& group) const;
    QStringList pages(const QString& id) const;
    /// The action's words without mnemonic marks.
    QString text(const QString& id) const;

    /// Adds all actions, later ones too, to the window, so that keys work where no menu shows them.
    void attachTo(QWidget* window);

    /// The word of whoever has the command, whether it could be run; `reason` (a sentence) is shown while it
    /// cannot. Its action is enabled if, besides, its page is shown, or if it leads there.
    void setAvailable(const QString& id, bool available, const QString& reason = {});
    /// Whether there is anything for commands that have a page to work on.
    void setPagesAvailable(bool available, const QString& reason);
    /// Whether it can be run, once its page is shown.
    bool isAvailable(const QString& id) const;
    /// Why it is not available; empty if it is.
    QString reason(const QString& id) const;
    /// Words, key and help; why it is not available.
    QString toolTip(const QString& id) const;
    /// Triggers it, on its page.
    void run(const QString& id);

    /// The page that is shown.
    void setPage(const QString& page);
    QString page() const { return m_page; }

    QList<QKeySequence> keys(const QString& id) const;
    QList<QKeySequence> defaultKeys(const QString& id) const;
    /// Only what the user changed; an empty list means that the command lost its keys.
    Shortcuts shortcuts() const;
    /// Replaces all the user's changes. What conflicts or is unknown is left at its default and reported.
    QList<KeyConflict> setShortcuts(const Shortcuts& changes);
    /// Gives a command new keys, unless one of them is taken: then nothing changes and the conflict is
    /// returned.
    std::optional<KeyConflict> setKeys(const QString& id, const QList<QKeySequence>& keys);
    std::optional<KeyConflict> resetKeys(const QString& id);
    void resetAllKeys();
    /// Who of the commands that can be live together with `id` has `key`, or begins or continues it.
    std::optional<KeyConflict> conflict(const QString& id, const QKeySequence& key) const;
    /// All conflicts among the keys as they are; empty in a program without faults.
    QList<KeyConflict> conflicts() const;

  public Q_SLOTS:
    /// Asks for all words again; call it when the language has changed.
    void retranslate();

  Q_SIGNALS:
    void triggered(const QString& id);
    void shortcutsChanged();
    void actionAdded(const QString& id);
    /// A command of this page is about to run; if a slot shows the page, it does so there.
    void pageWanted(const QString& page);
    void wordsChanged();

  private:
    bool isLive(const QString& id) const;
    struct Entry {
        ActionSpec spec;
        QAction* action = nullptr;
        QList<QKeySequence> keys;
        bool available = true;
        QString reason;
    };
    const Entry* find(const QString& id) const;
    Entry* find(const QString& id);
    void reword(Entry& entry);
    bool isWithinReach(const Entry& entry) const;
    QString tip(const Entry& entry, const QString& obstacle) const;
    void update(Entry& entry);
    void assignKeys(Entry& entry, const QList<QKeySequence>& keys);

    QList<Entry> m_entries;
    QMap<QString, qsizetype> m_index;
    QMap<QString, Words> m_groupTitles;
    QList<QWidget*> m_windows;
    QString m_page;
    bool m_pagesAvailable = true;
    QString m_pagesReason;
};

/// "Skip (S)"; the key as the platform writes it.
QString textWithKey(const QString& text, const QKeySequence& key);
/// Without the "&" of mnemonics ("&&" becomes "&") and the Chinese style "(&S)".
QString withoutMnemonic(const QString& text);
/// A name that stands in words of a menu or a button as it is, with its "&" doubled.
QString nameInMenu(QString name);

}  // namespace attune
