// Where on a page tables without vertical rules may stand.
//
// Lines are followed from top to bottom as long as they leave strips free in common; rules and filled bands
// of the same width hold them together, wide gaps and prose part them. Prose, also in columns, lists,
// contents pages and label-colon-value lines look like tables from afar: a region needs strong evidence,
// and says in `reasons` which it had.
#pragma once

#include <span>
#include <vector>

#include "extractor/layout/aligned.hpp"
#include "extractor/layout/rules.hpp"

namespace domesday
{

std::vector<AlignedRegion> find_aligned_regions(const Page& page, const RuleSet& rules,
                                                std::span<const WordIndex> free);

}  // namespace domesday
