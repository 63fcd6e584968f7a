// The tables that CSV files and workbooks show, record by record.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domesday/report/register_json.hpp"

namespace domesday
{

enum class Table { entries, scores, findings, mentions, documents, values, decisions };
std::optional<Table> table_from_name(std::string_view name);

enum class Light { none, red, amber, green };

// What a workbook can show of a field beside its text.
struct Mark {
    Light light = Light::none;
    std::string link{};  // relative address of its place in a report; empty: none
};

// Where records go, field by field.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    virtual void text(std::string_view value, const Mark& mark = {}) = 0;
    virtual void number(const std::optional<double>& value, const Mark& mark = {}) = 0;
    virtual void end() = 0;  // of the record
};

struct RecordOptions {
    bool decisions = false;  // scores, findings and values: two more columns, `decision` and `decided_value`
    // The address of a value's, or without a field of an entry's, place in a report.
    std::function<std::string(const DocumentReport&, const ValueSubject&)> link{};
    std::function<std::string(const DocumentReport&, std::size_t finding)> finding_link{};
};

// The names of the columns.
void write_head(RecordSink& sink, Table table, const RecordOptions& options);

// What one document has for the table.
void write_records(RecordSink& sink, Table table, const DocumentReport& document,
                   const RecordOptions& options);

}  // namespace domesday
