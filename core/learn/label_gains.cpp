#include "learn/label_gains.h"

#include <algorithm>
#include <map>

#include "data/error.h"

namespace attune {
namespace {

/// Variance of a rating about the score, as a share of the mean prior variance.
constexpr double kNoiseShare = 0.3;

/// The variances that ratings leave, held as those of a linear regression on the rows of `phi`.
class Posterior {
  public:
    /// @param phi (N, F) float64 @param rated  rows with a rating
    Posterior(torch::Tensor phi, const torch::Tensor& rated) : m_phi(std::move(phi)) {
        m_noise = kNoiseShare * std::max(m_phi.square().sum(1).mean().item<double>(), 1e-12);
        const auto known = m_phi.index_select(0, rated);  // (R, F)
        const auto precision = torch::eye(m_phi.size(1), m_phi.options()) + known.t().matmul(known) / m_noise;
        m_covariance = torch::cholesky_inverse(torch::linalg_cholesky(precision));  // (F, F)
        m_variance = (m_phi.matmul(m_covariance) * m_phi).sum(1);                   // (N)
    }
    const torch::Tensor& variance() const { return m_variance; }

    /// What is left once this row has its rating, too.
    void rate(std::int64_t row) {
        const auto direction = m_covariance.mv(m_phi[row]);  // (F)
        const double scale = 1 / (m_noise + m_phi[row].dot(direction).item<double>());
        m_variance = (m_variance - m_phi.mv(direction).square() * scale).clamp_min(0);
        m_covariance -= torch::outer(direction, direction) * scale;
    }

  private:
    torch::Tensor m_phi, m_covariance, m_variance;
    double m_noise = 0;
};

torch::Tensor weighedRows(const LabelCandidates& candidates) {
    auto phi = candidates.columns.to(torch::kCPU, torch::kFloat64);
    phi = phi - phi.mean(0);
    phi = phi / phi.norm(2, 1, true).clamp_min(1e-9);
    return phi * candidates.deviation.to(torch::kCPU, torch::kFloat64).unsqueeze(1);  // (N, F)
}

}  // namespace

torch::Tensor labelGains(const LabelCandidates& candidates, std::int64_t groups, Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto count = static_cast<std::size_t>(candidates.columns.size(0));
    if (candidates.groups.size() != count || candidates.rated.size() != count ||
        candidates.deviation.size(0) != candidates.columns.size(0))
        throw Error("each caption needs its image, its deviation and whether it is rated");
    std::map<std::int64_t, std::vector<std::int64_t>> open;
    std::vector<std::int64_t> rated;
    for (std::size_t i = 0; i < count; ++i) {
        if (candidates.rated[i]) rated.push_back(static_cast<std::int64_t>(i));
        else open[candidates.groups[i]].push_back(static_cast<std::int64_t>(i));
    }
    Posterior posterior(weighedRows(candidates), torch::tensor(rated, torch::kInt64));
    auto gains = torch::zeros({static_cast<std::int64_t>(count)});
    auto* gain = gains.data_ptr<float>();
    const auto take = [&](const std::vector<std::int64_t>& rows) {
        const auto* variance = posterior.variance().data_ptr<double>();
        for (const auto row : rows) gain[row] = static_cast<float>(variance[row]);
    };
    for (; groups > 0 && !open.empty(); --groups) {
        observer.breathe();
        const auto* variance = posterior.variance().data_ptr<double>();
        const auto mean = [&](const auto& group) {
            double sum = 0;
            for (const auto row : group.second) sum += variance[row];
            return sum / static_cast<double>(group.second.size());
        };
        const auto best = std::max_element(open.begin(), open.end(), [&](const auto& a, const auto& b) { return mean(a) < mean(b); });
        take(best->second);
        for (const auto row : best->second) posterior.rate(row);
        open.erase(best);
    }
    for (const auto& [group, rows] : open) take(rows);
    return gains;
}

}  // namespace attune
