#include "learn/pretrain_init.h"

#include <array>
#include <cmath>
#include <numbers>

namespace attune {

namespace {

constexpr std::int64_t kFrequencies = 4;
constexpr std::int64_t kDimensions = 4 * kFrequencies;  // sine and cosine of row and of column

/// In radians per patch. The slowest does not repeat within 16 patches, the fastest tells neighbours well
/// apart.
double frequency(std::int64_t k) {
    return std::numbers::pi / 8 * static_cast<double>(k + 1);
}

/// sin, cos of the row, then sin, cos of the column, per frequency. @return (16)
torch::Tensor place(std::int64_t row, std::int64_t column) {
    std::vector<float> values;
    for (std::int64_t k = 0; k < kFrequencies; ++k)
        for (const auto at : {row, column}) {
            values.push_back(static_cast<float>(std::sin(frequency(k) * static_cast<double>(at))));
            values.push_back(static_cast<float>(std::cos(frequency(k) * static_cast<double>(at))));
        }
    return torch::tensor(values);
}

/// The matrix that turns `place(row, column)` into `place(row + down, column + right)`. @return (16, 16)
torch::Tensor shift(std::int64_t down, std::int64_t right) {
    auto matrix = torch::zeros({kDimensions, kDimensions});
    std::int64_t at = 0;
    for (std::int64_t k = 0; k < kFrequencies; ++k)
        for (const auto by : {down, right}) {
            const double angle = frequency(k) * static_cast<double>(by);
            matrix[at][at] = matrix[at + 1][at + 1] = std::cos(angle);
            matrix[at][at + 1] = std::sin(angle);  // sin(a + b) = sin a cos b + cos a sin b
            matrix[at + 1][at] = -std::sin(angle);
            at += 2;
        }
    return matrix;
}

constexpr std::array<std::array<std::int64_t, 2>, 8> kNeighbours{
    {{-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}}};

}  // namespace

void seeNeighbours(torch::nn::Module& encoder, std::int64_t rows, std::int64_t columns, std::int64_t heads) {
    torch::NoGradGuard noGrad;
    auto parameters = encoder.named_parameters();
    auto& positions = parameters["embeddings.position_embeddings"];  // (1, 1 + P, D)
    const auto width = positions.size(2);
    const auto headWidth = width / heads;
    if (width < 2 * kDimensions) return;
    auto table = positions[0].narrow(1, width - kDimensions, kDimensions);  // (1 + P, 16)
    table[0].zero_();
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c) table[1 + r * columns + c].copy_(place(r, c));

    if (headWidth < kDimensions) return;
    for (std::int64_t layer = 0; layer < 2; ++layer) {
        const auto prefix = "encoder.layer." + std::to_string(layer) + ".attention.attention.";
        auto* query = parameters.find(prefix + "query.weight");  // (D, D), rows are outputs
        auto* key = parameters.find(prefix + "key.weight");
        if (!query || !key) return;
        for (std::int64_t h = 0; h < heads; ++h) {
            const auto& by = kNeighbours.at(static_cast<std::size_t>(h % 8));
            const auto block = [&](torch::Tensor& weight) {
                return weight.narrow(0, h * headWidth, kDimensions)
                    .narrow(1, width - kDimensions, kDimensions);
            };
            block(*query).copy_(shift(by[0], by[1]));
            block(*key).copy_(torch::eye(kDimensions));
        }
    }
}

}  // namespace attune
