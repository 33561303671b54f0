#include "workbench/training/training_facts.h"

#include <algorithm>

#include "data/error.h"
#include "project/query.h"
#include "session/current_model.h"

namespace attune {

namespace {

/// Captions that were rated or compared, image by image, as addDecisions of core/session takes them.
constexpr const char* kJudged =
    "SELECT COUNT(*), COUNT(DISTINCT c.image_id) FROM caption c JOIN image i ON i.id = c.image_id "
    "WHERE i.split <> 'test' AND c.id IN (SELECT caption_id FROM active_rating WHERE value IS NOT NULL "
    "UNION SELECT left_caption_id FROM active_comparison WHERE purpose <> 'judge' "
    "UNION SELECT right_caption_id FROM active_comparison WHERE purpose <> 'judge')";
constexpr const char* kRatings =
    "SELECT COUNT(*), COALESCE(SUM(r.simulated), 0) FROM active_rating r JOIN caption c ON c.id = r.caption_id "
    "JOIN image i ON i.id = c.image_id WHERE i.split <> 'test' AND r.value IS NOT NULL";
constexpr const char* kComparisons =
    "SELECT COUNT(*), COALESCE(SUM(r.simulated), 0) FROM active_comparison r JOIN caption c ON c.id = r.left_caption_id "
    "JOIN image i ON i.id = c.image_id WHERE i.split <> 'test' AND r.purpose <> 'judge'";

std::vector<ModelRecord> newestFirst(Project& project, const char* kind) {
    auto models = project.models().list(kind);
    std::reverse(models.begin(), models.end());
    return models;
}

Id currentId(Project& project, const char* kind) {
    const auto model = currentModel(project, kind);
    return model ? model->id : 0;
}

}  // namespace

JudgementCounts judgementCounts(Project& project) {
    JudgementCounts counts;
    if (Query ratings(project.database(), kRatings); ratings.next()) {
        counts.ratings = ratings.integer(0);
        counts.simulated = ratings.integer(1);
    }
    if (Query comparisons(project.database(), kComparisons); comparisons.next()) {
        counts.comparisons = comparisons.integer(0);
        counts.simulated += comparisons.integer(1);
    }
    return counts;
}

TrainingFacts trainingFacts(Project& project, Id model) {
    TrainingFacts facts;
    static_cast<JudgementCounts&>(facts) = judgementCounts(project);
    facts.images = project.images().count();
    facts.trainImages = project.images().count({.split = "train"});
    facts.captions = project.captions().count({.source = CaptionSource::Model});
    if (Query judged(project.database(), kJudged); judged.next()) {
        facts.judgedCaptions = judged.integer(0);
        facts.judgedImages = judged.integer(1);
    }
    facts.captioners = newestFirst(project, "captioner");
    facts.rewards = newestFirst(project, "reward");
    facts.encoders = newestFirst(project, "encoder");
    facts.currentCaptioner = currentId(project, "captioner");
    facts.currentReward = currentId(project, "reward");
    const Id wanted = model > 0 ? model : facts.currentCaptioner;
    if (const auto found = project.models().find(wanted)) {
        try {
            facts.captioner = inspectModelFolder(project.resolve(found->path));
        } catch (const Error&) {
            // Launching will say what is wrong with the folder; without it there is only no estimate.
        }
    }
    return facts;
}

}  // namespace attune
