// Two captioners on the same pictures: which captions stand against each other, and what was decided on them.
#pragma once

#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "data/statistics.h"
#include "project/project.h"

namespace attune {

/// What is to be judged. Images and their order are chosen when it is stored; sides are a function of it.
struct JudgeWish {
    Id a = 0, b = 0;              ///< captioners
    int images = 40;              ///< at most
    std::string mode = "greedy";  ///< or "sample"
    std::uint64_t seed = 0;
    /// In the order of judging, so that pictures that are imported or change split later leave the match as it is. There may be
    /// more than `images`, of an earlier wish for more of them. Empty: not chosen yet.
    std::vector<Id> chosen = {};

    GenerationOptions decoding() const;
    bool isSet() const { return a > 0 && b > 0 && a != b; }
    /// Of as many images as may be: what was chosen for one holds for the other.
    bool isSameMatch(const JudgeWish& other) const;
    bool operator==(const JudgeWish&) const = default;
};

/// Kept in the project, so that judging goes on after a restart. @return an unset wish if there is none
JudgeWish loadWish(Project& project);
/// Chooses its images, those of the stored wish first where that is the same match.
void storeWish(Project& project, const JudgeWish& wish);

enum class Verdict { A, B, Tie, BothBad };

struct JudgePair {
    Id image = 0;
    QString path;  ///< absolute
    QString name;  ///< of the file
    CaptionRecord a, b;
    bool swapped = false;            ///< B stands on the left
    std::optional<Verdict> verdict;  ///< the rater's

    /// The same words, which nobody needs to look at: a tie.
    bool isIdentical() const { return a.text == b.text; }
    bool isOpen() const { return !verdict && !isIdentical(); }
    const CaptionRecord& left() const { return swapped ? b : a; }
    const CaptionRecord& right() const { return swapped ? a : b; }
    Verdict verdictOf(Preference onScreen) const;
};

struct JudgeMatch {
    JudgeWish wish;
    ModelRecord modelA, modelB;
    std::vector<JudgePair> pairs;        ///< in the order of judging
    std::vector<Id> images;              ///< all of the wish
    std::vector<Id> missingA, missingB;  ///< images without a caption yet
};

/// For the reader's thread. @param wish  as stored, or as given to storeWish() @throws Error if a model is gone
JudgeMatch loadMatch(Project& project, const JudgeWish& wish, const std::string& rater);

/// Counts of decisions; ties and "both bad" are half a win for each side.
struct JudgeTally {
    int winsA = 0, winsB = 0, ties = 0, bothBad = 0;
    int identical = 0;  ///< of the same words, counted as ties; not among `ties`

    int trials() const { return winsA + winsB + ties + bothBad + identical; }
    double scoreOfB() const { return winsB + 0.5 * (ties + bothBad + identical); }
    /// Of B, 0..1; 0.5 where nothing was judged.
    double share() const { return trials() > 0 ? scoreOfB() / trials() : 0.5; }
    /// 95 %, Wilson's.
    Interval interval() const { return wilsonIntervalOfShare(share(), trials()); }
    void add(Verdict verdict);
};

/// Pairs of the same words count as far as judging has come: beyond the last decided pair only when none is open.
JudgeTally tallyOf(const JudgeMatch& match);

/// All that one rater decided on one day between the two, by decoding.
struct PastJudgement {
    QString day;  ///< ISO, in local time
    QString rater;
    QString mode;  ///< "greedy", "sample", ..
    JudgeTally tally;
};
/// Newest first. For the reader's thread.
std::vector<PastJudgement> pastJudgements(Project& project, Id a, Id b);

}  // namespace attune
