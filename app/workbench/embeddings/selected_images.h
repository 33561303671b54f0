// Which images the selected points of a layout are of: of a million points in a few milliseconds.
#pragma once

#include <QVector>
#include <QtGlobal>
#include <vector>

namespace attune {

struct PointLayout;

/// Each once, in the order of the points. @param selected  see ScatterView::selectedFlags
QVector<qint64> selectedImages(const PointLayout& layout, const std::vector<quint8>* selected);

/// How many they are.
int countSelectedImages(const PointLayout& layout, const std::vector<quint8>* selected);

}  // namespace attune
