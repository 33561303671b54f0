// The shared space as a scatter of up to a million points: pan, zoom, hover, rectangle and lasso selection.
#pragma once

#include <QFutureWatcher>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <QVector>
#include <QWidget>
#include <memory>
#include <vector>

#include "widgets/picture_export.h"
#include "widgets/scatter_export.h"
#include "widgets/scatter_legend.h"
#include "widgets/scatter_render.h"

namespace attune {

/// Drawing and indexing run on another thread; until a new picture is there, the last one is moved and scaled
/// into place.
class ScatterView : public QWidget {
    Q_OBJECT

  public:
    enum class Mode { Rectangle, Lasso, Pan };
    Q_ENUM(Mode)

    explicit ScatterView(QWidget* parent = nullptr);
    ~ScatterView() override;

    /// Indices are the point's numbers here, and stay from one call to the next. The first call, and one with
    /// another number of points, shows all of them; further calls (the next step of training) keep the frame
    /// and the selection. Points that are not finite are not shown.
    /// @param fitAnew  the same points in another space: all of them are shown, and the selection is kept
    void setPositions(std::vector<ScatterPoint> positions, bool fitAnew = false);
    int count() const;
    /// What an export says the present points are.
    void setFields(ScatterFields fields);

    /// One colour for each point. Each of these three replaces the others.
    void setColours(const QVector<QRgb>& colours);
    /// Colours from theme::ramp between the smallest and the largest value; NaN: no value. `title` heads the
    /// legend.
    void setValues(const QVector<float>& values, const QString& title);
    /// Colours from theme::series; a number outside the names: no value.
    void setCategories(const QVector<int>& categories, const QStringList& names, const QString& title);

    /// Sorted numbers of the selected points, collected anew by each call: of a million points that takes its time.
    QVector<int> selection() const;
    int selectedCount() const { return m_selectedCount; }
    /// For each point, 1 if it is selected and else 0; null: none is.
    std::shared_ptr<const std::vector<quint8>> selectedFlags() const { return m_scene.selected; }
    /// Sets it without a signal.
    void setSelection(const QVector<int>& points);
    /// A ring around one point: what is shown elsewhere. -1: none.
    void setCurrent(int point);
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    void setEmptyText(const QString& text);

    /// Point under a position of the widget, -1 if none is within a few pixels.
    int pointAt(QPointF position) const;
    /// Where a point is drawn.
    QPointF positionOf(int point) const;
    const ScatterFrame& frame() const { return m_frame; }
    /// Whether what is on screen shows the present points, colours, selection and frame.
    bool isUpToDate() const { return m_drawn == m_version; }
    /// What is shown now, as exportScatter makes it of a copy.
    ExportBytes exportAs(ExportFormat format) const;
    /// exportRequested() of what is shown now.
    void requestExport(ExportFormat format);

  public Q_SLOTS:
    void fit();
    void zoomBy(double factor, QPointF at);
    void zoomIn();
    void zoomOut();
    void selectAll();
    void selectNone();

  Q_SIGNALS:
    void hovered(int point, const QPoint& global);
    void hoverLeft();
    void clicked(int point);
    void selectionChanged();
    void exportRequested(const QString& suggestedName, const attune::ExportBytes& bytes);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

  private:
    enum class Colouring { None, Given, Values, Categories };
    enum class Drag { None, Pan, Select };
    struct Picture {
        std::shared_ptr<const std::vector<ScatterPoint>> positions;
        std::shared_ptr<const ScatterIndex> index;  // of these positions
        std::shared_ptr<const ScatterDots> dots;    // that were drawn
        QImage image;
        ScatterFrame frame;
        quint64 version = 0;
    };

    void refresh();
    void startDrawing();
    void pictureReady();
    void recolour();
    ScatterLegend legend() const;
    QVector<ScatterLegend::Row> legendRows() const;
    ScatterExport shown() const;
    ScatterStyle style() const;
    void endDrag(Qt::KeyboardModifiers modifiers);
    void hover(QPointF position, QPoint global);
    void applySelection(std::vector<quint8> flags);
    void storeSelection(std::vector<quint8> flags);
    void updateMouseShape();
    QString describe() const;

    std::shared_ptr<const std::vector<ScatterPoint>> m_positions;
    bool m_indexStale = false;
    int m_selectedCount = 0;
    bool m_fitPending = false;
    ScatterScene m_scene;
    ScatterFrame m_frame;
    Picture m_picture;
    double m_fitScale = 1;
    quint64 m_version = 1, m_drawn = 0;
    QThreadPool m_threads;  // not Qt's, on which large pictures are painted: the window's thread would wait for the points
    QFutureWatcher<Picture> m_worker;
    bool m_drawing = false;  // until its picture was taken, which is later than the worker's end

    Colouring m_colouring = Colouring::None;
    QVector<QRgb> m_given;
    QVector<float> m_values;
    QVector<int> m_categories;
    QVector<int> m_counts;  // of points by category; the last is of those without one
    QVector<int> m_shades;  // of each category, as theme::series counts; of more than there are colours, small ones share the last
    QStringList m_names;
    QString m_legendTitle;
    ScatterFields m_fields;
    float m_low = 0, m_high = 0;
    bool m_someMissing = false;

    Mode m_mode = Mode::Rectangle;
    Drag m_drag = Drag::None;
    bool m_spaceHeld = false;
    QPointF m_pressedAt, m_lastAt;
    QPolygonF m_lasso;
    int m_hovered = -1;
    int m_current = -1;
    QString m_emptyText;
};

}  // namespace attune
