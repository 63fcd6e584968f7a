// Pages drawn with characters, and grids printed as text, so that a test's input and answer can be read.
//
// One character is 6 x 12 pt. Runs of '-' (with '+' at crossings) are horizontal rules, '=' the same;
// '|' and '+' are vertical rules; a rule lies in the middle of its character. Everything else is words:
// a '-' inside a word ("2018-19") or alone is no rule. The page is as wide as its longest line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractor/layout/grid.hpp"

namespace domesday
{

Page draw_page(const std::vector<std::string>& lines);

// The same for a dump whose columns are aligned by spaces: no character is a rule, words know their line
// and code points. Empty lines are noted as a dump's are.
Page draw_dump(const std::vector<std::string>& lines);

// A filled area over characters [left, right) of lines [top, bottom).
Fill draw_fill(int left, int top, int right, int bottom, std::uint32_t colour = 0xD9D9D9);

// Rows end in '\n', cells are separated by " | ", lines of a cell by '/'. A place that a merged cell covers
// shows '<' (the cell began to the left) or '^' (it began above).
std::string as_text(const Grid& grid);

// The words of a paragraph, lines separated by '/'.
std::string as_text(const Paragraph& paragraph);

// Every block in order: grids as above between lines of "[ ]", paragraphs as "kind: text".
std::string as_text(const PageLayout& layout);

std::vector<Grid> grids_of(const PageLayout& layout);
std::vector<Paragraph> paragraphs_of(const PageLayout& layout);

}  // namespace domesday
