// Pictures into a project: found, hashed, decoded once, and never silently left out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/observer.h"
#include "media/dataset_reader.h"
#include "project/project.h"

namespace attune {

struct ImportOptions {
    bool copy = false;       ///< into the project's images/; otherwise pictures stay where they are
    std::string split = {};  ///< for all; empty: what the source says, else by content
    DatasetOptions dataset = {};
};

struct ImportReport {
    std::vector<Id> added;                 ///< new images
    std::int64_t known = 0;                ///< pictures whose content was in the project already
    std::int64_t references = 0;           ///< new reference captions
    std::vector<DatasetProblem> problems;  ///< what could not be read or copied, and why
    bool cancelled = false;                ///< stopped by the user; what was added before stays
};

/// Adds all that these paths (files, folders, lists; see readDataset) hold. Each picture is decoded in full,
/// so that a damaged one is reported now; a thumbnail of it is kept. All cores decode; meanwhile the calling thread calls
/// observer.breathe() at least every 10 ms outside of any transaction, so that it may use the project there (record a
/// rating, say). @throws Error if the project cannot be
/// written; what was done until then goes to `beforeFailure`
ImportReport importImages(Project& project, const std::vector<std::filesystem::path>& paths,
                          const ImportOptions& options, Observer& observer,
                          ImportReport* beforeFailure = nullptr);

/// "train", "validation" or "test" (about 80, 10 and 10 in 100) by the content alone: the same picture gets
/// the same split in every project, so that none is trained on in one and judged on in another.
std::string splitOfHash(const std::string& sha256);

/// Pictures of the demo world with their scene graphs (in `extra["scene"]`) and a careful caption as
/// reference.
/// @param firstIndex  number of the first in the endless data set of this seed
std::vector<Id> importScenes(Project& project, int count, std::uint64_t seed, std::uint64_t firstIndex,
                             const std::string& split, Observer& observer);

/// Where the thumbnail of an image lies: `thumbnails/<sha256>.jpg`.
std::filesystem::path thumbnailPath(const Project& project, const ImageRecord& image);
std::filesystem::path thumbnailPath(const Project& project, const std::string& sha256);

}  // namespace attune
