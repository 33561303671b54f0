#include "workbench/library/find_panel.h"

#include "widgets/duration_text.h"
#include "widgets/value_table.h"
#include "workbench/library/find_pictures.h"
#include "workbench/sentences.h"

namespace attune {

namespace {

QString summaryOf(const FindReport& report) {
    if (report.cancelled && report.looked == 0)
        return FindPanel::tr("The search for missing images was cancelled before it looked at a file.");
    if (report.found.empty() && report.missing.empty()) return FindPanel::tr("No image of the project is missing.");
    const QString found = countText(static_cast<qlonglong>(report.found.size())),
                  missing = countText(static_cast<qlonglong>(report.missing.size()));
    QStringList text{report.cancelled ? FindPanel::tr("Search cancelled: %1 found again, %2 still missing.").arg(found, missing)
                                      : FindPanel::tr("%1 found again, %2 still missing.").arg(found, missing)};
    //: "3 of 10"
    text.append(FindPanel::tr("Files looked at: %1.").arg(countOfText(report.looked, report.files)));
    if (report.unread > 0)
        text.append(FindPanel::tr("%n file(s) could not be read.", nullptr, static_cast<int>(report.unread)));
    if (report.found.empty() && !report.cancelled)
        text.append(FindPanel::tr("Images are known by their contents, whatever their names: choose another folder."));
    return joinSentences(text);
}

}  // namespace

FindPanel::FindPanel(FindPictures& task, QWidget* parent) : TaskPanel(task, parent) {
    setList({TableColumn{tr("Where it was")}}, tr("Images that are still missing"),
            tr("All images that are still missing, as text."));
    const auto showTask = [this, &task] {
        if (!task.isRunning()) return;
        if (!summary().isEmpty()) dismiss();
        showProgress(tr("Looking for missing images"));
    };
    connect(&task, &FindPictures::progressed, this, showTask);
    connect(&task, &FindPictures::ended, this, [this](const FindReport& report, const Problem& problem) {
        if (!problem.what.isEmpty()) return dismiss();
        QList<TableRow> rows;
        for (const auto& path : report.missing) rows.append(TableRow{rows.size(), {QString::fromStdString(path.string())}});
        tell(summaryOf(report), rows);
    });
    hide();
    showTask();
}

}  // namespace attune
