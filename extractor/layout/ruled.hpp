// Lattices that are tables -> grids with their words and colours.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "extractor/layout/lattice.hpp"
#include "extractor/layout/lines.hpp"

namespace domesday
{

// A grid found on a page, and the words it holds, as indices into Page::words, ascending.
struct FoundGrid {
    Grid grid;
    std::vector<WordIndex> words{};
};

// The ruled tables among the rules of a page, innermost first: a table inside a cell of another is found by
// itself. `free` are the words that may be used; those used are not given again. A box around text, the
// axes of a chart and a frame around a page are none: they have no two columns of cells with words.
std::vector<FoundGrid> find_ruled_grids(const Page& page, const RuleSet& rules, std::vector<WordIndex>& free);

// Sets Cell::fill from the areas painted on the page; the one painted last counts, white is none.
void colour_cells(const Page& page, Grid& grid);

}  // namespace domesday
