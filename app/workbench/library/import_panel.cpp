#include "workbench/library/import_panel.h"

#include "widgets/duration_text.h"
#include "widgets/value_table.h"
#include "workbench/core_messages.h"
#include "workbench/library/import_task.h"
#include "workbench/sentences.h"

namespace attune {

namespace {

QString sentence(const ImportReport& report) {
    const QString added = countText(static_cast<qlonglong>(report.added.size())), known = countText(report.known),
                  unread = countText(static_cast<qlonglong>(report.problems.size()));
    return report.cancelled
               ? ImportPanel::tr("Import cancelled: %1 added, %2 known already, %3 could not be read.").arg(added, known, unread)
               : ImportPanel::tr("%1 added, %2 known already, %3 could not be read.").arg(added, known, unread);
}

}  // namespace

ImportPanel::ImportPanel(ImportTask& task, QWidget* parent) : TaskPanel(task, parent), m_task(task) {
    setList({{tr("File")}, {tr("Reason")}}, tr("Files that could not be read"),
            tr("All files that could not be read, and why, as text."));
    connect(&m_task, &ImportTask::progressed, this, &ImportPanel::showTask);
    connect(&m_task, &ImportTask::dropped, this, [this](int imports) { m_dropped += imports; });
    connect(&m_task, &ImportTask::ended, this, [this](const ImportReport& done, const Problem& problem) {
        if (problem.what.isEmpty() || !done.added.empty() || !done.problems.empty()) add(done);
        showReport();
    });
    m_task.isRunning() ? showTask() : hide();
}

void ImportPanel::dismiss() {
    m_told = {};
    m_dropped = 0;
    m_hasTold = false;
    TaskPanel::dismiss();
}

void ImportPanel::showTask() {
    const int waiting = m_task.waiting();
    showProgress(waiting > 0 ? tr("Importing images, %n more import(s) waiting", nullptr, waiting) : tr("Importing images"));
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
    if (!m_hasTold) return dismiss();
    QStringList text{sentence(m_told)};
    if (m_told.references > 0)
        text.append(tr("%n reference caption(s) came with them.", nullptr, static_cast<int>(m_told.references)));
    if (m_dropped > 0) text.append(tr("%n import(s) that waited were cancelled, too.", nullptr, m_dropped));
    QList<TableRow> rows;
    for (const auto& problem : m_told.problems)
        rows.append({rows.size(), {QString::fromStdString(problem.path.string()), coreText(problem.reason)}});
    tell(joinSentences(text), rows);
}

}  // namespace attune
