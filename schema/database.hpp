// A thin layer over SQLite: one connection, prepared statements kept for reuse, values bound by type.
// Used only inside schema/; every failure is a StoreError.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/store_error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace domesday
{

class Database;

// The rows of one statement, borrowed from its Database; the statement is free again when this is gone.
// Columns count from 0; a text is copied out.
class Query
{
public:
    Query(Database& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    bool next();  // to the first row, then on; false: no more

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string text(int column) const;            // NULL: empty
    std::string_view text_view(int column) const;  // valid until next()
    std::optional<std::string> text_or_none(int column) const;
    std::optional<std::int64_t> integer_or_none(int column) const;
    std::optional<double> real_or_none(int column) const;

private:
    Database* database_;
    sqlite3_stmt* statement_;
};

class Database
{
public:
    // immutable: read without a lock or a file beside it, for a store on a disk that nobody can write to.
    enum class Mode { read_only, immutable, read_write, create };

    // Throws StoreError when it cannot be opened. `path` is also what messages call it.
    Database(const std::string& path, Mode mode);

    // Runs statements that give no rows; for schema and pragmas.
    void execute(const std::string& sql);

    // `sql` must be a literal: its characters stay valid, the prepared statement is kept under them.
    template <class... Arguments>
    Query query(std::string_view sql, const Arguments&... arguments)
    {
        sqlite3_stmt* statement = prepared(sql);
        [[maybe_unused]] int index = 0;
        (bind(statement, ++index, arguments), ...);
        return {*this, statement};
    }

    // The same for a text that was put together; prepared anew each time. `arguments` are bound as texts.
    std::vector<std::vector<std::string>> table(const std::string& sql,
                                                const std::vector<std::string>& arguments);

    template <class... Arguments>
    void run(std::string_view sql, const Arguments&... arguments)
    {
        auto rows = query(sql, arguments...);
        while (rows.next()) {
        }
    }

    std::int64_t last_id() const;
    std::int64_t changes() const;  // rows inserted, changed or deleted since the connection was opened
    const std::string& path() const { return path_; }

    [[noreturn]] void fail(int code) const;  // the StoreError for a result code of this connection

private:
    friend class Query;

    sqlite3_stmt* prepared(std::string_view sql);
    void bind(sqlite3_stmt* statement, int index, std::nullptr_t);
    void bind(sqlite3_stmt* statement, int index, std::int64_t value);
    void bind(sqlite3_stmt* statement, int index, int value) { bind(statement, index, std::int64_t{value}); }
    void bind(sqlite3_stmt* statement, int index, bool value) { bind(statement, index, std::int64_t{value}); }
    // A whole number is kept as an integer, so that a person reads 16 and not 16.0.
    void bind(sqlite3_stmt* statement, int index, double value);
    void bind(sqlite3_stmt* statement, int index, std::string_view value);
    void bind(sqlite3_stmt* statement, int index, const std::string& value)
    {
        bind(statement, index, std::string_view{value});
    }
    void bind(sqlite3_stmt* statement, int index, const char* value)
    {
        bind(statement, index, std::string_view{value});
    }
    template <class T>
    void bind(sqlite3_stmt* statement, int index, const std::optional<T>& value)
    {
        if (value)
            bind(statement, index, *value);
        else
            bind(statement, index, nullptr);
    }

    struct Close {
        void operator()(sqlite3* connection) const;
    };
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };

    std::string path_;
    std::unique_ptr<sqlite3, Close> connection_;
    std::unordered_map<std::string_view, std::unique_ptr<sqlite3_stmt, Finalise>> statements_;
};

// All or nothing: what was not committed is undone.
class Transaction
{
public:
    enum class Kind { read, write };  // read: one unchanging view of the store
    explicit Transaction(Database& database, Kind kind = Kind::write);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

private:
    Database& database_;
    bool is_open_ = true;
};

}  // namespace domesday
