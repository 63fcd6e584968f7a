// The words outside tables -> paragraphs, in reading order.
//
// Text in columns is read column by column; everything else line by line. A paragraph ends where the
// distance of lines grows, where the size or weight of the letters changes for a whole line, or at a blank
// line of a dump. Short ones in bold or larger letters are headings.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "extractor/layout/lines.hpp"

namespace domesday
{

// The words as one paragraph, in reading order.
Paragraph paragraph_from(const Page& page, std::span<const WordIndex> words);

std::vector<Paragraph> paragraphs_from_words(const Page& page, std::span<const WordIndex> free);

}  // namespace domesday
