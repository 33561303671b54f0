#include "project/image_query.h"

#include <algorithm>
#include <limits>

#include "project/query.h"
#include "project/text_match.h"

namespace attune {

namespace {

std::vector<Id> idsOf(Query&& row) {
    std::vector<Id> ids;
    while (row.next()) ids.push_back(row.integer(0));
    return ids;
}

/// Both ascending.
std::vector<Id> intersected(const std::vector<Id>& a, const std::vector<Id>& b) {
    std::vector<Id> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

/// Ascending or descending by value; ids without one come last. `ids` and `values` ascend by id.
void sortByValue(std::vector<Id>& ids, const std::vector<std::pair<Id, double>>& values, bool descending) {
    std::vector<std::pair<double, Id>> known;
    std::vector<Id> unknown;
    auto value = values.begin();
    for (const Id id : ids) {
        while (value != values.end() && value->first < id) ++value;
        if (value != values.end() && value->first == id)
            known.emplace_back(descending ? -value->second : value->second, id);
        else
            unknown.push_back(id);
    }
    std::sort(known.begin(), known.end());
    ids.clear();
    for (const auto& [key, id] : known) ids.push_back(id);
    ids.insert(ids.end(), unknown.begin(), unknown.end());
}

}  // namespace

std::vector<Id> ImageSearch::candidates(const ImageQuery& query) {
    Conditions where;
    if (!query.split.empty()) where.add("split = ?", {query.split});
    if (!query.tag.empty())
        where.add("id IN (SELECT image_id FROM image_tag JOIN tag ON tag.id = tag_id WHERE name = ?)",
                  {query.tag});
    if (query.captionsOf > 0)
        where.add("id IN (SELECT image_id FROM caption WHERE model_id = ?)", {query.captionsOf});
    return idsOf(Query(m_database, "SELECT id FROM image" + where.sql() + " ORDER BY id", where.values));
}

std::vector<Id> ImageSearch::withText(const std::string& text) {
    WordMatcher matcher(text);
    std::vector<Id> found;
    {
        Query row(m_database,
                  "SELECT image_id, text FROM caption INDEXED BY caption_of_image WHERE source <> 'edit' OR NOT EXISTS"
                  " (SELECT 1 FROM retired_edit x WHERE x.caption_id = caption.id) ORDER BY image_id");
        while (row.next()) {
            const Id image = row.integer(0);
            if (!found.empty() && found.back() == image) continue;
            if (matcher.matches(row.view(1))) found.push_back(image);
        }
    }
    std::vector<Id> byName;
    Query row(m_database, "SELECT id, path FROM image INDEXED BY image_path");
    while (row.next())
        if (matcher.matches(fileName(row.view(1)))) byName.push_back(row.integer(0));
    std::sort(byName.begin(), byName.end());
    std::vector<Id> all;
    std::set_union(found.begin(), found.end(), byName.begin(), byName.end(), std::back_inserter(all));
    return all;
}

std::vector<Id> ImageSearch::rated() {
    auto ids = idsOf(Query(
        m_database,
        "SELECT c.image_id FROM active_rating r CROSS JOIN caption c ON c.id = r.caption_id WHERE r.value IS NOT NULL"
        " UNION ALL SELECT c.image_id FROM active_comparison p CROSS JOIN caption c ON c.id = p.left_caption_id"));
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

ImageSearch::Values ImageSearch::rewards(const ImageQuery& query) {
    Values values;
    if (query.rewardModel == 0) return values;
    // Grouping 400,000 rows here takes half the time that SQLite's GROUP BY takes.
    Query row(m_database, "SELECT image_id, mean FROM reward_score WHERE model_id = ? ORDER BY image_id",
              query.rewardModel);
    const bool best = query.reward == ImageRewardKind::Best;
    int count = 0;
    while (row.next()) {
        const Id image = row.integer(0);
        const double score = row.real(1);
        if (values.empty() || values.back().first != image) {
            values.emplace_back(image, score);
            count = 1;
        } else {
            double& value = values.back().second;
            value = best ? std::max(value, score) : value + (score - value) / ++count;
        }
    }
    return values;
}

ImageSearch::Values ImageSearch::ratings() {
    Values values;
    {
        Query row(
            m_database,
            "SELECT c.image_id, r.value FROM active_rating r CROSS JOIN caption c ON c.id = r.caption_id"
            " WHERE r.value IS NOT NULL");
        while (row.next()) values.emplace_back(row.integer(0), row.real(1));
    }
    std::sort(values.begin(), values.end());
    Values means;
    for (auto at = values.begin(); at != values.end();) {
        const Id image = at->first;
        double sum = 0;
        int count = 0;
        for (; at != values.end() && at->first == image; ++at, ++count) sum += at->second;
        means.emplace_back(image, sum / count);
    }
    return means;
}

void ImageSearch::sortByName(std::vector<Id>& ids, bool descending) {
    struct Place {
        std::string key;
        Id id;
    };
    std::vector<Place> names;
    names.reserve(ids.size());
    {
        Query row(m_database, "SELECT id, path FROM image INDEXED BY image_path");
        std::string key;
        while (row.next()) {
            const Id id = row.integer(0);
            if (!std::binary_search(ids.begin(), ids.end(), id)) continue;
            naturalKey(fileName(row.view(1)), key);
            names.push_back({key, id});
        }
    }
    std::sort(names.begin(), names.end(), [descending](const Place& a, const Place& b) {
        const int order = a.key.compare(b.key);
        return order != 0 ? (descending ? order > 0 : order < 0) : a.id < b.id;
    });
    ids.clear();
    for (const auto& place : names) ids.push_back(place.id);
}

std::vector<Id> ImageSearch::ids(const ImageQuery& query) {
    std::vector<Id> ids = candidates(query);
    if (!WordMatcher(query.text).empty()) ids = intersected(ids, withText(query.text));
    if (query.rated != RatedFilter::Any) {
        const std::vector<Id> decided = rated();
        if (query.rated == RatedFilter::Rated) {
            ids = intersected(ids, decided);
        } else {
            std::vector<Id> rest;
            std::set_difference(ids.begin(), ids.end(), decided.begin(), decided.end(),
                                std::back_inserter(rest));
            ids = std::move(rest);
        }
    }
    const bool bounded = query.rewardMin || query.rewardMax;
    const Values scores = bounded || query.order == ImageOrder::Reward ? rewards(query) : Values{};
    if (bounded) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        std::vector<Id> within;
        for (const auto& [id, score] : scores)
            if (score >= query.rewardMin.value_or(-infinity) && score <= query.rewardMax.value_or(infinity))
                within.push_back(id);
        ids = intersected(ids, within);
    }
    switch (query.order) {
        case ImageOrder::Added:
            if (query.descending) std::reverse(ids.begin(), ids.end());
            break;
        case ImageOrder::Name:
            sortByName(ids, query.descending);
            break;
        case ImageOrder::Reward:
            sortByValue(ids, scores, query.descending);
            break;
        case ImageOrder::Rating:
            sortByValue(ids, ratings(), query.descending);
            break;
    }
    return ids;
}

std::vector<ImageSummary> ImageSearch::summaries(const std::vector<Id>& ids, Id rewardModel) {
    Query row(m_database,
              "SELECT i.id, i.path, i.sha256, i.split, i.width, i.height,"
              " (SELECT count(*) FROM caption c WHERE c.image_id = i.id AND c.source = 'model'),"
              " (SELECT count(r.value) FROM caption c CROSS JOIN active_rating r ON r.caption_id = c.id"
              "   WHERE c.image_id = i.id),"
              " (SELECT avg(r.value) FROM caption c CROSS JOIN active_rating r ON r.caption_id = c.id"
              "   WHERE c.image_id = i.id),"
              " (SELECT count(*) FROM image_tag t WHERE t.image_id = i.id),"
              " (SELECT max(s.mean) FROM reward_score s WHERE s.model_id = ?2 AND s.image_id = i.id),"
              " (SELECT count(*) FROM caption c CROSS JOIN active_comparison p ON p.left_caption_id = c.id"
              "   WHERE c.image_id = i.id)"
              " FROM json_each(?1) page CROSS JOIN image i ON i.id = page.value ORDER BY page.key",
              dumpJson(Json(ids)), rewardModel);
    std::vector<ImageSummary> all;
    all.reserve(ids.size());
    while (row.next()) {
        ImageSummary image;
        image.id = row.integer(0);
        image.path = row.text(1);
        image.name = fileName(image.path);
        image.sha256 = row.text(2);
        image.split = row.text(3);
        image.width = static_cast<int>(row.integer(4));
        image.height = static_cast<int>(row.integer(5));
        image.captions = row.integer(6);
        image.ratings = row.integer(7);
        image.meanRating = row.real(8);
        image.tags = row.integer(9);
        if (!row.isNull(10)) image.bestReward = row.real(10);
        image.comparisons = row.integer(11);
        all.push_back(std::move(image));
    }
    return all;
}

ImageCounts ImageSearch::counts() {
    ImageCounts counts;
    {
        Query row(m_database, "SELECT split, count(*) FROM image GROUP BY split");
        while (row.next()) {
            counts.splits[row.text(0)] = row.integer(1);
            counts.images += row.integer(1);
        }
    }
    counts.tags = TagStore(m_database).list();
    counts.rated = static_cast<std::int64_t>(rated().size());
    return counts;
}

}  // namespace attune
