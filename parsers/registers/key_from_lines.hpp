// Keys to scores whose cells were lost: a row's words, then its numbers, one row after the other, on lines of
// their own or running on ("MAJOR 4 8 12 16 20 MODERATE 3 6 9 12 15 ...").
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/registers/matrix.hpp"

namespace domesday
{

// The keys that stand in paragraphs and in grids without rules; others are passed over.
std::vector<FoundMatrix> keys_from_lines(std::span<const Block> blocks, const Vocabulary& vocabulary);

}  // namespace domesday
