#include "data/rng.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace attune {

namespace {

std::uint64_t splitMix64(std::uint64_t& x) {
    std::uint64_t z = (x += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

}  // namespace

Rng::Rng(std::uint64_t seed) {
    for (auto& word : m_state) word = splitMix64(seed);
}

std::uint64_t Rng::next() {
    auto& s = m_state;
    const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = std::rotl(s[3], 45);
    return result;
}

double Rng::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

std::uint64_t Rng::below(std::uint64_t n) {
    const std::uint64_t limit = -n % n;  // the first 2^64 mod n values are rejected
    for (;;) {
        const std::uint64_t x = next();
        if (x >= limit) return x % n;
    }
}

double Rng::normal() {
    const double u = 1.0 - uniform();  // in (0, 1]: its logarithm is finite
    return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * uniform());
}

Rng Rng::fork(std::uint64_t label) const {
    std::uint64_t mix = m_state[0] ^ std::rotl(m_state[1], 17) ^ std::rotl(m_state[2], 31) ^ std::rotl(m_state[3], 47);
    mix ^= splitMix64(label);
    return Rng(splitMix64(mix));
}

}  // namespace attune
