// A grid of thumbnails that holds a hundred thousand images: positions are computed, only what is seen is
// painted and asked for, and what was seen least recently is forgotten.
#pragma once

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QList>
#include <QSet>
#include <QUrl>
#include <QVector>

#include "widgets/thumbnail_cache.h"
#include "widgets/thumbnail_delegate.h"
#include "widgets/thumbnail_selection.h"

class QLabel;
class QTimer;

namespace attune {

class ThumbnailModel;

/// Selection and scroll position stay with the images (by id) when the model's rows change; images that are
/// no longer shown leave the selection.
class ThumbnailGrid : public QAbstractScrollArea {
    Q_OBJECT
    Q_PROPERTY(int thumbnailSize READ thumbnailSize WRITE setThumbnailSize NOTIFY thumbnailSizeChanged)

  public:
    static constexpr int kSmallest = 64, kLargest = 384;
    static constexpr qint64 kCacheBytes = 128 << 20;

    explicit ThumbnailGrid(QWidget* parent = nullptr);
    ~ThumbnailGrid() override;

    /// The grid's own; feed it and answer its detailsWanted.
    ThumbnailModel* model() const { return m_model; }

    /// Answers to thumbnailWanted. Both may come late or for images that are gone.
    void setThumbnail(qint64 id, const QImage& image);
    void setBroken(qint64 id, const QString& reason);
    /// Asks again for this picture (the file was mended, say).
    void forgetThumbnail(qint64 id);
    /// All of them: the numbers are those of other images from now on.
    void forgetThumbnails();
    /// Bytes of decoded pictures that are kept. Two screens of pictures should fit.
    void setCacheLimit(qint64 bytes);
    qint64 cachedBytes() const { return m_cache.bytes(); }

    /// Longer side in pixels, from kSmallest to kLargest.
    int thumbnailSize() const { return m_delegate.thumbnailSize(); }
    void setThumbnailSize(int side);

    /// In the order of the grid.
    QVector<qint64> selectedIds() const;
    int selectedCount() const { return m_selection.count(); }
    void setSelectedIds(const QVector<qint64>& ids);
    void selectAll();
    void clearSelection();
    /// The image that the keyboard is at; -1: none.
    qint64 currentId() const;
    /// Also selects it alone and scrolls to it. An id that is not shown changes nothing.
    void setCurrentId(qint64 id);
    void scrollToId(qint64 id);

    /// What an empty grid says: what is so, and what to do about it.
    void setEmptyText(const QString& title, const QString& hint);
    /// Instead of a text; owned by the grid from now on.
    void setEmptyWidget(QWidget* widget);

    // Geometry, in viewport coordinates.
    int columns() const { return m_columns; }
    QRect cellRect(int row) const;
    /// @return -1 between and beyond the cells
    int rowAt(const QPoint& position) const;
    bool isSelected(int row) const { return m_selection.contains(row); }
    int currentRow() const { return m_current; }

  Q_SIGNALS:
    /// The picture of this image will be seen soon; the last one asked for is needed first.
    void thumbnailWanted(qint64 id);
    /// It was scrolled past before it came.
    void thumbnailUnwanted(qint64 id);
    void selectionChanged();
    void currentChanged(qint64 id);
    /// Double click or Enter.
    void activated(qint64 id);
    /// The image under the pointer is selected already.
    void contextMenuRequested(const QPoint& globalPosition);
    void thumbnailSizeChanged(int side);
    void filesDropped(const QList<QUrl>& urls);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    // Input, in thumbnail_grid_input.cpp.
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    /// Where the view and the selection were, by id, while the model's rows change.
    struct Place {
        QVector<qint64> selected;
        qint64 current = -1, anchor = -1;
        QVector<qint64> following;  // what is seen from the top on, and what comes after it
        int offset = 0;             // of the first one's top from the viewport's
    };

    void updateLayout();
    void layoutEmptyState();
    void updateAccessibleText();
    int contentHeight() const;
    /// First and last row that a strip of the contents shows; last < first if none.
    std::pair<int, int> rowsBetween(int top, int bottom) const;
    void requestLater();
    void requestVisible();
    void savePlace();
    void restorePlace();
    void rowsAdded();
    void setHovered(int row);

    void setCurrentRow(int row);
    void selectOnly(int row);
    void extendTo(int row, bool keepOthers);
    void changeSelection(const ThumbnailSelection& selection);
    void moveCurrent(int row, Qt::KeyboardModifiers modifiers);
    int rowForKey(int key) const;
    void scrollToRow(int row);
    void updateRubberBand();
    void endRubberBand();
    QRect rubberBand() const;

    ThumbnailModel* m_model;
    ThumbnailDelegate m_delegate;
    ThumbnailCache m_cache{kCacheBytes};
    ThumbnailSelection m_selection;
    QSet<qint64> m_asked;  // pictures wanted that have not come
    QTimer* m_requestTimer;
    Place m_place;

    int m_columns = 1;
    QSize m_cell;
    int m_current = -1, m_anchor = -1, m_hovered = -1;

    bool m_pressed = false, m_banding = false, m_dropping = false;
    QPoint m_pressAt, m_bandTo;  // in the contents
    ThumbnailSelection m_beforeBand;
    QBasicTimer m_autoScroll;

    QLabel* m_emptyLabel;
    QWidget* m_emptyWidget = nullptr;
};

}  // namespace attune
