#include "parsers/registers/matrix.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "extractor/text/unicode.hpp"
#include "parsers/registers/key_from_lines.hpp"
#include "parsers/registers/key_labels.hpp"
#include "parsers/registers/publication.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

namespace
{

// Keys have three to six levels; ten leaves room for the widest scales (1-10). More is a table of numbers.
constexpr std::size_t kFewestLevels = 3, kMostLevels = 10;
// A key stands in a narrow grid, alone or beside an explanation. Wider grids are not looked into.
constexpr std::size_t kMostColumns = 40;
// Rows that may stand between the cells and the words above or below them.
constexpr std::size_t kFarthestLabelRow = 3;

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

// A grid as the finder sees it: for each cell its number, or its words.
class Board
{
public:
    explicit Board(const Grid& grid) : grid_(grid), numbers_(grid.rows * grid.columns, kNoNumber)
    {
        for (const Cell& cell : grid.cells) {
            if (cell.row < grid.rows && cell.column < grid.columns) {
                numbers_[cell.row * grid.columns + cell.column] =
                    number_of_cell(cell.words).value_or(kNoNumber);
            }
        }
    }

    std::size_t rows() const { return grid_.rows; }
    std::size_t columns() const { return grid_.columns; }
    double number(std::size_t row, std::size_t column) const
    {
        return numbers_[row * grid_.columns + column];
    }
    bool has_number(std::size_t row, std::size_t column) const { return is_known(number(row, column)); }

    std::vector<std::size_t> number_columns(std::size_t row) const
    {
        std::vector<std::size_t> columns;
        for (std::size_t column = 0; column < grid_.columns; ++column) {
            if (has_number(row, column)) {
                columns.push_back(column);
            }
        }
        return columns;
    }

    // The cell that begins at this place, when it holds words and no number.
    const Cell* words_at(std::size_t row, std::size_t column) const
    {
        const Cell* cell = grid_.at(row, column);
        const bool begins = cell && cell->row == row && cell->column == column;
        return begins && !cell->words.empty() && !has_number(row, column) ? cell : nullptr;
    }

    bool is_blank(std::size_t row) const
    {
        for (std::size_t column = 0; column < grid_.columns; ++column) {
            if (has_number(row, column) || words_at(row, column)) {
                return false;
            }
        }
        return true;
    }

    Place place(std::size_t row, std::size_t column) const
    {
        const Cell* cell = grid_.at(row, column);
        return cell && !cell->words.empty() ? cell->words.front().place : Place{};
    }

private:
    const Grid& grid_;
    std::vector<double> numbers_;
};

// The inner cells of what may be a key: these rows by these columns.
struct Cells {
    std::vector<std::size_t> rows, columns;
};

bool shares_columns(const Board& board, std::size_t row, const std::vector<std::size_t>& columns)
{
    std::size_t shared = 0;
    for (const std::size_t column : board.number_columns(row)) {
        if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
            return false;
        }
        ++shared;
    }
    return shared >= 2 && shared * 2 >= columns.size();
}

// The rows around `row` that print numbers in its columns. Rows with some of the numbers lost count.
Cells cells_around(const Board& board, std::size_t row)
{
    Cells cells{.rows = {row}, .columns = board.number_columns(row)};
    for (std::size_t above = row; above > 0 && cells.rows.size() <= kMostLevels + 1;) {
        --above;
        if (board.is_blank(above)) {
            continue;
        }
        if (!shares_columns(board, above, cells.columns)) {
            break;
        }
        cells.rows.insert(cells.rows.begin(), above);
    }
    for (std::size_t below = row + 1; below < board.rows() && cells.rows.size() <= kMostLevels + 1; ++below) {
        if (board.is_blank(below)) {
            continue;
        }
        if (!shares_columns(board, below, cells.columns)) {
            break;
        }
        cells.rows.push_back(below);
    }
    return cells;
}

bool has_key_size(const Cells& cells)
{
    return cells.rows.size() >= kFewestLevels && cells.rows.size() <= kMostLevels + 1 &&
           cells.columns.size() >= kFewestLevels && cells.columns.size() <= kMostLevels + 1;
}

