#include "session/simulated_ratings.h"

#include <map>
#include <unordered_map>

#include "data/error.h"
#include "data/rng.h"
#include "scenes/simulated_rater.h"

namespace attune {

namespace {

using Captions = std::vector<CaptionRecord>;

/// The first `count` of these captions that the queue would show. @param others  pictures of the project that they do not describe
Captions inOrderOf(Project& project, QueueOptions options, const Captions& captions, std::size_t count, std::size_t others) {
    std::unordered_map<Id, const CaptionRecord*> unrated;
    for (const auto& caption : captions) unrated.emplace(caption.id, &caption);
    options.rater.clear();
    options.repeatShare = 0;
    RatingQueue queue(project, options);
    Captions chosen;
    for (const auto& task : queue.next(count + others))
        for (const Id id : task.captions)
            if (const auto at = unrated.find(id); at != unrated.end() && chosen.size() < count) chosen.push_back(*at->second);
    return chosen;
}

}  // namespace

RatedReport rateSimulated(Project& project, std::int64_t count, std::uint64_t seed, const std::optional<QueueOptions>& queue) {
    if (count < 1) throw Error("at least one caption must be rated");
    std::map<Id, Scene> scenes;
    for (const auto& image : project.images().list({.extraKey = "scene"}))
        if (image.split != "test") scenes.emplace(image.id, sceneFromJson(image.extra["scene"]));
    Captions captions = project.captions().list({.source = CaptionSource::Model, .unrated = true});
    std::erase_if(captions, [&](const auto& caption) { return !scenes.contains(caption.imageId); });
    const auto wanted = static_cast<std::size_t>(count);
    if (queue) {
        captions = inOrderOf(project, *queue, captions, wanted, static_cast<std::size_t>(project.images().count()) - scenes.size());
    } else {
        Rng(seed).shuffle(captions);
        if (captions.size() > wanted) captions.resize(wanted);
    }
    if (captions.empty())
        throw Error(
            "there is nothing for the simulated rater",
            "no caption of a Scenes image outside the test split is unrated",
            "it needs the scene graphs of the demo world; generate captions of Scenes images first");
    SimulatedRater rater(seed);
    std::vector<RatingRecord> ratings;
    for (const auto& caption : captions) {
        // Of its own for each caption: the next ones to be rated would otherwise be judged with the noise of these again.
        rater.drawNoiseFrom(Rng(seed).fork(static_cast<std::uint64_t>(caption.id)));
        RatingRecord rating = rater.rate(scenes.at(caption.imageId), caption.text);
        rating.captionId = caption.id;
        rating.simulated = true;
        rating.rater = "simulated:scenes-" + std::to_string(seed);
        ratings.push_back(std::move(rating));
    }
    project.decisions().rate(ratings);
    return {static_cast<std::int64_t>(ratings.size()), 0};
}

}  // namespace attune
