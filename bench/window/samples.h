// Times taken one by one, told as their median, their 99th of 100 and their longest.
#pragma once

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace attune::bench {

class Samples {
  public:
    void add(double ms) { m_ms.push_back(ms); }
    std::size_t size() const { return m_ms.size(); }
    double at(double share) {
        if (m_ms.empty()) return 0;
        std::sort(m_ms.begin(), m_ms.end());
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(m_ms.size())));
        return m_ms[std::clamp<std::size_t>(rank, 1, m_ms.size()) - 1];
    }
    /// Counters "<name>_p50_ms", "<name>_p99_ms" and "<name>_max_ms".
    void tell(benchmark::State& state, const std::string& name) {
        state.counters[name + "_p50_ms"] = at(0.5);
        state.counters[name + "_p99_ms"] = at(0.99);
        state.counters[name + "_max_ms"] = at(1);
    }

  private:
    std::vector<double> m_ms;
};

inline double milliseconds(const QElapsedTimer& clock) { return static_cast<double>(clock.nsecsElapsed()) * 1e-6; }

/// Lets the window work until `done`, asleep while there is nothing to do: the other threads need the processors, too.
/// @return false after `ms`
template <class Done>
bool spinUntil(Done done, int ms) {
    QElapsedTimer clock;
    clock.start();
    QTimer awake;
    awake.start(5);  // for the limit; what is waited for brings an event of its own
    while (!done()) {
        if (clock.elapsed() > ms) return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

inline void spinFor(int ms) {
    spinUntil([] { return false; }, ms);
}

/// Notes that a widget was painted.
class PaintWatch : public QObject {
  public:
    explicit PaintWatch(QObject* widget) { widget->installEventFilter(this); }
    bool eventFilter(QObject*, QEvent* event) override {
        painted = painted || event->type() == QEvent::Paint;
        return false;
    }
    bool painted = false;
};

}  // namespace attune::bench
