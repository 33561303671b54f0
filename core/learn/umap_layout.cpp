#include "learn/umap_layout.h"

#include <algorithm>
#include <barrier>
#include <bit>
#include <cmath>
#include <exception>
#include <thread>

namespace attune {

namespace {

/// The most that one attraction or repulsion moves a coordinate, before the step size.
constexpr float kMostMove = 4;
/// Points that repel for each one that attracts.
constexpr int kNegatives = 5;

/// x^y for x > 0, to about five digits: the loop below spends its time here.
inline float fastPow(float x, float y) {
    const auto bits = std::bit_cast<std::uint32_t>(x);
    // log2(1 + t) / t for the mantissa 1 + t, and (2^f - 1) / f for the fraction of the power: Chebyshev interpolation.
    const float t = std::bit_cast<float>((bits & 0x007fffffu) | 0x3f800000u) - 1;
    const float log =
        ((((((0.02001665f * t - 0.0946268097f) * t + 0.213943212f) * t - 0.338377198f) * t + 0.477496364f) * t -
          0.721144092f) * t + 1.44269298f) * t;
    // The bias keeps the power positive, so that cutting it off is rounding it down.
    const float power = std::clamp(y * (static_cast<float>(static_cast<int>(bits >> 23) - 127) + log), -126.0f, 126.0f) + 127;
    const int whole = static_cast<int>(power);
    const float f = power - static_cast<float>(whole);
    const float fraction =
        ((((0.00178836874f * f + 0.0091993876f) * f + 0.0556570544f) * f + 0.240207194f) * f + 0.693147568f) * f + 1;
    return fraction * std::bit_cast<float>(static_cast<std::uint32_t>(whole) << 23);
}

inline std::uint64_t mix(std::uint64_t x) {  // SplitMix64
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

inline std::uint32_t draw(std::uint64_t& state, std::uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>(((state >> 32) * below) >> 32);
}

inline float clip(float x) { return std::clamp(x, -kMostMove, kMostMove); }

/// One run of the descent: what the threads share.
class Descent {
  public:
    Descent(const FuzzyGraph& graph, const UmapLayoutOptions& options, std::vector<float>& places)
        : m_graph(graph), m_options(options), m_a(static_cast<float>(options.curve.a)),
          m_b(static_cast<float>(options.curve.b)), m_now(places), m_next(places) {
        float most = 0;
        for (const float w : graph.weight) most = std::max(most, w);
        for (const float w : graph.weight) m_period.push_back(most / std::max(w, 1e-12f));
        m_due = m_period;
        for (std::int64_t i = 0; i < graph.points(); ++i)
            m_random.push_back(mix(options.seed ^ mix(static_cast<std::uint64_t>(i))));
    }

    /// Moves the points from .. to. @param epoch  from 0
    void move(int epoch, std::int64_t from, std::int64_t to) {
        const float step =
            static_cast<float>(m_options.step * (1 - static_cast<double>(epoch) / m_options.epochs));
        for (std::int64_t i = from; i < to; ++i) movePoint(i, static_cast<float>(epoch + 1), step);
    }

    void endEpoch() { std::swap(m_now, m_next); }
    std::vector<float> takePlaces() { return std::move(m_now); }

  private:
    void movePoint(std::int64_t i, float epoch, float step) {
        const auto begin = static_cast<std::size_t>(m_graph.rowBegin[static_cast<std::size_t>(i)]);
        const auto end = static_cast<std::size_t>(m_graph.rowBegin[static_cast<std::size_t>(i) + 1]);
        const auto own = static_cast<std::size_t>(2 * i);
        float x = m_now[own], y = m_now[own + 1];
        std::uint64_t random = m_random[static_cast<std::size_t>(i)];
        for (std::size_t e = begin; e < end; ++e) {
            if (m_due[e] > epoch) continue;
            m_due[e] += m_period[e];
            // The edge is drawn from both of its ends and moves both: each end moves twice.
            attract(static_cast<std::size_t>(m_graph.column[e]), step, x, y);
            attract(static_cast<std::size_t>(m_graph.column[e]), step, x, y);
            repel(random, step, x, y);
        }
        m_random[static_cast<std::size_t>(i)] = random;
        m_next[own] = x;
        m_next[own + 1] = y;
    }

    void attract(std::size_t other, float step, float& x, float& y) const {
        const float dx = x - m_now[2 * other], dy = y - m_now[2 * other + 1];
        const float square = dx * dx + dy * dy;
        if (!(square > 1e-30f)) return;
        const float power = fastPow(square, m_b);
        const float pull = -2 * m_a * m_b * power / (square * (m_a * power + 1));
        x += step * clip(pull * dx);
        y += step * clip(pull * dy);
    }

    /// From kNegatives points drawn at random, all at once: the pushes do not wait for each other. The point itself,
    /// when drawn, is at distance 0 and pushes nowhere.
    void repel(std::uint64_t& random, float step, float& x, float& y) const {
        const auto points = static_cast<std::uint32_t>(m_graph.points());
        float dx[kNegatives], dy[kNegatives], push[kNegatives];
        for (int k = 0; k < kNegatives; ++k) {
            const std::size_t other = draw(random, points);
            dx[k] = x - m_now[2 * other];
            dy[k] = y - m_now[2 * other + 1];
        }
        for (int k = 0; k < kNegatives; ++k) {
            const float square = dx[k] * dx[k] + dy[k] * dy[k];
            push[k] = 2 * m_b / ((0.001f + square) * (m_a * fastPow(square, m_b) + 1));
        }
        float moveX = 0, moveY = 0;
        for (int k = 0; k < kNegatives; ++k) {
            moveX += clip(push[k] * dx[k]);
            moveY += clip(push[k] * dy[k]);
        }
        x += step * moveX;
        y += step * moveY;
    }

    const FuzzyGraph& m_graph;
    const UmapLayoutOptions& m_options;
    float m_a, m_b;
    std::vector<float> m_now, m_next;  ///< places of the epoch before, and of this one
    std::vector<float> m_period, m_due;  ///< of each edge, in epochs
    std::vector<std::uint64_t> m_random;
};

}  // namespace

UmapCurve umapCurve(double minDist, double spread) {
    constexpr int kSamples = 300;
    double a = 1, b = 1;
    // Gauss-Newton with Levenberg's damping, in two unknowns.
    double damping = 1e-3, lastError = std::numeric_limits<double>::infinity();
    for (int iteration = 0; iteration < 200; ++iteration) {
        double aa = 0, ab = 0, bb = 0, ga = 0, gb = 0;
        const auto errorOf = [&](double p, double q, bool derive) {
            double error = 0;
            for (int i = 1; i < kSamples; ++i) {
                const double d = 3 * spread * i / (kSamples - 1), log = std::log(d), power = std::pow(d, 2 * q);
                const double fitted = 1 / (1 + p * power);
                const double gap = fitted - (d <= minDist ? 1 : std::exp(-(d - minDist) / spread));
                error += gap * gap;
                if (!derive) continue;
                const double da = -power * fitted * fitted, db = -2 * p * power * log * fitted * fitted;
                aa += da * da, ab += da * db, bb += db * db, ga += da * gap, gb += db * gap;
            }
            return error;
        };
        lastError = errorOf(a, b, true);
        bool better = false;
        while (!better && damping < 1e12) {
            const double m = aa * (1 + damping), n = bb * (1 + damping), determinant = m * n - ab * ab;
            const double nextA = a - (n * ga - ab * gb) / determinant, nextB = b - (m * gb - ab * ga) / determinant;
            better = nextA > 0 && nextB > 0 && errorOf(nextA, nextB, false) < lastError;
            damping *= better ? 0.3 : 4;
            if (better) a = nextA, b = nextB;
        }
        if (!better) break;
    }
    return {a, b};
}

void optimizeUmapLayout(const FuzzyGraph& graph, const UmapLayoutOptions& options, std::vector<float>& places,
                        const std::function<void()>& breathe) {
    const auto points = graph.points();
    const auto threads = std::clamp<std::int64_t>(options.threads, 1, std::max<std::int64_t>(points, 1));
    Descent descent(graph, options, places);
    bool stopped = false;  // changes only while all threads meet, so that none leaves before the others
    std::exception_ptr failure;
    std::barrier meet(threads, [&]() noexcept {
        descent.endEpoch();
        stopped = failure != nullptr;
    });
    const auto work = [&](std::int64_t t) {
        for (int epoch = 0; epoch < options.epochs && !stopped; ++epoch) {
            descent.move(epoch, points * t / threads, points * (t + 1) / threads);
            if (t == 0) try {
                    breathe();
                } catch (...) {
                    failure = std::current_exception();
                }
            meet.arrive_and_wait();
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::int64_t t = 1; t < threads; ++t) others.emplace_back(work, t);
        work(0);
    }
    if (failure) std::rethrow_exception(failure);
    places = descent.takePlaces();
}

}  // namespace attune
