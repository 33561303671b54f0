// The layout of an embedding, in the frame of the one before where the job was given that.
#pragma once

#include <torch/types.h>

#include <cstdint>

#include "data/embed_options.h"
#include "data/observer.h"
#include "engine/projection.h"
#include "protocol/run_folder.h"

namespace attune {

/// Images and captions as points of one space, and whose they are.
struct SpacePoints {
    torch::Tensor points;   ///< (N, E)
    torch::Tensor image;    ///< (N) ids
    torch::Tensor caption;  ///< (N) ids, -1 at images
};

struct EmbedLayout {
    Projection projection;
    double explained = 0;  ///< share of the variance that the two principal components hold
};

/// With inputs/last_projection.safetensors, the layout of an earlier job, points that it had begin where they lay there, new ones
/// at the nearest of those, and the whole is turned and mirrored to lie on it. @throws Error if that file is damaged; Cancelled
EmbedLayout layOut(const SpacePoints& space, const EmbedOptions& options, const RunFolder& folder, Observer& observer);

}  // namespace attune
