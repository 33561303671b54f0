#include "workbench/library/library_facts.h"

#include <QCoreApplication>

#include "project/query.h"
#include "session/current_model.h"
#include "workbench/model_words.h"

namespace attune {

LibraryFacts libraryFacts(Project& project) {
    LibraryFacts facts;
    facts.counts = project.search().counts();
    facts.captions = project.captions().count({.source = CaptionSource::Model});
    for (const ModelRecord& model : project.models().list("captioner"))
        facts.captioners.append({model.id, modelName(model), familyOf(project, model)});
    for (const ModelRecord& model : project.models().list("encoder"))
        facts.encoders.append({model.id, modelName(model)});
    if (const auto model = currentModel(project, "captioner")) facts.captioner = model->id;
    if (const auto model = currentModel(project, "reward")) {
        facts.rewardModel = model->id;
        facts.rewardName = modelName(*model);
        Query query(project.database(), "SELECT 1 FROM reward_score WHERE model_id = ? LIMIT 1", model->id);
        facts.hasScores = query.next();
    }
    return facts;
}

QString splitText(const QString& split) {
    //: a split of the images: what models learn from
    if (split == QLatin1String("train")) return QCoreApplication::translate("attune::Library", "Training");
    //: a split of the images: what training is checked on
    if (split == QLatin1String("validation")) return QCoreApplication::translate("attune::Library", "Validation");
    //: a split of the images: held out to judge models
    if (split == QLatin1String("test")) return QCoreApplication::translate("attune::Library", "Test");
    return split;
}

}  // namespace attune
