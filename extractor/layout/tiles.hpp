// Tables painted as coloured cells without lines: the edges of the cells taken as rules.
#pragma once

#include <vector>

#include "extractor/document/page.hpp"

namespace domesday
{

// Filled areas of one height side by side are a row of tiles.
struct TileRow {
    float top = 0, bottom = 0;
    std::vector<float> edges{};  // of its tiles, ascending; at least two tiles
};

// From top to bottom.
std::vector<TileRow> tile_rows_of(const Page& page);

// Three or more such rows one below the other, with edges in common, are a table; between two of them an
// unpainted row of about their height may lie (bands). The rules are the edges of the tiles, and of the
// unpainted rows what both neighbours share. A shaded heading alone, bands over the whole width and
// coloured score cells give none.
std::vector<Rule> rules_from_tiles(const Page& page);

}  // namespace domesday
