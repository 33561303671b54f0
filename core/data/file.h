// Whole files in and out: bounded reads, and writes that are either wholly there or not at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace attune {

/// The bytes of a regular file. @throws Error if it cannot be read or is larger than `maxBytes`.
std::string readFile(const std::filesystem::path& path, std::uint64_t maxBytes = std::uint64_t{1} << 32);

/// Writes to a temporary name in the same folder, syncs it to disk, then renames it over `path` and syncs the folder.
/// On any error the old file is untouched and the temporary one removed. @throws Error (a full disk included).
void writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

/// Forces what was written under this name (a file or a folder) to the disk. @throws Error
void syncToDisk(const std::filesystem::path& path);

}  // namespace attune
