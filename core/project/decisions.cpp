#include "project/decisions.h"

#include <set>

#include "data/error.h"
#include "project/caption_store.h"
#include "project/query.h"

namespace attune {

namespace {

const std::string kRatingColumns =
    "SELECT id, caption_id, value, flags, note, rater, simulated, seconds, created_at, purpose FROM ";
const std::string kRatings = kRatingColumns + "active_rating";
const std::string kRepeats = kRatingColumns + "active_repeat";
const std::string kComparisons =
    "SELECT id, left_caption_id, right_caption_id, outcome, purpose, rater, simulated, seconds, created_at"
    " FROM active_comparison";

std::vector<RatingRecord> ratingsOf(Query&& row) {
    std::vector<RatingRecord> ratings;
    while (row.next()) {
        RatingRecord rating;
        rating.id = row.integer(0);
        rating.captionId = row.integer(1);
        if (!row.isNull(2)) rating.value = static_cast<int>(row.integer(2));
        for (const auto& flag : parseJson(row.text(3), "the flags of rating " + std::to_string(rating.id)))
            if (flag.is_string()) rating.flags.push_back(flag.get<std::string>());
        rating.note = row.text(4);
        rating.rater = row.text(5);
        rating.simulated = row.integer(6) != 0;
        rating.seconds = row.real(7);
        rating.createdAt = row.text(8);
        rating.purpose = row.text(9);
        ratings.push_back(std::move(rating));
    }
    return ratings;
}

std::vector<ComparisonRecord> comparisonsOf(Query&& row) {
    std::vector<ComparisonRecord> comparisons;
    while (row.next()) {
        ComparisonRecord comparison;
        comparison.id = row.integer(0);
        comparison.leftCaptionId = row.integer(1);
        comparison.rightCaptionId = row.integer(2);
        comparison.outcome = preferenceFromText(row.text(3));
        comparison.purpose = row.text(4);
        comparison.rater = row.text(5);
        comparison.simulated = row.integer(6) != 0;
        comparison.seconds = row.real(7);
        comparison.createdAt = row.text(8);
        comparisons.push_back(std::move(comparison));
    }
    return comparisons;
}

template <typename Record>
std::optional<Record> firstOf(std::vector<Record> rows) {
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

void requireCaption(Database& database, Id caption) {
    Query row(database, "SELECT 1 FROM caption WHERE id = ?", caption);
    if (!row.next()) throw Error("there is no caption " + std::to_string(caption) + " in this project");
}

void check(Database& database, const RatingRecord& rating) {
    requireCaption(database, rating.captionId);
    if (rating.value && (*rating.value < 1 || *rating.value > 5))
        throw Error("a rating lies between 1 and 5", "this one is " + std::to_string(*rating.value));
}

Id imageOf(Database& database, Id caption) {
    Query row(database, "SELECT image_id FROM caption WHERE id = ?", caption);
    return row.next() ? row.integer(0) : 0;
}

void check(Database& database, const ComparisonRecord& comparison) {
    requireCaption(database, comparison.leftCaptionId);
    requireCaption(database, comparison.rightCaptionId);
    if (comparison.leftCaptionId == comparison.rightCaptionId)
        throw Error("a caption cannot be compared with itself");
    if (imageOf(database, comparison.leftCaptionId) != imageOf(database, comparison.rightCaptionId))
        throw Error("only captions of the same image can be compared",
                    "captions " + std::to_string(comparison.leftCaptionId) + " and " +
                        std::to_string(comparison.rightCaptionId) + " describe different images");
}

/// What the rater said last of the caption for the same purpose; 0 where there is nothing.
Id earlierOf(Database& database, const RatingRecord& rating) {
    Query row(database,
              std::string("SELECT id FROM ") + (rating.purpose == "repeat" ? "active_repeat" : "active_rating") +
                  " WHERE caption_id = ? AND rater = ? ORDER BY id DESC LIMIT 1",
              rating.captionId, rating.rater);
    return row.next() ? row.integer(0) : 0;
}

/// What the rater said of the pair for the same purpose, newest first: older projects may hold several.
std::vector<Id> earlierOf(Database& database, const ComparisonRecord& comparison) {
    std::vector<Id> ids;
    if (comparison.purpose == "judge") return ids;
    Query row(database,
              "SELECT id FROM active_comparison WHERE rater = ?1 AND purpose = ?2 AND left_caption_id IN (?3, ?4)"
              " AND right_caption_id IN (?3, ?4) ORDER BY id DESC",
              comparison.rater, comparison.purpose, comparison.leftCaptionId, comparison.rightCaptionId);
    while (row.next()) ids.push_back(row.integer(0));
    return ids;
}

/// The row that retires this decision.
ComparisonRecord retractionOf(ComparisonRecord decision) {
    decision.createdAt.clear();
    return decision;
}

}  // namespace

Id DecisionJournal::beginStep() {
    // What was undone and is now decided anew can no longer be redone; it stays in the journal.
    Query(m_database, "UPDATE decision_step SET state = 'abandoned' WHERE state = 'undone'").run();
    Query(m_database, "INSERT INTO decision_step (state) VALUES ('applied')").run();
    const Id step = m_database.lastInsertId();
    Query(m_database, "INSERT INTO decision_log (step_id, action, created_at) VALUES (?, 'do', ?)", step,
          timestampNow())
        .run();
    return step;
}

Id DecisionJournal::insert(Id step, const RatingRecord& rating, Id replaces, bool retraction) {
    check(m_database, rating);
    Query(m_database,
          "INSERT INTO rating (step_id, caption_id, replaces, retraction, value, flags, note, purpose, rater, "
          "simulated, seconds,"
          " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          step, rating.captionId, nullIfZero(replaces), retraction, rating.value, dumpJson(rating.flags),
          rating.note, rating.purpose, rating.rater, rating.simulated, rating.seconds,
          rating.createdAt.empty() ? timestampNow() : rating.createdAt)
        .run();
    return m_database.lastInsertId();
}

Id DecisionJournal::insert(Id step, const ComparisonRecord& comparison, Id replaces, bool retraction) {
    check(m_database, comparison);
    Query(m_database,
          "INSERT INTO comparison (step_id, left_caption_id, right_caption_id, replaces, retraction, "
          "outcome, purpose,"
          " rater, simulated, seconds, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          step, comparison.leftCaptionId, comparison.rightCaptionId, nullIfZero(replaces), retraction,
          toText(comparison.outcome), comparison.purpose, comparison.rater, comparison.simulated,
          comparison.seconds, comparison.createdAt.empty() ? timestampNow() : comparison.createdAt)
        .run();
    return m_database.lastInsertId();
}

std::vector<Id> DecisionJournal::addMany(const std::vector<RatingRecord>& ratings,
                                         const std::vector<ComparisonRecord>& comparisons) {
    if (ratings.empty() && comparisons.empty()) return {};
    std::vector<Id> ids;
    Transaction transaction(m_database);
    const Id step = beginStep();
    for (const auto& rating : ratings) ids.push_back(insert(step, rating, 0, false));
    for (const auto& comparison : comparisons) ids.push_back(insert(step, comparison, 0, false));
    transaction.commit();
    return ids;
}

std::vector<Id> DecisionJournal::insertAll(Id step, const std::vector<RatingRecord>& ratings,
                                           const std::vector<ComparisonRecord>& comparisons, Observer& observer) {
    std::vector<Id> ids;
    const auto total = static_cast<std::int64_t>(ratings.size() + comparisons.size());
    const auto next = [&] {
        observer.breathe();
        observer.progress(static_cast<std::int64_t>(ids.size()), total);
    };
    for (const auto& rating : ratings) {
        ids.push_back(insert(step, rating, earlierOf(m_database, rating), false));
        next();
    }
    for (const auto& comparison : comparisons) {
        const std::vector<Id> earlier = earlierOf(m_database, comparison);
        ids.push_back(insert(step, comparison, earlier.empty() ? 0 : earlier.front(), false));
        for (std::size_t i = 1; i < earlier.size(); ++i)
            if (const auto old = findComparison(earlier[i])) insert(step, retractionOf(*old), old->id, true);
        next();
    }
    return ids;
}

std::vector<Id> DecisionJournal::rate(const std::vector<RatingRecord>& ratings,
                                      const std::vector<ComparisonRecord>& comparisons) {
    Observer nobody;
    return rate(ratings, comparisons, nobody);
}

std::vector<Id> DecisionJournal::rate(const std::vector<RatingRecord>& ratings,
                                      const std::vector<ComparisonRecord>& comparisons, Observer& observer) {
    if (ratings.empty() && comparisons.empty()) return {};
    Transaction transaction(m_database);
    const std::vector<Id> ids = insertAll(beginStep(), ratings, comparisons, observer);
    transaction.commit();
    return ids;
}

std::vector<Id> DecisionJournal::rateScreen(const std::vector<ComparisonRecord>& comparisons) {
    if (comparisons.empty()) return {};
    std::set<Id> shown;
    for (const auto& one : comparisons) shown.insert({one.leftCaptionId, one.rightCaptionId});
    const ComparisonRecord& first = comparisons.front();
    Transaction transaction(m_database);
    const Id step = beginStep();
    Observer nobody;
    const std::vector<Id> ids = insertAll(step, {}, comparisons, nobody);
    const std::set<Id> added(ids.begin(), ids.end());
    for (const auto& old : comparisonsOfImage(imageOf(m_database, first.leftCaptionId)))
        if (!added.contains(old.id) && old.rater == first.rater && old.purpose == first.purpose &&
            shown.contains(old.leftCaptionId) && shown.contains(old.rightCaptionId))
            insert(step, retractionOf(old), old.id, true);
    transaction.commit();
    return ids;
}

Id DecisionJournal::edit(Id caption, const std::string& words, const std::string& rater, double seconds) {
    if (words.empty()) throw Error("an edit needs words");
    CaptionStore captions(m_database);
    const CaptionRecord original = captions.get(caption);
    CaptionRecord edited;
    edited.imageId = original.imageId;
    edited.promptId = original.promptId;
    edited.editOf = original.id;
    edited.source = CaptionSource::Edit;
    edited.text = words;
    Transaction transaction(m_database);
    const Id step = beginStep();
    const Id id = captions.add(edited);
    Query(m_database, "INSERT INTO edit (caption_id, step_id, rater, seconds) VALUES (?, ?, ?, ?)", id, step, rater, seconds)
        .run();
    transaction.commit();
    return id;
}

std::int64_t DecisionJournal::turn(Id step, const char* action, const char* state) {
    Query(m_database, "UPDATE decision_step SET state = ? WHERE id = ?", std::string(state), step).run();
    Query(m_database, "INSERT INTO decision_log (step_id, action, created_at) VALUES (?, ?, ?)", step,
          std::string(action), timestampNow())
        .run();
    Query rows(m_database,
               "SELECT (SELECT count(*) FROM rating WHERE step_id = ?1) +"
               " (SELECT count(*) FROM comparison WHERE step_id = ?1) + (SELECT count(*) FROM edit WHERE step_id = ?1)",
               step);
    rows.next();
    return rows.integer(0);
}

Id DecisionJournal::nextStep(bool undo) {
    Query step(m_database, undo ? "SELECT max(id) FROM decision_step WHERE state = 'applied'"
                                : "SELECT min(id) FROM decision_step WHERE state = 'undone'");
    return step.next() ? step.integer(0) : 0;
}

std::int64_t DecisionJournal::undo() {
    Transaction transaction(m_database);
    const Id step = nextStep(true);
    const std::int64_t rows = step > 0 ? turn(step, "undo", "undone") : 0;
    transaction.commit();
    return rows;
}

std::int64_t DecisionJournal::redo() {
    Transaction transaction(m_database);
    const Id step = nextStep(false);
    const std::int64_t rows = step > 0 ? turn(step, "redo", "applied") : 0;
    transaction.commit();
    return rows;
}

std::vector<Id> DecisionJournal::captionsOfNext(bool undo) {
    std::vector<Id> captions;
    Query rows(m_database,
               "SELECT caption_id FROM rating WHERE step_id = ?1 UNION SELECT left_caption_id FROM comparison WHERE step_id = ?1"
               " UNION SELECT right_caption_id FROM comparison WHERE step_id = ?1"
               " UNION SELECT c.edit_of FROM edit e JOIN caption c ON c.id = e.caption_id WHERE e.step_id = ?1",
               nextStep(undo));
    while (rows.next()) captions.push_back(rows.integer(0));
    return captions;
}

DecisionStep DecisionJournal::next(bool undo) {
    DecisionStep step;
    bool areSeveral = false;
    Query rows(m_database,
               "SELECT 'rating', rater, count(*) FROM rating WHERE step_id = ?1 GROUP BY rater"
               " UNION ALL SELECT CASE purpose WHEN 'judge' THEN 'judge' ELSE 'rate' END AS kind, rater, count(*)"
               " FROM comparison WHERE step_id = ?1 GROUP BY kind, rater"
               " UNION ALL SELECT 'edit', rater, count(*) FROM edit WHERE step_id = ?1 GROUP BY rater",
               nextStep(undo));
    while (rows.next()) {
        const std::string kind = rows.text(0), rater = rows.text(1);
        (kind == "rating" ? step.ratings : kind == "judge" ? step.verdicts : kind == "edit" ? step.edits : step.comparisons) +=
            rows.integer(2);
        areSeveral = areSeveral || (!step.rater.empty() && step.rater != rater);
        step.rater = rater;
    }
    if (areSeveral) step.rater.clear();
    return step;
}

bool DecisionJournal::canUndo() {
    return Query(m_database, "SELECT 1 FROM decision_step WHERE state = 'applied'").next();
}

bool DecisionJournal::canRedo() {
    return Query(m_database, "SELECT 1 FROM decision_step WHERE state = 'undone'").next();
}

std::vector<RatingRecord> DecisionJournal::ratings() {
    return ratingsOf(Query(m_database, kRatings + " ORDER BY id"));
}

std::vector<RatingRecord> DecisionJournal::ratingsOfCaption(Id caption) {
    return ratingsOf(Query(m_database, kRatings + " WHERE caption_id = ? ORDER BY id", caption));
}

std::vector<RatingRecord> DecisionJournal::repeatedRatings() {
    return ratingsOf(Query(m_database, kRepeats + " ORDER BY id"));
}

std::vector<ComparisonRecord> DecisionJournal::comparisons() {
    return comparisonsOf(Query(m_database, kComparisons + " ORDER BY id"));
}

std::vector<ComparisonRecord> DecisionJournal::comparisonsOfImage(Id image) {
    return comparisonsOf(Query(
        m_database,
        kComparisons + " WHERE left_caption_id IN (SELECT id FROM caption WHERE image_id = ?) ORDER BY id",
        image));
}

std::optional<std::string> DecisionJournal::raterOfEdit(Id edit) {
    Query row(m_database, "SELECT rater FROM edit WHERE caption_id = ?", edit);
    return row.next() ? std::optional(row.text(0)) : std::nullopt;
}

std::optional<RatingRecord> DecisionJournal::findRating(Id id) {
    return firstOf(ratingsOf(Query(m_database, kRatings + " WHERE id = ?", id)));
}

std::optional<ComparisonRecord> DecisionJournal::findComparison(Id id) {
    return firstOf(comparisonsOf(Query(m_database, kComparisons + " WHERE id = ?", id)));
}

ActiveCounts DecisionJournal::counts() {
    Query row(
        m_database,
        "SELECT (SELECT count(*) FROM active_rating), (SELECT count(*) FROM active_rating WHERE simulated),"
        " (SELECT count(*) FROM active_comparison), (SELECT count(*) FROM active_comparison WHERE "
        "simulated)");
    row.next();
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
}

}  // namespace attune
