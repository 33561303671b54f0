// An attention map as a picture to lay over the image.
#pragma once

#include <QImage>
#include <QVector>

namespace attune {

/// Weights (rows x columns, row by row) scaled so that their maximum is 1 and upsampled bilinearly, cell
/// centres on cell centres. Where the model looked, a tint of theme::ramp; where it did not, a shade that
/// darkens the picture.
/// @param size  of the result in pixels
/// @return null if the number of weights is wrong or none is above zero; what is not a finite number counts
/// as zero
QImage attentionOverlay(const QVector<float>& weights, int rows, int columns, const QSize& size);

}  // namespace attune
