#include "workbench/model_words.h"

#include <QCoreApplication>

#include "session/model_name.h"

namespace attune {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(attune::ModelWords)

  public:
    static QString generated(const ModelRecord& model) {
        //: the captioner that a demo project begins with
        if (model.runId == 0) return tr("base");
        const QString run = QString::number(model.runId);
        //: name of a reward model; %1 is the number of the run that made it
        if (model.kind == "reward") return tr("reward of run %1").arg(run);
        const auto round = roundOf(model);
        //: name of a captioner: the round of the run that made it
        return round > 0 ? tr("round %1 of run %2").arg(QString::number(round), run)
                         //: name of a captioner; %1 is the number of the run that made it
                         : tr("captioner of run %1").arg(run);
    }
};

}  // namespace

QString modelName(const ModelRecord& model) {
    const bool isGenerated = !model.name.empty() && model.name == generatedModelName(model);
    return isGenerated ? Words::generated(model) : QString::fromStdString(model.name);
}

}  // namespace attune
