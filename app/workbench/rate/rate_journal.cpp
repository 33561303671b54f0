#include "workbench/rate/rate_journal.h"

#include <set>
#include <vector>

namespace attune {

namespace {

RatingRecord blankRating(const RateCandidate& candidate, const std::string& rater) {
    RatingRecord rating;
    rating.captionId = candidate.caption.id;
    rating.rater = rater;
    rating.seconds = candidate.seconds;
    return rating;
}

/// The stored note with what the screen shows behind it. @param before  what the screen showed, and has stored, so far
std::string joinedNote(std::string stored, const std::string& before, const std::string& now) {
    if (!before.empty() && stored.ends_with(before)) stored.resize(stored.size() - before.size());
    if (stored.ends_with('\n')) stored.pop_back();
    if (stored.empty() || now.empty()) return stored + now;
    return stored + '\n' + now;
}

/// What is stored with the flags and the note that a repeat added, or took back again.
RatingRecord joinedRating(Project& project, const RateCandidate& before, const RateCandidate& now, const std::string& rater) {
    RatingRecord rating = ownRatingOf(project, now.caption.id, rater).value_or(blankRating(now, rater));
    rating.createdAt.clear();
    std::set<std::string> flags(rating.flags.begin(), rating.flags.end());
    for (const auto& flag : before.flags)
        if (!now.flags.contains(flag) && !now.earlierFlags.contains(flag)) flags.erase(flag);
    flags.insert(now.flags.begin(), now.flags.end());
    rating.flags.assign(flags.begin(), flags.end());
    rating.note = joinedNote(rating.note, before.note.toStdString(), now.note.toStdString());
    return rating;
}

}  // namespace

std::optional<RatingRecord> ownRatingOf(Project& project, Id caption, const std::string& rater) {
    std::optional<RatingRecord> own;
    for (auto& rating : project.decisions().ratingsOfCaption(caption))
        if (rating.rater == rater && !rating.simulated) own = std::move(rating);
    return own;
}

void storeRating(Project& project, bool isRepeat, const RateCandidate& before, const RateCandidate& now,
                 const std::string& rater) {
    std::vector<RatingRecord> ratings;
    if (!isRepeat) {
        RatingRecord rating = blankRating(now, rater);
        rating.value = now.value;
        rating.flags = {now.flags.begin(), now.flags.end()};
        rating.note = now.note.toStdString();
        ratings.push_back(std::move(rating));
    } else {
        if (now.flags != before.flags || now.note != before.note) ratings.push_back(joinedRating(project, before, now, rater));
        if (now.value != before.value) {
            RatingRecord again = blankRating(now, rater);
            again.value = now.value;
            again.purpose = "repeat";
            ratings.push_back(std::move(again));
        }
    }
    project.decisions().rate(ratings);
}

}  // namespace attune
