#include "session/rater_history.h"

#include <algorithm>

#include "project/query.h"

namespace attune {

namespace {

std::pair<Id, Id> unordered(Id a, Id b) {
    return a < b ? std::pair(a, b) : std::pair(b, a);
}

Id newestLog(Database& database) {
    Query row(database, "SELECT max(id) FROM decision_log");
    return row.next() ? row.integer(0) : 0;
}

}  // namespace

RaterHistory::RaterHistory(Project& project, std::string rater)
    : m_project(project), m_rater(std::move(rater)) {
    reload();
}

int RaterHistory::ratingOf(Id caption) const {
    const auto at = m_decided.find(caption);
    return at == m_decided.end() ? 0 : at->second;
}

int RaterHistory::ratingAgainOf(Id caption) const {
    const auto at = m_again.find(caption);
    return at == m_again.end() ? 0 : at->second;
}

bool RaterHistory::wasRepeated(Id left, Id right) const {
    return m_repeated.contains(unordered(left, right)) || m_again.contains(left) || m_again.contains(right);
}

void RaterHistory::reload() {
    m_lastLog = newestLog(m_project.database());
    m_lastImage = 0;
    m_tasks = 0;
    m_decided.clear();
    m_comparisons.clear();
    m_repeated.clear();
    m_ratedPairs.clear();
    m_single.clear();
    m_again.clear();
    m_pairsAgain.clear();
    m_isRepeat = false;
    m_singleAgain = 0;
    for (const auto& decision : decisionsOf("step_id > ?", 0)) take(decision);
}

void RaterHistory::addRatings(std::vector<Decision>& decisions, bool again, const std::string& condition, Id value) {
    Query row(m_project.database(),
              std::string("SELECT step_id, c.image_id, caption_id, value, c.source = 'model' AND NOT simulated FROM ") +
                  (again ? "active_repeat" : "active_rating") + " CROSS JOIN caption c ON c.id = caption_id WHERE " +
                  condition + " AND (?2 = '' OR rater = ?2)",
              value, m_rater);
    while (row.next()) {
        Decision decision;
        decision.step = row.integer(0);
        decision.imageId = row.integer(1);
        decision.caption = row.integer(2);
        decision.value = static_cast<int>(row.integer(3));
        decision.again = again;
        decision.canPair = row.integer(4) != 0;
        decisions.push_back(decision);
    }
}

std::vector<RaterHistory::Decision> RaterHistory::decisionsOf(const std::string& condition, Id value) {
    std::vector<Decision> decisions;
    addRatings(decisions, false, condition, value);
    addRatings(decisions, true, condition, value);
    Query row(m_project.database(),
              "SELECT step_id, c.image_id, left_caption_id, right_caption_id, outcome, purpose FROM "
              "active_comparison"
              " CROSS JOIN caption c ON c.id = left_caption_id WHERE " +
                  condition + " AND purpose <> 'judge' AND (?2 = '' OR rater = ?2)",
              value, m_rater);
    while (row.next()) {
        Decision decision;
        decision.step = row.integer(0);
        decision.imageId = row.integer(1);
        decision.comparison = {decision.imageId,        row.integer(2),
                               row.integer(3),          preferenceFromText(row.text(4)),
                               row.text(5) == "repeat", 0};
        decisions.push_back(decision);
    }
    std::stable_sort(decisions.begin(), decisions.end(),
                     [](const auto& a, const auto& b) { return a.step < b.step; });
    return decisions;
}

void RaterHistory::take(const Decision& decision) {
    const PastComparison& comparison = decision.comparison;
    if (decision.imageId != m_lastImage) {
        m_isRepeat = false;
        m_singleAgain = 0;
    }
    if (decision.imageId != m_lastImage || comparison.repeat || (decision.again && !m_isRepeat)) ++m_tasks;
    m_lastImage = decision.imageId;
    if (decision.again) return takeAgain(decision);
    if (decision.caption > 0) return takeRating(decision);
    m_decided.try_emplace(comparison.left, 0);
    m_decided.try_emplace(comparison.right, 0);
    m_comparisons.push_back(comparison);
    m_comparisons.back().task = m_tasks - 1;
    if (comparison.repeat) m_repeated.insert(unordered(comparison.left, comparison.right));
}

void RaterHistory::takeRating(const Decision& decision) {
    if (decision.value == 0) return;  // a flag or a note alone decides nothing
    int& value = m_decided[decision.caption];
    const bool isFirst = value == 0;
    value = decision.value;
    if (!isFirst || !decision.canPair) return;
    const auto [single, isAlone] = m_single.try_emplace(decision.imageId, decision.caption);
    if (isAlone) return;
    m_ratedPairs.push_back({decision.imageId, single->second, decision.caption, m_tasks - 1});
    m_single.erase(single);
}

void RaterHistory::takeAgain(const Decision& decision) {
    m_isRepeat = true;
    if (decision.value == 0) return;
    m_again.insert_or_assign(decision.caption, decision.value);
    if (m_singleAgain != 0 && m_singleAgain != decision.caption) {
        m_pairsAgain.push_back({decision.imageId, m_singleAgain, decision.caption, m_tasks - 1});
        m_singleAgain = 0;
    } else {
        m_singleAgain = decision.caption;
    }
}

std::vector<Id> RaterHistory::imagesOf(Id step) {
    Query row(
        m_project.database(),
        "SELECT DISTINCT c.image_id FROM rating r CROSS JOIN caption c ON c.id = r.caption_id WHERE "
        "r.step_id = ?1"
        " UNION SELECT DISTINCT c.image_id FROM comparison p CROSS JOIN caption c ON c.id = p.left_caption_id"
        " WHERE p.step_id = ?1"
        " UNION SELECT c.image_id FROM edit e CROSS JOIN caption c ON c.id = e.caption_id WHERE e.step_id = ?1",
        step);
    std::vector<Id> images;
    while (row.next()) images.push_back(row.integer(0));
    return images;
}

/// Whether the step took an earlier decision back, be it by flags and a note in the place of a rating.
bool RaterHistory::replacesOf(Id step) {
    return Query(m_project.database(),
                 "SELECT 1 FROM rating r LEFT JOIN rating old ON old.id = r.replaces WHERE r.step_id = ?1 AND"
                 " (r.retraction = 1 OR (r.value IS NULL AND old.value IS NOT NULL)) UNION ALL"
                 " SELECT 1 FROM comparison WHERE step_id = ?1 AND replaces IS NOT NULL",
                 step)
        .next();
}

RaterHistory::Change RaterHistory::refresh() {
    Change change;
    std::vector<Id> done, undone;
    bool takenBack = false;
    {
        Query row(m_project.database(),
                  "SELECT step_id, action, id FROM decision_log WHERE id > ? ORDER BY id", m_lastLog);
        while (row.next()) {
            const std::string action = row.text(1);
            (action == "undo" ? undone : done).push_back(row.integer(0));
            takenBack = takenBack || action != "do";
            m_lastLog = row.integer(2);
        }
    }
    const auto add = [this](std::vector<Id>& images, const std::vector<Id>& steps) {
        for (const Id step : steps)
            for (const Id image : imagesOf(step)) images.push_back(image);
    };
    add(change.images, done);
    add(change.images, undone);
    add(change.undone, undone);
    for (const Id step : done) takenBack = takenBack || replacesOf(step);
    if (takenBack) {
        reload();
    } else {
        for (const Id step : done)
            for (const auto& decision : decisionsOf("step_id = ?", step)) take(decision);
    }
    return change;
}

}  // namespace attune
