// What a library page asks: which images, in which order, and what to show of each, among 100,000 at once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "project/annotation_store.h"
#include "project/database.h"

namespace attune {

enum class RatedFilter { Any, Rated, Unrated };
enum class ImageRewardKind { Best, Mean };  ///< of the image's scored captions
enum class ImageOrder { Added, Name, Reward, Rating };

struct ImageQuery {
    /// Blank-separated words. An image is found if one of its captions, or its file name, holds them all;
    /// upper and lower case are alike (see foldCase).
    std::string text = {};
    std::string split = {};                ///< empty: all
    std::string tag = {};                  ///< empty: all
    RatedFilter rated = RatedFilter::Any;  ///< by anybody
    Id captionsOf = 0;                     ///< only images with a caption by this model; 0: all
    Id rewardModel = 0;                    ///< whose scores count below; 0: there are none
    ImageRewardKind reward = ImageRewardKind::Best;
    std::optional<double> rewardMin = {};  ///< with either of these, images without a score are left out
    std::optional<double> rewardMax = {};
    ImageOrder order = ImageOrder::Added;
    /// Images without a reward or rating come last either way. Equal ones keep the order in which they were
    /// added.
    bool descending = false;

    bool operator==(const ImageQuery&) const = default;
};

/// What a thumbnail shows of its image.
struct ImageSummary {
    Id id = 0;
    std::string name;  ///< of the file
    std::string path;  ///< as stored
    std::string sha256;
    std::string split;
    int width = 0;  ///< pixels
    int height = 0;
    std::int64_t captions = 0;  ///< by models
    std::int64_t ratings = 0;   ///< active ones with a value, of all its captions
    double meanRating = 0;      ///< 1..5; 0 where there is no rating
    std::int64_t comparisons = 0;  ///< active ones of two of its captions
    std::int64_t tags = 0;
    std::optional<double> bestReward;  ///< of the model asked for
};

/// For the labels of filters.
struct ImageCounts {
    std::int64_t images = 0;
    std::map<std::string, std::int64_t> splits;
    std::vector<TagStore::Use> tags;  ///< by name
    std::int64_t rated = 0;           ///< images with an active rating or comparison
};

class ImageSearch {
  public:
    explicit ImageSearch(Database& database) : m_database(database) {}

    /// All ids that the query finds, in its order. @throws Error
    std::vector<Id> ids(const ImageQuery& query);
    /// Of a page of images, in the order of `ids`; ids that there are not are left out.
    std::vector<ImageSummary> summaries(const std::vector<Id>& ids, Id rewardModel = 0);
    ImageCounts counts();

  private:
    using Values = std::vector<std::pair<Id, double>>;  ///< by ascending id

    std::vector<Id> candidates(const ImageQuery& query);
    std::vector<Id> withText(const std::string& text);
    std::vector<Id> rated();
    Values rewards(const ImageQuery& query);
    Values ratings();
    void sortByName(std::vector<Id>& ids, bool descending);

    Database& m_database;
};

}  // namespace attune
