// Layouts in the plane: their files, and the layouts that are made again and again while something learns.
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "engine/run_observer.h"

namespace attune {

/// N points; what is undefined is left out of the file.
struct Projection {
    torch::Tensor pca = {};      ///< (N, 2)
    torch::Tensor umap = {};     ///< (N, 2)
    torch::Tensor image = {};    ///< (N) int64, id
    torch::Tensor caption = {};  ///< (N) int64, id; -1 for the image itself, or a caption that has no id
    torch::Tensor score = {};    ///< (N)
    std::vector<std::string> texts = {};  ///< N captions that are in no project; none: the ids say it all
};

/// Writes `outputs/<name>.safetensors`, then says so with a `projection` event. @throws Error
void emitProjection(const std::filesystem::path& runFolder, const std::string& name, const Projection& projection,
                    std::int64_t step, const std::string& space, RunObserver& observer);

/// "projection-0007"
std::string projectionName(std::int64_t step);

/// Layouts of the same points, each turned to lie on the one before.
class ProjectionSeries {
  public:
    ProjectionSeries(std::filesystem::path runFolder, std::string space)
        : m_runFolder(std::move(runFolder)), m_space(std::move(space)) {}

    /// The layout that the next one follows: that of a step of an earlier life of the run. Does nothing where there is
    /// none, or none that can be read.
    void continueFrom(std::int64_t step);

    /// @param points (N, D), projected to their principal components
    void emit(const torch::Tensor& points, Projection projection, std::int64_t step, RunObserver& observer);

  private:
    std::filesystem::path m_runFolder;
    std::string m_space;
    torch::Tensor m_last;  ///< (N, 2)
};

}  // namespace attune
