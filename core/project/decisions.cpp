#include "project/decisions.h"

#include "data/error.h"
#include "project/query.h"

namespace attune {

namespace {

const std::string kRatings =
    "SELECT id, caption_id, value, flags, note, rater, simulated, seconds, created_at FROM active_rating";
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
          "INSERT INTO rating (step_id, caption_id, replaces, retraction, value, flags, note, rater, "
          "simulated, seconds,"
          " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          step, rating.captionId, nullIfZero(replaces), retraction, rating.value, dumpJson(rating.flags),
          rating.note, rating.rater, rating.simulated, rating.seconds,
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

std::vector<Id> DecisionJournal::rate(const std::vector<RatingRecord>& ratings,
                                      const std::vector<ComparisonRecord>& comparisons) {
    if (ratings.empty() && comparisons.empty()) return {};
    std::vector<Id> ids;
    Transaction transaction(m_database);
    const Id step = beginStep();
    for (const auto& rating : ratings) {
        Id earlier = 0;
        {
            Query row(
                m_database,
                "SELECT id FROM active_rating WHERE caption_id = ? AND rater = ? ORDER BY id DESC LIMIT 1",
                rating.captionId, rating.rater);
            if (row.next()) earlier = row.integer(0);
        }
        ids.push_back(insert(step, rating, earlier, false));
    }
    for (const auto& comparison : comparisons) ids.push_back(insert(step, comparison, 0, false));
    transaction.commit();
    return ids;
}

template <typename Record>
Id DecisionJournal::replace(Id old, const Record& record, bool retraction) {
    Transaction transaction(m_database);
    const Id id = insert(beginStep(), record, old, retraction);
    transaction.commit();
    return id;
}

Id DecisionJournal::correct(Id old, const RatingRecord& rating) {
    const auto before = findRating(old);
    if (!before)
        throw Error("rating " + std::to_string(old) + " cannot be corrected", "it does not count any more");
    if (before->captionId != rating.captionId)
        throw Error("a correction cannot move a rating to another caption");
    return replace(old, rating, false);
}

Id DecisionJournal::correct(Id old, const ComparisonRecord& comparison) {
    if (!findComparison(old))
        throw Error("comparison " + std::to_string(old) + " cannot be corrected",
                    "it does not count any more");
    return replace(old, comparison, false);
}

void DecisionJournal::retractRating(Id id) {
    const auto before = findRating(id);
    if (!before)
        throw Error("rating " + std::to_string(id) + " cannot be taken back", "it does not count any more");
    RatingRecord retraction = *before;
    retraction.createdAt.clear();
    replace(id, retraction, true);
}

void DecisionJournal::retractComparison(Id id) {
    const auto before = findComparison(id);
    if (!before)
        throw Error("comparison " + std::to_string(id) + " cannot be taken back",
                    "it does not count any more");
    ComparisonRecord retraction = *before;
    retraction.createdAt.clear();
    replace(id, retraction, true);
}

std::int64_t DecisionJournal::turn(Id step, const char* action, const char* state) {
    Query(m_database, "UPDATE decision_step SET state = ? WHERE id = ?", std::string(state), step).run();
    Query(m_database, "INSERT INTO decision_log (step_id, action, created_at) VALUES (?, ?, ?)", step,
          std::string(action), timestampNow())
        .run();
    Query rows(m_database,
               "SELECT (SELECT count(*) FROM rating WHERE step_id = ?1) +"
               " (SELECT count(*) FROM comparison WHERE step_id = ?1)",
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
               " UNION SELECT right_caption_id FROM comparison WHERE step_id = ?1",
               nextStep(undo));
    while (rows.next()) captions.push_back(rows.integer(0));
    return captions;
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

std::vector<ComparisonRecord> DecisionJournal::comparisons() {
    return comparisonsOf(Query(m_database, kComparisons + " ORDER BY id"));
}

std::vector<ComparisonRecord> DecisionJournal::comparisonsOfImage(Id image) {
    return comparisonsOf(Query(
        m_database,
        kComparisons + " WHERE left_caption_id IN (SELECT id FROM caption WHERE image_id = ?) ORDER BY id",
        image));
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
