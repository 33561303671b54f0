// Names and values of a plot's curves in a table: numbers stand under each other, a click hides or shows a curve. Ctrl+C
// copies all of it (see TableCopy). It does not sort: its order is that of the curves, and values under a cursor change too
// often for rows to follow them.
#pragma once

#include <QAbstractTableModel>
#include <QTableView>

#include "widgets/curve_series.h"

namespace attune {

class CurveLegendModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Name, Smoothed, Value, ColumnCount };

    explicit CurveLegendModel(const CurveSet& curves, QObject* parent = nullptr);
    void setXLabel(const QString& label);
    /// Values at this x; at the last point of each curve if NaN.
    void setCursor(double x);
    /// After curves came or went.
    void syncRows();
    /// After values or styles changed.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    /// NaN where there is none.
    double value(int row, int column) const;
    QString number(int row, int column) const;
    const CurveSet& m_curves;
    QString m_xLabel;
    double m_cursor;
    int m_rows = 0;
};

class CurveLegend : public QTableView {
    Q_OBJECT

  public:
    explicit CurveLegend(CurveLegendModel* model, QWidget* parent = nullptr);
    /// As high as its rows, up to four; more are scrolled.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// As high as with so many rows, where there are fewer.
    void setLeastRows(int rows);

  Q_SIGNALS:
    void toggled(int row);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    void setLook();
    int m_leastRows = 0;
};

/// Four significant digits in the user's locale; a dash where there is no value.
QString readableNumber(double value);

}  // namespace attune
