// A golden checkpoint folder with its expected tensors.
#pragma once

#include <torch/torch.h>

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

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

/// Gradient norms of `loss`, parameter by parameter and together.
/// @param nameOf  the model's name of a parameter that the file calls so
inline void checkGradients(
    torch::nn::Module& model, const torch::Tensor& loss, const GoldenModel& set,
    const std::function<std::string(const std::string&)>& nameOf = [](const std::string& key) { return key; }) {
    const auto& norms = set.json["grad_norms"];
    std::map<std::string, double> expected;
    for (const auto& [key, norm] : norms["per_parameter"].items()) expected[nameOf(key)] = norm.get<double>();
    std::set<std::string> none;
    for (const auto& key : norms["no_grad"]) none.insert(nameOf(key.get<std::string>()));

    loss.backward();
    const double total = norms["total"].get<double>();
    double squares = 0;
    std::size_t compared = 0;
    for (const auto& item : model.named_parameters()) {
        const torch::Tensor& gradient = item.value().grad();
        CAPTURE(item.key());
        if (!gradient.defined()) {
            CHECK(none.count(item.key()));
            continue;
        }
        const double norm = gradient.to(torch::kFloat64).norm().item<double>();
        squares += norm * norm;
        REQUIRE(expected.count(item.key()));
        CHECK(std::abs(norm - expected[item.key()]) < 1e-6 * total);
        ++compared;
    }
    CHECK(compared == expected.size());
    CHECK(std::abs(std::sqrt(squares) - total) < 1e-6 * total);
}

}  // namespace attune::test
