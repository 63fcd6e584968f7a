#include "parsers/registers/wide_table.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "extractor/layout/continuation.hpp"
#include "extractor/text/edit_distance.hpp"
#include "parsers/registers/damaged_rows.hpp"
#include "parsers/registers/entry_builder.hpp"
#include "parsers/registers/gathered_words.hpp"
#include "parsers/registers/table_rows.hpp"
#include "parsers/text/ids.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{
namespace
{

// Running text between two parts of one table: a note below it, a repeated title. More is another matter.
constexpr std::size_t kMostWordsBetween = 60;
constexpr std::size_t kLongestMisread = 60;  // bytes of a heading

struct OpenTable {
    TableHead head;
    std::vector<TableRow> rows;
    const Grid* header = nullptr;  // the grid that holds the headings
    const Grid* last = nullptr;
    BlockRange blocks;
    std::size_t words_since = 0;
};

std::vector<std::string> headings_of(const TableHead& head)
{
    std::vector<std::string> headings;
    for (const auto& column : head.columns)
        if (!column.printed.empty())
            headings.push_back(column.printed);
    return headings;
}

// How the columns were told apart.
std::string_view reason_of(GridKind kind)
{
    switch (kind) {
        case GridKind::ruled:
            return "read from the cells of a ruled table";
        case GridKind::horizontal:
            return "read from a table without vertical rules: its columns follow from where the words stand";
        case GridKind::unruled:
            return "read from aligned text: its rows and columns follow from where the words stand";
        case GridKind::tabbed:
            break;
    }
    return "read from cells separated by tabs";
}

// "Likelihoad (1-5)" for "Likelihood (1-5)": the same but for what text recognition misreads.
bool reads_like(const RowCell& cell, const std::string& heading)
{
    const std::string text = match_key(spaced_text(cell.words)), key = match_key(heading);
    if (text == key)
        return true;
    const bool recognised = std::any_of(cell.words.begin(), cell.words.end(),
                                        [](const Word& word) { return word.confidence < 100; });
    const std::size_t longer = std::max(text.size(), key.size());
    return recognised && longer <= kLongestMisread && edit_distance(text, key) * 4 <= longer;
}

// Headings printed again that are not recognised as such, one of them being spoiled by other words: under
// nearly all headings of three and more the row says what the heading says.
bool repeats_headings(const TableRow& row, const TableHead& head)
{
    std::size_t filled = 0, same = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].words.empty())
            continue;
        ++filled;
        same += i < head.columns.size() && reads_like(row.cells[i], head.columns[i].printed) ? 1 : 0;
    }
    return same >= 3 && same + 1 >= filled && row.unplaced.empty();
}

class TableReader
{
public:
    TableReader(std::span<const Block> blocks, const std::vector<bool>& skip, const TableContext& context)
        : blocks_(blocks), skip_(skip), context_(context)
    {
    }

    WideTables read()
    {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (skip_.at(i)) {
                close();  // a key to scores or a card: the table before it has ended
                continue;
            }
            if (const auto* grid = std::get_if<Grid>(&blocks_[i]))
                add_grid(*grid, i);
            else
                add_paragraph(std::get<Paragraph>(blocks_[i]), i);
        }
        close();
        return std::move(found_);
    }

