// A folder that grows file by file and appears under its name only when it is whole: what AtomicFile is for a file.
#pragma once

#include <filesystem>

namespace attune {

/// Grows under another name beside the target. Without `commit` nothing of it remains.
class FolderDraft {
  public:
    /// Makes the folder that the files go into. @throws Error if something is at `target` already (an empty folder does not
    /// count), or it cannot be made
    explicit FolderDraft(const std::filesystem::path& target);
    ~FolderDraft();
    FolderDraft(const FolderDraft&) = delete;
    FolderDraft& operator=(const FolderDraft&) = delete;

    /// Where it lies until then.
    const std::filesystem::path& path() const { return m_draft; }
    /// Gives it its name. @throws Error; nothing of it then remains
    void commit();

  private:
    std::filesystem::path m_target;
    std::filesystem::path m_draft;  ///< empty once it has its name
};

}  // namespace attune
