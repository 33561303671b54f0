// What a project has to learn from, in numbers: read for the pages that train.
#pragma once

#include <optional>
#include <vector>

#include "project/project.h"
#include "session/memory_estimate.h"

namespace attune {

/// Active decisions on images outside the test split and outside Judge, as reward training takes them.
struct JudgementCounts {
    std::int64_t ratings = 0;
    std::int64_t comparisons = 0;
    std::int64_t simulated = 0;  ///< of both

    std::int64_t decisions() const { return ratings + comparisons; }
};

/// For the reader's thread.
JudgementCounts judgementCounts(Project& project);

struct TrainingFacts : JudgementCounts {
    std::int64_t images = 0;       ///< all
    std::int64_t trainImages = 0;  ///< of the train split
    std::int64_t captions = 0;     ///< written by models
    std::int64_t judgedImages = 0;
    std::int64_t judgedCaptions = 0;
    std::vector<ModelRecord> captioners, rewards, encoders;  ///< newest first
    Id currentCaptioner = 0, currentReward = 0;    ///< 0: none
    /// Of the captioner or encoder asked about, for the memory estimate; none where its folder cannot be read.
    std::optional<ModelFolderInfo> captioner = {};
};

/// For the reader's thread: it opens the model's folder. @param model  a captioner or encoder; 0: the current captioner
TrainingFacts trainingFacts(Project& project, Id model = 0);

}  // namespace attune
