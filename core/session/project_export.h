// Out of a project: preference data, ratings, captions, checkpoints.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/observer.h"
#include "project/project.h"

namespace attune {

struct ExportReport {
    std::int64_t rows = 0;
    std::int64_t simulated = 0;      ///< among them, each labelled so in the file
    std::vector<std::string> notes;  ///< what this format could not hold
};

struct ExportChoice {
    Id model = 0;            ///< for coco, checkpoint and adapter; 0: the current captioner
    bool withJudge = false;  ///< for trl: comparisons of the Judge page, too; see preferencePairs
    Id run = 0;              ///< for tensorboard; 0: all runs
};

/// The names that exportTo takes.
const std::vector<std::string>& exportFormats();

/// Formats: `trl` (preference pairs), `trl-unpaired` (captions rated 4-5 or 1-2), `jsonl` (all active decisions; what
/// importDecisions reads), `csv` (ratings), `captions` (all that captioners wrote, each with its rating or a place for one; importDecisions reads
/// it, too), `coco` (caption results, one for each image), `label-studio` (tasks; see label_studio_export.h), `tensorboard` (a folder of
/// curves; see tensorboard_export.h), `checkpoint` (the model's folder, with a model card), `adapter` (the
/// adapters of a model that was optimised with them). The file or folder appears whole or not at all.
/// @throws Error if there is nothing to export or `out` cannot be written
ExportReport exportTo(Project& project, const std::string& format, const std::filesystem::path& out,
                      const ExportChoice& choice = {});
/// @param observer  hears of rows, or of the bytes of a checkpoint or adapter, and may stop it. @throws Cancelled; nothing is
///                  written then
ExportReport exportTo(Project& project, const std::string& format, const std::filesystem::path& out, const ExportChoice& choice,
                      Observer& observer);

}  // namespace attune
