#include "model/cross_attention.h"

namespace attune {

namespace {

/// What of each of `from` cells of a line falls into each of `to` that share its length. @return (to, from), columns sum to 1
torch::Tensor areaShares(std::int64_t from, std::int64_t to, const torch::TensorOptions& options) {
    const torch::Tensor edges = torch::arange(from + 1, torch::kFloat64) / static_cast<double>(from);
    const torch::Tensor others = (torch::arange(to + 1, torch::kFloat64) / static_cast<double>(to)).unsqueeze(1);
    const torch::Tensor begin = torch::maximum(edges.narrow(0, 0, from), others.narrow(0, 0, to));  // (to, from)
    const torch::Tensor end = torch::minimum(edges.narrow(0, 1, from), others.narrow(0, 1, to));
    return ((end - begin).clamp_min(0) * static_cast<double>(from)).to(options);
}

}  // namespace

torch::Tensor resampleMaps(const torch::Tensor& maps, std::int64_t rows, std::int64_t columns) {
    torch::Tensor x = maps;
    const torch::TensorOptions options = maps.options();
    if (x.size(-2) != rows) x = areaShares(x.size(-2), rows, options).matmul(x);
    if (x.size(-1) != columns) x = x.matmul(areaShares(x.size(-1), columns, options).t());
    return x;
}

}  // namespace attune
