// Points for a scatter, what it costs to show them, and whether they are seen.
#pragma once

#include <QApplication>
#include <QImage>
#include <QPalette>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>
#include <random>
#include <vector>

#include "widgets/scatter_view.h"

namespace attune::test {

/// Gaussian clumps, as a layout of an embedding has them.
inline std::vector<ScatterPoint> clumps(int count, unsigned seed = 1) {
    std::mt19937 rng(seed);
    std::normal_distribution<float> normal(0, 1);
    std::vector<ScatterPoint> points;
    for (int i = 0; i < count; ++i) {
        const float angle = static_cast<float>(i % 12) * 0.52F;
        points.push_back({normal(rng) + 7 * std::cos(angle), normal(rng) * 0.7F + 5 * std::sin(angle)});
    }
    return points;
}

/// A view that is on screen; null if it does not come there.
inline std::unique_ptr<ScatterView> shownScatter() {
    auto view = std::make_unique<ScatterView>();
    view->resize(500, 400);
    view->show();
    return QTest::qWaitForWindowExposed(view.get()) ? std::move(view) : nullptr;
}

/// Waits until it shows what it was given.
inline bool settles(const ScatterView& view) {
    return QTest::qWaitFor([&view] { return view.isUpToDate(); }, 20000);
}

/// Milliseconds of this process's processor time: other work on the machine does not count.
template <class Work>
double cost(Work work) {
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const std::clock_t start = std::clock();
        work();
        best = std::min(best, 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
}

/// Pixels of the area that are not of the ground's colour.
inline int inked(const QImage& image, QRect area) {
    int count = 0;
    const QColor ground = QApplication::palette().color(QPalette::Base);
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x) count += image.pixelColor(x, y) != ground;
    return count;
}

}  // namespace attune::test
