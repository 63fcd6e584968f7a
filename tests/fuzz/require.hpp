// What a fuzz target expects to hold; a finding where it does not.
#pragma once

#include <cstdlib>

namespace domesday
{

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

}  // namespace domesday
