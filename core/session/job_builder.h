// From a wish ("four captions of every image") to a job and the exact rows that it is given.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/generation_options.h"
#include "project/project.h"
#include "protocol/job.h"

namespace attune {

/// What every wish says.
struct JobSettings {
    std::uint64_t seed = 0;
    std::string device = "auto";
    Json options = Json::object();  ///< of the kind; see data/*_options.h. The engine checks them
    ImageFilter images = {};        ///< which images (a selection: `ids`); each kind has its own default split
};

/// A job that is not a run yet.
struct JobDraft {
    Job job;
    std::map<std::string, std::vector<Json>> inputs;  ///< name below inputs/ -> rows
    std::map<std::string, std::filesystem::path> files = {};  ///< name below inputs/ -> the file that is copied there
    std::map<std::string, Id> modelIds;               ///< role -> model, for what the run brings back
    Id promptId = 0;
    std::string modelName = {};  ///< what the model that comes of it is called; empty: after the run
    std::string imagePlaces = {};  ///< see imagePlaces(), when the first images came in; empty: there are none
    std::vector<std::string> warnings;  ///< what was left out, in words
};

// Models given as 0 are chosen: the current one of the kind (see currentModel). All throw Error where there is nothing to work on.

/// `count` captions of each image. inputs: images
JobDraft draftGenerate(Project& project, const JobSettings& settings, const GenerationOptions& decoding,
                       int count, const std::string& prompt = {}, Id captioner = 0);

/// The reward of the captions that models wrote, by default of images outside the test split: what is to be rated next is chosen
/// among them. inputs: images, captions, rated
JobDraft draftScore(Project& project, const JobSettings& settings, Id reward = 0);

/// What follows a reward training, which leaves scores of what it learnt from alone: draftScore with the reward that this run
/// made, on its device, so that "uncertain first" has an order. @return nothing for other runs, for one that made no reward, where
/// the reward has scored them before, and where every caption is decided on
std::optional<JobDraft> draftScoreAfter(Project& project, Id run);

/// The shared space. inputs: images, captions (with `withCaptions`); where earlier embeddings left them, the layout in whose frame
/// this one is to lie, and heads of a space that they learnt (see space_inputs.h) @param captioner  or an encoder
JobDraft draftEmbed(Project& project, const JobSettings& settings, bool withCaptions = false,
                    Id captioner = 0);

/// How good a captioner is, by default on the test split or on the images named, and how far from the root of its lineage. inputs: images with
/// references and scenes. @param reward  whose scores stand beside the metrics; 0: none, also where there is a current one
/// @param against  another captioner, to be compared with on the same pictures; 0: none
JobDraft draftEvaluate(Project& project, const JobSettings& settings, Id captioner = 0, Id reward = 0, Id against = 0);

/// From all active ratings and comparisons of images outside the test split, but for what was decided in Judge. inputs:
/// images, captions, ratings, comparisons, raters. @param backbone  what the reward reads through, frozen: a
/// captioner or an encoder
JobDraft draftTrainReward(Project& project, const JobSettings& settings, Id backbone = 0);

/// On the train split unless another is named, images chosen by id included: what is judged on is not learnt from.
/// inputs: images, a draw of them where there are more than all rounds together show; but for SFT captions and pairs (see
/// preferencePairs); where a reward is climbed, held_out (see addHeldOut). The reference is the root of the policy's lineage, or a
/// captioner in it that came in with an adapter; where neither came with the heads of a shared space, those that an embedding
/// learnt for it are given along. The options are spelt out in the job, with the algorithm's own defaults.
JobDraft draftOptimize(Project& project, const JobSettings& settings, Id policy = 0, Id reward = 0);

/// A captioner with an adapter from outside merged into it. inputs: the files of the adapter. On the processor: a merge is
/// one product for each layer. @param adapter  a PEFT folder @param name  of the captioner that comes of it; empty: the
/// folder's @param base  0: see adapterBase; a warning says which it is
/// @throws Error, before anything is made, if the adapter is of another kind, damaged, or does not fit the captioner
JobDraft draftMerge(Project& project, const std::filesystem::path& adapter, const std::string& name = {}, Id base = 0);

}  // namespace attune
