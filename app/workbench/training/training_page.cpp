#include "workbench/training/training_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedLayout>
#include <algorithm>

#include "widgets/empty_state.h"
#include "widgets/option_form.h"
#include "widgets/theme.h"
#include "workbench/training/launch_panel.h"
#include "workbench/training/model_box.h"
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
    connect(&project(), &ProjectService::closed, this, [this] {
        for (QComboBox* box : m_panel->models()) emptyModelBox(*box);
    });
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

QVariantMap TrainingPage::state() const {
    QVariantList models;
    for (const QComboBox* box : m_panel->models()) models.append(chosenModel(*box));
    return {{QStringLiteral("board"), m_board->state()}, {QStringLiteral("models"), models}};
}

void TrainingPage::restore(const QVariantMap& state) {
    m_board->restore(state.value(QStringLiteral("board")).toMap());
    const QVariantList models = state.value(QStringLiteral("models")).toList();
    const auto& boxes = m_panel->models();
    // What a box holds stays chosen when it is filled.
    for (qsizetype i = 0; i < std::min(models.size(), boxes.size()); ++i) {
        boxes[i]->clear();
        if (models[i].toLongLong() > 0) boxes[i]->addItem(QString(), models[i]);
    }
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
