#include "project/image_store.h"

#include "data/error.h"
#include "project/query.h"

namespace attune {

namespace {

const std::string kColumns = "SELECT id, path, sha256, width, height, split, imported_at, extra FROM image";

ImageRecord readRow(const Query& row) {
    ImageRecord image;
    image.id = row.integer(0);
    image.path = row.text(1);
    image.sha256 = row.text(2);
    image.width = static_cast<int>(row.integer(3));
    image.height = static_cast<int>(row.integer(4));
    image.split = row.text(5);
    image.importedAt = row.text(6);
    image.extra = parseJson(row.text(7), "the extra data of image " + std::to_string(image.id));
    return image;
}

/// A LIKE pattern for "contains", with \ as its escape.
std::string containing(const std::string& part) {
    std::string pattern = "%";
    for (const char c : part) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + "%";
}

Conditions conditionsOf(const ImageFilter& filter) {
    Conditions where;
    if (!filter.split.empty()) where.add("split = ?", {filter.split});
    if (!filter.tag.empty())
        where.add("id IN (SELECT image_id FROM image_tag JOIN tag ON tag.id = tag_id WHERE name = ?)",
                  {filter.tag});
    if (!filter.pathPart.empty()) where.add("path LIKE ? ESCAPE '\\'", {containing(filter.pathPart)});
    if (!filter.extraKey.empty())
        where.add("EXISTS (SELECT 1 FROM json_each(image.extra) WHERE key = ?)", {filter.extraKey});
    if (filter.afterId > 0) where.add("id > ?", {filter.afterId});
    if (!filter.ids.empty())
        where.add("id IN (SELECT value FROM json_each(?))", {dumpJson(Json(filter.ids))});
    return where;
}

}  // namespace

std::vector<ImageStore::Added> ImageStore::addMany(const std::vector<ImageRecord>& images) {
    std::vector<Added> added;
    added.reserve(images.size());
    Transaction transaction(m_database);
    for (const auto& image : images) {
        Query insert(m_database,
                     "INSERT INTO image (path, sha256, width, height, split, imported_at, extra)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
                     image.path, image.sha256, image.width, image.height, image.split,
                     image.importedAt.empty() ? timestampNow() : image.importedAt, dumpJson(image.extra));
        insert.run();
        if (m_database.changes() > 0) {
            added.push_back({m_database.lastInsertId(), true});
        } else {
            Query known(m_database, "SELECT id FROM image WHERE sha256 = ?", image.sha256);
            known.next();
            added.push_back({known.integer(0), false});
        }
    }
    transaction.commit();
    return added;
}

std::optional<ImageRecord> ImageStore::find(Id id) {
    Query row(m_database, kColumns + " WHERE id = ?", id);
    return row.next() ? std::optional(readRow(row)) : std::nullopt;
}

ImageRecord ImageStore::get(Id id) {
    if (auto image = find(id)) return *image;
    throw Error("there is no image " + std::to_string(id) + " in this project");
}

std::optional<ImageRecord> ImageStore::findBySha256(const std::string& sha256) {
    Query row(m_database, kColumns + " WHERE sha256 = ?", sha256);
    return row.next() ? std::optional(readRow(row)) : std::nullopt;
}

std::vector<ImageRecord> ImageStore::list(const ImageFilter& filter) {
    const Conditions where = conditionsOf(filter);
    Query row(m_database, kColumns + where.sql() + " ORDER BY id LIMIT ?", where.values, filter.limit);
    std::vector<ImageRecord> images;
    while (row.next()) images.push_back(readRow(row));
    return images;
}

std::vector<Id> ImageStore::ids(const ImageFilter& filter) {
    const Conditions where = conditionsOf(filter);
    Query row(m_database, "SELECT id FROM image" + where.sql() + " ORDER BY id LIMIT ?", where.values,
              filter.limit);
    std::vector<Id> all;
    while (row.next()) all.push_back(row.integer(0));
    return all;
}

std::int64_t ImageStore::count(const ImageFilter& filter) {
    const Conditions where = conditionsOf(filter);
    Query row(m_database, "SELECT count(*) FROM image" + where.sql(), where.values);
    row.next();
    return row.integer(0);
}

void ImageStore::setSplit(const std::vector<Id>& images, const std::string& split) {
    Transaction transaction(m_database);
    for (const Id id : images) Query(m_database, "UPDATE image SET split = ? WHERE id = ?", split, id).run();
    transaction.commit();
}

void ImageStore::setExtra(Id id, const Json& extra) {
    Query(m_database, "UPDATE image SET extra = ? WHERE id = ?", dumpJson(extra), id).run();
}

void ImageStore::setPath(Id id, const std::string& path) {
    Transaction transaction(m_database);
    Query(m_database, "UPDATE image SET path = ? WHERE id = ?", path, id).run();
    Query(m_database,
          "INSERT INTO meta (key, value) VALUES ('image_moves', '1')"
          " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)")
        .run();
    transaction.commit();
}

std::int64_t ImageStore::moves() {
    Query row(m_database, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'image_moves'");
    return row.next() ? row.integer(0) : 0;
}

}  // namespace attune
