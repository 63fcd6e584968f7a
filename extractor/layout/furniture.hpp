// Page numbers, found before tables are looked for, so that none of them is taken for a row.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/grid.hpp"
#include "extractor/layout/lines.hpp"

namespace domesday
{

struct Furniture {
    ParagraphKind kind = ParagraphKind::page_number;
    std::vector<WordIndex> words{};
    float y = 0;
};

// Lines that are a page number and nothing else ("Page 3 of 14", "- 7 -", "65"): in print and scans in the
// outer tenth of the page's height, a bare number only if it stands apart; in a dump anywhere when it says
// "Page", because a dump without form feeds has its page numbers in the middle.
std::vector<Furniture> find_furniture(const Page& page, std::span<const WordIndex> chosen);

}  // namespace domesday
