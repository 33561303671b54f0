// The journal of human decisions: ratings, comparisons and edits that are only ever added.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/observer.h"
#include "project/database.h"

namespace attune {

struct ActiveCounts {
    std::int64_t ratings = 0;
    std::int64_t simulatedRatings = 0;  ///< among them
    std::int64_t comparisons = 0;
    std::int64_t simulatedComparisons = 0;  ///< among them
};

/// What one step decided, in rows, and who did.
struct DecisionStep {
    std::int64_t ratings = 0;
    std::int64_t comparisons = 0;  ///< but those of Judge
    std::int64_t verdicts = 0;     ///< of Judge
    std::int64_t edits = 0;
    std::string rater;  ///< empty: several

    std::int64_t total() const { return ratings + comparisons + verdicts + edits; }
};

/// Rows are never changed and never deleted. Each call that decides something is one *step*; undo and redo
/// switch whole steps off and on, and the journal keeps them too. A step is on the disk when the call
/// returns.
class DecisionJournal {
  public:
    explicit DecisionJournal(Database& database) : m_database(database) {}

    /// Several decisions as one step that one undo takes back: an import, a pass of the simulated rater.
    /// @return the new ids: ratings, then comparisons. @throws Error if a caption is unknown; nothing is then
    /// added
    std::vector<Id> addMany(const std::vector<RatingRecord>& ratings,
                            const std::vector<ComparisonRecord>& comparisons = {});
    Id add(const RatingRecord& rating) { return addMany({rating}).front(); }
    Id add(const ComparisonRecord& comparison) { return addMany({}, {comparison}).front(); }

    /// A rater has one opinion of a caption, and of a pair of captions whichever stands left: these retire what the same
    /// rater said of them before for the same purpose, so that a hidden repeat retires no first look. Comparisons of Judge
    /// retire nothing. One step.
    std::vector<Id> rate(const std::vector<RatingRecord>& ratings,
                         const std::vector<ComparisonRecord>& comparisons = {});
    /// @param observer  hears of decisions, and may stop it. @throws Cancelled; nothing is then added
    std::vector<Id> rate(const std::vector<RatingRecord>& ratings, const std::vector<ComparisonRecord>& comparisons,
                         Observer& observer);
    /// The same of comparisons that one rater made on one screen of several captions: what they said before of any two of
    /// these captions is retired, whether it is said anew or not.
    std::vector<Id> rateScreen(const std::vector<ComparisonRecord>& comparisons);
    /// The rater's own words for a caption, in the place of those that the same rater wrote before, or nobody knows who did. The
    /// caption's own words take an edit back.
    /// @return the new caption. @throws Error if the caption is unknown or the words are missing
    Id edit(Id caption, const std::string& words, const std::string& rater, double seconds = 0);

    /// How many decisions (rows) the step brought that was switched off or on; 0 where there is nothing to
    /// undo or redo.
    std::int64_t undo();
    std::int64_t redo();
    bool canUndo();
    bool canRedo();
    /// The captions that the next undo (or redo) is about, so that a window can show them; empty if there is none.
    std::vector<Id> captionsOfNext(bool undo);
    /// What it will take back (or bring again); nothing if there is none.
    DecisionStep next(bool undo);

    /// Those that count now, in the order in which they were made.
    std::vector<RatingRecord> ratings();
    std::vector<RatingRecord> ratingsOfCaption(Id caption);
    /// Those given when a pair came back, which are no part of ratings().
    std::vector<RatingRecord> repeatedRatings();
    std::vector<ComparisonRecord> comparisons();
    std::vector<ComparisonRecord> comparisonsOfImage(Id image);
    /// Who wrote an edit; nobody knows where it was not noted.
    std::optional<std::string> raterOfEdit(Id edit);
    std::optional<RatingRecord> findRating(Id id);
    std::optional<ComparisonRecord> findComparison(Id id);
    ActiveCounts counts();

  private:
    Id beginStep();
    Id nextStep(bool undo);
    std::vector<Id> insertAll(Id step, const std::vector<RatingRecord>& ratings,
                              const std::vector<ComparisonRecord>& comparisons, Observer& observer);
    Id insert(Id step, const RatingRecord& rating, Id replaces, bool retraction);
    Id insert(Id step, const ComparisonRecord& comparison, Id replaces, bool retraction);
    std::int64_t turn(Id step, const char* action, const char* state);

    Database& m_database;
};

}  // namespace attune
