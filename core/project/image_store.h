// The images of a project: found by number or by content, listed in pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/database.h"

namespace attune {

struct ImageFilter {
    std::string split = {};     ///< empty: all
    std::string tag = {};       ///< empty: all
    std::string pathPart = {};  ///< part of the stored path, any case of ASCII letters
    std::string extraKey = {};  ///< only images whose extra has this key
    Id afterId = 0;             ///< the page behind this image
    std::int64_t limit = -1;
    std::vector<Id> ids = {};  ///< only these; empty: all
};

class ImageStore {
  public:
    explicit ImageStore(Database& database) : m_database(database) {}

    struct Added {
        Id id = 0;
        bool isNew = true;  ///< false: an image with the same content was there already
    };

    /// In one transaction. The content (SHA-256) decides whether an image is new. @throws Error; nothing is
    /// then added
    std::vector<Added> addMany(const std::vector<ImageRecord>& images);
    Added add(const ImageRecord& image) { return addMany({image}).front(); }

    std::optional<ImageRecord> find(Id id);
    /// @throws Error if there is none
    ImageRecord get(Id id);
    std::optional<ImageRecord> findBySha256(const std::string& sha256);

    /// In the order of their ids.
    std::vector<ImageRecord> list(const ImageFilter& filter = {});
    std::vector<Id> ids(const ImageFilter& filter = {});
    std::int64_t count(const ImageFilter& filter = {});

    void setSplit(const std::vector<Id>& images, const std::string& split);
    /// All of it: what it had before and is not in `extra` is gone.
    void setExtra(Id id, const Json& extra);
    /// The file of this image lies elsewhere now.
    void setPath(Id id, const std::string& path);
    /// How often that was said, of whichever image.
    std::int64_t moves();

  private:
    Database& m_database;
};

}  // namespace attune
