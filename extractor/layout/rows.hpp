// The rows of a region without rules between all its rows.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "extractor/layout/columns.hpp"

namespace domesday
{

struct RowPlan {
    std::vector<std::size_t> row_of_line{};  // for each line, ascending from 0
    std::size_t header_rows = 0;             // leading rows that hold headings, as far as known
    std::string reason{};                    // how the rows were told
};

struct RowHints {
    std::vector<float> rules{};      // y of rules or band edges over the whole width, ascending
    std::vector<int> blank_lines{};  // dumps: numbers of the empty lines, ascending
};

// Three kinds of tables are told apart:
// - rows between rules: each rule begins a row, and the cells between two rules wrap;
// - dense: most lines have words in most columns, so each line is a row; a line with words in one column
//   only is the rest of a wrapped cell, or a heading among the rows;
// - wrapped: cells hold many lines of their own; a row begins where the first column has words after a gap
//   wider than between the lines of a cell, or, without such gaps, where the first column has words at all.
//
// Headings end at the first rule below some of them, at the end of bold letters or, in dense tables, at the
// first line of figures.
RowPlan plan_rows(const Page& page, std::span<const PieceLine> lines, std::size_t columns,
                  const RowHints& hints);

// Whether the lines, all from one ruled row, are rows of their own: at least three of them, nearly all with
// words in most columns, most of these figures. The cells of a register that happen to have as many lines
// as each other hold words, those of a table of figures without rules between its rows do not.
bool are_rows_of_figures(const Page& page, std::span<const PieceLine> lines, std::size_t columns);

// The rows of such lines.
RowPlan plan_rows_of_figures(const Page& page, std::span<const PieceLine> lines);

}  // namespace domesday