private:
    void add_paragraph(const Paragraph& paragraph, std::size_t block)
    {
        if (!open_ || paragraph.words.empty() ||
            (paragraph.kind != ParagraphKind::prose && paragraph.kind != ParagraphKind::heading))
            return;
        if (const auto column = column_cut_by_page(paragraph)) {
            TableRow row;
            row.cells.resize(open_->head.columns.size());
            row.cells[*column] = {paragraph.words, Confidence::medium,
                                  "stands alone under its column on the next page"};
            row.page = paragraph.page;
            row.after_break = true;
            add_row(std::move(row), block);
            return;
        }
        open_->words_since += paragraph.words.size();
    }

    // A row of which only one cell goes on over the page leaves a paragraph there, at the top and as narrow
    // as its column.
    std::optional<std::size_t> column_cut_by_page(const Paragraph& paragraph) const
    {
        constexpr float kAside = 3;  // points
        const auto& edges = open_->last->column_edges;
        if (open_->rows.empty() || open_->words_since > 0 || paragraph.page != open_->rows.back().page + 1 ||
            edges.size() != open_->head.columns.size() + 1)
            return std::nullopt;
        for (std::size_t column = 0; column + 1 < edges.size(); ++column)
            if (paragraph.box.left >= edges[column] - kAside &&
                paragraph.box.right <= edges[column + 1] + kAside &&
                !open_->rows.back().cells[column].words.empty())
                return column;
        return std::nullopt;
    }

    void add_grid(const Grid& grid, std::size_t block)
    {
        const GridRows rows(grid);
        std::vector<std::optional<std::size_t>> column_of;
        bool belongs = open_ && goes_on(grid, column_of);
        std::size_t above = 0;  // rows that belong to no table so far
        for (std::size_t row = 0; row < rows.size();) {
            const auto head = find_head(rows, row, context_.vocabulary);
            if (head && head->is_register) {
                for (std::size_t before = row - above; before < row; ++before)
                    note_row_above(rows[before]);
                above = 0;
                for (std::size_t of_head = row; of_head < row + head->head.rows; ++of_head)
                    note_heading_row(rows[of_head]);
                begin_or_repeat(head->head, grid, block);
                column_of.clear();
                belongs = true;
                row += head->head.rows;
                continue;
            }
            if (head && head->looks_like_one && !belongs) {
                report(head->head, grid, row, block);
                return;
            }
            if (belongs) {
                auto read = row_from_grid(rows, row, open_->head, column_of);
                if (repeats_headings(read, open_->head))
                    note_heading_row(rows[row]);
                else
                    add_row(std::move(read), block);
                open_->last = &grid;
            } else {
                ++above;
            }
            ++row;
        }
    }

    void note_heading_row(const std::vector<const Cell*>& cells) const
    {
        for (const Cell* cell : cells)
            context_.note(cell->words, {.use = WordUse::heading});
    }

    // A grid without headings of its own: does it go on with the open table?
    bool goes_on(const Grid& grid, std::vector<std::optional<std::size_t>>& column_of)
    {
        if (open_->words_since > kMostWordsBetween)
            return false;
        if (grid.kind == GridKind::tabbed)
            return grid.columns <= open_->head.columns.size() + 1 &&
                   (grid.columns * 2 >= open_->head.columns.size() || grid.columns == 1);
        auto found = find_continuation(*open_->header, *open_->last, grid);
        column_of = std::move(found.column_of);
        return found.continues && !(is_beside_rows(grid) && names_no_ids(grid, column_of));
    }

    // On a page that rows of the open table stand on, too, and no part of what holds these. A dump may have
    // lost where its pages ended.
    bool is_beside_rows(const Grid& grid) const
    {
        return grid.kind != GridKind::tabbed && grid.row_lines.empty() && &grid != open_->last &&
               !open_->rows.empty() && open_->rows.back().page == grid.page;
    }

    // Rows that begin with words below rows that begin with ids: totals, counts by rating.
    bool names_no_ids(const Grid& grid, const std::vector<std::optional<std::size_t>>& column_of) const
    {
        const auto id_column = open_->head.id_column();
        if (!id_column)
            return false;
        const auto is_id = [&](const std::vector<Word>& words) {
            return find_id(spaced_text(words)) || find_leading_id(spaced_text(words));
        };
        std::size_t named = 0;
        for (const auto& cell : grid.cells) {
            const auto column = column_of.empty() ? cell.column : column_of.at(cell.column);
            if (column != id_column || cell.words.empty())
                continue;
            if (is_id(cell.words))
                return false;
            ++named;
        }
        return named >= 2 && std::any_of(open_->rows.begin(), open_->rows.end(), [&](const TableRow& row) {
                   return is_id(row.cells[*id_column].words);
               });
    }

    void begin_or_repeat(const TableHead& head, const Grid& grid, std::size_t block)
    {
        if (open_ && open_->head.means_the_same(head) && !is_beside_rows(grid)) {
            // Headings are repeated for the reader of another page. On the same page they head a table of its
            // own: that of the high risks below all risks. Columns may stand elsewhere in this grid: rows
            // from here on are read with its own head.
            if (open_->head.columns.size() == head.columns.size()) {
                open_->header = &grid;
                open_->last = &grid;
                open_->words_since = 0;
                return;
            }
        }
        close();
        open_.emplace();
        open_->head = head;
        open_->header = &grid;
        open_->last = &grid;
        open_->blocks = {block, block + 1};
    }

    void add_row(TableRow row, std::size_t block)
    {
        const bool first_of_page = !open_->rows.empty() && row.page != open_->rows.back().page;
        row.after_break = row.after_break || first_of_page;
        if (row.filled() == 0 && row.unplaced.empty())
            return;
        open_->rows.push_back(std::move(row));
        open_->blocks.last = block + 1;
        open_->words_since = 0;
    }

    // A row over the headings in their own grid: a title over all columns, or something else.
    void note_row_above(const std::vector<const Cell*>& cells) const
    {
        const auto filled =
            std::count_if(cells.begin(), cells.end(), [](const Cell* cell) { return !cell->words.empty(); });
        for (const Cell* cell : cells)
            if (filled == 1)
                context_.note(cell->words, {.use = WordUse::heading});
            else
                context_.note(cell->words,
                              {.use = WordUse::left_out, .reason = "above the table's headings"});
    }

    void report(const TableHead& head, const Grid& grid, std::size_t row, std::size_t block)
    {
        UnplacedTable table;
        table.page = grid.page;
        table.line = row < grid.row_lines.size() ? grid.row_lines[row] : 0;
        table.headings = headings_of(head);
        std::string unknown;
        for (const auto& column : head.columns) {
            table.places.insert(table.places.end(), column.places.begin(), column.places.end());
            if (!column.printed.empty() && !column.heading)
                unknown += (unknown.empty() ? "\"" : ", \"") + column.printed + "\"";
        }
        table.reason = "it looks like a register, but the vocabulary does not know " + unknown;
        found_.unplaced.push_back(std::move(table));
        found_.unplaced_blocks.push_back({block, block + 1});
    }

    void close()
    {
        if (!open_)
            return;
        FoundTable table;
        table.headings = headings_of(open_->head);
        table.stages = open_->head.stages();
        table.kind = open_->head.kind;
        table.has_ids = open_->head.id_column().has_value();
        for (const auto& column : open_->head.columns)
            if (column.heading)
                table.meanings.push_back(*column.heading);
        const auto rows = repaired_rows(open_->head, std::move(open_->rows), context_, owners_);
        table.entries = entries_from_rows(open_->head, rows, context_);
        for (auto& entry : table.entries)
            entry.reasons.insert(entry.reasons.begin(), std::string(reason_of(open_->header->kind)));
        table.blocks = open_->blocks;
        if (!table.entries.empty())
            found_.tables.push_back(std::move(table));
        else
            found_.empty.push_back(table.blocks);
        open_.reset();
    }

    std::span<const Block> blocks_;
    const std::vector<bool>& skip_;
    const TableContext& context_;
    std::optional<OpenTable> open_;
    KnownOwners owners_;
    WideTables found_;
};

}  // namespace

WideTables find_wide_tables(std::span<const Block> blocks, const std::vector<bool>& skip,
                            const TableContext& context)
{
    return TableReader{blocks, skip, context}.read();
}

}  // namespace domesday
