#include "workbench/key_hints.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/action_registry.h"
#include "widgets/theme.h"
#include "workbench/key_cap.h"

namespace attune {

namespace {

constexpr int kBeside = theme::kGrid;  ///< room on either side of the words of a hint

}  // namespace

QWidget* makeKeyHints(ActionRegistry& actions, std::span<const char* const> ids, QWidget* parent, const QString& lead) {
    auto* hints = new QWidget(parent);
    auto* row = new QHBoxLayout(hints);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid);
    row->addStretch();
    if (!lead.isEmpty()) {
        auto* words = new QLabel(lead, hints);
        words->setContentsMargins(kBeside, 0, kBeside, 0);
        row->addWidget(words);
    }
    for (const char* id : ids) {
        QAction* action = actions.action(QLatin1String(id));
        auto* button = new QPushButton(hints);
        button->setFlat(true);
        button->setFocusPolicy(Qt::TabFocus);
        const auto word = [button, action, &actions, name = QLatin1String(id)] {
            // The registry's keys: those of an action that sleeps are empty.
            button->setText(QStringLiteral("%1  %2").arg(keyCap(actions.keys(name).value(0)), actions.text(name)));
            // The least width of buttons would set short ones further apart.
            button->setFixedWidth(button->fontMetrics().horizontalAdvance(button->text()) + 2 * kBeside);
            button->setToolTip(action->toolTip());
            button->setEnabled(action->isEnabled());
        };
        word();
        QObject::connect(action, &QAction::changed, button, word);
        QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
    }
    row->addStretch();
    return hints;
}

}  // namespace attune
