// Smoothing of noisy curves as TensorBoard shows it: an exponential moving average without the bias of its
// start.
#pragma once

#include <algorithm>
#include <cmath>

namespace attune {

/// The default that people know from TensorBoard.
inline constexpr double kDefaultSmoothing = 0.6;

/// s_t = w s_(t-1) + (1 - w) y_t with s_0 = 0, shown as s_t / (1 - w^t) (the debiasing of Kingma and Ba,
/// "Adam", 2015, section 3): without it the first values would be drawn towards zero.
class DebiasedEma {
  public:
    /// @param weight  0 (no smoothing) to 0.99; clamped
    explicit DebiasedEma(double weight = kDefaultSmoothing) : m_weight(clampWeight(weight)) {}

    /// The smoothed value after `y`. A NaN or infinite `y` comes back as it is and leaves the mean untouched.
    double next(double y) {
        if (!std::isfinite(y)) return y;
        m_mean = m_weight * m_mean + (1 - m_weight) * y;
        m_left *= m_weight;
        return m_mean / (1 - m_left);
    }

    static double clampWeight(double weight) {
        return std::isfinite(weight) ? std::clamp(weight, 0.0, 0.99) : 0.0;
    }

  private:
    double m_weight;
    double m_mean = 0;
    double m_left = 1;  // w^t
};

}  // namespace attune
