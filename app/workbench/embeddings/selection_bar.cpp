#include "workbench/embeddings/selection_bar.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "widgets/action_registry.h"
#include "widgets/elided_label.h"
#include "widgets/theme.h"
#include "workbench/action_button.h"

namespace attune {

SelectionBar::SelectionBar(ActionRegistry& actions, QWidget* parent) : QWidget(parent) {
    m_words = new ElidedLabel(this);
    m_words->setToolTip(tr("Shift adds to what is selected, Ctrl takes away from it."));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGrid);
    row->addWidget(m_words, 1);
    for (const char* id : {"embeddings.rate", "embeddings.tag", "embeddings.generate", "embeddings.library"})
        row->addWidget(makeActionButton(actions.action(QLatin1String(id)), this));
    setCounts(0, 0, 0);
}

void SelectionBar::setCounts(int points, int images, int shown) {
    if (points == 0) {
        m_words->setText(shown > 0 ? tr("%Ln point(s). Drag to select.", nullptr, shown) : QString());
    } else {
        //: %1 is the sentence part "12 points"
        m_words->setText(tr("%1 of %n image(s) selected", nullptr, images).arg(tr("%n point(s)", nullptr, points)));
    }
}

}  // namespace attune
