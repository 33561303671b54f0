// A golden checkpoint folder with its expected tensors.
#pragma once

#include <torch/torch.h>

#include <doctest/doctest.h>

#include <optional>

#include "golden.h"
#include "model/safetensors.h"

namespace attune::test {

struct GoldenModel {
    std::filesystem::path folder;
    NamedTensors tensors;
    nlohmann::json json;

    const torch::Tensor& operator[](const std::string& name) const { return tensors.at(name); }
};

/// None, with a message, where the set does not hold this family.
inline std::optional<GoldenModel> openGolden(const std::string& family) {
    const auto folder = golden(family);
    if (folder.empty() || !std::filesystem::exists(folder / "expected.safetensors")) {
        MESSAGE("skipped: the golden set does not hold " << family);
        return std::nullopt;
    }
    return GoldenModel{folder, SafetensorsFile(folder / "expected.safetensors").tensors(),
                       goldenJson(family + "/expected.json")};
}

inline double maxDifference(const torch::Tensor& a, const torch::Tensor& b) {
    if (a.sizes() != b.sizes()) return std::numeric_limits<double>::infinity();
    return (a.to(torch::kFloat64) - b.to(torch::kFloat64)).abs().max().item<double>();
}

inline void checkClose(const torch::Tensor& value, const GoldenModel& set, const std::string& name,
                       double tolerance) {
    if (!set.tensors.count(name)) {
        MESSAGE("skipped: the golden set does not hold " << name);
        return;
    }
    CAPTURE(name);
    CHECK(maxDifference(value, set[name]) < tolerance);
}

}  // namespace attune::test
