#include "workbench/history/history_details.h"

#include <QCoreApplication>

#include "widgets/duration_text.h"
#include "widgets/number_text.h"
#include "workbench/device_choice.h"
#include "workbench/history/lineage_view.h"
#include "workbench/model_words.h"
#include "workbench/run_words.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::HistoryDetails)

  public:
    static QString kind(const HistoryModel& model) {
        const QString kind = modelKindText(model.record.kind);
        const QString capital = kind.left(1).toUpper() + kind.mid(1);
        //: %1 is "Captioner" or "Reward model"
        return model.current ? tr("%1, current: new work starts from it").arg(capital) : capital;
    }

    static WordPairs facts(const HistoryModel& model, const HistoryData& data) {
        WordPairs facts;
        QStringList names;
        for (const HistoryModel* step : data.chain(model.record.id)) names.append(modelName(step->record));
        //: the models from the root of the lineage to this one
        facts.append({tr("Lineage"), names.join(QStringLiteral(" → "))});
        if (const HistoryRun* run = data.run(model.record.runId))
            facts.append({tr("Made by"), runTitle(run->record.id, QString::fromStdString(run->record.kind))});
        facts.append({tr("Made"), timeText(model.record.createdAt)});
        const auto family = model.record.info.find("family");
        if (family != model.record.info.end() && family->is_string())
            facts.append({tr("Family"), QString::fromStdString(family->get<std::string>())});
        if (const auto parameters = numberAt(model.record.info, {"parameters"}))
            facts.append({tr("Parameters"), countText(static_cast<qlonglong>(*parameters))});
        return facts;
    }

    //: of figures: what they were measured on
    static QString measuredOn() { return tr("Measured on"); }

    static QString lastRound() { return tr("Captions sampled in the last round"); }

    static WordPairs figures(const HistoryModel& model) {
        WordPairs figures;
        const auto add = [&](const QString& name, const std::optional<double>& value, int decimals) {
            if (value) figures.append({name, numberText(*value, decimals)});
        };
        add(tr("Gold score"), model.gold, 3);
        add(model.fromEvaluation ? tr("Mean reward") : tr("Mean reward in training"), model.reward, 2);
        add(model.fromEvaluation ? tr("KL from the reference, nats") : tr("KL from the reference in training, nats"), model.kl, 2);
        if (!figures.isEmpty())
            figures.append({measuredOn(), model.fromEvaluation ? basisText(model.basis)
                                                               : tr("Captions that it wrote for the next round")});
        if (const auto report = model.record.info.find("report"); report != model.record.info.end())
            figures.append(reportFigures(*report));
        return figures;
    }

    static QString state(const HistoryRun& run, const RunQueue& live) {
        const QString state = runStatusText(live, run.record.id, QString::fromStdString(run.record.status));
        const double seconds = durationOf(run.ends);
        //: %1 is "finished" or "stopped", %2 a duration
        return seconds >= 0 ? tr("%1 after %2").arg(state, durationText(seconds)) : state;
    }

    static WordPairs facts(const HistoryRun& run, const HistoryData& data) {
        WordPairs facts{{tr("Launched"), timeText(run.record.createdAt)}};
        const auto ids = run.record.job.find("model_ids");
        for (const auto& [role, words] :
             {std::pair{"captioner", tr("Captioner")}, std::pair{"reward", tr("Reward model")}}) {
            if (ids == run.record.job.end()) break;
            const auto id = numberAt(*ids, {role});
            if (const HistoryModel* model = id ? data.model(static_cast<Id>(*id)) : nullptr)
                facts.append({words, modelName(model->record)});
        }
        if (const auto original = numberAt(run.record.job, {"reproduces"}))
            facts.append({tr("Reproduces"), tr("Run %1").arg(static_cast<qlonglong>(*original))});
        QStringList made;
        for (const auto& model : data.models)
            if (model.record.runId == run.record.id) made.append(modelName(model.record));
        //: models that the run made
        if (!made.isEmpty()) facts.append({tr("It made"), made.join(QStringLiteral(", "))});
        for (const auto& [key, words] : {std::pair{"seed", tr("Seed")}, std::pair{"device", tr("Device")}}) {
            const auto at = run.record.job.find(key);
            if (at == run.record.job.end()) continue;
            facts.append({words, at->is_string() ? deviceText(QString::fromStdString(at->get<std::string>()))
                                                 : QString::fromStdString(dumpJson(*at))});
        }
        return facts;
    }

    static QString noOptions() { return tr("All options are at their defaults."); }
};

}  // namespace

Details detailsOf(const HistoryModel& model, const HistoryData& data) {
    Details details;
    details.isModel = true;
    details.id = model.record.id;
    details.title = modelName(model.record);
    details.kind = Words::kind(model);
    details.note = QString::fromStdString(model.record.note);
    details.folder = model.folder;
    details.facts = Words::facts(model, data);
    details.figures = Words::figures(model);
    return details;
}

Details detailsOf(const HistoryRun& run, const HistoryData& data, const RunQueue& live) {
    Details details;
    details.id = run.record.id;
    details.title = runTitle(run.record.id, QString::fromStdString(run.record.kind));
    details.kind = Words::state(run, live);
    details.note = QString::fromStdString(run.record.note);
    details.folder = run.folder;
    details.problem = problemOf(run);
    details.facts = Words::facts(run, data);
    details.options = changedOptions(run.record);
    details.optionsNone = Words::noOptions();
    details.figures = reportFigures(run.ends.report);
    // An evaluation's figures are named by it.
    if (run.record.kind == "optimize" && !details.figures.isEmpty())
        details.figures.prepend({Words::measuredOn(), Words::lastRound()});
    return details;
}

}  // namespace attune
