// The curves of one plot: raw values, smoothed values, what they span. No drawing here.
#pragma once

#include <QPointF>
#include <QString>
#include <memory>
#include <vector>

#include "widgets/extent_tree.h"
#include "widgets/smoothing.h"

namespace attune {

/// How a curve is named and drawn.
struct CurveStyle {
    QString name;    ///< of the quantity, as the legend shows it
    QString group;   ///< of the run that it belongs to; may be empty
    int colour = 0;  ///< index for theme::series
};

/// Values over x in ascending order of x. Values that are not finite make a gap.
class CurveSeries {
  public:
    /// Usually at the end, O(1); a point before the last one (a run resumed from a checkpoint) is put in its
    /// place, O(n). A point whose x is not finite is dropped.
    void append(double x, double y);
    void clear();
    /// @param weight  as DebiasedEma; recomputes all smoothed values, O(n)
    void setSmoothing(double weight);

    std::size_t size() const { return m_x.size(); }
    const std::vector<double>& x() const { return m_x; }
    const std::vector<double>& raw() const { return m_raw; }
    const std::vector<double>& smoothed() const { return m_smoothed; }
    const ExtentTree& rawExtents() const { return m_rawTree; }
    const ExtentTree& smoothedExtents() const { return m_smoothedTree; }

    /// Index of the point nearest to x; -1 for an empty series.
    int nearest(double x) const;
    /// Of raw values with x in [from, to].
    Extent extent(double from, double to) const;
    /// Finite values that a log axis cannot show.
    int notPositive() const { return m_notPositive; }

  private:
    void recompute();
    std::vector<double> m_x, m_raw, m_smoothed;
    ExtentTree m_rawTree, m_smoothedTree;
    double m_weight = 0;
    DebiasedEma m_ema{0};
    int m_notPositive = 0;
};

struct Curve {
    QString key;
    CurveStyle style;
    CurveSeries data;
    bool visible = true;
};

/// All curves of a plot in the order in which they came.
class CurveSet {
  public:
    /// The curve of that key, made if it is new.
    Curve& at(const QString& key);
    const Curve* find(const QString& key) const;
    void remove(const QString& key);
    void clear() { m_curves.clear(); }
    void setSmoothing(double weight);
    double smoothing() const { return m_weight; }

    int count() const { return static_cast<int>(m_curves.size()); }
    Curve& operator[](int index) { return *m_curves[static_cast<std::size_t>(index)]; }
    const Curve& operator[](int index) const { return *m_curves[static_cast<std::size_t>(index)]; }

    bool hasPoints() const;
    /// First and last x of visible curves; low > high when there is none.
    Extent xExtent() const;
    Extent yExtent(double from, double to) const;
    /// Values of visible curves that a log axis cannot show.
    int notPositive() const;
    /// What tells the curve from the others: its name, its run, or both.
    QString label(int index) const;

  private:
    std::vector<std::unique_ptr<Curve>> m_curves;
    double m_weight = kDefaultSmoothing;
};

}  // namespace attune
