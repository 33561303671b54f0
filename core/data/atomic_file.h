// A file that grows piece by piece and appears under its name only when it is whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace attune {

/// What follows a name while the thing of that name is not whole yet.
inline constexpr const char* kTemporaryMark = ".tmp-";

/// Removes from a folder and all below it what a killed program did not finish writing. Only for a folder that nobody
/// writes to at that moment; one that is not there, or what cannot be removed, is left alone.
void removeTemporaries(const std::filesystem::path& folder);

/// Writes to a temporary name in the same folder. Without `commit` nothing of it remains, and a file that had
/// the name before is untouched.
class AtomicFile {
  public:
    /// @throws Error if the folder cannot be written to
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// @throws Error (a full disk included)
    void write(std::string_view bytes);
    /// Flushes to the disk and renames. @throws Error; the temporary file is then removed
    void commit();

    const std::filesystem::path& path() const { return m_path; }

  private:
    void writeAll(std::string_view bytes);
    void flush();
    [[noreturn]] void fail(int code) const;

    std::filesystem::path m_path;
    std::string m_temporary;
    std::string m_buffer;
    int m_descriptor = -1;
};

}  // namespace attune
