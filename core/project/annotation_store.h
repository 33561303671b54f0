// What is known about images and captions besides: tags that a person gives, scores that a reward model
// gives.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/database.h"

namespace attune {

class TagStore {
  public:
    explicit TagStore(Database& database) : m_database(database) {}

    /// Tags all these images, in one transaction; the tag is made where it is new. @throws Error on an empty
    /// name
    void add(const std::string& tag, const std::vector<Id>& images);
    void remove(const std::string& tag, const std::vector<Id>& images);
    std::vector<std::string> ofImage(Id image);
    struct Use {
        std::string name;
        std::int64_t images = 0;
    };
    /// All tags in use, by name.
    std::vector<Use> list();

  private:
    Database& m_database;
};

class RewardScoreStore {
  public:
    explicit RewardScoreStore(Database& database) : m_database(database) {}

    /// A score of the same model for the same caption takes the place of the one before. In one transaction.
    void addMany(const std::vector<RewardScoreRecord>& scores);
    std::optional<RewardScoreRecord> find(Id caption, Id model);
    std::vector<RewardScoreRecord> ofModel(Id model);
    std::vector<RewardScoreRecord> ofCaption(Id caption);

  private:
    Database& m_database;
};

}  // namespace attune
