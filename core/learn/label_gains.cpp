#include "learn/label_gains.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <queue>

#include "data/error.h"

namespace attune {
namespace {

/// Variance of a rating about the score, as a share of the mean prior variance.
constexpr double kNoiseShare = 0.3;
/// The posterior is of their square: wider rows are projected to so many.
constexpr std::int64_t kMostColumns = 2048;
/// Rows that are held in float64 at once.
constexpr std::int64_t kRowsPerPass = 4096;
/// Groups whose bounds are brought up to date at once.
constexpr std::size_t kBoundsPerPass = 32;

/// The variances that ratings leave, held as those of a linear regression on the rows of `phi`.
class Posterior {
  public:
    /// @param phi (N, F) float32 @param rated  rows with a rating
    Posterior(torch::Tensor phi, const torch::Tensor& rated) : m_phi(std::move(phi)) {
        m_noise = kNoiseShare * std::max(m_phi.square().sum(1).mean().item<double>(), 1e-12);
        const auto width = m_phi.size(1);
        auto precision = torch::eye(width, torch::kFloat64);  // (F, F)
        for (const auto& rows : rated.split(kRowsPerPass)) {
            const auto known = at(rows);  // (R, F)
            precision += known.t().matmul(known) / m_noise;
        }
        m_covariance = torch::cholesky_inverse(torch::linalg_cholesky(precision));
    }

    /// (R) float64
    torch::Tensor variance(const torch::Tensor& rows) const {
        const auto phi = at(rows);
        return (phi.matmul(m_covariance) * phi).sum(1).clamp_min(0);
    }
    torch::Tensor variance(Observer& observer) const {  // (N)
        std::vector<torch::Tensor> parts;
        for (const auto& rows : torch::arange(m_phi.size(0)).split(kRowsPerPass)) {
            observer.breathe();
            parts.push_back(variance(rows));
        }
        return torch::cat(parts);
    }

    /// What is left once this row has its rating, too.
    void rate(std::int64_t row) {
        const auto phi = m_phi[row].to(torch::kFloat64);
        const auto direction = m_covariance.mv(phi);  // (F)
        const double scale = 1 / (m_noise + phi.dot(direction).item<double>());
        m_covariance.addr_(direction, direction, 1, -scale);
    }

  private:
    torch::Tensor at(const torch::Tensor& rows) const { return m_phi.index_select(0, rows).to(torch::kFloat64); }

    torch::Tensor m_phi, m_covariance;
    double m_noise = 0;
};

/// Lengths and angles between them stay as they are to a few percent (Johnson and Lindenstrauss 1984). The same map every time.
torch::Tensor narrowed(const torch::Tensor& phi) {
    const auto width = phi.size(1);
    if (width <= kMostColumns) return phi;
    torch::Generator generator = at::detail::createCPUGenerator(1);
    return phi.matmul(torch::randn({width, kMostColumns}, generator).div_(std::sqrt(static_cast<double>(kMostColumns))));
}

torch::Tensor weighedRows(const LabelCandidates& candidates) {
    const auto columns = candidates.columns.to(torch::kCPU, torch::kFloat32);
    auto phi = columns - columns.mean(0);
    phi.div_(phi.norm(2, 1, true).clamp_min(1e-9));
    return narrowed(phi.mul_(candidates.deviation.to(torch::kCPU, torch::kFloat32).unsqueeze(1)));  // (N, F)
}

/// The mean variance of a group when `round` groups had been chosen.
struct Bound {
    double mean;
    std::int64_t group, round;

    bool operator<(const Bound& other) const { return mean < other.mean || (mean == other.mean && group > other.group); }
};

/// Finds the group of the largest mean variance, time after time. A variance can only fall, so that a group whose bound is up to
/// date and the largest is the one, without a look at the others (Minoux 1978, lazy evaluation).
class LazyChoice {
  public:
    using Groups = std::map<std::int64_t, std::vector<std::int64_t>>;  ///< rows of each

    /// @param variance (N) float64, with nothing chosen
    LazyChoice(const Groups& groups, const Posterior& posterior, const torch::Tensor& variance)
        : m_groups(groups), m_posterior(posterior) {
        const auto* at = variance.data_ptr<double>();
        for (const auto& [group, rows] : groups) {
            double sum = 0;
            for (const auto row : rows) sum += at[row];
            m_bounds.push({sum / static_cast<double>(rows.size()), group, 0});
        }
    }
    bool isOver() const { return m_bounds.empty(); }

    /// Rows of the group to choose when `round` of them are chosen.
    const std::vector<std::int64_t>& next(std::int64_t round) {
        while (m_bounds.top().round < round) refresh(round);
        const auto group = m_bounds.top().group;
        m_bounds.pop();
        return m_groups.at(group);
    }

  private:
    /// Those with the largest bounds together: one product of matrices instead of many of a matrix and a few rows.
    void refresh(std::int64_t round) {
        std::vector<std::int64_t> groups, rows;
        for (std::size_t i = 0; i < kBoundsPerPass && !m_bounds.empty() && m_bounds.top().round < round; ++i) {
            groups.push_back(m_bounds.top().group);
            const auto& more = m_groups.at(groups.back());
            rows.insert(rows.end(), more.begin(), more.end());
            m_bounds.pop();
        }
        const auto variance = m_posterior.variance(torch::tensor(rows, torch::kInt64));
        const auto* at = variance.data_ptr<double>();
        for (const auto group : groups) {
            const auto size = m_groups.at(group).size();
            m_bounds.push({std::accumulate(at, at + size, 0.0) / static_cast<double>(size), group, round});
            at += size;
        }
    }

    const Groups& m_groups;
    const Posterior& m_posterior;
    std::priority_queue<Bound> m_bounds;
};

}  // namespace

torch::Tensor labelGains(const LabelCandidates& candidates, std::int64_t groups, Observer& observer) {
    const torch::NoGradGuard noGrad;
    const auto count = static_cast<std::size_t>(candidates.columns.size(0));
    if (candidates.groups.size() != count || candidates.rated.size() != count ||
        candidates.deviation.size(0) != candidates.columns.size(0))
        throw Error("each caption needs its image, its deviation and whether it is rated");
    LazyChoice::Groups open;
    std::vector<std::int64_t> known;
    for (std::size_t i = 0; i < count; ++i) {
        if (candidates.rated[i]) known.push_back(static_cast<std::int64_t>(i));
        else open[candidates.groups[i]].push_back(static_cast<std::int64_t>(i));
    }
    const auto rated = torch::tensor(known, torch::kInt64);
    Posterior posterior(weighedRows(candidates), rated);
    auto gains = posterior.variance(observer);  // (N)
    LazyChoice choice(open, posterior, gains);
    std::vector<torch::Tensor> chosen{torch::empty({0}, torch::kInt64)};
    for (std::int64_t round = 0; round < groups && !choice.isOver(); ++round) {
        observer.breathe();
        const auto& group = choice.next(round);
        chosen.push_back(torch::tensor(group, torch::kInt64));
        gains.index_copy_(0, chosen.back(), posterior.variance(chosen.back()));
        for (const auto row : group) posterior.rate(row);
    }
    // The others keep what is left to them now.
    const auto asked = torch::cat(chosen);
    const auto then = gains.index_select(0, asked);
    gains = posterior.variance(observer).index_copy_(0, asked, then).index_fill_(0, rated, 0);
    return gains.to(torch::kFloat32);
}

}  // namespace attune
