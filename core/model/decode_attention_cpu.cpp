#include "model/decode_attention_cpu.h"

#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <torch/version.h>

#include <vector>

#include "model/decode_attention_kernel.h"

namespace attune {

namespace {

bool autocastOnCpu() {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
    return at::autocast::is_autocast_enabled(at::kCPU);
#else
    return at::autocast::is_cpu_enabled();
#endif
}

}  // namespace

bool canAttendSingleQueries(const torch::Tensor& query, const torch::Tensor& key) {
    return query.device().is_cpu() && query.size(1) == 1 && query.scalar_type() == torch::kFloat32 &&
           key.scalar_type() == torch::kFloat32 && !torch::GradMode::is_enabled() && !autocastOnCpu();
}

torch::Tensor attendSingleQueries(const torch::Tensor& query, const torch::Tensor& key,
                                  const torch::Tensor& value, const std::int64_t* source, std::int64_t length,
                                  double scale) {
    const auto rows = query.size(0), heads = key.size(1), width = key.size(2);
    TORCH_CHECK(query.stride(2) == 1 && key.is_contiguous() && value.is_contiguous(),
                "attention needs plain rows");
    torch::Tensor out = torch::empty({rows, 1, heads * width}, query.options());
    const SingleQueryAttention work{.query = query.data_ptr<float>(),
                                    .key = key.data_ptr<float>(),
                                    .value = value.data_ptr<float>(),
                                    .source = source,
                                    .out = out.data_ptr<float>(),
                                    .queryStride = query.stride(0),
                                    .heads = heads,
                                    .width = width,
                                    .capacity = key.size(3),
                                    .length = length,
                                    .scale = static_cast<float>(scale)};
    at::parallel_for(0, rows * heads, 32, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scores(static_cast<std::size_t>(length));
        attendHeads(work, begin, end, scores.data());
    });
    return out;
}

}  // namespace attune
