#include "project/project.h"

#include <unistd.h>

#include "data/error.h"
#include "data/file.h"
#include "project/query.h"
#include "project/schema.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr const char* kDatabaseName = "project.sqlite";

void makeFolder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure) throw Error("cannot make the folder " + folder.string(), failure.message());
}

void fillNew(const fs::path& folder) {
    for (const char* name : {"thumbnails", "runs", "models"}) makeFolder(folder / name);
    Database database(folder / kDatabaseName, OpenMode::ReadWrite, true);
    migrate(database);
    Query(database, "INSERT INTO meta (key, value) VALUES ('created_at', ?)", timestampNow()).run();
}

/// An absolute path without "." and "..", and without the trailing slash that a shell's completion adds.
fs::path normalised(const fs::path& path) {
    fs::path full = fs::absolute(path).lexically_normal();
    return full.has_filename() ? full : full.parent_path();
}

bool isInside(const fs::path& path, const fs::path& folder) {
    const fs::path relative = path.lexically_relative(folder);
    return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

std::unique_ptr<Project> Project::create(const fs::path& folder) {
    const fs::path target = normalised(folder);
    std::error_code failure;
    if (fs::exists(target / kDatabaseName, failure))
        throw Error("there is a project in " + target.string() + " already", "",
                    "open it, or choose another name");
    if (fs::exists(target, failure) && !(fs::is_directory(target, failure) && fs::is_empty(target, failure)))
        throw Error("cannot make a project in " + target.string(), "something is there already",
                    "choose another name");
    makeFolder(target.parent_path());
    // Made under another name first, so that no half-made project is ever found under its own.
    const fs::path draft = target.string() + ".new-" + std::to_string(::getpid());
    try {
        if (!isWritable(target.parent_path()))
            throw Error("cannot make a project in " + target.parent_path().string(),
                        "the folder is read-only for you");
        fillNew(draft);
        fs::rename(draft, target, failure);
        if (failure) throw Error("cannot make the project " + target.string(), failure.message());
        syncToDisk(target.parent_path());
    } catch (...) {
        fs::remove_all(draft, failure);
        throw;
    }
    return open(target);
}

std::unique_ptr<Project> Project::open(const fs::path& folder, OpenMode mode) {
    const fs::path target = normalised(folder);
    std::error_code failure;
    if (!fs::is_directory(target, failure))
        throw Error("there is no project in " + target.string(),
                    fs::exists(target, failure) ? "it is not a folder" : "the folder does not exist");
    if (!fs::is_regular_file(target / kDatabaseName, failure))
        throw Error("the folder " + target.string() + " is not an Attune project",
                    "it has no " + std::string(kDatabaseName));
    // Everything that can be refused is refused before anything is touched, the lock file included.
    checkHeader(target / kDatabaseName);
    std::unique_ptr<ProjectLock> lock;
    if (mode == OpenMode::ReadWrite) lock = std::make_unique<ProjectLock>(target);
    return std::unique_ptr<Project>(new Project(target, mode, std::move(lock)));
}

Project::Project(const fs::path& folder, OpenMode mode, std::unique_ptr<ProjectLock> lock)
    : m_folder(folder), m_lock(std::move(lock)), m_database(folder / kDatabaseName, mode) {
    m_backup = migrate(m_database);
    if (mode == OpenMode::ReadOnly) return;
    for (const fs::path& part : {thumbnailsFolder(), runsFolder(), modelsFolder()}) makeFolder(part);
    m_foundInterrupted = runs().markInterrupted(runsFolder());
}

std::optional<LockHolder> Project::writer() const {
    return ProjectLock::holder(m_folder);
}

std::string Project::storedPath(const fs::path& path) const {
    const fs::path full = normalised(path);
    return isInside(full, m_folder.parent_path()) ? full.lexically_relative(m_folder).string()
                                                  : full.string();
}

fs::path Project::resolve(const std::string& stored) const {
    return (m_folder / stored).lexically_normal();
}

std::string Project::meta(const std::string& key) {
    Query row(m_database, "SELECT value FROM meta WHERE key = ?", key);
    return row.next() ? row.text(0) : std::string();
}

void Project::setMeta(const std::string& key, const std::string& value) {
    Query(
        m_database,
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key, value)
        .run();
}

void Project::checkIntegrity() {
    Query row(m_database, "PRAGMA integrity_check(1)");
    const std::string said = row.next() ? row.text(0) : "no answer";
    if (said != "ok")
        throw Error("the project " + m_folder.string() + " is damaged", said, "restore it from a copy");
}

}  // namespace attune
