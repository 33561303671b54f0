// Figures, times and options of runs in words.
#pragma once

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include "data/options.h"
#include "workbench/history/history_data.h"
#include "workbench/problem.h"

namespace attune {

/// "Today, 14:03", "2026-11-24 14:03": of an ISO 8601 time in UTC, in local time; empty for an empty one.
QString timeText(const std::string& iso);

/// The one line that says what came of a run, and of which captions its figures are: "Sampled in training: Reward 0.06 to 0.76,
/// KL 0.86 nats"; empty where nothing has yet.
QString resultText(const HistoryRun& run);
/// The same, and in a sentence of which captions the figures are.
QString resultTip(const HistoryRun& run);
/// "Sampled at 0.7, 256 pictures", "Greedy, 256 pictures".
QString basisText(const EvaluationBasis& basis);
/// What went wrong with a failed or interrupted run; nothing in it otherwise.
Problem problemOf(const HistoryRun& run);
/// Its first sentence without that the run failed, for a place beside the state.
QString causeOf(const HistoryRun& run);

using WordPairs = QList<QPair<QString, QString>>;
/// The figures of a report with their names, without lists.
WordPairs reportFigures(const Json& report);

/// All options of a kind of job ("optimize"); none for kinds without.
std::vector<OptionDescription> optionsOfKind(const std::string& kind);
/// A value as a form shows it: "Yes", "0.0002", "64 tokens".
QString optionValueText(const Json& value, const OptionInfo& info);
/// Options of the job that are not at their default.
WordPairs changedOptions(const RunRecord& run);

struct ComparedOption {
    QString name;        ///< as stored: the row's id
    QString label;
    QStringList values;  ///< one for each run
};
/// What differs between the jobs of these runs: options (defaults where a job names none), seed, device and models.
QList<ComparedOption> comparedOptions(const QList<const HistoryRun*>& runs, const HistoryData& data);

}  // namespace attune
