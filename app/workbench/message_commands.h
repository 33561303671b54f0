// The message on top of the page by keys: on a page whose keys rate, Tab never comes to its buttons.
#pragma once

#include <QObject>

namespace attune {

class ActionRegistry;
class MessageBar;

/// Registers view.message_action and view.dismiss_message, which are available while a message is shown, the first while
/// that has a button. It lives as long as they.
class MessageCommands : public QObject {
    Q_OBJECT

  public:
    MessageCommands(MessageBar& messages, ActionRegistry& actions);

  private:
    void update();
    /// As a press of the message's first button, if it has one.
    void act();

    MessageBar& m_messages;
    ActionRegistry& m_actions;
};

}  // namespace attune