// The words beside a row of cells: to the left, nearest first; else to the right. Axis names are passed over.
std::string row_label(const Board& board, std::size_t row, const std::vector<std::size_t>& columns,
                      const Vocabulary& vocabulary)
{
    const auto label_at = [&](std::size_t column) -> std::string {
        const Cell* cell = board.words_at(row, column);
        if (!cell || cell->row_span > 1 || axis_named(cell->words, vocabulary)) {
            return {};
        }
        return label_from_words(cell->words);
    };
    for (std::size_t column = columns.front(); column > 0; --column) {
        if (auto label = label_at(column - 1); !label.empty()) {
            return label;
        }
    }
    for (std::size_t column = columns.back() + 1; column < board.columns(); ++column) {
        if (auto label = label_at(column); !label.empty()) {
            return label;
        }
    }
    return {};
}

std::vector<std::string> labels_in_row(const Board& board, std::size_t row,
                                       const std::vector<std::size_t>& columns, const Vocabulary& vocabulary)
{
    std::vector<std::string> labels;
    for (const std::size_t column : columns) {
        const Cell* cell = board.words_at(row, column);
        labels.push_back(cell && cell->column_span == 1 && !axis_named(cell->words, vocabulary)
                             ? label_from_words(cell->words)
                             : std::string());
    }
    return labels;
}

std::size_t count_labels(const std::vector<std::string>& labels)
{
    return static_cast<std::size_t>(
        std::count_if(labels.begin(), labels.end(), [](const std::string& label) { return !label.empty(); }));
}

// The words above or below the cells; the nearest row that has most of them.
std::vector<std::string> column_labels(const Board& board, const Cells& cells, const Vocabulary& vocabulary)
{
    for (std::size_t distance = 1; distance <= kFarthestLabelRow; ++distance) {
        const std::array<std::optional<std::size_t>, 2> rows{
            cells.rows.back() + distance < board.rows() ? std::optional(cells.rows.back() + distance)
                                                        : std::nullopt,
            cells.rows.front() >= distance ? std::optional(cells.rows.front() - distance) : std::nullopt};
        for (const auto& row : rows) {
            if (!row) {
                continue;
            }
            auto labels = labels_in_row(board, *row, cells.columns, vocabulary);
            if (count_labels(labels) + 1 >= cells.columns.size() && count_labels(labels) >= 2) {
                return labels;
            }
        }
    }
    return std::vector<std::string>(cells.columns.size());
}

bool counts_up_or_down(const std::vector<double>& numbers)
{
    bool up = true, down = true;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        up = up && numbers[i] == static_cast<double>(i + 1);
        down = down && numbers[i] == static_cast<double>(numbers.size() - i);
    }
    return up || down;
}

// Numbers of the levels may stand between the words and the cells: they are no scores. Known by their place:
// the other columns have words above or below them, the other rows have words beside them.
void drop_level_numbers(const Board& board, Cells& cells, const Vocabulary& vocabulary)
{
    const auto labels = column_labels(board, cells, vocabulary);
    if (count_labels(labels) + 1 == labels.size() && cells.columns.size() > kFewestLevels) {
        for (const std::size_t end : {std::size_t{0}, labels.size() - 1}) {
            std::vector<double> numbers;
            for (const std::size_t row : cells.rows) {
                if (board.has_number(row, cells.columns[end])) {
                    numbers.push_back(board.number(row, cells.columns[end]));
                }
            }
            if (labels[end].empty() && counts_up_or_down(numbers)) {
                cells.columns.erase(cells.columns.begin() + static_cast<std::ptrdiff_t>(end));
                break;
            }
        }
    }
    std::erase_if(cells.rows, [&](std::size_t row) {
        std::vector<double> numbers;
        for (const std::size_t column : cells.columns) {
            numbers.push_back(board.number(row, column));
        }
        return row_label(board, row, cells.columns, vocabulary).empty() && counts_up_or_down(numbers);
    });
}

// Which axis the names in the grid give to the rows: a name beside the rows is theirs, one over or under the
// columns is the columns'.
std::optional<KeyAxis> named_row_axis(const Grid& grid, const Cells& cells, const Vocabulary& vocabulary)
{
    std::optional<KeyAxis> elsewhere;
    for (const Cell& cell : grid.cells) {
        const auto axis = axis_named(cell.words, vocabulary);
        if (!axis) {
            continue;
        }
        const bool beside_rows = cell.row >= cells.rows.front() && cell.row <= cells.rows.back();
        const bool over_columns = cell.column_span > 1 || (cell.column >= cells.columns.front() &&
                                                           cell.column <= cells.columns.back());
        if (beside_rows) {
            return axis;
        }
        elsewhere = elsewhere ? elsewhere : over_columns ? other(*axis) : axis;
    }
    return elsewhere;
}

