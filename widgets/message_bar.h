// A message on top of a page that waits until it is read: what happened, why, what to do.
#pragma once

#include <QFrame>
#include <QKeySequence>
#include <QList>
#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace attune {

struct MessageAction {
    QString text;               ///< as on a button
    std::function<void()> run;  ///< the message is dismissed first
};

struct Message {
    enum class Tone { Info, Warning, Error };
    Tone tone = Tone::Info;
    QString what;    ///< what happened, one sentence
    QString why;     ///< what it means; may be empty
    QString remedy;  ///< what to do; may be empty
    QString key;     ///< a later message of the same key takes this one's place; may be empty
    QList<MessageAction> actions;
};

class MessageBar : public QFrame {
    Q_OBJECT

  public:
    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows the message, or puts it behind those that wait already: errors first, then warnings, then the rest; a repeated one
    /// is not added again.
    void post(const Message& message);
    /// Takes back the message of this key, shown or waiting.
    void withdraw(const QString& key);
    /// Leaves the shown message; the next one comes.
    void dismiss();
    void clear();
    /// The key by which the message is dismissed from anywhere in the window, for the tooltip; may be empty.
    void setDismissKey(const QKeySequence& key);
    /// The shown one and those behind it.
    const QList<Message>& messages() const { return m_queue; }
    int count() const { return static_cast<int>(m_queue.size()); }
    /// The shown message as plain text, as Copy puts it on the clipboard; empty if there is none.
    QString text() const;

  Q_SIGNALS:
    /// Another message is shown, the same one anew, or none.
    void shownChanged();

  protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void retranslate();
    void showFirst();
    void makeButtons();

    QList<Message> m_queue;
    QKeySequence m_dismissKey;
    QLabel* m_icon;
    QLabel* m_what;
    QLabel* m_more;
    QLabel* m_waiting;
    QWidget* m_buttons;
    QToolButton* m_copy;
    QToolButton* m_close;
};

}  // namespace attune
