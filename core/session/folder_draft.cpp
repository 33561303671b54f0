#include "session/folder_draft.h"

#include <unistd.h>

#include <string>
#include <system_error>

#include "data/error.h"

namespace attune {

namespace fs = std::filesystem;

FolderDraft::FolderDraft(const fs::path& target) {
    std::error_code failure;
    if (fs::exists(target, failure) && !fs::is_empty(target, failure))
        throw Error("cannot export to " + target.string(), "something is there already", "choose another name");
    const fs::path full = fs::absolute(target).lexically_normal();
    m_target = full.has_filename() ? full : full.parent_path();
    m_draft = m_target.string() + ".part-" + std::to_string(::getpid());
    fs::remove_all(m_draft, failure);  // of a program that was killed and had this number
    fs::create_directories(m_draft, failure);
    if (failure) throw Error("cannot make the folder " + m_target.string(), failure.message());
}

FolderDraft::~FolderDraft() {
    std::error_code ignored;
    if (!m_draft.empty()) fs::remove_all(m_draft, ignored);
}

void FolderDraft::commit() {
    std::error_code failure;
    fs::rename(m_draft, m_target, failure);
    if (failure) throw Error("cannot export to " + m_target.string(), failure.message());
    m_draft.clear();
}

}  // namespace attune
