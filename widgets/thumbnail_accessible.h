// What a screen reader hears of a grid of thumbnails: a list with an item for each image.
#pragma once

namespace attune {

class ThumbnailGrid;

/// Once is enough; more calls do nothing.
void installThumbnailAccessibility();
/// The focus moved to this row.
void announceThumbnail(ThumbnailGrid* grid, int row);
/// Rows changed their meaning.
void forgetThumbnailAccessibility(ThumbnailGrid* grid);

}  // namespace attune
