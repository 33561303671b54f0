#include "workbench/message_commands.h"

#include <QAction>
#include <QEvent>

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
    messages.installEventFilter(this);
    update();
}

bool MessageCommands::eventFilter(QObject* watched, QEvent* event) {
    // The bar is there while it has a message, whether or not its window is shown.
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) update();
    return QObject::eventFilter(watched, event);
}

void MessageCommands::update() {
    for (const char* id : {"view.message_action", "view.dismiss_message"})
        m_actions.setAvailable(QLatin1String(id), m_messages.count() > 0, tr("There is no message."));
}

void MessageCommands::act() {
    if (m_messages.count() == 0 || m_messages.messages().first().actions.isEmpty()) return;
    const auto run = m_messages.messages().first().actions.first().run;
    m_messages.dismiss();
    if (run) run();
}

}  // namespace attune
