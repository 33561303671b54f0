#include "workbench/library/library_guide.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/action_registry.h"
#include "widgets/empty_state.h"
#include "widgets/theme.h"

namespace attune {

LibraryGuide::LibraryGuide(ActionRegistry& actions, QWidget* parent)
    : QWidget(parent), m_actions(actions), m_empty(new EmptyState), m_text(new QLabel(this)), m_button(new QPushButton(this)) {
    m_empty->setObjectName(QStringLiteral("noImages"));
    m_button->setObjectName(QStringLiteral("nextStep"));
    m_button->setDefault(true);
    m_text->setWordWrap(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * theme::kGrid);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    hide();
    connect(m_button, &QPushButton::clicked, this, [this] { m_actions.action(m_command)->trigger(); });
    connect(m_empty, &EmptyState::primaryClicked, this,
            [this] { m_facts.counts.images > 0 ? resetWanted() : importWanted(true); });
    connect(m_empty, &EmptyState::secondaryClicked, this, [this] { Q_EMIT importWanted(false); });
}

void LibraryGuide::setState(const LibraryFacts& facts, const State& state) {
    m_facts = facts;
    showEmpty(state);
    showNextStep(state);
}

void LibraryGuide::showEmpty(const State& state) {
    m_empty->setPrimary({});
    m_empty->setSecondary({});
    if (state.loading) {
        m_empty->setContent({}, tr("Looking through the project"), {});
    } else if (m_facts.counts.images > 0) {
        m_empty->setContent(QStringLiteral("search"), tr("No image matches"),
                            tr("Search for fewer words, or leave filters away."));
        m_empty->setPrimary(tr("Reset filters"));
    } else if (state.readOnly) {
        m_empty->setContent(QStringLiteral("folder-pictures"), tr("There are no images"), {});
    } else {
        m_empty->setContent(QStringLiteral("folder-pictures"), tr("Drop images here"),
                            tr("Files, folders, or lists with captions. They stay where they are unless you want copies."));
        m_empty->setPrimary(tr("Import a folder..."));
        m_empty->setSecondary(tr("Import images..."));
    }
}

void LibraryGuide::showNextStep(const State& state) {
    const bool wantsCaptioner = m_facts.captioner == 0;
    const bool any = m_facts.counts.images > 0;
    const bool needed = !state.readOnly && (any || !state.loading) &&
                        (wantsCaptioner || (any && m_facts.captions == 0 && !state.writing));
    setVisible(needed);
    if (!needed) return;
    m_text->setText(!any             ? tr("There is no captioner yet: add a checkpoint folder from the Hugging Face hub.")
                    : wantsCaptioner ? tr("These images have no captioner yet: add a checkpoint folder from the Hugging Face hub.")
                                     : tr("These images have no captions yet."));
    m_command = wantsCaptioner ? QStringLiteral("library.captioner") : QStringLiteral("library.generate");
    m_button->setText(withoutMnemonic(m_actions.action(m_command)->text()));
}

}  // namespace attune
