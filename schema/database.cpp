#include "schema/database.hpp"

#include <sqlite3.h>

#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

namespace domesday
{
namespace
{

constexpr int kWaitForOthers = 5000;  // ms: longer than any of our transactions

struct Trouble {
    std::string found, advice;
};

Trouble trouble_from(int code, sqlite3* connection)
{
    switch (code & 0xff) {
        case SQLITE_NOTADB:
            return {"not a store of domesday, and no SQLite file either",
                    "name another file with --db; this one is left as it is"};
        case SQLITE_CORRUPT:
            return {std::string("the store is damaged (") + sqlite3_errmsg(connection) + ")",
                    "restore it from a copy, or make a new one: domesday --db NEW ingest PATH..."};
        case SQLITE_FULL:
            return {
                "the disk is full",
                "documents stored before this one are kept; free some space and run the same command again"};
        case SQLITE_IOERR: {
            const int reason = sqlite3_system_errno(connection);
            return {
                std::string("the disk reports an error (") +
                    (reason != 0 ? std::strerror(reason) : sqlite3_errmsg(connection)) + ")",
                "documents stored before this one are kept; free some space or check the disk, then run the "
                "same command again"};
        }
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {"the store is in use by another program", "wait until it has finished, then try again"};
        case SQLITE_READONLY:
            return {"the store cannot be written to", "check that you may write to it and to its folder"};
        case SQLITE_CANTOPEN:
            return {"the store cannot be opened",
                    "check that its folder is there and that you may write to it"};
        default:
            return {std::string("the store answers: ") + sqlite3_errmsg(connection), ""};
    }
}

// A file URI in which nothing of the path has a meaning.
std::string immutable_name(const std::string& path)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string name = "file:";
    for (const char letter : path) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '/') {
            name += letter;
        } else {
            name += '%';
            name += kDigits[byte >> 4];
            name += kDigits[byte & 15];
        }
    }
    return name + "?immutable=1";
}

}  // namespace

void Database::Close::operator()(sqlite3* connection) const
{
    sqlite3_close_v2(connection);
}

void Database::Finalise::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Database::Database(const std::string& path, Mode mode) : path_(path)
{
    int flags = SQLITE_OPEN_NOMUTEX;
    if (mode == Mode::read_only || mode == Mode::immutable)
        flags |= SQLITE_OPEN_READONLY;
    else
        flags |= SQLITE_OPEN_READWRITE;
    if (mode == Mode::create)
        flags |= SQLITE_OPEN_CREATE;
    sqlite3* connection = nullptr;
    const std::string name = mode == Mode::immutable ? immutable_name(path) : path;
    if (mode == Mode::immutable)
        flags |= SQLITE_OPEN_URI;
    const int code = sqlite3_open_v2(name.c_str(), &connection, flags, nullptr);
    connection_.reset(connection);
    if (code != SQLITE_OK)
        fail(code);
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_busy_timeout(connection, kWaitForOthers);
    // A store may come from a stranger.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

void Database::fail(int code) const
{
    auto trouble = trouble_from(code, connection_.get());
    throw StoreError{path_, std::move(trouble.found), std::move(trouble.advice)};
}

void Database::execute(const std::string& sql)
{
    const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        fail(code);
}

sqlite3_stmt* Database::prepared(std::string_view sql)
{
    if (const auto found = statements_.find(sql); found != statements_.end()) {
        assert(!sqlite3_stmt_busy(found->second.get()));
        return found->second.get();
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        fail(code);
    statements_.emplace(sql, statement);
    return statement;
}

void Database::bind(sqlite3_stmt* statement, int index, std::nullptr_t)
{
    sqlite3_bind_null(statement, index);
}

void Database::bind(sqlite3_stmt* statement, int index, std::int64_t value)
{
    sqlite3_bind_int64(statement, index, value);
}

void Database::bind(sqlite3_stmt* statement, int index, double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        sqlite3_bind_int64(statement, index, static_cast<std::int64_t>(value));
    else
        sqlite3_bind_double(statement, index, value);
}

void Database::bind(sqlite3_stmt* statement, int index, std::string_view value)
{
    // Copied: a caller may keep the Query longer than a temporary argument lives.
    const int code = sqlite3_bind_text64(statement, index, value.data() ? value.data() : "", value.size(),
                                         SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK)
        fail(code);
}

std::vector<std::vector<std::string>> Database::table(const std::string& sql,
                                                      const std::vector<std::string>& arguments)
{
    sqlite3_stmt* raw = nullptr;
    int code = sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, Finalise> statement{raw};
    if (code != SQLITE_OK)
        fail(code);
    int index = 0;
    for (const auto& argument : arguments)
        bind(raw, ++index, argument);
    std::vector<std::vector<std::string>> rows;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW) {
        auto& row = rows.emplace_back();
        for (int column = 0; column < sqlite3_column_count(raw); ++column) {
            const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(raw, column));
            row.emplace_back(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(raw, column)));
        }
    }
    if (code != SQLITE_DONE)
        fail(code);
    return rows;
}

std::int64_t Database::last_id() const
{
    return sqlite3_last_insert_rowid(connection_.get());
}

std::int64_t Database::changes() const
{
    return sqlite3_total_changes64(connection_.get());
}

Query::~Query()
{
    sqlite3_reset(statement_);
}

bool Query::next()
{
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        database_->fail(code);
    return false;
}

bool Query::is_null(int column) const
{
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const
{
    return sqlite3_column_int64(statement_, column);
}

double Query::real(int column) const
{
    return sqlite3_column_double(statement_, column);
}

std::string_view Query::text_view(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string Query::text(int column) const
{
    return std::string{text_view(column)};
}

std::optional<std::string> Query::text_or_none(int column) const
{
    if (is_null(column))
        return std::nullopt;
    return text(column);
}

std::optional<std::int64_t> Query::integer_or_none(int column) const
{
    if (is_null(column))
        return std::nullopt;
    return integer(column);
}

std::optional<double> Query::real_or_none(int column) const
{
    if (is_null(column))
        return std::nullopt;
    return real(column);
}

Transaction::Transaction(Database& database, Kind kind) : database_(database)
{
    database_.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction()
{
    if (!is_open_)
        return;
    try {
        database_.run("ROLLBACK");
    } catch (const StoreError&) {
        // SQLite has rolled back by itself, as it does when the disk is full
    }
}

void Transaction::commit()
{
    database_.run("COMMIT");
    is_open_ = false;
}

}  // namespace domesday
