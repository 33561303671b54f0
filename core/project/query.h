// One run of one SQL statement: parameters in, rows out.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "project/database.h"

namespace attune {

/// A parameter whose type is known only while running; see Conditions.
using SqlValue = std::variant<std::int64_t, double, std::string>;

/// The WHERE clause of a listing with filters, put together piece by piece.
class Conditions {
  public:
    /// @param condition  with one `?` for each value
    void add(const std::string& condition, std::vector<SqlValue> values = {});
    /// "" or " WHERE a AND b"
    std::string sql() const;
    std::vector<SqlValue> values;

  private:
    std::string m_sql;
};

/// Takes its prepared statement from the connection's cache and gives it back when it ends.
class Query {
  public:
    /// Binds `values` to the parameters ?1, ?2, .. @throws Error
    template <typename... Values>
    Query(Database& database, const std::string& sql, const Values&... values)
        : Query(database, sql, Prepared{}) {
        (bind(values), ...);
    }
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    /// Moves to the next row; false behind the last. @throws Error
    bool next();
    /// Runs a statement that returns no rows. @throws Error
    void run() { next(); }

    bool isNull(int column) const;
    /// 0 where the value is NULL, which is how a record says "none".
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;
    /// The same without a copy: good until the next call of next().
    std::string_view view(int column) const;

  private:
    struct Prepared {};
    Query(Database& database, const std::string& sql, Prepared);

    void bindNull();
    void bindInteger(std::int64_t value);
    void bindReal(double value);
    void bindText(std::string_view value);

    template <std::integral T>
    void bind(const T& value) {
        bindInteger(static_cast<std::int64_t>(value));
    }
    void bind(double value) { bindReal(value); }
    void bind(std::string_view value) { bindText(value); }
    template <typename T>
    void bind(const std::optional<T>& value) {
        value ? bind(*value) : bindNull();
    }
    void bind(const std::vector<SqlValue>& values);

    Database& m_database;
    std::unique_ptr<SQLite::Statement> m_own;  ///< when the cached one is already running
    SQLite::Statement* m_statement = nullptr;
    bool* m_busy = nullptr;
    int m_parameter = 0;
};

/// NULL for "none".
inline std::optional<Id> nullIfZero(Id id) {
    return id == 0 ? std::nullopt : std::optional(id);
}

}  // namespace attune
