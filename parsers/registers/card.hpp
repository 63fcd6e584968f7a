// Cards: a block of labels and values for each entry.
//
// A value stands below its label, to the right of it, or in the label's own cell. A card begins with the row
// that holds its id and ends where the next begins; it may go on over pages, under the labels above. A
// `Causes:` line inside a description stays there.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/registers/wide_table.hpp"

namespace domesday
{

// Runs of cards of one kind, and which blocks they take up. `skip[i]`: block i belongs to something else.
struct FoundCards {
    std::vector<FoundTable> tables{};
    std::vector<bool> taken{};  // per block
};

FoundCards find_cards(std::span<const Block> blocks, const std::vector<bool>& skip,
                      const TableContext& context);

}  // namespace domesday
