// The table of all runs: what they are, how they ended, what came of them.
#pragma once

#include "widgets/value_table.h"
#include "workbench/history/history_words.h"
#include "workbench/run_queue.h"

namespace attune {

class RunsTable : public ValueTable {
    Q_OBJECT

  public:
    explicit RunsTable(QWidget* parent = nullptr);

    /// @param live  the queue, for runs that wait or work
    void setRuns(const std::vector<HistoryRun>& runs, const RunQueue& live);
    QList<qint64> selectedRuns() const;
};

}  // namespace attune
