// A picture to look at closely: it fits, or is zoomed and dragged, and may wear an attention map.
#pragma once

#include <QImage>
#include <QPointF>
#include <QThreadPool>
#include <QVector>
#include <QWidget>

namespace attune {

/// Wheel zooms to the pointer, dragging pans, a double click toggles fit and 100 %; + - and Ctrl+0 (fit) do
/// the same from the keyboard, and arrows pan, where the window has no other use for them. At 100 % a pixel of the picture is a pixel of the screen.
/// Above 200 % and for tiny pictures pixels stay pixels; otherwise the picture is smooth.
class ImageView : public QWidget {
    Q_OBJECT

  public:
    explicit ImageView(QWidget* parent = nullptr);
    ~ImageView() override;

    /// Shows the picture, fitted. Ends the states of busy and error and takes the overlay off.
    void setImage(const QImage& image);
    QImage image() const { return m_image; }
    /// Nothing to show.
    void clear();
    /// A sentence in place of the picture while it is on its way.
    void setBusy(const QString& sentence);
    /// Sentences in place of the picture: what is wrong and what to do. No overlay, no zoom.
    void setError(const QString& sentences);

    /// Lays an attention map (rows x columns, row by row, any positive scale) over the picture. A map of the
    /// wrong size or without a positive weight is as an empty one: it takes the overlay off.
    void setOverlay(const QVector<float>& weights, int rows, int columns);
    bool hasOverlay() const { return !m_overlay.isNull(); }
    /// What the picture shows, for screen readers: a caption or a file name.
    void setDescription(const QString& words);

    /// Screen pixels per pixel of the picture.
    double zoom() const;
    bool isFitted() const { return m_fitted; }
    /// The picture in the widget's coordinates.
    QRectF imageRect() const;
    /// @param at  the point, in the widget, that stays where it is
    void setZoom(double zoom, const QPointF& at);

    QSize sizeHint() const override { return {640, 480}; }
    QSize minimumSizeHint() const override { return {160, 120}; }

  public Q_SLOTS:
    void zoomToFit();
    void zoomToActual();
    void zoomIn();
    void zoomOut();
    /// As the arrow keys do: to the right and down.
    void panSteps(int right, int down);

  Q_SIGNALS:
    void zoomChanged(double zoom);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    enum class State { Empty, Busy, Error, Picture };
    void setState(State state, const QString& words);
    void startHalving();
    void paintWords(QPainter& painter);
    double fittingZoom() const;
    double smallestZoom() const;
    bool isTiny() const;
    void clampCentre();
    void pan(const QPointF& by);
    void updateCursor();
    void updateDescription();
    const QImage& sourceFor(double zoom) const;

    State m_state = State::Empty;
    QString m_words, m_description;
    QImage m_image;
    QVector<QImage> m_halves;  // the picture at 1/2, 1/4, ... of its size, made on another thread
    QThreadPool m_threads;     // not Qt's, which painting waits for
    int m_generation = 0;      // of the picture: what was made of an earlier one comes too late
    QVector<float> m_weights;
    int m_rows = 0, m_columns = 0;
    QImage m_overlay;

    bool m_fitted = true;
    double m_zoom = 1;
    QPointF m_centre;  // the picture's point at the middle of the widget
    QPointF m_dragFrom;
    bool m_dragging = false;
};

}  // namespace attune
