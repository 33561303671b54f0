// A list of all commands over the window, found by typing a few letters of their names.
#pragma once

#include <QFrame>
#include <QPointer>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace attune {

class ActionRegistry;

class CommandPalette : public QFrame {
    Q_OBJECT

  public:
    /// @param window  the widget it lies over, and whose size it follows
    CommandPalette(ActionRegistry& registry, QWidget* window);

    /// Shows it with an empty query, the commands used last on top.
    void open();
    /// The command that opens it, which it does not list.
    void setOwnCommand(const QString& id) { m_own = id; }
    /// Hides it and gives the focus back to where it was.
    void dismiss();

    /// Ids of commands, the last used first; at most 20. Storing them is the caller's.
    QStringList recent() const { return m_recent; }
    void setRecent(const QStringList& ids);

  protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void retranslate();
    void place();
    void fill();
    void step(int rows);
    void run(const QModelIndex& index);
    void note(const QString& id);
    bool handleKey(int key);

    ActionRegistry& m_registry;
    QLineEdit* m_query;
    QListView* m_list;
    QLabel* m_nothing;
    QStandardItemModel* m_model;
    QStringList m_recent;
    QString m_own;
    QPointer<QWidget> m_focusBefore;
};

}  // namespace attune
