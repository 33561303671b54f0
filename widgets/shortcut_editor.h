// A table of all commands and their keys, to search, change and reset.
#pragma once

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTreeView;

namespace attune {

class ActionRegistry;
class KeyField;
struct KeyConflict;

class ShortcutEditor : public QWidget {
    Q_OBJECT

  public:
    explicit ShortcutEditor(ActionRegistry& registry, QWidget* parent = nullptr);

    /// Selects the command, if the search does not hide it.
    void select(const QString& id);
    QString selected() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void build();
    void retranslate();
    void fill();
    void showSelected();
    void take(int slot, const QKeySequence& key);
    void report(const KeyConflict& conflict);

    ActionRegistry& m_registry;
    QStandardItemModel* m_model;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_search;
    QTreeView* m_table;
    QLabel* m_keyLabel;
    QLabel* m_otherLabel;
    KeyField* m_key;
    KeyField* m_other;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_message;
};

}  // namespace attune
