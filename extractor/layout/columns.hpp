// The columns of a region without vertical rules.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/segments.hpp"

namespace domesday
{

// Column edges (columns + 1 positions, the outer ones at the words' extent); fewer than three when there is
// only one column. `hints` are edges known from fills or short rules; they are believed when hardly any word
// crosses them. `needed`: so many lines must have words on both sides of a strip.
std::vector<float> column_edges(const Page& page, std::span<const SegmentLine> lines,
                                std::span<const float> hints, std::size_t needed = 2);

// The part of a line that stands in columns [first, last].
struct Piece {
    std::size_t first = 0, last = 0;
    Box box;
    std::vector<WordIndex> words{};
};

struct PieceLine {
    Box box;
    std::vector<Piece> pieces{};  // from left to right
};

// Cuts the segments of each line at the column edges. A segment whose words run over an edge, as a heading
// over several columns does, stays one piece.
std::vector<PieceLine> pieces_of(const Page& page, std::span<const SegmentLine> lines,
                                 const std::vector<float>& edges);

}  // namespace domesday
