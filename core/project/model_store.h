// The lineage: base, reward models, rounds of policy optimisation, as a tree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/database.h"

namespace attune {

class ModelStore {
  public:
    explicit ModelStore(Database& database) : m_database(database) {}

    /// @throws Error if the parent or the run is unknown
    Id add(const ModelRecord& model);

    std::optional<ModelRecord> find(Id id);
    /// @throws Error if there is none
    ModelRecord get(Id id);
    /// The first model stored under this path.
    std::optional<ModelRecord> findByPath(const std::string& path);
    /// The newest model of a kind ("captioner", "reward").
    std::optional<ModelRecord> latest(const std::string& kind);

    /// In the order of their ids, so a parent comes before its children. @param kind  empty: all
    std::vector<ModelRecord> list(const std::string& kind = {});
    std::vector<ModelRecord> children(Id parent);
    std::vector<ModelRecord> ofRun(Id run);
    /// The model itself, its parent, and so on to the root.
    std::vector<ModelRecord> pathToRoot(Id id);

    void rename(Id id, const std::string& name);
    void setNote(Id id, const std::string& note);
    void setInfo(Id id, const Json& info);

  private:
    Database& m_database;
};

}  // namespace attune
