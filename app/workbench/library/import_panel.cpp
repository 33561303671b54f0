#include "workbench/library/import_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/duration_text.h"
#include "widgets/progress_row.h"
#include "widgets/theme.h"
#include "widgets/value_table.h"
#include "workbench/core_messages.h"
#include "workbench/library/import_task.h"
#include "workbench/sentences.h"

namespace attune {

namespace {

constexpr int kTableHeight = theme::kGrid * 20;

QString sentence(const ImportReport& report) {
    const QString added = countText(static_cast<qlonglong>(report.added.size())), known = countText(report.known),
                  unread = countText(static_cast<qlonglong>(report.problems.size()));
    return report.cancelled
               ? ImportPanel::tr("Import cancelled: %1 added, %2 known already, %3 could not be read.").arg(added, known, unread)
               : ImportPanel::tr("%1 added, %2 known already, %3 could not be read.").arg(added, known, unread);
}

}  // namespace

ImportPanel::ImportPanel(ImportTask& task, QWidget* parent) : QWidget(parent), m_task(task) {
    m_progress = new ProgressRow(this);
    m_progress->setTask(tr("Importing pictures"));
    m_report = new QWidget(this);
    m_summary = new QLabel(m_report);
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy = new QPushButton(tr("Copy the list"), m_report);
    m_copy->setToolTip(tr("All files that could not be read, and why, as text."));
    auto* close = new QPushButton(tr("Close"), m_report);
    m_problems = new ValueTable(m_report);
    m_problems->setColumns({{tr("File")}, {tr("Reason")}});
    m_problems->setAccessibleName(tr("Files that could not be read"));
    m_problems->setFixedHeight(kTableHeight);

    auto* top = new QHBoxLayout;
    top->setSpacing(theme::kGrid);
    top->addWidget(m_summary, 1);
    top->addWidget(m_copy);
    top->addWidget(close);
    auto* report = new QVBoxLayout(m_report);
    report->setContentsMargins(0, 0, 0, 0);
    report->setSpacing(theme::kGrid);
    report->addLayout(top);
    report->addWidget(m_problems);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_progress);
    rows->addWidget(m_report);

    connect(m_progress, &ProgressRow::cancelRequested, &m_task, &ImportTask::cancel);
    connect(m_copy, &QPushButton::clicked, m_problems, &ValueTable::copyAll);
    connect(close, &QPushButton::clicked, this, &ImportPanel::dismiss);
    connect(&m_task, &ImportTask::started, this, &ImportPanel::showProgress);
    connect(&m_task, &ImportTask::progressed, this, &ImportPanel::showProgress);
    connect(&m_task, &ImportTask::dropped, this, [this](int imports) { m_dropped += imports; });
    connect(&m_task, &ImportTask::ended, this, [this](const ImportReport& done, const Problem& problem) {
        if (problem.what.isEmpty() || !done.added.empty() || !done.problems.empty()) add(done);
        showReport();
    });
    m_task.isRunning() ? showProgress() : dismiss();
}

QString ImportPanel::summary() const { return m_summary->text(); }

void ImportPanel::dismiss() {
    m_told = {};
    m_dropped = 0;
    m_hasTold = false;
    m_summary->clear();
    m_problems->setRows({});
    if (m_task.isRunning()) return showProgress();
    hide();
}

void ImportPanel::showProgress() {
    m_report->setVisible(m_hasTold);
    m_progress->show();
    show();
    const int waiting = m_task.waiting();
    m_progress->setTask(waiting > 0 ? tr("Importing pictures, %n more import(s) waiting", nullptr, waiting) : tr("Importing pictures"));
    if (m_task.total() > 0)
        m_progress->setProgress(m_task.done(), m_task.total(), m_task.perSecond(), m_task.secondsLeft());
    else
        m_progress->setIndeterminate();
    if (m_task.isCancelling()) m_progress->setNote(tr("Stopping"));
}

void ImportPanel::add(const ImportReport& report) {
    m_hasTold = true;
    m_told.added.insert(m_told.added.end(), report.added.begin(), report.added.end());
    m_told.known += report.known;
    m_told.references += report.references;
    m_told.problems.insert(m_told.problems.end(), report.problems.begin(), report.problems.end());
    m_told.cancelled = m_told.cancelled || report.cancelled;
}

void ImportPanel::showReport() {
    m_progress->hide();
    if (!m_hasTold) return dismiss();
    QStringList text{sentence(m_told)};
    if (m_told.references > 0)
        text.append(tr("%n reference caption(s) came with them.", nullptr, static_cast<int>(m_told.references)));
    if (m_dropped > 0) text.append(tr("%n import(s) that waited were cancelled, too.", nullptr, m_dropped));
    m_summary->setText(joinSentences(text));
    QList<TableRow> rows;
    for (const auto& problem : m_told.problems)
        rows.append({rows.size(), {QString::fromStdString(problem.path.string()), coreText(problem.reason)}});
    m_problems->setRows(rows);
    m_problems->setVisible(!rows.isEmpty());
    m_copy->setVisible(!rows.isEmpty());
    m_report->show();
    show();
}

}  // namespace attune
