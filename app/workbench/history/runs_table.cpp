#include "workbench/history/runs_table.h"

#include <QHeaderView>
#include <algorithm>

#include "widgets/duration_text.h"
#include "widgets/theme.h"
#include "workbench/device_choice.h"
#include "workbench/run_words.h"

namespace attune {

RunsTable::RunsTable(QWidget* parent) : ValueTable(parent) {
    setAccessibleName(tr("Runs"));
    setEmptyText(tr("Nothing was run yet. Captions, training and optimisation will be listed here."));
    const auto when = [](const QVariant& iso) { return timeText(iso.toString().toStdString()); };
    const auto device = [](const QVariant& name) { return deviceText(name.toString()); };
    QList<TableColumn> columns{{tr("Result"), TableColumn::Kind::Text, 0,
                                tr("What came of the run, in one line, and of which captions its figures are"), {}, theme::kGrid * 64},
                               {tr("Run"), TableColumn::Kind::Whole, 0, tr("Its number, and that of its folder")},
                               {tr("Kind")},
                               {tr("State")},
                               {tr("Launched"), TableColumn::Kind::Text, 0, tr("When it was put into the queue"), when},
                               {tr("Time"), TableColumn::Kind::Duration, 0, tr("From the start of its work to its end, pauses included")},
                               {tr("Device"), TableColumn::Kind::Text, 0, {}, device}};
    setColumns(columns);
    horizontalHeader()->moveSection(0, 3);  // beside the state; as the first column of the model it takes the room that is left
    setSelectionMode(ExtendedSelection);
}

void RunsTable::setRuns(const std::vector<HistoryRun>& runs, const RunQueue& live) {
    QList<TableRow> rows;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {  // newest first
        const RunRecord& record = run->record;
        QString state = statusText(QString::fromStdString(record.status));
        if (const auto now = live.find(record.id)) {
            state = liveStateText(now->state);
            if (now->total > 0 && now->state == LiveRun::State::Working)
                //: the state of a run and how far it is: "running, 45 %"
                state = tr("%1, %2").arg(state, percentText(static_cast<double>(now->done) / static_cast<double>(now->total)));
        }
        QString result = resultText(*run);
        if (result.isEmpty() && (record.status == "failed" || run->ends.failure.is_object())) result = causeOf(*run);
        const auto text = [&](const char* key) {
            const auto at = record.job.find(key);
            if (at == record.job.end()) return QString();
            return QString::fromStdString(at->is_string() ? at->get<std::string>() : dumpJson(*at));
        };
        TableRow row{QVariant::fromValue<qint64>(record.id),
                     {result, QVariant::fromValue<qlonglong>(record.id), runKindText(QString::fromStdString(record.kind)), state,
                      QString::fromStdString(record.createdAt), durationOf(run->ends), text("device")}};
        row.tips.resize(row.values.size());
        row.tips.first() = resultTip(*run);
        rows.append(row);
    }
    setRows(rows);
    fitColumns();
}

QList<qint64> RunsTable::selectedRuns() const {
    QList<qint64> runs;
    for (const QVariant& id : selectedIds()) runs.append(id.toLongLong());
    std::sort(runs.begin(), runs.end());
    return runs;
}

}  // namespace attune
