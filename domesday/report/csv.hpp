// Tables as CSV (RFC 4180, UTF-8, lines end in CR LF) that a spreadsheet opens without running anything.
//
// A text that a spreadsheet could take for a formula begins with = + - @, a tab or a carriage return: it is
// written with ' before it, and so is a text that begins with ' itself. To get the texts back, take one '
// away from every field that begins with one.
#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

#include "domesday/report/records.hpp"

namespace domesday
{

// A text as a field, with the escape described above; quoted where it must be.
std::string csv_field(std::string_view text);
std::string text_from_csv_field(std::string_view field);  // unquoted field -> text

// The first record names the columns; then add() writes what one document has for this table.
class CsvWriter
{
public:
    CsvWriter(std::ostream& out, Table table, RecordOptions options = {});
    ~CsvWriter();
    void add(const DocumentReport& document);

private:
    class Sink;
    std::unique_ptr<Sink> sink_;
    Table table_;
    RecordOptions options_;
};

}  // namespace domesday
