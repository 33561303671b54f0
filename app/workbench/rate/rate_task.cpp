#include "workbench/rate/rate_task.h"

#include <filesystem>

#include "workbench/rate/rate_journal.h"

namespace attune {

namespace {

void addDecisions(Project& project, RateCandidate& candidate, const std::string& rater) {
    if (const auto rating = ownRatingOf(project, candidate.caption.id, rater)) {
        candidate.value = rating->value;
        candidate.flags = {rating->flags.begin(), rating->flags.end()};
        candidate.note = QString::fromStdString(rating->note);
        candidate.seconds = rating->seconds;
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
        if (auto model = project.models().find(candidate.caption.modelId)) candidate.model = std::move(*model);
        if (!task.isRepeat())
            addDecisions(project, candidate, rater);
        else if (const auto rating = ownRatingOf(project, id, rater))
            candidate.earlierFlags = {rating->flags.begin(), rating->flags.end()};
        task.candidates.push_back(std::move(candidate));
    }
    return task;
}

}  // namespace attune
