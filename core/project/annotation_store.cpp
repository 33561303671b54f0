#include "project/annotation_store.h"

#include "data/error.h"
#include "project/query.h"

namespace attune {

void TagStore::add(const std::string& tag, const std::vector<Id>& images) {
    if (tag.empty()) throw Error("a tag needs a name");
    Transaction transaction(m_database);
    Query(m_database, "INSERT INTO tag (name) VALUES (?) ON CONFLICT (name) DO NOTHING", tag).run();
    for (const Id image : images)
        Query(m_database,
              "INSERT INTO image_tag (image_id, tag_id) SELECT ?, id FROM tag WHERE name = ?"
              " ON CONFLICT (image_id, tag_id) DO NOTHING",
              image, tag)
            .run();
    transaction.commit();
}

void TagStore::remove(const std::string& tag, const std::vector<Id>& images) {
    Transaction transaction(m_database);
    for (const Id image : images)
        Query(m_database,
              "DELETE FROM image_tag WHERE image_id = ? AND tag_id = (SELECT id FROM tag WHERE name = ?)",
              image, tag)
            .run();
    transaction.commit();
}

std::vector<std::string> TagStore::ofImage(Id image) {
    Query row(m_database,
              "SELECT name FROM image_tag JOIN tag ON tag.id = tag_id WHERE image_id = ? ORDER BY name",
              image);
    std::vector<std::string> names;
    while (row.next()) names.push_back(row.text(0));
    return names;
}

std::vector<TagStore::Use> TagStore::list() {
    Query row(
        m_database,
        "SELECT name, count(*) FROM tag JOIN image_tag ON tag_id = tag.id GROUP BY tag.id ORDER BY name");
    std::vector<Use> tags;
    while (row.next()) tags.push_back({row.text(0), row.integer(1)});
    return tags;
}

namespace {

std::vector<RewardScoreRecord> scoresOf(Query&& row) {
    std::vector<RewardScoreRecord> scores;
    while (row.next()) {
        scores.push_back({row.integer(0), row.integer(1), row.real(2), row.real(3)});
        if (!row.isNull(4)) scores.back().gain = row.real(4);
    }
    return scores;
}

}  // namespace

void RewardScoreStore::addMany(const std::vector<RewardScoreRecord>& scores) {
    Transaction transaction(m_database);
    for (const auto& score : scores)
        Query(m_database,
              "INSERT INTO reward_score (caption_id, model_id, mean, deviation, gain, image_id)"
              " VALUES (?1, ?2, ?3, ?4, ?5, coalesce((SELECT image_id FROM caption WHERE id = ?1), 0))"
              " ON CONFLICT (model_id, caption_id) DO UPDATE SET mean = excluded.mean, deviation = "
              "excluded.deviation, gain = excluded.gain",
              score.captionId, score.modelId, score.mean, score.deviation, score.gain)
            .run();
    transaction.commit();
}

std::optional<RewardScoreRecord> RewardScoreStore::find(Id caption, Id model) {
    const auto scores = scoresOf(Query(m_database,
                                       "SELECT caption_id, model_id, mean, deviation, gain FROM reward_score WHERE "
                                       "caption_id = ? AND model_id = ?",
                                       caption, model));
    return scores.empty() ? std::nullopt : std::optional(scores.front());
}

std::vector<RewardScoreRecord> RewardScoreStore::ofModel(Id model) {
    return scoresOf(Query(m_database,
                          "SELECT caption_id, model_id, mean, deviation, gain FROM reward_score WHERE model_id = ?"
                          " ORDER BY caption_id",
                          model));
}

std::vector<RewardScoreRecord> RewardScoreStore::ofCaption(Id caption) {
    return scoresOf(
        Query(m_database,
              "SELECT caption_id, model_id, mean, deviation, gain FROM reward_score WHERE caption_id = ?"
              " ORDER BY model_id",
              caption));
}

}  // namespace attune
