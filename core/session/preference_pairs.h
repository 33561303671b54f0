// Decisions as pairs "this caption rather than that one", the currency of preference learning.
#pragma once

#include <map>
#include <vector>

#include "data/observer.h"
#include "project/project.h"

namespace attune {

struct PreferencePair {
    Id imageId = 0;
    Id chosen = 0;           ///< caption
    Id rejected = 0;         ///< caption
    bool simulated = false;  ///< a program had a part in it
};

/// Of the active ratings of one caption that give a number.
struct MeanRating {
    double sum = 0;
    int count = 0;
    bool simulated = false;  ///< a program had a part in it

    double value() const { return sum / count; }
};

/// By caption; those that have none are not there.
std::map<Id, MeanRating> meanRatings(Project& project);

/// Comparisons with a winner (hidden repeats left out), raters' own words against the caption that they correct, and of each
/// image the captions whose mean ratings differ. Each pair of captions once: of several comparisons the majority decides, and where
/// there are ratings, too, the comparisons do. Captions with the same words make no pair.
/// @param withJudge  also those of the Judge page. They are evidence for or against a captioner: one that learns from
///                   them cannot be judged by them any more, so that training never takes them
/// @param observer   may stop it. @throws Cancelled
std::vector<PreferencePair> preferencePairs(Project& project, bool withJudge, Observer& observer);
std::vector<PreferencePair> preferencePairs(Project& project, bool withJudge = false);

}  // namespace attune
