#include "project/model_store.h"

#include "data/error.h"
#include "project/query.h"

namespace attune {

namespace {

const std::string kColumns = "SELECT id, parent_id, run_id, kind, name, path, info, created_at, note FROM model";

ModelRecord readRow(const Query& row) {
    ModelRecord model;
    model.id = row.integer(0);
    model.parentId = row.integer(1);
    model.runId = row.integer(2);
    model.kind = row.text(3);
    model.name = row.text(4);
    model.path = row.text(5);
    model.info = parseJson(row.text(6), "the description of model " + std::to_string(model.id));
    model.createdAt = row.text(7);
    model.note = row.text(8);
    return model;
}

std::optional<ModelRecord> firstOf(Query&& row) {
    return row.next() ? std::optional(readRow(row)) : std::nullopt;
}

std::vector<ModelRecord> allOf(Query&& row) {
    std::vector<ModelRecord> models;
    while (row.next()) models.push_back(readRow(row));
    return models;
}

}  // namespace

Id ModelStore::add(const ModelRecord& model) {
    if (model.parentId > 0) get(model.parentId);
    Query(m_database,
          "INSERT INTO model (parent_id, run_id, kind, name, path, info, created_at, note)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          nullIfZero(model.parentId), nullIfZero(model.runId), model.kind, model.name, model.path,
          dumpJson(model.info), model.createdAt.empty() ? timestampNow() : model.createdAt, model.note)
        .run();
    return m_database.lastInsertId();
}

std::optional<ModelRecord> ModelStore::find(Id id) {
    return firstOf(Query(m_database, kColumns + " WHERE id = ?", id));
}

ModelRecord ModelStore::get(Id id) {
    if (auto model = find(id)) return *model;
    throw Error("there is no model " + std::to_string(id) + " in this project");
}

std::optional<ModelRecord> ModelStore::findByPath(const std::string& path) {
    return firstOf(Query(m_database, kColumns + " WHERE path = ? ORDER BY id LIMIT 1", path));
}

std::optional<ModelRecord> ModelStore::latest(const std::string& kind) {
    return firstOf(Query(m_database, kColumns + " WHERE kind = ? ORDER BY id DESC LIMIT 1", kind));
}

std::vector<ModelRecord> ModelStore::list(const std::string& kind) {
    return allOf(Query(m_database, kColumns + " WHERE ?1 = '' OR kind = ?1 ORDER BY id", kind));
}

std::vector<ModelRecord> ModelStore::children(Id parent) {
    return allOf(Query(m_database, kColumns + " WHERE parent_id = ? ORDER BY id", parent));
}

std::vector<ModelRecord> ModelStore::ofRun(Id run) {
    return allOf(Query(m_database, kColumns + " WHERE run_id = ? ORDER BY id", run));
}

std::vector<ModelRecord> ModelStore::pathToRoot(Id id) {
    std::vector<ModelRecord> path{get(id)};
    // A parent is older than its child; a file from elsewhere that says otherwise must not lead round in
    // circles.
    while (path.back().parentId > 0 && path.back().parentId < path.back().id)
        path.push_back(get(path.back().parentId));
    return path;
}

void ModelStore::rename(Id id, const std::string& name) {
    Query(m_database, "UPDATE model SET name = ? WHERE id = ?", name, id).run();
}

void ModelStore::setNote(Id id, const std::string& note) {
    Query(m_database, "UPDATE model SET note = ? WHERE id = ?", note, id).run();
}

void ModelStore::setInfo(Id id, const Json& info) {
    Query(m_database, "UPDATE model SET info = ? WHERE id = ?", dumpJson(info), id).run();
}

}  // namespace attune
