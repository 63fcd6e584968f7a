// Several stores become one: documents with all their readings, the paths they were seen under, the paths
// that could not be opened. The result does not depend on the order in which stores come, and merging what is
// there already changes nothing. Findings are made anew, since the register before may be in another store.
#pragma once

#include <cstddef>

#include "schema/store.hpp"

namespace domesday
{

struct MergeCounts {
    std::size_t documents = 0;  // in the stores that were merged
    std::size_t added = 0;      // that `into` did not have
    std::size_t readings = 0;   // added, of those and others
    std::size_t unread_paths = 0;
};

// Throws StoreError; documents merged before it stay merged, and the same merge again takes up the rest.
MergeCounts merge(Store& into, Run& run, const Store& from);

}  // namespace domesday
