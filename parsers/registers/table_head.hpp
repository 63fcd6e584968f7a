// The heading rows of a table: which columns hold what.
//
// Headings of one column in rows one below the other are joined top-down ("Current Risk" over "L", "I",
// "Score"); a spanning heading belongs to every column below it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/text/vocabulary.hpp"

namespace domesday
{

// The cells that begin in each row, by column; the grid must outlive it.
class GridRows
{
public:
    explicit GridRows(const Grid& grid);
    const Grid& grid() const { return *grid_; }
    std::size_t size() const { return rows_.size(); }
    const std::vector<const Cell*>& operator[](std::size_t row) const { return rows_.at(row); }
    // The cell over (row, column), one of the rows above that spans down to it included; null: none.
    const Cell* at(std::size_t row, std::size_t column) const;

private:
    const Grid* grid_;
    std::vector<std::vector<const Cell*>> rows_;
};

struct Column {
    std::string printed{};             // as printed, joined over the heading rows
    std::optional<Heading> heading{};  // none: not in the vocabulary, or no heading at all
    std::vector<Place> places{};
    bool guessed = false;  // the stage follows from where the column stands
};

struct TableHead {
    std::vector<Column> columns{};  // one per column of the grid
    std::size_t rows = 1;           // heading rows
    Kind kind = Kind::risk;

    // First column that holds this; none: the layout lacks it.
    std::optional<std::size_t> column_of(Field field) const;
    std::optional<std::size_t> id_column() const;
    std::optional<std::size_t> column_of(Part part, Stage stage) const;
    std::vector<Stage> stages() const;
    bool means_the_same(const TableHead& other) const;  // same headings in the same order
};

// What a row of headings is taken for.
struct FoundHead {
    TableHead head;
    bool is_register = false;     // enough of a register's columns are there
    bool looks_like_one = false;  // some are, but most headings are unknown: to be reported
};

// The headings that begin in `row`; none: it is a row of data.
std::optional<FoundHead> find_head(const GridRows& rows, std::size_t row, const Vocabulary& vocabulary);

}  // namespace domesday
