#include "project/query.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>

namespace attune {

void Conditions::add(const std::string& condition, std::vector<SqlValue> more) {
    m_sql += (m_sql.empty() ? " WHERE " : " AND ") + condition;
    for (auto& value : more) values.push_back(std::move(value));
}

std::string Conditions::sql() const {
    return m_sql;
}

Query::Query(Database& database, const std::string& sql, Prepared) : m_database(database) {
    try {
        auto& cached = database.m_statements[sql];
        if (cached.busy) {
            m_own = std::make_unique<SQLite::Statement>(*database.m_connection, sql.c_str());
            m_statement = m_own.get();
            return;
        }
        if (!cached.statement)
            cached.statement = std::make_unique<SQLite::Statement>(*database.m_connection, sql.c_str());
        m_statement = cached.statement.get();
        m_busy = &cached.busy;
        cached.busy = true;
    } catch (const SQLite::Exception& failure) {
        database.fail(failure);
    }
}

Query::~Query() {
    if (m_statement) m_statement->tryReset();
    if (m_busy) *m_busy = false;
}

bool Query::next() {
    try {
        return m_statement->executeStep();
    } catch (const SQLite::Exception& failure) {
        m_database.fail(failure);
    }
}

bool Query::isNull(int column) const {
    return m_statement->isColumnNull(column);
}

std::int64_t Query::integer(int column) const {
    return m_statement->getColumn(column).getInt64();
}

double Query::real(int column) const {
    return m_statement->getColumn(column).getDouble();
}

std::string Query::text(int column) const {
    return m_statement->getColumn(column).getString();
}

std::string_view Query::view(int column) const {
    // getText() before size(): SQLite converts on the first, and the second counts what that made.
    const SQLite::Column value = m_statement->getColumn(column);
    const char* text = value.getText();
    return {text, static_cast<std::size_t>(value.getBytes())};
}

void Query::bindNull() {
    m_statement->bind(++m_parameter);
}

void Query::bindInteger(std::int64_t value) {
    m_statement->bind(++m_parameter, value);
}

void Query::bindReal(double value) {
    m_statement->bind(++m_parameter, value);
}

void Query::bindText(std::string_view value) {
    m_statement->bind(++m_parameter, std::string(value));
}

void Query::bind(const std::vector<SqlValue>& values) {
    for (const auto& value : values) std::visit([this](const auto& held) { bind(held); }, value);
}

}  // namespace attune
