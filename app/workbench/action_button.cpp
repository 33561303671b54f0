#include "workbench/action_button.h"

#include <QAction>
#include <QPushButton>

#include "widgets/action_registry.h"
#include "widgets/single_click.h"

namespace attune {

QPushButton* makeActionButton(QAction* action, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setObjectName(ActionRegistry::id(action));
    button->setAutoDefault(false);
    takeDoubleClicksForOne(button);
    const auto follow = [button, action] {
        button->setText(withoutMnemonic(action->text()).remove(QLatin1String("...")));
        button->setIcon(action->icon());
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

}  // namespace attune
