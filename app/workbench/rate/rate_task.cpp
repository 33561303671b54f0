#include "workbench/rate/rate_task.h"

#include <algorithm>
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
        // Words of nobody known are the rater's to replace.
        if (caption.editOf == candidate.caption.id && project.decisions().raterOfEdit(caption.id).value_or(rater) == rater)
            candidate.edit = QString::fromStdString(caption.text);
}

/// What the rater gave it when its pair came back.
void addRepeat(Project& project, RateCandidate& candidate, const std::string& rater) {
    for (const auto& again : project.decisions().repeatedRatings()) {
        if (again.captionId != candidate.caption.id || again.rater != rater || again.simulated) continue;
        candidate.value = again.value;
        candidate.seconds = again.seconds;
    }
}

Preference swapped(Preference outcome) {
    if (outcome == Preference::Left) return Preference::Right;
    return outcome == Preference::Right ? Preference::Left : outcome;
}

/// How the rater compared the candidates before, in the order in which they stand now.
void addOutcome(Project& project, RateTask& task, const std::string& rater) {
    const std::size_t count = task.candidates.size();
    std::vector<std::size_t> wins(count, 0);
    for (const auto& one : project.decisions().comparisonsOfImage(task.image)) {
        if (one.rater != rater || one.simulated || one.purpose != task.asked.purpose) continue;
        const int left = placeIn(task, one.leftCaptionId), right = placeIn(task, one.rightCaptionId);
        if (left < 0 || right < 0) continue;
        if (count == 2) task.outcome = left < right ? one.outcome : swapped(one.outcome);
        if (one.outcome == Preference::Left) ++wins[static_cast<std::size_t>(left)];
        if (one.outcome == Preference::Right) ++wins[static_cast<std::size_t>(right)];
    }
    for (std::size_t i = 0; count > 2 && i < count; ++i)
        if (wins[i] == count - 1) task.best = static_cast<int>(i);
}

}  // namespace

int placeIn(const RateTask& task, Id caption) {
    const auto at = std::find_if(task.candidates.begin(), task.candidates.end(),
                                 [caption](const RateCandidate& candidate) { return candidate.caption.id == caption; });
    return at == task.candidates.end() ? -1 : static_cast<int>(at - task.candidates.begin());
}

RateTask loadTask(Project& project, const RatingTask& asked, const std::string& rater, bool isTurned) {
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
        if (task.isRepeat() && isTurned) addRepeat(project, candidate, rater);
        task.candidates.push_back(std::move(candidate));
    }
    addOutcome(project, task, rater);
    if (task.isDecided()) task.reopen();
    return task;
}

}  // namespace attune
