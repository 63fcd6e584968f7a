// Printed lines cut at wide spaces: the pieces that tables without rules are made of.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/lines.hpp"

namespace domesday
{

// Words of one line without a wide space between them.
struct Segment {
    Box box;
    std::vector<WordIndex> words{};
};

struct SegmentLine {
    Box box;
    std::vector<Segment> segments{};  // from left to right
};

// The distance between words, in points, from which a space is wide. In print 0.55 of the word's height:
// justified prose stretches its spaces to 0.5, columns of figures stand 0.7 apart and more. In a dump two
// characters: one is a space between words.
float wide_space(const Page& page, float word_height);

// Unrotated words only; lines from top to bottom.
std::vector<SegmentLine> segment_lines(const Page& page, std::span<const WordIndex> chosen);

// Strips between columns that the lines leave free.
struct Gutter {
    float left = 0, right = 0;
    std::size_t crossed = 0;  // lines that run across it (headings over several columns)
    std::size_t parted = 0;   // lines with words on both sides

    float middle() const { return (left + right) / 2; }
    float width() const { return right - left; }
};

struct GutterOptions {
    float narrowest = 4;               // points
    float crossed_share = 0.2F;        // of the lines may run across a gutter
    std::size_t crossed_at_least = 2;  // so many lines may, whatever their share
};

// The gutters of lines taken together, from left to right. Time is n log n in the segments.
std::vector<Gutter> find_gutters(std::span<const SegmentLine> lines, const GutterOptions& options);

}  // namespace domesday
