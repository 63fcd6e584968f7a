// Tables whose columns are told by the alignment of their words: with horizontal rules only, with shaded
// bands, or with nothing at all; in print and in dumps.
//
// Columns are the strips that the lines leave free (Nurminen, "Algorithmic Extraction of Data in Tables in
// PDF Documents", 2013, looks for the edges of words instead; strips also serve ragged, wrapped cells).
// Rows are told by rules, by gaps, by the first column, or, in dense tables, by the lines themselves.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extractor/layout/ruled.hpp"

namespace domesday
{

// A part of a page that is taken for a table, with what is known of it beforehand.
struct AlignedRegion {
    std::vector<WordIndex> words{};
    GridKind kind = GridKind::unruled;
    std::vector<float> row_rules{};     // y of rules and band edges over the whole width
    std::vector<float> column_hints{};  // inner edges of filled heading cells or of short vertical rules
    std::vector<Rule> part_rules{};     // horizontal rules over some columns: under a spanning heading
    bool trusted_heading = false;       // its first line is headings, each over a column
    std::vector<std::string> reasons{};
};

// The grid of a region; none when its words stand in fewer than two columns or two rows.
std::optional<FoundGrid> grid_from_region(const Page& page, const AlignedRegion& region);

}  // namespace domesday
