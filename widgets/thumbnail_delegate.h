// How one cell of the grid looks: the picture, its name, and what is known of it in marks.
#pragma once

#include <QCoreApplication>
#include <QFont>
#include <QRect>
#include <QSize>

class QPainter;
class QPixmap;

namespace attune {

struct ThumbnailItem;

struct ThumbnailCell {
    const ThumbnailItem* item = nullptr;
    const QPixmap* picture = nullptr;  ///< null: not here yet
    bool selected = false;
    bool current = false;  ///< has the keyboard's focus ring
    bool hovered = false;
};

class ThumbnailDelegate {
    Q_DECLARE_TR_FUNCTIONS(attune::ThumbnailDelegate)

  public:
    ThumbnailDelegate() { updateFonts(); }

    void setThumbnailSize(int side) { m_side = side; }
    int thumbnailSize() const { return m_side; }
    /// After a change of the application's font.
    void updateFonts();
    /// The whole cell, gaps included.
    QSize cellSize() const;

    void paint(QPainter& painter, const QRect& cell, const ThumbnailCell& what) const;

    /// The same in sentences, for tooltips and screen readers.
    static QString describe(const ThumbnailItem& item);

  private:
    QRect pictureRect(const QRect& cell) const;
    void paintPicture(QPainter& painter, const QRect& place, const ThumbnailCell& what) const;
    void paintBroken(QPainter& painter, const QRect& place) const;
    void paintMarks(QPainter& painter, const QRect& line, const ThumbnailItem& item) const;

    int m_side = 160;
    QFont m_font, m_strong;
    int m_lineHeight = 0;
};

}  // namespace attune
