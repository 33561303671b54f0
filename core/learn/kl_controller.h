// The weight of the KL penalty, fixed or steered towards a target.
#pragma once

namespace attune {

/// Proportional control in log space (Ziegler et al. 2019, section 2.2):
/// e = clip(KL / target - 1, -0.2, 0.2), beta *= 1 + e * n / horizon.
class KlController {
  public:
    /// @param target  nats per caption; 0 keeps beta fixed @param horizon  episodes
    KlController(double beta, double target, double horizon) : m_beta(beta), m_target(target), m_horizon(horizon) {}

    double beta() const { return m_beta; }
    void setBeta(double beta) { m_beta = beta; }

    /// @param kl  mean KL per caption in nats @param episodes  captions since the last update
    void update(double kl, double episodes) {
        if (m_target <= 0) return;
        double error = kl / m_target - 1;
        error = error < -kLimit ? -kLimit : error > kLimit ? kLimit : error;
        // A round larger than the horizon would overshoot: one update at most moves beta by the limit itself.
        const double share = episodes < m_horizon ? episodes / m_horizon : 1.0;
        m_beta *= 1 + error * share;
    }

  private:
    static constexpr double kLimit = 0.2;
    double m_beta;
    double m_target;
    double m_horizon;
};

}  // namespace attune
