#include <QtTest>
#include <cmath>

#include "widgets/curve_lines.h"
#include "widgets/smoothing.h"

using namespace attune;

class TestSmoothing : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void followsHandWorkedValues() {
        // w = 0.5 over 1, 2, 4: means 0.5, 1.25, 2.625; divided by 0.5, 0.75, 0.875.
        DebiasedEma ema(0.5);
        QCOMPARE(ema.next(1), 1.0);
        QCOMPARE(ema.next(2), 1.25 / 0.75);
        QCOMPARE(ema.next(4), 3.0);
        // w = 0.6 over 10, 0: mean 4, then 2.4; divided by 0.4 and 0.64.
        DebiasedEma usual;
        QCOMPARE(usual.next(10), 10.0);
        QCOMPARE(usual.next(0), 3.75);
    }

    void aConstantStaysItself() {
        DebiasedEma ema(0.99);
        for (int i = 0; i < 1000; ++i) QVERIFY(std::abs(ema.next(7) - 7) < 1e-9);
    }

    void withoutWeightNothingChanges() {
        DebiasedEma ema(0);
        for (const double y : {3.0, -8.0, 1e6}) QCOMPARE(ema.next(y), y);
    }

    void gapsDoNotDisturb() {
        DebiasedEma with(0.6), without(0.6);
        with.next(1);
        QVERIFY(std::isnan(with.next(std::nan(""))));
        QVERIFY(std::isinf(with.next(INFINITY)));
        without.next(1);
        QCOMPARE(with.next(5), without.next(5));
    }

    void weightsAreClamped() {
        QCOMPARE(DebiasedEma::clampWeight(1), 0.99);
        QCOMPARE(DebiasedEma::clampWeight(-1), 0.0);
        QCOMPARE(DebiasedEma::clampWeight(std::nan("")), 0.0);
    }

    void extentsAgreeWithASearch() {
        std::vector<double> values;
        ExtentTree tree;
        unsigned state = 1;
        for (int i = 0; i < 1500; ++i) {
            state = state * 1664525U + 1013904223U;
            values.push_back(i % 7 == 0 ? std::nan("") : static_cast<double>(state % 1000) - 300);
            tree.append(values.back());
        }
        for (std::size_t first = 0; first < 1500; first += 37) {
            for (std::size_t last = first; last <= 1500; last += 53) {
                Extent expected;
                for (std::size_t i = first; i < last; ++i) expected.add(values[i]);
                const Extent found = tree.query(values, first, last);
                QCOMPARE(found.low, expected.low);
                QCOMPARE(found.high, expected.high);
                QCOMPARE(found.lowPositive, expected.lowPositive);
            }
        }
    }

    void aResumedRunIsPutInOrder() {
        CurveSeries series;
        series.setSmoothing(0.5);
        for (const double x : {0.0, 2.0, 3.0}) series.append(x, x * 10);
        series.append(1, 10);
        QCOMPARE(series.x(), (std::vector<double>{0, 1, 2, 3}));
        QCOMPARE(series.raw(), (std::vector<double>{0, 10, 20, 30}));
        DebiasedEma ema(0.5);
        for (std::size_t i = 0; i < 4; ++i) QCOMPARE(series.smoothed()[i], ema.next(series.raw()[i]));
    }

    void aSingleSpikeAmongManyIsDrawn() {
        CurveSeries series;
        for (int i = 0; i < 100000; ++i) series.append(i, i == 54321 ? 100.0 : 0.5);
        const CurveFrame frame{QRectF(0, 0, 400, 200), 0, 99999, 0, 100, false};
        const auto lines = curveLines(series, false, frame);
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY2(lines[0].size() < 4 * 400, "more points than pixels can show");
        double top = 1e9, at = 0;
        for (const QPointF& p : lines[0])
            if (p.y() < top) top = p.y(), at = p.x();
        QVERIFY(std::abs(top) < 1e-6);
        QVERIFY(std::abs(at - 54321.0 / 99999 * 400) < 1);
    }

    void gapsAndLogAxesBreakLines() {
        CurveSeries series;
        for (const double y : {1.0, std::nan(""), 2.0, -1.0, 3.0})
            series.append(static_cast<double>(series.size()), y);
        CurveFrame frame{QRectF(0, 0, 400, 200), 0, 4, 0.5, 4, false};
        QCOMPARE(curveLines(series, false, frame).size(), std::size_t(2));
        frame.logarithmic = true;
        QCOMPARE(curveLines(series, false, frame).size(), std::size_t(3));
        QCOMPARE(series.notPositive(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSmoothing)
#include "tst_smoothing.moc"
