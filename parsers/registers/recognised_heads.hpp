// The headings of a recognised table that is printed on several pages, read alike on all of them.
//
// Text recognition reads one header a little differently on every page ("Cause", "Cauca", "Cause -"). Where
// tables of several pages repeat their header, each heading that the vocabulary knows is what most pages
// read; of equals the known one, then the surer. Only what is alike is changed; Word::other_reading keeps
// what was read. Pages that were not recognised are left as they are.
#pragma once

#include <span>

#include "extractor/layout/grid.hpp"

namespace domesday
{

class Vocabulary;

void agree_on_heads(std::span<Block> blocks, const Vocabulary& vocabulary);

}  // namespace domesday
