// Captions and the prompts that they answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/database.h"

namespace attune {

struct CaptionFilter {
    Id imageId = 0;  ///< 0: all, here and below
    Id modelId = 0;
    Id runId = 0;
    std::optional<CaptionSource> source = {};
    std::string split = {};  ///< of the image; empty: all
    bool unrated = false;    ///< only captions without an active rating
    Id afterId = 0;          ///< the page behind this caption
    std::int64_t limit = -1;
};

class CaptionStore {
  public:
    explicit CaptionStore(Database& database) : m_database(database) {}

    /// In one transaction. @return the new ids, in order. @throws Error if an image, model, run or prompt is
    /// unknown; nothing is then added
    std::vector<Id> addMany(const std::vector<CaptionRecord>& captions);
    Id add(const CaptionRecord& caption) { return addMany({caption}).front(); }

    std::optional<CaptionRecord> find(Id id);
    /// @throws Error if there is none
    CaptionRecord get(Id id);

    /// In the order of their ids. Edits only where they count: of each caption the newest of each rater that was not undone.
    std::vector<CaptionRecord> list(const CaptionFilter& filter = {});
    std::int64_t count(const CaptionFilter& filter = {});

  private:
    Id decodingId(const GenerationOptions& options);

    Database& m_database;
};

class PromptStore {
  public:
    explicit PromptStore(Database& database) : m_database(database) {}

    /// The id of this text, new or not.
    Id add(const std::string& text);
    std::optional<PromptRecord> find(Id id);
    std::vector<PromptRecord> list();

  private:
    Database& m_database;
};

}  // namespace attune
