// The pieces of a flattened table -> entries.
#pragma once

#include <span>
#include <vector>

#include "parsers/register.hpp"
#include "parsers/registers/flat_columns.hpp"
#include "parsers/registers/flat_lines.hpp"
#include "parsers/registers/flat_split.hpp"

namespace domesday
{

class WordNotes;

// One entry per row, in order. Values of cells that were cut out of lines shared with other columns have
// Confidence::medium or low, and say so.
std::vector<Entry> entries_from_pieces(const FlatDocument& document, const FlatSplit& split,
                                       std::span<const FlatTable> tables, std::span<const FlatColumn> columns,
                                       std::span<const FlatRow> rows, const Vocabulary& vocabulary,
                                       WordNotes* notes = nullptr);

}  // namespace domesday
