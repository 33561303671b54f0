// The fingerprint by which a picture is found again after a move.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace attune {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// Of a file's bytes, read in pieces. @throws Error if it is no readable regular file
std::string sha256OfFile(const std::filesystem::path& path);

}  // namespace attune
