#include "workbench/rate/rate_task.h"

#include <filesystem>

namespace attune {

namespace {

void addDecisions(Project& project, RateCandidate& candidate, const std::string& rater) {
    for (const auto& rating : project.decisions().ratingsOfCaption(candidate.caption.id)) {
        if (rating.rater != rater || rating.simulated) continue;
        candidate.value = rating.value;
        candidate.flags = {rating.flags.begin(), rating.flags.end()};
        candidate.note = QString::fromStdString(rating.note);
    }
    for (const auto& caption : project.captions().list({.imageId = candidate.caption.imageId, .source = CaptionSource::Edit}))
        if (caption.editOf == candidate.caption.id) candidate.edit = QString::fromStdString(caption.text);
}

}  // namespace

RateTask loadTask(Project& project, const RatingTask& asked, const std::string& rater) {
    RateTask task;
    task.asked = asked;
    task.image = asked.imageId;
    const ImageRecord image = project.images().get(asked.imageId);
    task.path = QString::fromStdString(project.resolve(image.path).string());
    task.imageName = QString::fromStdString(std::filesystem::path(image.path).filename().string());
    for (const Id id : asked.captions) {
        RateCandidate candidate;
        candidate.caption = project.captions().get(id);
        if (const auto model = project.models().find(candidate.caption.modelId))
            candidate.modelName = QString::fromStdString(model->name);
        if (!task.isRepeat()) addDecisions(project, candidate, rater);
        task.candidates.push_back(std::move(candidate));
    }
    return task;
}

}  // namespace attune
