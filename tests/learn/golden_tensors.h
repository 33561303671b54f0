// The golden tensors of ppo/, read without the project's own reader so that a fault there cannot hide one here.
#pragma once

#include <torch/torch.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "golden.h"

namespace attune::test {

class GoldenTensors {
  public:
    explicit GoldenTensors(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        std::uint64_t size = 0;
        std::memcpy(&size, bytes.data(), sizeof size);
        const auto header = nlohmann::json::parse(bytes.substr(8, size));
        for (const auto& [name, entry] : header.items()) {
            if (name == "__metadata__") continue;
            const std::string dtype = entry.at("dtype");
            const auto type = dtype == "I64" ? torch::kInt64 : dtype == "U8" ? torch::kUInt8 : torch::kFloat32;
            auto tensor = torch::empty(entry.at("shape").get<std::vector<std::int64_t>>(), type);
            std::memcpy(tensor.data_ptr(), bytes.data() + 8 + size + entry.at("data_offsets")[0].get<std::size_t>(),
                        tensor.nbytes());
            m_tensors[name] = tensor;
        }
    }

    const torch::Tensor& operator[](const std::string& name) const { return m_tensors.at(name); }
    bool contains(const std::string& name) const { return m_tensors.count(name) != 0; }

  private:
    std::map<std::string, torch::Tensor> m_tensors;
};

/// Largest absolute difference, over places where `mask` is 1 if one is given.
inline double worst(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& mask = {}) {
    auto gap = (a.detach().to(torch::kFloat64) - b.detach().to(torch::kFloat64).reshape(a.sizes())).abs();
    if (mask.defined()) gap = gap * mask.to(torch::kFloat64);
    return gap.max().item<double>();
}

inline constexpr double kTolerance = 2e-5;

}  // namespace attune::test
