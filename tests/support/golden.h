// Finds the golden set: $ATTUNE_GOLDEN_DIR, else ../shared/golden beside the checkout, else tests/golden.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
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

}  // namespace attune::test
