#include "workbench/embeddings/selected_images.h"

#include <algorithm>

#include "workbench/embeddings/projections.h"

namespace attune {

namespace {

/// A byte for each image says whether it was met: sets of numbers would take the window's thread a tenth of a second.
template <class Visit>
void visitImages(const PointLayout& layout, const std::vector<quint8>* selected, Visit visit) {
    if (!selected) return;
    std::vector<quint8> met(layout.imageCount, 0);
    const std::size_t points = std::min(selected->size(), layout.images.size());
    for (std::size_t i = 0; i < points; ++i) {
        if ((*selected)[i] == 0 || layout.images[i] <= 0) continue;
        quint8& known = met[layout.imageNumbers[i]];
        if (known == 0) visit(layout.images[i]);
        known = 1;
    }
}

}  // namespace

QVector<qint64> selectedImages(const PointLayout& layout, const std::vector<quint8>* selected) {
    QVector<qint64> images;
    visitImages(layout, selected, [&](Id image) { images.append(image); });
    return images;
}

int countSelectedImages(const PointLayout& layout, const std::vector<quint8>* selected) {
    int count = 0;
    visitImages(layout, selected, [&](Id) { ++count; });
    return count;
}

}  // namespace attune
