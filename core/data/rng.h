// The one source of randomness outside Torch: small, seedable, savable, the same on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace attune {

/// xoshiro256++ (Blackman and Vigna 2019), seeded through SplitMix64. The standard library's distributions differ
/// between implementations, so ours are written out: same seed, same numbers, everywhere.
class Rng {
  public:
    using State = std::array<std::uint64_t, 4>;

    explicit Rng(std::uint64_t seed = 0);

    /// 64 uniform bits.
    std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    /// Uniform in [low, high).
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform in {0, .., n-1}, without modulo bias; n > 0.
    std::uint64_t below(std::uint64_t n);
    /// True with probability p.
    bool chance(double p) { return uniform() < p; }
    /// Standard normal (Box-Muller; one of the pair is dropped so that the state is all there is).
    double normal();
    /// An independent stream: the same parent state and label give the same child. The parent does not move.
    Rng fork(std::uint64_t label) const;

    template <typename T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
    }

    const State& state() const { return m_state; }
    void setState(const State& state) { m_state = state; }

  private:
    State m_state{};
};

}  // namespace attune
