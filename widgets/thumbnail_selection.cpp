#include "widgets/thumbnail_selection.h"

#include <algorithm>

namespace attune {

void ThumbnailSelection::reset(int rows) {
    m_on.assign(static_cast<std::size_t>(rows), 0);
    m_count = 0;
}

QVector<int> ThumbnailSelection::rows() const {
    QVector<int> found;
    found.reserve(m_count);
    for (int row = 0; row < size(); ++row)
        if (contains(row)) found += row;
    return found;
}

void ThumbnailSelection::set(int row, bool on) {
    if (row < 0 || row >= size() || contains(row) == on) return;
    m_on[static_cast<std::size_t>(row)] = on;
    m_count += on ? 1 : -1;
}

void ThumbnailSelection::addRange(int a, int b) {
    const int last = std::min(std::max(a, b), size() - 1);
    for (int row = std::max(0, std::min(a, b)); row <= last; ++row) set(row, true);
}

void ThumbnailSelection::clear() {
    reset(size());
}

}  // namespace attune
