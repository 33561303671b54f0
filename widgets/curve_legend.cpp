#include "widgets/curve_legend.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPixmap>
#include <QScrollBar>
#include <QWheelEvent>
#include <cmath>

#include "widgets/table_copy.h"
#include "widgets/theme.h"

namespace attune {

namespace {

constexpr int kMostRows = 4;  ///< in sight at once

QPixmap swatch(const Curve& curve, double ratio) {
    QPixmap pixmap(QSize(16, 16) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(curve.visible ? theme::series(curve.style.colour) : theme::line(), 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(1, 8), QPointF(15, 8));
    return pixmap;
}

/// A line of captions, not a row of buttons.
class QuietHeader : public QHeaderView {
  public:
    explicit QuietHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {}

  protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        painter->setFont(theme::font(theme::Text::Small));
        painter->setPen(theme::quietText());
        const auto alignment = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        const QString text = model()->headerData(section, Qt::Horizontal).toString();
        painter->drawText(rect.adjusted(3, 0, -3, 0), alignment,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width() - 6));
    }
    void paintEvent(QPaintEvent* event) override {
        QPainter(viewport()).fillRect(event->rect(), palette().color(QPalette::Base));
        QHeaderView::paintEvent(event);
    }
};

}  // namespace

QString readableNumber(double value) {
    if (std::isnan(value)) return QStringLiteral("–");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (value < 0) return QChar(0x2212) + readableNumber(-value);
    if (value == std::floor(value) && value < 1e9) return QLocale().toString(value, 'f', 0);
    if (value >= 1e-3 && value < 1e6) {
        const int digits = std::max(0, 3 - static_cast<int>(std::floor(std::log10(value))));
        return QLocale().toString(value, 'f', std::min(digits, 4));
    }
    return QLocale().toString(value, 'e', 2);
}

CurveLegendModel::CurveLegendModel(const CurveSet& curves, QObject* parent)
    : QAbstractTableModel(parent), m_curves(curves), m_cursor(std::nan("")) {}

void CurveLegendModel::setXLabel(const QString& label) {
    m_xLabel = label;
    Q_EMIT headerDataChanged(Qt::Horizontal, Name, Value);
}

void CurveLegendModel::setCursor(double x) {
    m_cursor = x;
    refresh();
}

void CurveLegendModel::syncRows() {
    const int rows = m_curves.count();
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
}

void CurveLegendModel::refresh() {
    if (m_rows > 0) Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, Name, Value);
}

int CurveLegendModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}
int CurveLegendModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

double CurveLegendModel::value(int row, int column) const {
    const Curve& curve = m_curves[row];
    if (curve.data.size() == 0) return std::nan("");
    const auto at =
        std::isnan(m_cursor) ? curve.data.size() - 1 : static_cast<std::size_t>(curve.data.nearest(m_cursor));
    return column == Smoothed ? curve.data.smoothed()[at] : curve.data.raw()[at];
}

QString CurveLegendModel::number(int row, int column) const { return readableNumber(value(row, column)); }

QVariant CurveLegendModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_curves.count()) return {};
    const Curve& curve = m_curves[index.row()];
    switch (role) {
        case Qt::DisplayRole:
            return index.column() == Name ? m_curves.label(index.row()) : number(index.row(), index.column());
        case kCopyRole:
            return index.column() == Name ? QVariant(m_curves.label(index.row())) : value(index.row(), index.column());
        case Qt::DecorationRole:
            if (index.column() == Name) return swatch(curve, 2.0);
            return {};
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter | (index.column() == Name ? Qt::AlignLeft : Qt::AlignRight));
        case Qt::ForegroundRole:
            if (!curve.visible || index.column() == Value) return theme::quietText();
            return {};
        case Qt::FontRole: {
            QFont font = theme::font(theme::Text::Small);
            font.setStrikeOut(!curve.visible && index.column() == Name);
            return font;
        }
        case Qt::ToolTipRole:
        case Qt::AccessibleDescriptionRole:
            return curve.visible ? tr("Click to hide this curve.") : tr("Click to show this curve.");
        default:
            return {};
    }
}

QVariant CurveLegendModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole) return {};
    if (section == Smoothed) return tr("Smoothed");
    if (section == Value) return tr("Value");
    if (std::isnan(m_cursor)) return tr("Latest");
    //: Where the cursor of a plot stands: the axis, its value. "Step 1,200"
    return m_xLabel.isEmpty() ? readableNumber(std::round(m_cursor))
                              : tr("%1 %2").arg(m_xLabel, readableNumber(std::round(m_cursor)));
}

CurveLegend::CurveLegend(CurveLegendModel* model, QWidget* parent) : QTableView(parent) {
    setHorizontalHeader(new QuietHeader(this));
    setModel(model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(48);
    setIconSize(QSize(16, 16));
    setLook();
    new TableCopy(this);
    connect(this, &QTableView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT toggled(index.row()); });
    connect(model, &QAbstractItemModel::rowsInserted, this, &QWidget::updateGeometry);
    connect(model, &QAbstractItemModel::modelReset, this, &QWidget::updateGeometry);
}

void CurveLegend::setLook() {
    const QFontMetrics metrics(theme::font(theme::Text::Small));
    verticalHeader()->setDefaultSectionSize(metrics.height() + 4);
    verticalHeader()->setMinimumSectionSize(8);
    horizontalHeader()->setSectionResizeMode(CurveLegendModel::Name, QHeaderView::Stretch);
    horizontalHeader()->setFixedHeight(metrics.height() + 4);
    // Wide enough for any number of readableNumber: the columns must not jump as values come.
    const int width = std::max(metrics.horizontalAdvance(QStringLiteral("−0.000e+00")),
                               metrics.horizontalAdvance(CurveLegendModel::tr("Smoothed"))) +
                      12;
    for (const int column : {CurveLegendModel::Smoothed, CurveLegendModel::Value}) {
        horizontalHeader()->setSectionResizeMode(column, QHeaderView::Fixed);
        horizontalHeader()->resizeSection(column, width);
    }
}

void CurveLegend::setLeastRows(int rows) {
    if (rows == m_leastRows) return;
    m_leastRows = rows;
    updateGeometry();
}

QSize CurveLegend::sizeHint() const {
    const int rows = std::min(std::max(model()->rowCount(), m_leastRows), kMostRows);
    return {160, horizontalHeader()->height() + rows * verticalHeader()->defaultSectionSize() + 2};
}

void CurveLegend::keyPressEvent(QKeyEvent* event) {
    const bool press =
        event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (press && currentIndex().isValid())
        Q_EMIT toggled(currentIndex().row());
    else
        QTableView::keyPressEvent(event);
}

void CurveLegend::wheelEvent(QWheelEvent* event) {
    // A legend without more rows lets the page scroll.
    if (verticalScrollBar()->maximum() == 0)
        event->ignore();
    else
        QTableView::wheelEvent(event);
}

void CurveLegend::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        setLook();
        updateGeometry();
    }
    QTableView::changeEvent(event);
}

}  // namespace attune
