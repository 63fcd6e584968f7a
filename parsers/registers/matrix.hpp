// The printed "Key to Scores": which score each pair of impact and likelihood has.
//
// Found by its content, not by its title: words or numbers along two sides and a number in every inner cell.
// Heat maps (ids or counts in the cells), tables of scoring criteria and registers are none.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "parsers/register.hpp"
#include "parsers/registers/block_range.hpp"
#include "parsers/registers/matrix_rule.hpp"

namespace domesday
{

class Vocabulary;

struct FoundMatrix {
    Matrix matrix;
    BlockRange blocks;  // that it takes up: they are no register rows and no prose
    int page = 0;
};

// Every key of the document, in its order; empty when it prints none.
std::vector<FoundMatrix> find_matrices(std::span<const Block> blocks, const Vocabulary& vocabulary);

// The first key; none when the document prints none.
std::optional<Matrix> find_matrix(std::span<const Block> blocks, const Vocabulary& vocabulary);

// The key that belongs to a register standing in `rows`: the nearest one after or before it, with no other
// register's title between where that can be had; null without one.
const FoundMatrix* nearest_matrix(std::span<const FoundMatrix> found, BlockRange rows,
                                  std::span<const Block> blocks, const Vocabulary& vocabulary);

}  // namespace domesday
