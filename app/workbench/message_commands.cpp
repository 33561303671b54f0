#include "workbench/message_commands.h"

#include <QAction>

#include "widgets/action_registry.h"
#include "widgets/message_bar.h"

namespace attune {

MessageCommands::MessageCommands(MessageBar& messages, ActionRegistry& actions)
    : QObject(&actions), m_messages(messages), m_actions(actions) {
    const QString view = QStringLiteral("view");
    const QAction* act = actions.add({QStringLiteral("view.message_action"), view, [] { return tr("D&o what the message offers"); },
                                      [] { return tr("As its first button: to resume a run, for example."); },
                                      QStringLiteral("dialog-ok-apply"), {QKeySequence(Qt::Key_F8)}, {}});
    connect(act, &QAction::triggered, this, &MessageCommands::act);
    const QAction* dismiss =
        actions.add({QStringLiteral("view.dismiss_message"), view, [] { return tr("&Dismiss the message"); }, {},
                     QStringLiteral("window-close"), {QKeySequence(Qt::SHIFT | Qt::Key_F8)}, {}});
    connect(dismiss, &QAction::triggered, &messages, &MessageBar::dismiss);
    connect(&messages, &MessageBar::shownChanged, this, &MessageCommands::update);
    const auto tellKey = [this] { m_messages.setDismissKey(m_actions.keys(QStringLiteral("view.dismiss_message")).value(0)); };
    connect(&actions, &ActionRegistry::shortcutsChanged, this, tellKey);
    tellKey();
    update();
}

void MessageCommands::update() {
    const bool any = m_messages.count() > 0;
    const bool offers = any && !m_messages.messages().first().actions.isEmpty();
    m_actions.setAvailable(QStringLiteral("view.message_action"), offers,
                           any ? tr("The message offers nothing to do.") : tr("There is no message."));
    m_actions.setAvailable(QStringLiteral("view.dismiss_message"), any, tr("There is no message."));
}

void MessageCommands::act() {
    if (m_messages.count() == 0 || m_messages.messages().first().actions.isEmpty()) return;
    const auto run = m_messages.messages().first().actions.first().run;
    m_messages.dismiss();
    if (run) run();
}

}  // namespace attune
