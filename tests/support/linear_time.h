// Whether work takes time in proportion to its input. Needs Qt Test.
#pragma once

#include <QtTest>
#include <algorithm>
#include <array>
#include <ctime>
#include <functional>

namespace attune::test {

/// How many times as much the longer input is.
inline constexpr std::size_t kTimes = 8;
/// Of an input eight times as long: 8 if all is linear, 64 if anything is quadratic. Sorting takes n log n, and what no longer
/// fits the processor's cache is slower.
inline constexpr double kMostRatio = 22;

/// Processor time of this thread: other work on the machine does not count.
inline double secondsOf(const std::function<void()>& work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    const double begin = now();
    work();
    return now() - begin;
}

/// The least of three: what other work takes of the caches only adds.
inline double leastSeconds(const std::function<void()>& work) {
    std::array<double, 3> times{};
    for (double& time : times) time = secondsOf(work);
    return *std::min_element(times.begin(), times.end());
}

/// Fails the test unless it is so. @param once, times  the work on an input, and on one kTimes as long
inline void compareTimes(const char* what, const std::function<void()>& once, const std::function<void()>& times) {
    once();  // what is remembered is, and the memory is there
    times();
    const double one = leastSeconds(once), many = leastSeconds(times);
    const QByteArray figures = QByteArray(what) + ": " + QByteArray::number(one * 1e3) + " ms and " +
                               QByteArray::number(many * 1e3) + " ms, ratio " + QByteArray::number(many / one, 'f', 1);
    QVERIFY2(many < kMostRatio * one + 1e-3, figures.constData());
}

}  // namespace attune::test
