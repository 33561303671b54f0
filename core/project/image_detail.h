// Everything that an inspector shows of one image.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "project/database.h"

namespace attune {

struct CaptionDetail {
    CaptionRecord caption;
    ModelRecord model;  ///< that wrote it; without an id for edits
    std::string prompt;
    std::string editor;  ///< the rater who wrote an edit; empty where that was not noted
    int round = 0;  ///< captioners between the model and the root of its lineage; 0: the root
    std::vector<RewardScoreRecord> rewards;  ///< by reward model, ascending
    std::vector<RatingRecord> ratings;       ///< active ones
};

struct ImageDetail {
    ImageRecord image;
    std::vector<std::string> tags;
    std::vector<CaptionDetail> captions;  ///< by models and, behind the one that it corrects, each edit
    std::vector<CaptionRecord> references;
    std::vector<ComparisonRecord> comparisons;  ///< active ones
};

/// @throws Error if there is no such image
ImageDetail imageDetail(Database& database, Id image);

}  // namespace attune
