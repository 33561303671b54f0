#include "learn/masked.h"

#include "data/error.h"

namespace attune {

torch::Tensor maskedMean(const torch::Tensor& values, const torch::Tensor& mask) {
    return (values * mask).sum() / mask.sum();
}

torch::Tensor maskedVariance(const torch::Tensor& values, const torch::Tensor& mask) {
    const auto count = mask.sum();
    if (count.item<double>() < 2) throw Error("cannot whiten fewer than two tokens");
    const auto centred = values - maskedMean(values, mask);
    return maskedMean(centred.square(), mask) * (count / (count - 1));
}

torch::Tensor maskedWhiten(const torch::Tensor& values, const torch::Tensor& mask, bool keepMean) {
    const auto mean = maskedMean(values, mask);
    auto white = (values - mean) * torch::rsqrt(maskedVariance(values, mask) + 1e-8);
    if (keepMean) white = white + mean;
    return white * mask;
}

}  // namespace attune
