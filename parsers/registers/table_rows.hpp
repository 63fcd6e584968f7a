// The rows of a table as its headings see them: the words of each column.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/registers/table_head.hpp"

namespace domesday
{

// A column's words in one row, and how far they are certain to stand there.
struct RowCell {
    std::vector<Word> words{};
    Confidence confidence = Confidence::high;
    std::string reason{};  // why not high
};

struct TableRow {
    std::vector<RowCell> cells{};  // one per column of the head
    std::vector<Word> unplaced{};  // that could not be attributed to a column
    std::vector<std::string> reasons{};
    std::size_t printed_cells = 0;  // a dump's row: cells between its tabs; 0: not a dump's
    int page = 0, line = 0;
    bool is_damaged = false;   // its cells were placed by what stands in them
    bool after_break = false;  // a page break or a blank line stands before it
    bool is_spanning = false;  // one cell over most columns: a category between the entries

    std::size_t filled() const;
};

// Row `row` of a grid whose columns are those of the head through `column_of` (empty: the same).
TableRow row_from_grid(const GridRows& rows, std::size_t row, const TableHead& head,
                       const std::vector<std::optional<std::size_t>>& column_of);

}  // namespace domesday
