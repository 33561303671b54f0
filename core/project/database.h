// One connection to the project's SQLite file: pragmas, cached statements, nested transactions, errors in
// words.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "data/error.h"
#include "data/records.h"

namespace SQLite {
class Exception;
}

namespace attune {

enum class OpenMode { ReadWrite, ReadOnly };

/// The project file can be neither read nor written now (a full disk, say), whatever is asked of it: nothing that was to be
/// stored is to blame.
class StorageError : public Error {
  public:
    using Error::Error;
};

/// For one thread at a time. Every commit is flushed to the disk before it returns (WAL with
/// synchronous=FULL).
class Database {
  public:
    /// @param create  make the file where there is none
    /// @throws Error if it cannot be opened or is no database
    Database(const std::filesystem::path& file, OpenMode mode, bool create = false);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const std::filesystem::path& file() const { return m_file; }
    OpenMode mode() const { return m_mode; }

    /// Runs one or more statements without parameters. @throws Error
    void execute(const std::string& sql);
    /// Rowid of the last row that was inserted.
    Id lastInsertId() const;
    /// Rows that the last statement inserted, changed or deleted.
    int changes() const;

    /// Puts what SQLite says into words. @throws StorageError or another Error always
    [[noreturn]] void fail(const SQLite::Exception& failure) const;

  private:
    friend class Query;
    friend class Transaction;

    /// SQLite goes on writing to a file that was deleted, or that lies on a disk that was pulled out, as long as it is
    /// open: what it keeps there is lost. @throws Error if another file, or none, is where this one was opened
    void requireInPlace() const;

    struct CachedStatement {
        std::unique_ptr<SQLite::Statement> statement;
        bool busy = false;
    };

    std::filesystem::path m_file;
    OpenMode m_mode;
    std::pair<std::uint64_t, std::uint64_t> m_identity;  ///< device and inode of the file
    std::unique_ptr<SQLite::Database> m_connection;
    std::unordered_map<std::string, CachedStatement> m_statements;
    int m_depth = 0;  ///< of open transactions
};

/// Everything written while it lives is kept by commit() or undone by its end. One inside another is a
/// savepoint.
class Transaction {
  public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// @throws Error (a full disk, say); what was written is then undone
    void commit();

  private:
    Database& m_database;
    int m_level;
    bool m_open = true;
};

}  // namespace attune
