// How fast a rater decides, counting only the time in which one does.
#pragma once

#include <QtGlobal>
#include <optional>

namespace attune {

/// Images a minute. A longer gap between two decisions is a pause, a training run or another page: neither it nor the
/// decision behind it counts.
class RatePace {
  public:
    static constexpr qint64 kPauseMs = 2 * 60 * 1000;

    /// @param now  in milliseconds, of a clock that only goes on
    void decided(qint64 now) {
        if (m_last && now - *m_last <= kPauseMs) {
            m_active += now - *m_last;
            ++m_counted;
        }
        m_last = now;
    }
    /// 0 while too little is known.
    double perMinute() const { return m_counted >= 2 && m_active > 0 ? 60000.0 * m_counted / static_cast<double>(m_active) : 0; }

  private:
    std::optional<qint64> m_last;
    qint64 m_active = 0;
    int m_counted = 0;
};

}  // namespace attune
