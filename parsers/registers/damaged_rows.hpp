// Rows of a dump in which cells were glued together, lost or moved: placed by what stands in them.
//
// A table's rows have as many cells as it has headings, or the dump is damaged there. Evidence used, and no
// other: an id at the beginning; a bare number where a score belongs; words known of types, roles and
// directions of travel; the order of the columns; rows of the same page with the same number of cells; and,
// for a row that goes on over a page, which column's text was cut above it. The best order-keeping placement
// is found by dynamic programming. What fits nowhere stays TableRow::unplaced; everything placed so has
// Confidence::medium at best and its reason.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "parsers/registers/table_head.hpp"
#include "parsers/registers/table_rows.hpp"
#include "parsers/registers/wide_table.hpp"

namespace domesday
{

// Owners as the document's tables print them, so that a damaged one can be told: how often, and the words.
using KnownOwners = std::map<std::string, std::pair<int, std::vector<Word>>>;

// Rows as they were printed (TableRow::printed_cells cells each, by their tabs) -> rows by column. Rows that
// agree with the head are returned as they are. `owners` learns from every table of the document in turn.
std::vector<TableRow> repaired_rows(const TableHead& head, std::vector<TableRow> rows,
                                    const TableContext& context, KnownOwners& owners);

}  // namespace domesday
