// Small pictures of tables for tests: one line is one row, '|' between cells, "/" alone a new printed line
// in a cell, "//" a new item, "<" a cell merged with the one before it, "~" an empty cell merged with the
// one above.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "extractor/layout/grid.hpp"

namespace domesday
{

inline std::vector<Word> draw_words(const std::string& text, int line = 1, int column = 0)
{
    std::vector<Word> words;
    Join join = Join::space;
    int begin = column * 100;
    std::istringstream in(text);
    for (std::string word; in >> word;) {
        if (word == "/" || word == "//") {
            join = word == "/" ? Join::line : Join::item;
            continue;
        }
        const int size = static_cast<int>(word.size());
        words.push_back(
            {.text = word, .place = {.line = line, .begin = begin, .end = begin + size}, .join = join});
        begin += size + 1;
        join = Join::space;
    }
    return words;
}

// An empty row ("") is a blank line: the row below it has blank_before.
inline Grid draw_grid(const std::vector<std::string>& rows, GridKind kind = GridKind::tabbed,
                      int first_line = 1)
{
    Grid grid{.kind = kind, .page = 1, .first_line = first_line};
    bool blank = false;
    int line = first_line;
    for (const auto& row : rows) {
        if (row.empty()) {
            blank = true;
            ++line;
            continue;
        }
        std::size_t column = 0;
        std::istringstream in(row + "|");
        for (std::string text; std::getline(in, text, '|'); ++column) {
            if (text.find('<') != std::string::npos && text.find_first_not_of(" <") == std::string::npos) {
                ++grid.cells.back().column_span;
                continue;
            }
            if (text.find_first_not_of(" ~") == std::string::npos && text.find('~') != std::string::npos) {
                for (auto above = grid.cells.rbegin(); above != grid.cells.rend(); ++above)
                    if (above->column == column && above->row + above->row_span == grid.rows) {
                        ++above->row_span;
                        break;
                    }
                continue;
            }
            grid.cells.push_back({.row = grid.rows,
                                  .column = column,
                                  .words = draw_words(text, line, static_cast<int>(column))});
        }
        grid.columns = std::max(grid.columns, column);
        grid.row_lines.push_back(line);
        grid.blank_before.push_back(blank);
        blank = false;
        grid.last_line = line++;
        ++grid.rows;
    }
    return grid;
}

}  // namespace domesday
