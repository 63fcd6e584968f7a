#include "extractor/layout/repeated_header.hpp"

#include <algorithm>

namespace domesday
{
namespace
{

constexpr std::size_t kRemembered = 4;  // tables: threats and opportunities of a register, two of a pack
constexpr std::size_t kHeaderRows = 2;

const Cell* cell_from(const Grid& grid, std::size_t row, std::size_t column)
{
    for (const auto& cell : grid.cells) {
        if (cell.row > row)
            break;
        if (cell.row == row && cell.column == column)
            return &cell;
    }
    return nullptr;
}

// Whether `words` are those of `header` and perhaps more.
bool begins_with(const std::vector<Word>& words, const std::vector<Word>& header)
{
    return words.size() >= header.size() &&
           std::equal(header.begin(), header.end(), words.begin(),
                      [](const Word& a, const Word& b) { return a.text == b.text; });
}

// Whether row `row` of the grid begins with the same row of the header, in every column that has a heading.
bool row_begins_with(const Grid& header, const Grid& grid, std::size_t row)
{
    std::size_t headings = 0;
    for (std::size_t column = 0; column < header.columns; ++column) {
        const Cell* wanted = cell_from(header, row, column);
        if (wanted == nullptr || wanted->words.empty())
            continue;
        ++headings;
        const Cell* cell = cell_from(grid, row, column);
        if (cell == nullptr || !begins_with(cell->words, wanted->words))
            return false;
    }
    return headings >= 3;
}

std::size_t heading_words(const Grid& header, std::size_t row, std::size_t column)
{
    const Cell* cell = cell_from(header, row, column);
    return cell == nullptr ? 0 : cell->words.size();
}

bool has_more(const Grid& header, const Grid& grid, std::size_t row)
{
    return std::any_of(grid.cells.begin(), grid.cells.end(), [&](const Cell& cell) {
        return cell.row == row && cell.words.size() > heading_words(header, row, cell.column);
    });
}

Box box_of_words(const std::vector<Word>& words)
{
    Box box;
    for (const auto& word : words)
        box = united(box, word.place.box);
    return box;
}

void cut_row(const Grid& header, Grid& grid, std::size_t row)
{
    std::vector<Cell> cells;
    std::vector<Cell> below;
    for (auto& cell : grid.cells) {
        if (cell.row > row) {
            ++cell.row;
            cells.push_back(std::move(cell));
            continue;
        }
        if (cell.row == row) {
            const std::size_t keep = heading_words(header, row, cell.column);
            if (cell.words.size() > keep) {
                Cell rest = cell;
                rest.row = row + 1;
                rest.words.erase(rest.words.begin(), rest.words.begin() + static_cast<std::ptrdiff_t>(keep));
                rest.box = box_of_words(rest.words);
                below.push_back(std::move(rest));
                cell.words.resize(keep);
                cell.box = box_of_words(cell.words);
            }
            if (keep == 0)
                continue;
        }
        cells.push_back(std::move(cell));
    }
    const auto at =
        std::find_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.row > row; });
    const int line =
        below.empty() || below.front().words.empty() ? 0 : below.front().words.front().place.line;
    cells.insert(at, below.begin(), below.end());
    grid.cells = std::move(cells);
    ++grid.rows;
    if (!grid.row_lines.empty()) {
        int first = line;
        for (const auto& cell : below)
            first = std::min(first, cell.words.front().place.line);
        grid.row_lines.insert(grid.row_lines.begin() + static_cast<std::ptrdiff_t>(row) + 1, first);
    }
    if (!grid.blank_before.empty())
        grid.blank_before.insert(grid.blank_before.begin() + static_cast<std::ptrdiff_t>(row) + 1, false);
    grid.reasons.push_back("row " + std::to_string(row + 1) +
                           " cut behind the headings that a page before has alone");
}

}  // namespace

bool split_repeated_header(const Grid& header, Grid& grid)
{
    if (header.columns != grid.columns || grid.kind == GridKind::ruled || grid.rows == 0)
        return false;
    for (std::size_t row = 0; row < std::min({kHeaderRows, header.rows, grid.rows}); ++row) {
        if (!row_begins_with(header, grid, row))
            return false;
        if (!has_more(header, grid, row))
            continue;
        cut_row(header, grid, row);
        return true;
    }
    return false;
}

void RepeatedHeaders::mend(PageLayout& page)
{
    for (auto& block : page.blocks) {
        auto* grid = std::get_if<Grid>(&block);
        if (grid == nullptr || grid->kind == GridKind::ruled || grid->columns < 3)
            continue;
        const bool known = std::any_of(seen_.begin(), seen_.end(), [&](const Grid& header) {
            return split_repeated_header(header, *grid) || row_begins_with(header, *grid, 0);
        });
        if (known)
            continue;
        Grid first_rows{
            .kind = grid->kind, .rows = std::min(grid->rows, kHeaderRows), .columns = grid->columns};
        for (const auto& cell : grid->cells)
            if (cell.row < first_rows.rows)
                first_rows.cells.push_back(cell);
        seen_.push_back(std::move(first_rows));
        if (seen_.size() > kRemembered)
            seen_.pop_front();
    }
}

}  // namespace domesday
