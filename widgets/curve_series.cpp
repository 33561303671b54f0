#include "widgets/curve_series.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace attune {

void CurveSeries::append(double x, double y) {
    if (!std::isfinite(x)) return;
    if (std::isfinite(y) && y <= 0) ++m_notPositive;
    if (!m_x.empty() && x < m_x.back()) {
        const auto place = std::upper_bound(m_x.begin(), m_x.end(), x) - m_x.begin();
        m_x.insert(m_x.begin() + place, x);
        m_raw.insert(m_raw.begin() + place, y);
        recompute();
        return;
    }
    m_x.push_back(x);
    m_raw.push_back(y);
    m_smoothed.push_back(m_ema.next(y));
    m_rawTree.append(y);
    m_smoothedTree.append(m_smoothed.back());
}

void CurveSeries::clear() {
    const double weight = m_weight;
    *this = CurveSeries();
    setSmoothing(weight);
}

void CurveSeries::setSmoothing(double weight) {
    m_weight = DebiasedEma::clampWeight(weight);
    recompute();
}

void CurveSeries::recompute() {
    m_ema = DebiasedEma(m_weight);
    m_smoothed.clear();
    m_rawTree.clear();
    m_smoothedTree.clear();
    for (const double y : m_raw) {
        m_smoothed.push_back(m_ema.next(y));
        m_rawTree.append(y);
        m_smoothedTree.append(m_smoothed.back());
    }
}

int CurveSeries::nearest(double x) const {
    if (m_x.empty() || std::isnan(x)) return -1;
    auto at = std::lower_bound(m_x.begin(), m_x.end(), x);
    if (at == m_x.end() || (at != m_x.begin() && x - *(at - 1) <= *at - x)) --at;
    return static_cast<int>(at - m_x.begin());
}

Extent CurveSeries::extent(double from, double to) const {
    const auto first = std::lower_bound(m_x.begin(), m_x.end(), from) - m_x.begin();
    const auto last = std::upper_bound(m_x.begin(), m_x.end(), to) - m_x.begin();
    return m_rawTree.query(m_raw, static_cast<std::size_t>(first), static_cast<std::size_t>(last));
}

Curve& CurveSet::at(const QString& key) {
    for (const auto& curve : m_curves)
        if (curve->key == key) return *curve;
    auto curve = std::make_unique<Curve>();
    curve->key = key;
    curve->style.name = key;
    curve->style.colour = count();
    curve->data.setSmoothing(m_weight);
    m_curves.push_back(std::move(curve));
    return *m_curves.back();
}

const Curve* CurveSet::find(const QString& key) const {
    for (const auto& curve : m_curves)
        if (curve->key == key) return curve.get();
    return nullptr;
}

void CurveSet::remove(const QString& key) {
    std::erase_if(m_curves, [&key](const auto& curve) { return curve->key == key; });
}

void CurveSet::setSmoothing(double weight) {
    m_weight = DebiasedEma::clampWeight(weight);
    for (const auto& curve : m_curves) curve->data.setSmoothing(m_weight);
}

bool CurveSet::hasPoints() const {
    return std::any_of(m_curves.begin(), m_curves.end(), [](const auto& c) { return c->data.size() > 0; });
}

Extent CurveSet::xExtent() const {
    Extent all;
    for (const auto& curve : m_curves) {
        if (!curve->visible || curve->data.size() == 0) continue;
        all.add(curve->data.x().front());
        all.add(curve->data.x().back());
    }
    return all;
}

Extent CurveSet::yExtent(double from, double to) const {
    Extent all;
    for (const auto& curve : m_curves)
        if (curve->visible) all.add(curve->data.extent(from, to));
    return all;
}

int CurveSet::notPositive() const {
    int sum = 0;
    for (const auto& curve : m_curves)
        if (curve->visible) sum += curve->data.notPositive();
    return sum;
}

QString CurveSet::label(int index) const {
    const CurveStyle& style = (*this)[index].style;
    if (style.group.isEmpty()) return style.name;
    const bool oneName = std::all_of(m_curves.begin(), m_curves.end(), [&](const auto& c) { return c->style.name == style.name; });
    if (oneName) return style.group;
    //: A curve in a legend: what it shows, and in which run
    return QCoreApplication::translate("attune::CurveSet", "%1, %2").arg(style.name, style.group);
}

}  // namespace attune
