#include "session/preference_pairs.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace attune {

namespace {

using CaptionPair = std::pair<Id, Id>;

CaptionPair unordered(Id a, Id b) {
    return a < b ? CaptionPair{a, b} : CaptionPair{b, a};
}

/// What all comparisons of two captions come to.
struct Verdict {
    CaptionPair captions;
    int lead = 0;  ///< by how many comparisons the first caption is preferred; 0: as often as not, or equal
    bool simulated = false;
};

/// Of each pair that was compared, in the order of the first comparison.
std::vector<Verdict> verdicts(Project& project, bool withJudge, Observer& observer) {
    std::vector<Verdict> all;
    std::map<CaptionPair, std::size_t> places;
    for (const auto& comparison : project.decisions().comparisons()) {
        observer.breathe();
        if (comparison.purpose == "repeat" || (comparison.purpose == "judge" && !withJudge)) continue;
        const CaptionPair captions = unordered(comparison.leftCaptionId, comparison.rightCaptionId);
        const auto [place, isNew] = places.emplace(captions, all.size());
        if (isNew) all.push_back({captions});
        Verdict& verdict = all[place->second];
        verdict.simulated = verdict.simulated || comparison.simulated;
        const int left = comparison.leftCaptionId == captions.first ? 1 : -1;
        if (comparison.outcome == Preference::Left) verdict.lead += left;
        if (comparison.outcome == Preference::Right) verdict.lead -= left;
    }
    return all;
}

}  // namespace

std::map<Id, MeanRating> meanRatings(Project& project) {
    std::map<Id, MeanRating> means;
    for (const auto& rating : project.decisions().ratings()) {
        if (!rating.value) continue;
        MeanRating& mean = means[rating.captionId];
        mean.sum += *rating.value;
        ++mean.count;
        mean.simulated = mean.simulated || rating.simulated;
    }
    return means;
}

std::vector<PreferencePair> preferencePairs(Project& project, bool withJudge) {
    Observer nobody;
    return preferencePairs(project, withJudge, nobody);
}

std::vector<PreferencePair> preferencePairs(Project& project, bool withJudge, Observer& observer) {
    std::vector<PreferencePair> pairs;
    std::set<CaptionPair> decided;
    for (const Verdict& verdict : verdicts(project, withJudge, observer)) {
        // A tie is a decision too: ratings must not make a pair of it.
        decided.insert(verdict.captions);
        if (verdict.lead == 0) continue;
        const auto [first, second] = verdict.captions;
        const CaptionRecord chosen = project.captions().get(verdict.lead > 0 ? first : second);
        const Id rejected = verdict.lead > 0 ? second : first;
        if (project.captions().get(rejected).text == chosen.text) continue;
        pairs.push_back({chosen.imageId, chosen.id, rejected, verdict.simulated});
    }

    // A rater's own words for a caption are better than it. Two who wrote the same say the same.
    std::set<std::pair<Id, std::string>> written;
    for (const auto& edit : project.captions().list({.source = CaptionSource::Edit})) {
        if (edit.editOf <= 0 || !written.emplace(edit.editOf, edit.text).second) continue;
        if (decided.insert(unordered(edit.id, edit.editOf)).second) pairs.push_back({edit.imageId, edit.id, edit.editOf, false});
    }

    struct Rated {
        MeanRating mean;
        std::string text;
    };
    std::map<Id, std::map<Id, Rated>> byImage;
    for (const auto& [id, mean] : meanRatings(project)) {
        observer.breathe();
        const CaptionRecord caption = project.captions().get(id);
        byImage[caption.imageId][id] = {mean, caption.text};
    }
    for (const auto& [image, captions] : byImage)
        for (auto a = captions.begin(); a != captions.end(); ++a)
            for (auto b = std::next(a); b != captions.end(); ++b) {
                const double left = a->second.mean.value(), right = b->second.mean.value();
                if (left == right || a->second.text == b->second.text) continue;
                if (decided.contains(unordered(a->first, b->first))) continue;
                pairs.push_back({image, left > right ? a->first : b->first, left > right ? b->first : a->first,
                                 a->second.mean.simulated || b->second.mean.simulated});
            }
    return pairs;
}

}  // namespace attune
