#include "workbench/library/task_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/progress_row.h"
#include "widgets/theme.h"
#include "widgets/value_table.h"
#include "workbench/long_task.h"
#include "workbench/workbench.h"

namespace attune {

namespace {

constexpr int kTableHeight = theme::kGrid * 20;

}  // namespace

TaskPanel::TaskPanel(LongTask& task, QWidget* parent) : QWidget(parent), m_task(task) {
    m_progress = new ProgressRow(this);
    m_report = new QWidget(this);
    m_summary = new QLabel(m_report);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy = new QPushButton(tr("Copy the list"), m_report);
    auto* close = new QPushButton(tr("Close"), m_report);
    m_list = new ValueTable(m_report);
    m_list->setFixedHeight(kTableHeight);

    auto* top = new QHBoxLayout;
    top->setSpacing(theme::kGrid);
    top->addWidget(m_summary, 1);
    top->addWidget(m_copy);
    top->addWidget(close);
    auto* report = new QVBoxLayout(m_report);
    report->setContentsMargins(0, 0, 0, 0);
    report->setSpacing(theme::kGrid);
    report->addLayout(top);
    report->addWidget(m_list);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_progress);
    rows->addWidget(m_report);

    connect(m_progress, &ProgressRow::cancelRequested, &m_task, &LongTask::cancel);
    connect(m_copy, &QPushButton::clicked, m_list, &ValueTable::copyAll);
    connect(close, &QPushButton::clicked, this, &TaskPanel::dismiss);
    connect(&m_task.workbench().project, &ProjectService::closed, this, &TaskPanel::dismiss);
}

QString TaskPanel::summary() const { return m_summary->text(); }

void TaskPanel::setList(const QList<TableColumn>& columns, const QString& name, const QString& copyHelp) {
    m_list->setColumns(columns);
    m_list->setAccessibleName(name);
    m_copy->setToolTip(copyHelp);
}

void TaskPanel::dismiss() {
    tell({}, {});
    if (!m_task.isRunning()) return;
    m_progress->show();
    show();
}

void TaskPanel::showProgress(const QString& what) {
    m_report->setVisible(!summary().isEmpty());
    m_progress->show();
    show();
    m_progress->setTask(what);
    if (m_task.total() > 0)
        m_progress->setProgress(m_task.done(), m_task.total(), m_task.perSecond(), m_task.secondsLeft());
    else
        m_progress->setIndeterminate();
    if (m_task.isCancelling()) m_progress->setNote(tr("Stopping"));
}

void TaskPanel::tell(const QString& summary, const QList<TableRow>& rows) {
    m_progress->hide();
    m_summary->setText(summary);
    m_list->setRows(rows);
    m_list->setVisible(!rows.isEmpty());
    m_copy->setVisible(!rows.isEmpty());
    m_report->setVisible(!summary.isEmpty());
    setVisible(!summary.isEmpty());
}

}  // namespace attune
