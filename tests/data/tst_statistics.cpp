#include <QtTest>
#include <cmath>

#include "data/statistics.h"

using namespace attune;

class TestStatistics : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void wilsonMatchesPublishedValues_data() {
        QTest::addColumn<int>("successes");
        QTest::addColumn<int>("trials");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        QTest::newRow("81 of 263") << 81 << 263 << 0.2553 << 0.3662;
        QTest::newRow("15 of 148") << 15 << 148 << 0.0624 << 0.1605;
        QTest::newRow("0 of 20") << 0 << 20 << 0.0 << 0.1611;
        QTest::newRow("1 of 29") << 1 << 29 << 0.0061 << 0.1718;
        QTest::newRow("none") << 0 << 0 << 0.0 << 1.0;
    }
    void wilsonMatchesPublishedValues() {
        QFETCH(int, successes);
        QFETCH(int, trials);
        QFETCH(double, low);
        QFETCH(double, high);
        const Interval interval = wilsonInterval(successes, trials, 1.959964);
        QVERIFY(std::abs(interval.low - low) < 6e-5);
        QVERIFY(std::abs(interval.high - high) < 6e-5);
    }

    void ranksDecideTheCorrelation() {
        QCOMPARE(rankCorrelation({1, 2, 3}, {10, 100, 1000}), 1.0);
        QCOMPARE(rankCorrelation({1, 2, 3}, {3, 2, 1}), -1.0);
        // Ranks 0, 1.5, 1.5, 3, 4 and 1, 0, 2.5, 2.5, 4: covariance 7.25, variances 9.5.
        QVERIFY(std::abs(rankCorrelation({1, 2, 2, 4, 5}, {3, 1, 4, 4, 5}) - 7.25 / 9.5) < 1e-12);
        QCOMPARE(rankCorrelation({1, 1, 1}, {1, 2, 3}), 0.0);
        QCOMPARE(rankCorrelation({1}, {1}), 0.0);
        QCOMPARE(rankCorrelation({1, 2}, {1}), 0.0);
    }

    void errorsOfMeansFallWithTheRootOfTheNumber() {
        QVERIFY(std::abs(standardError({1, 2, 3, 4, 5}) - std::sqrt(0.5)) < 1e-12);  // deviation 1.5811 over the root of 5
        QCOMPARE(standardError({2, 2, 2}), 0.0);
        QVERIFY(std::isinf(standardError({1})));
    }

    void intervalsOfMeansUseStudent() {
        // Mean 3, deviation 1.5811, standard error 0.7071, t of 4 degrees of freedom 2.776.
        const Interval five = meanInterval({1, 2, 3, 4, 5});
        QVERIFY(std::abs(five.low - (3 - 2.776 * std::sqrt(0.5))) < 1e-9);
        QVERIFY(std::abs(five.high - (3 + 2.776 * std::sqrt(0.5))) < 1e-9);
        // Beyond the table: t of 40 and of 120 degrees of freedom, 2.0211 and 1.9799.
        for (const auto& [freedom, t] : {std::pair(40, 2.0211), std::pair(120, 1.9799)}) {
            std::vector<double> values(static_cast<std::size_t>(freedom) + 1, 0);
            for (std::size_t i = 0; i < values.size(); ++i) values[i] = i % 2 == 0 ? 1 : -1;
            double squares = 0;
            for (const double value : values) squares += (value - mean(values)) * (value - mean(values));
            const double error = std::sqrt(squares / freedom / (freedom + 1));
            QVERIFY(std::abs((meanInterval(values).high - mean(values)) / error - t) < 1e-3);
        }
        QVERIFY(std::isinf(meanInterval({1}).high));
        QVERIFY(std::isinf(meanInterval({}).low));
    }

    void errorsAreHalfOfWhatRepeatsShow() {
        for (const double rate : {0.0, 0.01, 0.1, 0.25, 0.5})
            QVERIFY(std::abs(flipRate(2 * rate * (1 - rate)) - rate) < 1e-12);
        QCOMPARE(flipRate(0.9), 0.5);
        QCOMPARE(flipRate(-0.1), 0.0);
    }

    void meanOfNoneIsZero() {
        QCOMPARE(mean({}), 0.0);
        QCOMPARE(mean({1, 2, 6}), 3.0);
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
