#include "model/decode_attention_kernel.h"

#include <cmath>
#include <cstring>

namespace attune {

namespace {

// One build serves old and new processors: the dynamic linker picks the clone. CMake gives this file the
// flags that let sums be vectorised; the order of a sum then depends on the processor, but not on anything
// else.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ATTUNE_CLONES [[gnu::target_clones("default", "arch=haswell", "arch=skylake-avx512")]]
#else
#define ATTUNE_CLONES
#endif

/// exp(x) for x <= 0 to about 2 units in the last place: 2^n by the exponent bits, the rest by a polynomial
/// (Cephes expf). std::exp is a call per element and would not vectorise.
[[gnu::always_inline]] inline float expNonPositive(float x) {
    x = x < -87.0F ? -87.0F : x;
    const auto n = static_cast<std::int32_t>(x * 1.44269504F - 0.5F);  // rounds to nearest, since x <= 0
    const auto whole = static_cast<float>(n);
    const float r = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * (r * r) + r + 1.0F;
    const std::int32_t exponent = (n + 127) << 23;
    float power;
    std::memcpy(&power, &exponent, sizeof power);
    return p * power;
}

}  // namespace

ATTUNE_CLONES
void attendHeads(const SingleQueryAttention& a, std::int64_t begin, std::int64_t end,
                 float* __restrict scores) {
    const std::int64_t width = a.width, capacity = a.capacity, length = a.length;
    for (std::int64_t i = begin; i < end; ++i) {
        const std::int64_t row = i / a.heads, head = i % a.heads;
        const std::int64_t at = ((a.source ? a.source[row] : row) * a.heads + head) * width * capacity;
        const float* __restrict q = a.query + row * a.queryStride + head * width;
        const float* __restrict k = a.key + at;    // (d, C)
        const float* __restrict v = a.value + at;  // (C, d)
        float* __restrict out = a.out + i * width;

        for (std::int64_t s = 0; s < length; ++s) scores[s] = 0;
        for (std::int64_t j = 0; j < width; ++j)
            for (std::int64_t s = 0; s < length; ++s) scores[s] += q[j] * a.scale * k[j * capacity + s];
        float highest = scores[0];
        for (std::int64_t s = 1; s < length; ++s) highest = scores[s] > highest ? scores[s] : highest;
        float total = 0;
        for (std::int64_t s = 0; s < length; ++s) {
            scores[s] = expNonPositive(scores[s] - highest);
            total += scores[s];
        }
        for (std::int64_t j = 0; j < width; ++j) out[j] = 0;
        for (std::int64_t s = 0; s < length; ++s)
            for (std::int64_t j = 0; j < width; ++j) out[j] += scores[s] / total * v[s * width + j];
    }
}

}  // namespace attune
