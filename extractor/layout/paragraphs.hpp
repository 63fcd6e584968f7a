// The words outside tables -> paragraphs, in reading order.
//
// Text in columns is read column by column; everything else line by line. A paragraph ends where the
// distance of lines grows, where the size or weight of the letters changes for a whole line, or at a blank
// line of a dump. What stands at the page's edge and looks like furniture (a page number, a lone line far
// from the text) is marked as such; marking what repeats over pages needs the pages (see LayoutReader).
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "extractor/layout/lines.hpp"

namespace domesday
{

std::vector<Paragraph> paragraphs_from_words(const Page& page, std::span<const WordIndex> free);

}  // namespace domesday