std::optional<FoundMatrix> matrix_from_grid(const Grid& grid, const Vocabulary& vocabulary)
{
    if (grid.columns > kMostColumns || grid.columns < kFewestLevels || grid.rows < kFewestLevels) {
        return std::nullopt;
    }
    const Board board(grid);
    for (std::size_t row = 0; row < grid.rows; ++row) {
        if (board.number_columns(row).size() < kFewestLevels) {
            continue;
        }
        Cells cells = cells_around(board, row);
        const std::size_t last_row = cells.rows.back();
        if (has_key_size(cells)) {
            drop_level_numbers(board, cells, vocabulary);
        }
        if (has_key_size(cells)) {
            KeyDraft draft{.column_labels = column_labels(board, cells, vocabulary),
                           .named_row_axis = named_row_axis(grid, cells, vocabulary)};
            for (const std::size_t r : cells.rows) {
                draft.row_labels.push_back(row_label(board, r, cells.columns, vocabulary));
                draft.scores.emplace_back();
                draft.places.emplace_back();
                for (const std::size_t c : cells.columns) {
                    draft.scores.back().push_back(board.number(r, c));
                    draft.places.back().push_back(board.has_number(r, c) ? board.place(r, c) : Place{});
                }
            }
            if (auto matrix = matrix_from_draft(std::move(draft), vocabulary)) {
                return FoundMatrix{.matrix = std::move(*matrix), .blocks = {}, .page = grid.page};
            }
        }
        row = std::max(row, last_row);
    }
    return std::nullopt;
}

std::size_t cells_of(const FoundMatrix& found)
{
    return found.matrix.scores.size() * found.matrix.scores.front().size();
}

bool touch(const FoundMatrix& a, const FoundMatrix& b)
{
    return a.blocks.first < b.blocks.last && b.blocks.first < a.blocks.last;
}

}  // namespace

std::vector<FoundMatrix> find_matrices(std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    std::vector<FoundMatrix> found;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (const auto* grid = std::get_if<Grid>(&blocks[i])) {
            if (auto matrix = matrix_from_grid(*grid, vocabulary)) {
                matrix->blocks = {i, i + 1};
                found.push_back(std::move(*matrix));
            }
        }
    }
    // One key read in both ways: the fuller reading is the key.
    for (FoundMatrix& in_lines : keys_from_lines(blocks, vocabulary)) {
        const auto same = std::find_if(found.begin(), found.end(),
                                       [&](const FoundMatrix& other) { return touch(other, in_lines); });
        if (same == found.end()) {
            found.push_back(std::move(in_lines));
        } else if (cells_of(in_lines) > cells_of(*same)) {
            *same = std::move(in_lines);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const FoundMatrix& a, const FoundMatrix& b) {
        return a.blocks.first < b.blocks.first;
    });
    return found;
}

std::optional<Matrix> find_matrix(std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    auto found = find_matrices(blocks, vocabulary);
    if (found.empty()) {
        return std::nullopt;
    }
    return std::move(found.front().matrix);
}

const FoundMatrix* nearest_matrix(std::span<const FoundMatrix> found, BlockRange rows,
                                  std::span<const Block> blocks, const Vocabulary& vocabulary)
{
    const FoundMatrix* nearest = nullptr;
    std::pair<bool, std::size_t> best;  // a title between, blocks between
    for (const FoundMatrix& matrix : found) {
        BlockRange between;
        if (matrix.blocks.first >= rows.last) {
            between = {rows.last, matrix.blocks.first};
        } else if (rows.first >= matrix.blocks.last) {
            between = {matrix.blocks.last, rows.first};
        }
        const std::pair distance{found.size() > 1 && has_title(blocks, between, vocabulary),
                                 between.last - between.first};
        if (!nearest || distance < best) {
            nearest = &matrix;
            best = distance;
        }
    }
    return nearest;
}

}  // namespace domesday
