// Finds the golden set: $ATTUNE_GOLDEN_DIR, else ../shared/golden beside the checkout, else tests/golden.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace attune::test {

inline std::filesystem::path goldenDir() {
    if (const char* named = std::getenv("ATTUNE_GOLDEN_DIR"); named && *named) return named;
    const std::filesystem::path source = ATTUNE_SOURCE_DIR;
    const auto beside = source / ".." / "shared" / "golden";
    return std::filesystem::exists(beside) ? beside : source / "tests" / "golden";
}

/// The path of a golden file or folder; empty where this set does not hold it (the caller skips it by name).
inline std::filesystem::path golden(const std::string& name) {
    const auto path = goldenDir() / name;
    return std::filesystem::exists(path) ? path : std::filesystem::path();
}

inline nlohmann::json goldenJson(const std::string& name) {
    std::ifstream file(goldenDir() / name);
    if (!file) throw std::runtime_error("no golden file " + name);
    return nlohmann::json::parse(file);
}

/// Whether a family's weights are those under tests/golden. How well one learns from random weights is a fact about them
/// alone: bounds on it hold for no other set.
inline bool isShipped(const std::string& family) {
    const auto weights = [&family](const std::filesystem::path& set) {
        std::ifstream file(set / family / "model.safetensors", std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        return bytes;
    };
    const std::string ours = weights(std::filesystem::path(ATTUNE_SOURCE_DIR) / "tests" / "golden");
    return !ours.empty() && ours == weights(goldenDir());
}

/// New tokens that the reference was allowed: so says the README of the golden set. Behind a prompt of words it was fewer,
/// which only the rows themselves tell.
inline constexpr int kNewTokens = 16, kPromptedNewTokens = 12;

/// How many new tokens the reference was allowed in a case. Rows that were cut off show it; where all have ended, it is what
/// expected.json names, else the usual number.
/// @param width  of the case's rows, without the prompt @param ended  whether every row has ended
inline int allowedNewTokens(const nlohmann::json& expected, std::int64_t width, bool ended, int usual = kNewTokens) {
    const int written = static_cast<int>(width);
    return ended ? std::max(written, expected.value("max_new_tokens", int{usual})) : written;
}

}  // namespace attune::test
