// The core's picture as Qt draws it.
#pragma once

#include <QImage>
#include <algorithm>

#include "media/image8.h"

namespace attune {

/// @param image  (H, W, 3) RGB
inline QImage toQImage(const Image8& image) {
    QImage picture(image.width, image.height, QImage::Format_RGB888);
    for (int y = 0; y < image.height; ++y) std::copy_n(image.row(y), image.rowBytes(), picture.scanLine(y));
    return picture.convertToFormat(QImage::Format_RGB32);
}

}  // namespace attune
