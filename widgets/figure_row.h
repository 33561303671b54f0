// A few numbers that sum something up, each with its name below it.
#pragma once

#include <QVector>
#include <QWidget>

namespace attune {

struct Figure {
    QString value;
    QString name;
    QString note;  ///< how sure, of how many; may be empty
    QString help;  ///< what it means, as a tooltip
};

class FigureRow : public QWidget {
    Q_OBJECT

  public:
    explicit FigureRow(QWidget* parent = nullptr);

    void setFigures(const QVector<Figure>& figures);
    /// A line for each: "Rank correlation: 0.82, of 194 ratings".
    QString text() const;

  private:
    QVector<Figure> m_figures;
};

}  // namespace attune
