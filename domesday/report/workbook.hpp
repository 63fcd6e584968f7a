// The store's content as an Excel workbook (.xlsx): one sheet for each table, values as typed strings and
// numbers, never as formulas. The only files that see libxlsxwriter.
//
// Nothing is cut off in silence: a text longer than a cell can hold goes on in the sheet "Long texts", a
// table longer than a sheet goes on in a further one. The same values give the same bytes.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domesday/report/records.hpp"

namespace domesday
{

// What an Excel sheet can hold; tests make it smaller.
struct WorkbookLimits {
    std::size_t rows = 1'048'576;
    std::size_t units = 32'767;  // UTF-16 units in a cell
    std::size_t links = 65'530;  // in a sheet; more are shown as text
};

// The file could not be written: what the system says.
class WorkbookError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

class Workbook
{
public:
    // Writes to the file at `path` when finish() is called; what stood there is replaced.
    Workbook(const std::string& path, RecordOptions options, const WorkbookLimits& limits = {});
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void add(const DocumentReport& document);
    void finish();  // throws WorkbookError

private:
    class Book;
    std::unique_ptr<Book> book_;
    RecordOptions options_;
};

// A text as it stands in the XML of a workbook: what readers would take for an escape ("_x0041_") is escaped,
// and so is what XML cannot hold; bytes that are no UTF-8 read as U+FFFD.
std::string cell_text(std::string_view text);

}  // namespace domesday
