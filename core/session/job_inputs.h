// The rows of a job: images, captions and decisions as inputs/*.jsonl has them.
#pragma once

#include <string>
#include <vector>

#include "protocol/run_folder.h"
#include "session/job_builder.h"

namespace attune {

struct ImageRowOptions {
    std::string prompt = {};
    bool references = false;  ///< with reference captions
    bool scene = false;       ///< with the scene graph of Scenes pictures: what a job may know the truth from
};

/// Rows {"id", "path", "prompt"?, "references"?, "scene"?}. Images whose file is gone are left out with a
/// warning.
void addImages(Project& project, JobDraft& draft, const ImageFilter& filter, const ImageRowOptions& options);

/// Another text whenever images of the project may lie elsewhere than before: rows that were made under the same text name the
/// right files.
std::string imagePlaces(Project& project);

/// Lets the rows of a run that was made earlier name the files where they lie now: the project may have been moved since, or
/// its pictures. What cannot be found stays as it was. It reads all rows: see imagePlaces().
/// @throws Error if they cannot be read or written
void followImages(Project& project, const RunFolder& run);

/// Rows {"id", "image", "text", "ids", "prompt"?}, and the images that they describe where those are not in the draft
/// yet. Captions of images whose file is gone are left out.
void addCaptions(Project& project, JobDraft& draft, const std::vector<CaptionRecord>& captions);

/// Rows {"caption"} of those captions of the draft that have a rating or were compared, by whomever.
void addRated(Project& project, JobDraft& draft);

enum class LeftOut { Silently, WithAWarning };

/// Rows {"chosen", "rejected", "simulated"} of the preference pairs that show images of the draft, and their captions.
/// @param others  how the pairs of other images are left out
void addPairs(Project& project, JobDraft& draft, LeftOut others);

/// Of captions that models wrote of the draft's images and that the reward did not learn from, marks "held_out" the pairs of the
/// draft, and adds rows held_out {"caption", "value", "simulated"}, their mean ratings, and the captions. Nothing where it is not
/// known what the reward learnt from.
void addHeldOut(Project& project, JobDraft& draft, const ModelRecord& reward);

/// Rows {"caption", "simulated"} of the captions of the draft's images that are taken to be right, and these captions. The same
/// words for an image come once.
/// @param which  "edits", "references", "top_rated" (a mean rating of 4 or more) or "all" of these
void addDemonstrations(Project& project, const std::string& which, JobDraft& draft);

/// Asks the draft's images what the captions that were judged answered, or most of them, with a warning: a captioner is to
/// learn to answer that. Nothing where they answered their captioner's default.
void askAsJudged(Project& project, JobDraft& draft);

/// Active decisions on images outside the test split, comparisons made in Judge left out on all images; their captions
/// and images: ratings {"caption", "value", "simulated"}, comparisons {"left", "right", "outcome", "rater", "simulated"};
/// of raters whom hidden repeats tested, raters {"rater", "decided", "flipped"} (see ConsistencyReport).
void addDecisions(Project& project, JobDraft& draft);

}  // namespace attune
