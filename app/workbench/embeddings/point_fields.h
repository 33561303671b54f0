// What a CSV of a layout says its points are, so that its rows can be joined with those of other exports.
#pragma once

#include <memory>

#include "widgets/scatter_export.h"

namespace attune {

struct PointLayout;

/// kind: "image" or "caption"; image_id; caption_id: empty of an image, and of a caption that is none of the project's;
/// text: of such a caption.
ScatterFields pointFields(std::shared_ptr<const PointLayout> layout);

}  // namespace attune
