// Where the rows of a flattened table begin: the ids at the beginnings of its lines.
//
// The family of the ids is learnt from the document: letters that begin several lines with different numbers
// ("CR1", "CR2"; "RK" over "01" in a narrow column). An id that text recognition spoiled is found by its
// place: between CR8 and CR10, "CRO" at the beginning of a line is CR9.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "parsers/registers/flat_lines.hpp"
#include "parsers/registers/flat_split.hpp"

namespace domesday
{

// Of the lines from `first_line` on, in order.
std::vector<FlatRow> flat_rows(const FlatDocument& document, std::size_t first_line,
                               const Vocabulary& vocabulary);

}  // namespace domesday
