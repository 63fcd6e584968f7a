// The tables and paragraphs of a dump whose cells are separated by tabs.
//
// A grid keeps every row as it was printed: rows may have fewer cells than the grid has columns, and a cell
// stands in the column its tabs give it, also where the dump has glued cells together or lost some. Empty
// cells are kept, so that a row of tabs has two cells or more; a line without tabs that belongs to the table
// (a list that goes on, the end of a sentence) is a row with one cell in column 0.
// A table goes on over blank lines: row_lines and blank_before say where. A markdown rule between rows
// ("--<tab>--") is left out, with a reason. Nothing fails.
#pragma once

#include "extractor/layout/grid.hpp"

namespace domesday
{

// `page` is of kind tabbed.
PageLayout layout_from_tabbed_page(const Page& page, const LayoutOptions& options = {});

}  // namespace domesday
