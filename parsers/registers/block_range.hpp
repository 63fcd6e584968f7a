// Which of a document's blocks something stands in. Blocks count from 0 in document order.
#pragma once

#include <cstddef>

namespace domesday
{

struct BlockRange {
    std::size_t first = 0, last = 0;  // half-open: [first, last)

    bool holds(std::size_t block) const { return first <= block && block < last; }
    bool empty() const { return last <= first; }
    bool operator==(const BlockRange&) const = default;
};

}  // namespace domesday
