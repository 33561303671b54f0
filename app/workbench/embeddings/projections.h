// Layouts of points that runs have written: which there are, and what is in one. For the reader's thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "project/project.h"
#include "protocol/event_reader.h"
#include "widgets/scatter_index.h"

namespace attune {

/// One layout: a projection event.
struct LayoutStep {
    std::int64_t step = 0;       ///< epochs of "reward", rounds of "policy"
    std::filesystem::path file;  ///< absolute
    std::int64_t points = 0;
};

/// The layouts of one run in one space, by step.
struct LayoutSeries {
    Id run = 0;
    std::string kind;    ///< of the run: "embed", "train_reward", "optimize"
    std::string space;   ///< "shared", "reward", "policy"
    bool ended = false;  ///< no further step will come
    Json retrieval;      ///< how well captions and images find each other, as the run's report has it; null: not measured
    bool isOptimistic = false;  ///< measured on the very pictures that chose when the learning of the space ended
    std::vector<LayoutStep> steps;

    bool isSame(const LayoutSeries& other) const { return run == other.run && space == other.space; }
};

/// Follows the events of all runs that lay points out; asking again reads only what was added.
class LayoutCatalogue {
  public:
    /// Newest run first. A run whose folder or events cannot be read is passed over.
    std::vector<LayoutSeries> read(Project& project);

  private:
    struct Followed {
        EventReader reader;
        std::map<std::string, LayoutSeries> series;  ///< by space
    };
    static void follow(Followed& run, const std::filesystem::path& folder);

    std::map<Id, Followed> m_runs;
};

/// Points of one layout; all lists are of the same length.
struct PointLayout {
    std::vector<ScatterPoint> pca;
    std::vector<ScatterPoint> umap;  ///< empty: there is none
    std::vector<Id> images;
    std::vector<std::uint32_t> imageNumbers;  ///< the images counted from 0 in the order of the points
    std::size_t imageCount = 0;
    std::vector<Id> captions;   ///< -1: the image itself, or a caption without an id
    std::vector<float> scores;  ///< empty: there are none
    std::vector<std::string> texts;  ///< captions that have no id, as the layout itself tells them; empty: it tells none

    bool hasSamePoints(const PointLayout& other) const { return images == other.images && captions == other.captions; }
};

/// Tensors as docs/protocol.md names them. @throws Error if the file is damaged or its tensors do not fit each other
PointLayout readLayout(const std::filesystem::path& file);

}  // namespace attune
