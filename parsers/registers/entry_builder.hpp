// Rows of one table -> entries: which rows belong together, and what their columns say.
#pragma once

#include <span>
#include <vector>

#include "parsers/register.hpp"
#include "parsers/registers/table_head.hpp"
#include "parsers/registers/table_rows.hpp"
#include "parsers/registers/wide_table.hpp"

namespace domesday
{

// Entries in printed order. Ids are as printed, not yet normalised: the families of the whole document
// decide (see document_parser.cpp).
std::vector<Entry> entries_from_rows(const TableHead& head, std::span<const TableRow> rows,
                                     const TableContext& context);

// A score from its own cells; the levels that need a key to scores are left open.
Score score_from_values(Value score, Value likelihood, Value impact, const Vocabulary& vocabulary);

// First and last page and line from the places of its values.
void set_extent(Entry& entry);

// Was its heading only taken for a score's, one word of it or its place being like one?
bool has_loose_heading(const Score& score);

}  // namespace domesday
