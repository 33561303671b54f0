#include "session/preference_pairs.h"

#include <map>
#include <set>
#include <utility>

namespace attune {

namespace {

struct MeanRating {
    double sum = 0;
    int count = 0;
    bool simulated = false;
    std::string text;

    double value() const { return sum / count; }
};

using CaptionPair = std::pair<Id, Id>;

CaptionPair unordered(Id a, Id b) {
    return a < b ? CaptionPair{a, b} : CaptionPair{b, a};
}

}  // namespace

std::vector<PreferencePair> preferencePairs(Project& project, bool withJudge) {
    std::vector<PreferencePair> pairs;
    std::set<CaptionPair> decided;
    for (const auto& comparison : project.decisions().comparisons()) {
        if (comparison.purpose == "repeat" || (comparison.purpose == "judge" && !withJudge)) continue;
        // A tie is a decision too: ratings must not make a pair of it.
        if (!decided.insert(unordered(comparison.leftCaptionId, comparison.rightCaptionId)).second) continue;
        if (comparison.outcome != Preference::Left && comparison.outcome != Preference::Right) continue;
        const bool left = comparison.outcome == Preference::Left;
        const CaptionRecord chosen =
            project.captions().get(left ? comparison.leftCaptionId : comparison.rightCaptionId);
        const Id rejected = left ? comparison.rightCaptionId : comparison.leftCaptionId;
        if (project.captions().get(rejected).text == chosen.text) continue;
        pairs.push_back({chosen.imageId, chosen.id, rejected, comparison.simulated});
    }

    // The rater's own words for a caption are better than it; the last ones, if there are several.
    std::map<Id, CaptionRecord> edits;
    for (auto& edit : project.captions().list({.source = CaptionSource::Edit}))
        if (edit.editOf > 0) edits[edit.editOf] = std::move(edit);
    for (const auto& [original, edit] : edits)
        if (decided.insert(unordered(edit.id, original)).second && project.captions().get(original).text != edit.text)
            pairs.push_back({edit.imageId, edit.id, original, false});

    std::map<Id, std::map<Id, MeanRating>> byImage;
    for (const auto& rating : project.decisions().ratings()) {
        if (!rating.value) continue;
        const CaptionRecord caption = project.captions().get(rating.captionId);
        MeanRating& mean = byImage[caption.imageId][caption.id];
        mean.sum += *rating.value;
        ++mean.count;
        mean.simulated = mean.simulated || rating.simulated;
        mean.text = caption.text;
    }
    for (const auto& [image, captions] : byImage)
        for (auto a = captions.begin(); a != captions.end(); ++a)
            for (auto b = std::next(a); b != captions.end(); ++b) {
                if (a->second.value() == b->second.value() || a->second.text == b->second.text) continue;
                if (decided.contains(unordered(a->first, b->first))) continue;
                const bool first = a->second.value() > b->second.value();
                pairs.push_back({image, first ? a->first : b->first, first ? b->first : a->first,
                                 a->second.simulated || b->second.simulated});
            }
    return pairs;
}

}  // namespace attune
