// Which rows are selected. A byte a row: a selection with many holes costs no more than one without.
#pragma once

#include <QVector>
#include <vector>

namespace attune {

class ThumbnailSelection {
  public:
    /// Forgets everything; from now on there are so many rows.
    void reset(int rows);
    /// Rows are added at the end, unselected.
    void grow(int rows) { m_on.resize(static_cast<std::size_t>(rows), 0); }

    int size() const { return static_cast<int>(m_on.size()); }
    int count() const { return m_count; }
    bool contains(int row) const { return row >= 0 && row < size() && m_on[static_cast<std::size_t>(row)]; }
    /// Ascending.
    QVector<int> rows() const;

    void set(int row, bool on);
    /// Both inclusive, in either order.
    void addRange(int a, int b);
    void clear();

    bool operator==(const ThumbnailSelection&) const = default;

  private:
    std::vector<char> m_on;
    int m_count = 0;
};

}  // namespace attune
