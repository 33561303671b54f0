#include "workbench/training/training_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedLayout>

#include "widgets/empty_state.h"
#include "widgets/option_form.h"
#include "widgets/theme.h"
#include "workbench/training/launch_panel.h"
#include "workbench/training/run_board.h"

namespace attune {

TrainingPage::TrainingPage(PageId id, Workbench& workbench, Changes told, QWidget* parent) : Page(id, workbench, parent) {
    m_work = new QWidget(this);
    m_empty = new EmptyState(this);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_work);
    m_stack->addWidget(m_empty);
    connect(m_empty, &EmptyState::primaryClicked, this, [this] { Q_EMIT this->workbench().pageWanted(m_next); });
    connect(&workbench, &Workbench::runWanted, this, [this](qint64 run) { m_board->select(run); });
    const auto look = [this] { isVisible() ? refresh() : void(m_stale = true); };
    connect(&project(), &ProjectService::opened, this, look);
    connect(&project(), &ProjectService::changed, this, [look, told](Changes changes) {
        if (changes & told) look();
    });
}

QHBoxLayout* TrainingPage::makeColumns() {
    auto* columns = new QHBoxLayout(m_work);
    columns->setContentsMargins(theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2, theme::kGrid * 2);
    columns->setSpacing(theme::kGrid * 3);
    columns->addWidget(m_panel);
    return columns;
}

void TrainingPage::activated() {
    if (m_stale) refresh();
    m_panel->form()->setFocus();
}

void TrainingPage::refresh() {
    if (!project().isOpen()) return;
    m_stale = false;
    project().read(
        this, [model = m_panel->model(0)->currentData().toLongLong()](Project& p) { return trainingFacts(p, model); },
        [this](const TrainingFacts& facts) { showFacts(facts); });
    m_board->refresh();
}

void TrainingPage::showWork(bool ready) {
    m_stack->setCurrentWidget(ready ? m_work : static_cast<QWidget*>(m_empty));
}

}  // namespace attune
