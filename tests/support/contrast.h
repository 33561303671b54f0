// How far colours stand off each other, as WCAG 2.1 counts it, and the schemes in which they have to.
#pragma once

#include <QColor>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "widgets/theme.h"

namespace attune::test {

/// Relative luminance, 0 to 1.
inline double luminance(const QColor& c) {
    const auto linear = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

/// 1 to 21.
inline double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

/// Rows of a test in each scheme, in the column "scheme".
inline void addSchemes() {
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << int(theme::Scheme::Light);
    QTest::newRow("dark") << int(theme::Scheme::Dark);
}

}  // namespace attune::test
