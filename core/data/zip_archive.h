// Where the files of a zip archive lie that stores them as they are, without compression. Parsing trusts nothing.
// Format: PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.3 (zip64).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace attune {

/// A file in the archive: its bytes in the archive.
struct ZipEntry {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
};

/// The files by their names. Checksums are not computed.
/// @param archive  all bytes of it @param name  what to call it in messages
/// @throws Error if it is damaged, or holds a file that is compressed, encrypted or there twice
std::map<std::string, ZipEntry> readZipDirectory(std::string_view archive, const std::string& name);

}  // namespace attune
