#include "parsers/registers/table_rows.hpp"

#include <algorithm>

namespace domesday
{

std::size_t TableRow::filled() const
{
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const RowCell& cell) { return !cell.words.empty(); }));
}

TableRow row_from_grid(const GridRows& rows, std::size_t row, const TableHead& head,
                       const std::vector<std::optional<std::size_t>>& column_of)
{
    const Grid& grid = rows.grid();
    TableRow made;
    made.cells.resize(head.columns.size());
    made.page = grid.page;
    made.line = row < grid.row_lines.size() ? grid.row_lines[row] : 0;
    made.after_break = row < grid.blank_before.size() && grid.blank_before[row];
    std::size_t widest = 0;
    if (grid.kind == GridKind::tabbed) {
        for (const Cell* cell : rows[row])
            made.printed_cells = std::max(made.printed_cells, cell->column + 1);
        made.cells.resize(std::max(made.cells.size(), made.printed_cells));
    }
    for (const Cell* cell : rows[row]) {
        if (cell->words.empty())
            continue;
        made.page = cell->page > 0 ? cell->page : made.page;
        widest = std::max(widest, cell->column_span);
        std::optional<std::size_t> column = cell->column;
        if (!column_of.empty())
            column = cell->column < column_of.size() ? column_of[cell->column] : std::nullopt;
        if (!column || *column >= made.cells.size()) {
            made.unplaced.insert(made.unplaced.end(), cell->words.begin(), cell->words.end());
            made.reasons.push_back("a cell stands under no heading");
            continue;
        }
        auto& words = made.cells[*column].words;
        words.insert(words.end(), cell->words.begin(), cell->words.end());
    }
    made.is_spanning = made.filled() == 1 && widest > 1 && widest * 10 >= grid.columns * 6;
    return made;
}

}  // namespace domesday
