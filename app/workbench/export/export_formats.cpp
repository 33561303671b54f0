#include "workbench/export/export_formats.h"

#include <QCoreApplication>

#include "widgets/duration_text.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::ExportFormats)

  public:
    static ExportWords format(const QString& format) {
        if (format == QLatin1String("trl"))
            return {tr("Preference pairs (TRL)"),
                    tr("One line of JSON for each pair of a better and a worse caption, with image and prompt. Read by the "
                       "DPO and reward trainers of TRL."),
                    QStringLiteral("preferences.jsonl")};
        if (format == QLatin1String("trl-unpaired"))
            return {tr("Good and bad captions (TRL)"),
                    tr("One line of JSON for each caption that was rated 4 or 5 (good) or 1 or 2 (bad). Read by the KTO trainer "
                       "of TRL."),
                    QStringLiteral("unpaired.jsonl")};
        if (format == QLatin1String("jsonl"))
            return {tr("All decisions (JSON lines)"),
                    tr("Every rating and comparison that counts, with rater, time, flags and notes. Attune reads it again: "
                       "File, Import decisions."),
                    QStringLiteral("decisions.jsonl")};
        if (format == QLatin1String("csv"))
            return {tr("Ratings as a table (CSV)"), tr("One row for each rating, for spreadsheets, R and pandas."),
                    QStringLiteral("ratings.csv")};
        if (format == QLatin1String("captions"))
            return {tr("All captions (JSON lines)"),
                    tr("Every caption with its image, model, likelihood and rating. Where it has none, \"value\" can be filled in with "
                       "1 to 5; Attune reads it again: File, Import decisions."),
                    QStringLiteral("captions.jsonl")};
        if (format == QLatin1String("coco"))
            return {tr("Captions (COCO results)"),
                    tr("One caption of each image by the chosen captioner, as pycocoevalcap and the COCO server read them."),
                    QStringLiteral("captions.json"), false, true};
        if (format == QLatin1String("label-studio"))
            return {tr("Tasks for Label Studio (JSON)"),
                    tr("Images with their captions, ratings, comparisons and edits, for colleagues who go on in Label Studio. The "
                       "labelling interface to choose there is written beside it."),
                    QStringLiteral("label-studio.json")};
        if (format == QLatin1String("tensorboard"))
            return {tr("Curves of all runs (TensorBoard)"),
                    tr("A log folder with the metrics of each run and the times at which they were reported, to compare in "
                       "TensorBoard with runs of other programs."),
                    QStringLiteral("tensorboard"), true};
        if (format == QLatin1String("checkpoint"))
            return {tr("Checkpoint (Hugging Face folder)"),
                    tr("A copy of the model's folder: weights, configuration, tokenizer. A captioner opens in transformers."),
                    QStringLiteral("checkpoint"), true, true};
        if (format == QLatin1String("adapter"))
            return {tr("Adapter (PEFT folder)"),
                    tr("The low-rank adapters of a captioner that was optimised with them, as PEFT reads them."),
                    QStringLiteral("adapter"), true, true};
        return {format, {}, format};
    }

    static QString exported(qint64 rows, qint64 simulated) {
        const QString all = tr("%Ln row(s)", nullptr, static_cast<int>(rows));
        //: %1 is "1,234 rows", %2 a number
        return simulated > 0 ? tr("%1, %2 of them simulated").arg(all, countText(simulated)) : all;
    }
};

}  // namespace

ExportWords exportFormat(const QString& format) { return Words::format(format); }
QString exportedText(qint64 rows, qint64 simulated) { return Words::exported(rows, simulated); }

}  // namespace attune
