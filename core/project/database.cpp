#include "project/database.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "project/lock.h"

namespace attune {

namespace fs = std::filesystem;

namespace {

constexpr int kBusyTimeoutMs = 5000;

/// A `file:` URI that tells SQLite that nobody can change the file: it then needs no -wal and -shm beside it,
/// which cannot be made in a folder without write permission, or on a full disk.
std::string immutableUri(const fs::path& file) {
    static const char* hex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const unsigned char c : fs::absolute(file).string()) {
        if (std::isalnum(c) || c == '/' || c == '-' || c == '_' || c == '.')
            uri += static_cast<char>(c);
        else
            uri += {'%', hex[c >> 4], hex[c & 15]};
    }
    return uri + "?immutable=1";
}

/// Device and inode; zeros where there is no file.
std::pair<std::uint64_t, std::uint64_t> identityOf(const fs::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return {};
    return {info.st_dev, info.st_ino};
}

/// SQLite calls it a disk I/O error when there is no room for the shared memory beside a database that is
/// being opened.
bool diskIsFull(const fs::path& file) {
    constexpr std::uintmax_t kSharedMemory = 32 * 1024;
    std::error_code failure;
    const auto space = fs::space(file.parent_path(), failure);
    return !failure && space.available < kSharedMemory;
}

bool hasPendingLog(const fs::path& file) {
    std::error_code failure;
    const auto size = fs::file_size(file.string() + "-wal", failure);
    return !failure && size > 0;
}

std::unique_ptr<SQLite::Database> openConnection(const fs::path& file, OpenMode mode, bool create) {
    if (mode == OpenMode::ReadOnly) {
        // With shared memory there already, somebody may be writing, and nothing more is needed.
        const bool hasRoom = isWritable(file.parent_path()) && (!diskIsFull(file) || fs::exists(file.string() + "-shm"));
        if (!hasRoom && !hasPendingLog(file))
            return std::make_unique<SQLite::Database>(
                immutableUri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI, kBusyTimeoutMs);
        return std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READONLY, kBusyTimeoutMs);
    }
    const int flags = SQLite::OPEN_READWRITE | (create ? SQLite::OPEN_CREATE : 0);
    return std::make_unique<SQLite::Database>(file.string(), flags, kBusyTimeoutMs);
}

}  // namespace

Database::Database(const fs::path& file, OpenMode mode, bool create) : m_file(file), m_mode(mode) {
    try {
        m_connection = openConnection(file, mode, create);
        // A file from elsewhere may hold views and triggers that call functions: none of ours needs a
        // dangerous one.
        m_connection->exec("PRAGMA trusted_schema = OFF");
        m_connection->exec("PRAGMA foreign_keys = ON");
        // 64 MiB at most, of pages that were read: what a library of 100,000 images is listed by.
        m_connection->exec("PRAGMA cache_size = -65536");
        if (mode == OpenMode::ReadWrite) {
            m_connection->exec("PRAGMA journal_mode = WAL");
            m_connection->exec("PRAGMA synchronous = FULL");
        }
        m_connection->exec("SELECT count(*) FROM sqlite_schema");
        m_identity = identityOf(m_file);
    } catch (const SQLite::Exception& failure) {
        fail(failure);
    }
}

Database::~Database() = default;

void Database::requireInPlace() const {
    if (identityOf(m_file) == m_identity) return;
    throw Error("the project " + m_file.parent_path().string() + " is not where it was",
                "its folder was moved or deleted, or its disk was removed",
                "bring it back and try again; until then nothing is kept");
}

void Database::execute(const std::string& sql) {
    try {
        m_connection->exec(sql);
    } catch (const SQLite::Exception& failure) {
        fail(failure);
    }
}

Id Database::lastInsertId() const {
    return m_connection->getLastInsertRowid();
}

int Database::changes() const {
    return m_connection->getChanges();
}

void Database::fail(const SQLite::Exception& failure) const {
    const std::string where = "the project database " + m_file.string();
    const std::string said = failure.what();
    const int code = failure.getErrorCode() & 0xff;
    switch (code == SQLITE_IOERR && diskIsFull(m_file) ? SQLITE_FULL : code) {
        case SQLITE_FULL:
            throw StorageError("cannot write " + where, "the disk is full",
                               "free some space and try again; nothing is lost");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw StorageError(where + " is in use by another program", said, "try again when it is done");
        case SQLITE_READONLY:
            throw StorageError("cannot write " + where, "it is open for reading only");
        case SQLITE_CORRUPT:
            throw StorageError(where + " is damaged", said,
                               "restore it from a copy; SQLite's .recover can save most of it");
        case SQLITE_NOTADB:
            throw StorageError(where + " is damaged", "it is not an SQLite database",
                               "restore it from a copy");
        case SQLITE_CANTOPEN:
            throw StorageError(
                "cannot open " + where, said,
                "check that it exists and that you may write in its folder, or copy the project elsewhere");
        case SQLITE_IOERR:
            throw StorageError("cannot read or write " + where, said, "check the disk");
        case SQLITE_NOMEM:
            throw StorageError(where + " refused an operation", said);
        default:
            throw Error(where + " refused an operation", said);
    }
}

Transaction::Transaction(Database& database) : m_database(database), m_level(database.m_depth) {
    if (m_level == 0) m_database.requireInPlace();
    m_database.execute(m_level == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT level" + std::to_string(m_level));
    ++m_database.m_depth;
}

Transaction::~Transaction() {
    if (!m_open) return;
    --m_database.m_depth;
    const std::string level = "level" + std::to_string(m_level);
    // After a failed commit SQLite may have rolled back by itself; then there is nothing to undo.
    m_database.m_connection->tryExec(m_level == 0 ? "ROLLBACK"
                                                  : "ROLLBACK TO " + level + "; RELEASE " + level);
}

void Transaction::commit() {
    m_database.execute(m_level == 0 ? "COMMIT" : "RELEASE level" + std::to_string(m_level));
    --m_database.m_depth;
    m_open = false;
}

}  // namespace attune
